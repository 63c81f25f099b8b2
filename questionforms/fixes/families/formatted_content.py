"""Fixes for the markup of a FormattedContent."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from questionforms.checks.xhtml.tag_soup import TagSoup
from questionforms.fixes.families.schema_values import meant
from questionforms.fixes.registry import fixes
from questionforms.namespaces import XHTML
from questionforms.xml.spans import read_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.fixes.draft import Draft, View
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem
    from questionforms.xml.spans import Tag

_ROOT = "<FormattedContent>"
_SRC = re.compile(r"""src\s*=\s*["']?\s*http(?=://)""", re.IGNORECASE)
_WHOLE = re.compile(r"""[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*')""")
_VALUE = re.compile(
    r"""(?P<name>href|src)\s*=\s*["']\s*(?P<start>(?:https?|ftp|mailto)(?::/{0,2}|/{1,2}))""", re.IGNORECASE
)


def _markup(draft: Draft, problem: Problem) -> tuple[View, int] | None:
    """The markup around a problem, and the index in it of the problem."""
    if problem.case != "formatted-content":
        return None
    view = draft.view(problem)
    return (view, view.index(draft.offset(problem))) if view else None


@fixes("not-well-formed", "undefined-entity")
def as_xhtml(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes HTML in a FormattedContent as XHTML: `<br>` as `<br/>`, values in quotes, references that XML has."""
    yield from _repaired(draft, problem, sure=True)


@fixes("not-well-formed", safe=False)
def as_meant(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Closes tags in a FormattedContent where HTML ends them, and removes what has no meaning there."""
    yield from _repaired(draft, problem, sure=False)


def _repaired(draft: Draft, problem: Problem, *, sure: bool) -> Iterator[Edits]:
    at = _markup(draft, problem)
    if at is None:
        return
    view, index = at
    soup = _soup(view.text)
    for number, slip in enumerate(soup.slips):
        is_incomplete = slip.hint.startswith("look for")
        if slip.offset == index and slip.message == problem.message and slip.sure == sure and not is_incomplete:
            yield tuple([view.edit(*edit) for edit in soup.edits_of(number)])


@lru_cache(maxsize=8)
def _soup(text: str) -> TagSoup:
    return TagSoup(text)


@lru_cache(maxsize=8)
def _root(text: str) -> Tag | None:
    return read_tags(f"{_ROOT}{text}</FormattedContent>")


def _tag_at(view: View, index: int) -> Tag | None:
    """The element at an index of well-formed markup, with places in the markup inside its root."""
    root = _root(view.text)
    return root.at(index + len(_ROOT)) if root else None


@fixes("unknown-element", "forbidden-tag")
def tag_name(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes tags in a FormattedContent in lower case."""
    at = _markup(draft, problem)
    if at is None:
        return
    view, index = at
    tag = _tag_at(view, index)
    lower = tag.name.lower() if tag else ""
    if tag is None or lower == tag.name or lower not in draft.schemas.vocabulary(XHTML).parents:
        return
    places = [tag.start + 1, *([tag.close + 2] if tag.end > tag.close else [])]
    yield tuple([view.edit(place - len(_ROOT), place - len(_ROOT) + len(lower), lower) for place in places])


@fixes("unknown-attribute", "forbidden-attribute")
def attribute_name(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Corrects the name of an attribute in a FormattedContent if it is clear what was meant: `HREF` to `href`."""
    at = _markup(draft, problem)
    if at is None:
        return
    view, index = at
    vocabulary = draft.schemas.vocabulary(XHTML)
    tag = _tag_at(view, index)
    declared = vocabulary.declaration(tag.name) if tag else None
    if tag is None or declared is None:
        return
    names = [name for name in declared.type.attributes if name]
    attribute = next((each for each in tag.attributes if each.start - len(_ROOT) == index), None)
    new = meant(attribute.name, names) if attribute else None
    if attribute and new and new != attribute.name and not tag.attribute(new):
        yield (view.edit(index, index + len(attribute.name), new),)


@fixes("forbidden-attribute")
def without_attribute(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes an attribute that has no effect in a FormattedContent, such as `class`, `id` or `onclick`."""
    at = _markup(draft, problem)
    if at is None or not (problem.hint or "").startswith("remove it"):
        return
    view, index = at
    found = _WHOLE.match(view.text, index)
    if found:
        yield (view.edit(len(view.text[:index].rstrip()), found.end(), ""),)


@fixes("forbidden-url")
def scheme(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes the scheme of a URL in lower case, and with `://`."""
    at = _markup(draft, problem)
    if at is None:
        return
    view, index = at
    found = _VALUE.match(view.text, index)
    if found:
        name = found["start"].lower().rstrip(":/")
        new = f"{name}:" if name == "mailto" else f"{name}://"
        if new != found["start"]:
            yield (view.edit(*found.span("start"), new),)


@fixes("http-media-in-markup", safe=False)
def over_https(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `https` instead of `http`; the server has to support it."""
    view = draft.view(problem)
    found = _SRC.match(view.text, view.index(draft.offset(problem))) if view else None
    if view is not None and found:
        yield (view.edit(found.end(), found.end(), "s"),)


@fixes("comment-in-formatted-content", safe=False)
def without_comment(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes the comment."""
    view = draft.view(problem)
    found = re.compile("<!--.*?-->", re.DOTALL).match(view.text, view.index(draft.offset(problem))) if view else None
    if view is not None and found:
        yield (view.edit(*found.span(), ""),)


@fixes("unresolved-reference", safe=False)
def without_headers(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes the `headers` attribute."""
    view = draft.view(problem)
    index = view.index(draft.offset(problem)) if view else 0
    found = _WHOLE.match(view.text, index) if view else None
    if view is not None and found:
        yield (view.edit(len(view.text[:index].rstrip()), found.end(), ""),)
