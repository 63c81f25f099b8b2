"""Fixes for elements in the wrong place, and for markup and text where the schema has none."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from questionforms.fixes.edits import Edit
from questionforms.fixes.registry import fixes
from questionforms.xml.nodes import BLANKS
from questionforms.xml.spans import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from questionforms.fixes.draft import Draft
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem
    from questionforms.schema.content_model import ContentModel
    from questionforms.xml.spans import Tag

_T = TypeVar("_T", "Tag", Span)


def _model(draft: Draft, tag: Tag | None) -> ContentModel | None:
    declared = draft.declaration(tag) if tag else None
    return None if declared is None or not draft.vocabulary else draft.vocabulary.models.get(declared.type)


@fixes("misplaced-element")
def order(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Puts child elements in the schema's order, with their comments, or into the one element where they belong."""
    tag = draft.tag(problem)
    parent = tag.parent if tag else None
    model = _model(draft, parent)
    if tag is None or parent is None or model is None or problem.case:
        return
    if tag.local in model.elements:
        yield draft.once(("order", parent), lambda: _in_order(draft, parent, model))
    else:
        yield from _wrapped(draft, tag, parent, model)


def _in_order(draft: Draft, parent: Tag, model: ContentModel) -> Edits:
    """The edits that put the child elements in the order of the schema, if it then accepts them."""
    names = [child.local for child in parent.children]
    places = {name: number for number, name in enumerate(model.elements)}
    if any(name not in places for name in names):
        return ()
    ordered = sorted(range(len(names)), key=lambda number: places[names[number]])
    is_right = ordered != list(range(len(names))) and model.accepts([names[number] for number in ordered])
    return _moved(draft, parent, ordered) if is_right else ()


def _moved(draft: Draft, parent: Tag, ordered: list[int]) -> Edits:
    """The edits that put the child elements in another order; what is between them stays."""
    slots = _with_comments(draft.text, parent)
    texts = [draft.text[slots[number].start : slots[number].end] for number in ordered]
    return tuple(
        [
            Edit(slot.start, slot.end, text)
            for slot, text in zip(slots, texts, strict=True)
            if draft.text[slot.start : slot.end] != text
        ]
    )


def _with_comments(text: str, parent: Tag) -> list[Span]:
    """Each child element, with the comments on the lines before it, and those after it on its last line."""
    slots: list[Span] = []
    for number, child in enumerate(parent.children):
        before = parent.children[number - 1].end if number else parent.inside
        after = parent.children[number + 1].start if number + 1 < len(parent.children) else parent.close
        start, end = child.start, child.end
        for comment in _between(parent.comments, before, after):
            if comment.start < child.start and (not number or _has_newline(text[before : comment.start])):
                start = min(start, comment.start)
            elif child.end <= comment.start and not _has_newline(text[child.end : comment.start]):
                end = max(end, comment.end)
        slots.append(Span(start, end))
    return slots


def _has_newline(text: str) -> bool:
    return "\n" in text or "\r" in text


def _wrapped(draft: Draft, tag: Tag, parent: Tag, model: ContentModel) -> Iterator[Edits]:
    """The edits that put an element, with its neighbours of the same kind, into the one that it belongs in."""
    assert draft.vocabulary is not None
    holders = {
        name: inner.elements
        for name, declared in model.elements.items()
        if (inner := draft.vocabulary.models.get(declared.type)) and tag.local in inner.elements
    }
    if len(holders) != 1:
        return
    ((name, inside),) = holders.items()
    if any(child.local == name for child in parent.children) and name not in ("Question", "Selection"):
        return
    strays = [name for name in inside if name not in model.elements]
    runs = draft.once(("strays", parent, name), lambda: _runs(parent, strays))
    start, end = next((start, end) for start, end in runs if start <= tag.start < end)
    written = tag.name[: -len(tag.local)] + name
    blank = draft.before(start)
    yield (Edit(start, start, f"<{written}>{blank}"), Edit(end, end, f"{blank}</{written}>"))


def _runs(parent: Tag, names: Collection[str]) -> list[tuple[int, int]]:
    """Where each row of neighbours that have one of the names starts and ends."""
    groups = groupby(parent.children, key=lambda child: child.local in names)
    runs = [[*children] for is_named, children in groups if is_named]
    return [(run[0].start, run[-1].end) for run in runs]


@fixes("repeated-element")
def without_copy(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes an element that is the same as the one before it."""
    tag = draft.tag(problem)
    parent = tag.parent if tag else None
    if tag is None or parent is None or problem.case:
        return
    if tag in draft.once(("copies", parent), lambda: _copies(draft.text, parent)):
        start = tag.start - len(draft.before(tag.start).lstrip("\r\n"))
        if start != tag.start or draft.before(tag.start):
            start -= len(draft.text[:start]) - len(draft.text[:start].rstrip("\r\n")) and len(draft.newline)
        yield (Edit(start, tag.end, ""),)


def _copies(text: str, parent: Tag) -> set[Tag]:
    """The child elements that are the same as all those before them that have their name."""
    copies: set[Tag] = set()
    written: dict[str, str | None] = {}
    for child in parent.children:
        own = text[child.start : child.end]
        if own == written.setdefault(child.local, own):
            copies.add(child)
        else:
            written[child.local] = None
    return copies


@fixes("unexpected-element")
def as_cdata(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Puts the markup of an HTMLContent or a FormattedContent between `<![CDATA[` and `]]>`."""
    tag = draft.tag(problem)
    while tag is not None and tag.local not in ("HTMLContent", "FormattedContent"):
        tag = tag.parent
    if tag is not None and not problem.case:
        yield from cdata_around(draft.text, tag.inside, tag.close)


def cdata_around(text: str, start: int, end: int) -> Iterator[Edits]:
    """The edits that put what is between two places into a CDATA section."""
    if "<![CDATA[" not in text[start:end] and "]]>" not in text[start:end]:
        yield (Edit(start, start, "<![CDATA["), Edit(end, end, "]]>"))


@fixes("unexpected-text")
def without_blanks(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes the whitespace inside an element that must be empty."""
    tag = draft.tag(problem)
    if tag is not None and tag.close > tag.inside and not draft.text[tag.inside : tag.close].strip(BLANKS):
        yield (Edit(tag.inside, tag.close, ""),)


@fixes("unexpected-text", safe=False)
def as_text(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `<Text>` around text that is directly inside an element such as QuestionContent."""
    tag = draft.tag(problem)
    model = _model(draft, tag)
    if tag is None or model is None or "Text" not in model.elements:
        return
    start = draft.offset(problem)
    children, comments = _between(tag.children, start, tag.close), _between(tag.comments, start, tag.close)
    ends = [*[child.start for child in children[:1]], *[comment.start for comment in comments[:1]]]
    end = start + len(draft.text[start : min([*ends, tag.close])].rstrip(BLANKS))
    if re.search(r"\w", draft.text[start:end]):
        prefix = tag.name[: -len(tag.local)]
        yield (Edit(start, start, f"<{prefix}Text>"), Edit(end, end, f"</{prefix}Text>"))


def _between(parts: Sequence[_T], start: int, end: int) -> Sequence[_T]:
    """Those of some parts of a text, given in order, that start between two offsets."""
    first, last = [bisect_left(parts, offset, key=lambda part: part.start) for offset in (start, end)]
    return parts[first:last]
