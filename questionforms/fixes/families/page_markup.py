"""Fixes for pages: the safe ones do not change what a browser makes of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.fixes.registry import fixes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.fixes.draft import Draft, View
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem

#: The start of a reference: a number, or letters of which the first ones may be a name.
_REFERENCE = re.compile(r"(?P<number>&#(?:[xX][0-9A-Fa-f]+|[0-9]+))|&(?P<letters>\w{1,40})")
#: A tag that is longer is left alone.
_LONGEST_TAG = 5_000
_END_TAG = re.compile(r"</(?P<name>[A-Za-z][^\s/>]*)(?P<rest>[^<>]*)>")
_BARE = re.compile(r"""(?<==)(?P<blank>\s*)(?P<value>[^\s"'>][^\s>]*)""")
_ATTRIBUTE = re.compile(r"""\s*(?P<name>[^\s/>=]+)\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_SELF_CLOSING = re.compile(r"""<(?P<name>[A-Za-z][^\s/>]*)(?:[^<>"']|"[^"]*"|'[^']*')*?(?P<end>(?<!\s)\s*/>)""")
_DOCTYPE = re.compile(r"\s*<!doctype[^<>]*>", re.IGNORECASE)
_SCRIPT = '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>'

#: Code of a parse error -> a pattern at its place, and what replaces it.
_SIMPLE: dict[str, tuple[str, str]] = {
    "unexpected-character-after-attribute-value": (r"(?=[A-Za-z_][\w:.-]*(?:[\s=>]|/>))", " "),
    "expected-named-entity": ("&", "&amp;"),
    "expected-numeric-entity": ("&", "&amp;"),
    "expected-tag-name": ("<", "&lt;"),
    "expected-tag-name-but-got-right-bracket": ("<>", "&lt;&gt;"),
    "unexpected-end-tag-treated-as": (r"</br\s*>", "<br>"),
    "unexpected-start-tag-treated-as": (r"<image\b", "<img"),
    **{
        f"unexpected-end-tag-{name}": (rf"</{name}\s*>", "")
        for name in ("hr", "img", "input", "link", "meta", "source")
    },
}


def _at(draft: Draft, problem: Problem) -> tuple[View, int] | None:
    """The page around a problem, and the index in it of the problem."""
    view = draft.view(problem)
    return (view, view.index(draft.offset(problem))) if view else None


@fixes("unescaped-ampersand")
def escaped_ampersand(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `&amp;`."""
    yield from _replaced(draft, problem, "&", "&amp;")


@fixes("html-parse-error")
def as_parsed(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes out what browsers assume anyway, such as `&amp;` for a plain `&`, or a space between two attributes."""
    if problem.case in _SIMPLE:
        yield from _replaced(draft, problem, *_SIMPLE[problem.case])
    elif (find := _BY_CODE.get(problem.case)) and (at := _at(draft, problem)):
        yield from find(*at)


def _replaced(draft: Draft, problem: Problem, pattern: str, new: str) -> Iterator[Edits]:
    if at := _at(draft, problem):
        view, start = at
        found = re.compile(pattern, re.IGNORECASE).match(view.text, start)
        if found:
            yield (view.edit(*found.span(), new),)


def _semicolon(view: View, start: int) -> Iterator[Edits]:
    from html.entities import html5

    found = _REFERENCE.match(view.text, start)
    if not found:
        return
    letters = found["letters"] or ""
    # html5 also has the names that browsers read without a semicolon
    name = next((letters[:length] for length in range(len(letters), 0, -1) if letters[:length] in html5), "")
    if name or found["number"]:
        end = start + 1 + len(name) if name else found.end()
        yield (view.edit(end, end, ";"),)


def _plain_end_tag(view: View, start: int) -> Iterator[Edits]:
    found = _END_TAG.match(view.text, view.text.rfind("</", 0, start + 2))
    if found and found["rest"].strip():
        yield (view.edit(*found.span("rest"), ""),)


def _second_attribute(view: View, start: int) -> Iterator[Edits]:
    """The edit that removes an attribute which is the same as an earlier one of its tag."""
    begin = view.text.rfind("<", max(0, start - _LONGEST_TAG), start)
    second = _ATTRIBUTE.match(view.text, start)
    if begin < 0 or second is None:
        return
    name = re.compile(r"<[^\s/>]+").match(view.text, begin)
    earlier = list(_ATTRIBUTE.finditer(view.text, name.end(), start)) if name else []
    if any((each["name"].lower(), each["value"]) == (second["name"].lower(), second["value"]) for each in earlier):
        yield (view.edit(len(view.text[:start].rstrip()), second.end(), ""),)


def _in_quotes(view: View, start: int) -> Iterator[Edits]:
    begin = view.text.rfind("<", max(0, start - _LONGEST_TAG), start)
    for found in _BARE.finditer(view.text, begin, start + 200) if begin >= 0 else ():
        if found.start("value") <= start < found.end("value"):
            value = found["value"].replace('"', "&quot;")
            yield (view.edit(*found.span("value"), f'"{value}"'),)
            return


def _end_of_comment(view: View, start: int) -> Iterator[Edits]:
    at = view.text.find("--!>", max(0, start - 4))
    if at >= 0:
        yield (view.edit(at + 2, at + 3, ""),)


_BY_CODE: dict[str, Callable[[View, int], Iterator[Edits]]] = {
    "named-entity-without-semicolon": _semicolon,
    "numeric-entity-without-semicolon": _semicolon,
    "attributes-in-end-tag": _plain_end_tag,
    "self-closing-flag-on-end-tag": _plain_end_tag,
    "duplicate-attribute": _second_attribute,
    "unexpected-character-in-unquoted-attribute-value": _in_quotes,
    "equals-in-unquoted-attribute-value": _in_quotes,
    "unexpected-bang-after-double-dash-in-comment": _end_of_comment,
}


@fixes("html-parse-error", safe=False)
def closed_at_once(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `<div></div>` for `<div/>`."""
    at = _at(draft, problem)
    if at is None or problem.case != "non-void-element-with-trailing-solidus":
        return
    view, start = at
    begin = start if view.text.startswith("<", start) else view.text.rfind("<", 0, start)
    found = _SELF_CLOSING.match(view.text, begin)
    if found:
        yield (view.edit(*found.span("end"), f"></{found['name']}>"),)


@fixes("missing-doctype", safe=False)
def doctype(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Starts the page with `<!DOCTYPE html>`, which makes browsers use standards mode."""
    if at := _at(draft, problem):
        view, _ = at
        found = _DOCTYPE.match(view.text)
        start = len(view.text) - len(view.text.lstrip())
        if found:
            yield (view.edit(start, found.end(), "<!DOCTYPE html>"),)
        else:
            yield (view.edit(start, start, f"<!DOCTYPE html>{draft.newline}"),)


@fixes("http-resource", safe=False)
def over_https(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `https` instead of `http`; the server has to support it."""
    if at := _at(draft, problem):
        view, start = at
        if view.text[start : start + 7].lower() == "http://":
            yield (view.edit(start + 4, start + 4, "s"),)


@fixes("form-sent-by-get", safe=False)
def by_post(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `method="post"`."""
    if at := _at(draft, problem):
        view, start = at
        if found := re.compile(r"<form\b", re.IGNORECASE).match(view.text, start):
            yield (view.edit(found.end(), found.end(), ' method="post"'),)
        elif found := re.compile(r"get\b", re.IGNORECASE).match(view.text, start):
            yield (view.edit(*found.span(), "post"),)


@fixes("crowd-element-without-script", safe=False)
def crowd_script(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Adds the script with which Amazon defines the element."""
    if at := _at(draft, problem):
        view, start = at
        head = re.compile(r"<head\b[^<>]*>", re.IGNORECASE).search(view.text, 0, start)
        place = head.end() if head else view.text.find("<", start)
        before = draft.newline if head else ""
        if place >= 0:
            yield (view.edit(place, place, f"{before}{_SCRIPT}{'' if head else draft.newline}"),)
