"""The placeholders of templates that a worker would see in a page: `${name}`, and Liquid and similar languages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.page import Page

#: A name to fill in, as layouts and many templates write it.
LAYOUT = re.compile(r"\$\{\s*[\w.-]{1,60}\s*\}")
#: Liquid, Jinja, Handlebars and similar languages: a tag, or a value with its filters.
TEMPLATE = re.compile(
    r"""\{%[-+]?\s*+[a-z_]\w*\b(?:[^%{}]|%(?!\})){0,300}%\}"""
    r"""|\{?\{\{[-~]?\s*+(?:[#/^>]\s*+[\w.-][^{}]{0,200}?|(?!(?:and|or|in|is|not|to)\s*\}\})[&!]?\s*+"""
    r"""(?:(?:(?:\.\./){1,9}|@)?[^\W\d][\w.-]{0,100}(?:\[[^][{}]{0,80}\][\w.-]{0,100}){0,9}"""
    r"""|"[^"{}]{0,200}"|'[^'{}]{0,200}')"""
    r"""(?:\s*[|+*/%=<>?(~-](?:[^{}]|(?<=["'])[{}](?=["'])){1,200}?|\s+(?:and|or|if|is|in|not)\s[^{}]{1,200}?)?)"""
    r"""\s*[-~]?\}\}\}?"""
)
#: Code that may fill in such placeholders: it names an engine, or handles their braces.
_ENGINES = re.compile(
    r"\{\{|\{%|\\\{\\?\{|\{2\}|\b(?:handlebars|mustache|hogan|vue|createapp|angular|nunjucks|liquid|jinja|twig|swig|ejs"
    r"|knockout|ractive|ember)\b|\.template\b|interpolat",
    re.IGNORECASE,
)
#: The attributes by which frameworks find what they fill in.
_OF_ENGINES = re.compile(r"(?:ng|v|x|th|data-ng|data-v)-.*|data-bind|[:@*(\[]\w.*")
#: A command or a power in a formula, in which braces may be double.
_IN_FORMULA = re.compile(r"(?:[\^_]|\\[A-Za-z]+(?:\{\{?[^{}]*\}?\})*)$")
_LOADS_SCRIPT = re.compile(r"<script[^>]*\ssrc\b", re.IGNORECASE)
#: Elements that show text as an example.
_EXAMPLES = ("code", "pre", "samp", "kbd", "xmp", "textarea")
_END_OF_EXAMPLE = re.compile(rf"</({'|'.join(_EXAMPLES)})\b", re.IGNORECASE)


def layout_placeholders(page: Page) -> list[re.Match[str]]:
    """The `${name}` that a worker may read."""
    if "${" not in page.text:
        return []
    return [found for found in LAYOUT.finditer(page.text) if page.shows(found.start()) and not _in_code(page, found)]


def template_placeholders(page: Page) -> list[re.Match[str]]:
    """The Liquid, or similar, that a worker may read, if no script of the page may fill it in."""
    if "{{" not in page.text and "{%" not in page.text:
        return []
    found = [each for each in TEMPLATE.finditer(page.text) if page.shows(each.start())]
    if not found or _may_be_filled(page):
        return []
    examples = _examples(page)
    return [
        each
        for each in found
        if not (_is_in_formula(page, each) or _in_code(page, each) or _is_in(examples, each.start()))
    ]


def _is_in_formula(page: Page, found: re.Match[str]) -> bool:
    return bool(_IN_FORMULA.search(page.text[max(0, found.start() - 40) : found.start()]))


def _examples(page: Page) -> list[tuple[int, int]]:
    """Where the elements that show text as an example start and end, in order, without overlaps."""
    ends: dict[str, list[int]] = {name: [] for name in _EXAMPLES}
    for end in _END_OF_EXAMPLE.finditer(page.text):
        ends[end[1].lower()].append(end.start())
    spans: list[tuple[int, int]] = []
    for element in page.named(*_EXAMPLES):
        if not spans or element.end >= spans[-1][1]:
            following = bisect_left(ends[element.name], element.end)
            spans.append((element.end, [*ends[element.name][following : following + 1], len(page.text)][0]))
    return spans


def _is_in(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether a place is inside one of the spans."""
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return index >= 0 and offset < spans[index][1]


def _may_be_filled(page: Page) -> bool:
    """Whether a script of the page may be a template engine, or contain one."""
    if page.is_whole and not page.scripts.are_known:
        return True
    code = TEMPLATE.sub("", page.scripts.code if page.is_whole else page.text)
    if not page.is_whole and _LOADS_SCRIPT.search(code):
        return True
    return bool(_ENGINES.search(code)) or any(_names_of_engines(page))


def _names_of_engines(page: Page) -> Iterator[str]:
    for element in page.elements:
        yield from (name for name in element.attributes if _OF_ENGINES.fullmatch(name))


def _in_code(page: Page, found: re.Match[str]) -> bool:
    """Whether a placeholder is in an attribute that contains code."""
    tag = page.tag_at(found.start())
    attributes = tag.attributes.items() if tag else ()
    return any(found[0] in value for name, value in attributes if name.startswith("on") or "`" in value)
