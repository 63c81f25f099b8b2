"""Fixes for QuestionForms that fit their schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.fixes.edits import Edit
from questionforms.fixes.registry import fixes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.fixes.draft import Draft
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem

#: What is often written as a subtype -> the subtype.
_SUBTYPES = {"jpg": "jpeg", "svg": "svg+xml", "mp3": "mpeg", "mpg": "mpeg", "mov": "quicktime", "avi": "x-msvideo"}
#: Names of the flag `i` in other languages.
_FLAG_NAMES = dict.fromkeys(("ignorecase", "re.i", "re.ignorecase", "insensitive", "case_insensitive"), "i")
_LINE_BREAKS = re.compile(r"[ \t]*(?:[\r\n]+[ \t]*|&#(?:0*1[03]|x0*[aAdD]);)+")


@fixes("is-required-as-number")
def true_for_one(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `true`."""
    yield from _replaced(draft, problem, lambda text: "true" if text == "1" else None)


@fixes("padded-identifier", safe=False)
def without_blanks(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes the whitespace around the identifier; answers and keys then have to use it without whitespace too."""
    view = draft.view(problem)
    name = view.text.strip() if view else ""
    if view is None or not name:
        return
    start = view.text.find(name)
    end = start + len(name)
    parts = [(0, start), (end, len(view.text))]
    yield tuple([view.edit(first, last, "") for first, last in parts if first < last])


@fixes("unknown-media-type")
def media_type(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes the name of the type alone, in lower case, and `jpeg` for `jpg`."""

    def meant(text: str) -> str | None:
        tag = draft.tag(problem)
        if tag is not None and tag.local == "Type":
            name = text.lower().partition("/")[0]
            return name if name in ("image", "audio", "video") else None
        name = text.rpartition("/")[2].strip().lower()
        return _SUBTYPES.get(name, name) or None

    yield from _replaced(draft, problem, meant)


def _replaced(draft: Draft, problem: Problem, meant: Callable[[str], str | None]) -> Iterator[Edits]:
    """The edit of the text of an element, without the whitespace around it."""
    view = draft.view(problem)
    text = view.text.strip() if view else ""
    new = meant(text) if text else None
    if view is not None and new is not None and new != text:
        start = view.text.find(text)
        yield (view.edit(start, start + len(text), new),)


@fixes("error-text-line-break")
def on_one_line(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes a space instead of the line break."""
    start = draft.offset(problem)
    found = _LINE_BREAKS.match(draft.text, len(draft.text[:start].rstrip(" \t")))
    if found:
        yield (Edit(*found.span(), " "),)


@fixes("unsupported-regex-flags")
def flags(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Replaces flags that mean the same as `i` with `i`, and removes those that change nothing: `g`, `u` and `y`."""
    yield from _with_flags(draft, problem, without="guy")


@fixes("unsupported-regex-flags", safe=False)
def allowed_flags(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes all other flags."""
    yield from _with_flags(draft, problem, without="abcdefghjklmnopqrstuvwxyz")


def _with_flags(draft: Draft, problem: Problem, *, without: str) -> Iterator[Edits]:
    tag = draft.tag(problem)
    given = tag and tag.attribute("flags")
    if tag is None or not given:
        return
    written = draft.text[given.value.start : given.value.end].lower().strip()
    letters = set(_FLAG_NAMES.get(written, written))
    if not letters or letters - set(without + "i"):
        return
    if "i" in letters:
        yield (Edit(given.value.start, given.value.end, "i"),)
    else:
        start = len(draft.text[: given.start].rstrip())
        yield (Edit(start, given.value.end + 1, ""),)


@fixes("http-media", safe=False)
def over_https(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `https` instead of `http`; the server has to support it."""
    view = draft.view(problem)
    start = view.text.find("http://") if view else -1
    if view is not None and start >= 0:
        yield (view.edit(start + 4, start + 4, "s"),)


@fixes("regex-with-slashes", safe=False)
def without_slashes(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes the slashes around the regex, and writes its flag `i` as an attribute."""
    tag = draft.tag(problem)
    given = tag and tag.attribute("regex")
    if tag is None or not given:
        return
    written = draft.text[given.value.start : given.value.end]
    end = written.rfind("/")
    if not written.startswith("/") or end <= 0 or set(written[end + 1 :]) - set("ig"):
        return
    edits = [Edit(given.value.start, given.value.end, written[1:end].replace("\\/", "/"))]
    if "i" in written[end + 1 :] and not tag.attribute("flags"):
        edits.append(Edit(given.value.end + 1, given.value.end + 1, ' flags="i"'))
    yield tuple(edits)
