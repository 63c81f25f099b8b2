"""Fixes for the URLs of ExternalQuestions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.fixes.registry import fixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.fixes.draft import Draft, View
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem

_REFERENCE = re.compile(r"&(?:amp|#38|#[xX]26);", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\x85\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_HTTPS = re.compile(r"https(?::/?(?!/)|:/{3,}|/{1,2}|;//)(?=[a-z0-9])", re.IGNORECASE)
_HOST = r"(?=(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]|\Z))"
_NOT_HTTPS = re.compile(rf"(?:http:/*|http/{{1,2}}|//|){_HOST}", re.IGNORECASE)


def _url(draft: Draft, problem: Problem) -> tuple[View, int] | None:
    """The text of the ExternalURL, and the index in it of the problem."""
    view = draft.view(problem)
    tag = draft.tag(problem)
    if view is None or tag is None or tag.local != "ExternalURL" or not view.text.strip():
        return None
    return view, view.index(draft.offset(problem))


@fixes("double-escaped-url")
def escaped_once(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Escapes the `&` once."""
    if at := _url(draft, problem):
        view, start = at
        if found := _REFERENCE.match(view.text, start):
            yield (view.edit(start, found.end(), "&"),)


@fixes("doubtful-url")
def scheme_and_escapes(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes the scheme in lower case, and percent-encodes characters that a URL cannot contain."""
    if at := _url(draft, problem):
        view, start = at
        if re.match("https:", view.text[start:], re.IGNORECASE) and not view.text.startswith("https", start):
            yield (view.edit(start, start + 5, "https"),)
        elif re.match(r"%(?![0-9A-Fa-f]{2})|[|^`\"]", view.text[start:]):
            yield (view.edit(start, start + 1, f"%{ord(view.text[start]):02X}"),)


@fixes("blank-in-url", safe=False)
def without_blanks(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes line breaks and invisible characters from the URL, and writes a space as `%20`."""
    if at := _url(draft, problem):
        view, start = at
        if found := _BLANKS.match(view.text, start):
            is_space = not found[0].strip(" ")
            yield (view.edit(start, found.end(), "%20" * len(found[0]) if is_space else ""),)


@fixes("external-url-not-https")
def whole_scheme(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Corrects the start of a URL that was meant to be https, such as `https:/`, to `https://`."""
    yield from _with_start(draft, problem, _HTTPS)


@fixes("external-url-not-https", safe=False)
def over_https(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `https://` instead of `http://`, or before a URL without a scheme; the server has to support it."""
    yield from _with_start(draft, problem, _NOT_HTTPS)


def _with_start(draft: Draft, problem: Problem, pattern: re.Pattern[str]) -> Iterator[Edits]:
    if at := _url(draft, problem):
        view, start = at
        if found := pattern.match(view.text.rstrip(), start):
            yield (view.edit(start, found.end(), "https://"),)
