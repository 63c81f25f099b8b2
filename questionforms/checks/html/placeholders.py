"""The placeholders of templates that a worker would see in a page: `${name}`, and Liquid and its relatives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page

#: A name to fill in, as layouts and many templates write it.
LAYOUT = re.compile(r"\$\{\s*[\w.-]{1,60}\s*\}")
#: Liquid, Jinja, Handlebars and their relatives: a tag, or a value with its filters.
TEMPLATE = re.compile(
    r"""\{%[-+]?\s*[a-z_]\w*\b(?:[^%{}]|%(?!\})){0,300}%\}"""
    r"""|\{?\{\{[-~]?\s*(?:[#/^>]\s*[\w.-]+[^{}]{0,200}?"""
    r"""|[&!]?\s*(?:[A-Za-z_][\w.-]*(?:\[[^][{}]{0,80}\][\w.-]*)*|"[^"{}]{0,200}"|'[^'{}]{0,200}')"""
    r"""(?:\s*[|+*/%=<>?(~-][^{}]{1,300}?|\s+(?:and|or|if|is|in|not)\s[^{}]{1,300}?)?)\s*[-~]?\}\}\}?"""
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
_EXAMPLES = ("code", "pre", "samp", "xmp", "textarea")


def layout_placeholders(page: Page) -> list[re.Match[str]]:
    """The `${name}` that a worker may read."""
    if "${" not in page.text:
        return []
    return [found for found in LAYOUT.finditer(page.text) if page.shows(found.start()) and not _in_code(page, found)]


def template_placeholders(page: Page) -> list[re.Match[str]]:
    """The Liquid, or similar, that a worker may read, if no script of the page may fill it in."""
    if "{{" not in page.text and "{%" not in page.text:
        return []
    found = [each for each in TEMPLATE.finditer(page.text) if page.shows(each.start()) and not _is_example(page, each)]
    return [] if found and _may_be_filled(page) else found


def _is_example(page: Page, found: re.Match[str]) -> bool:
    """Whether a placeholder is part of a formula, of code, or of an example."""
    before = page.text[max(0, found.start() - 40) : found.start()]
    return bool(_IN_FORMULA.search(before)) or _in_code(page, found) or _is_inside(page, found.start(), _EXAMPLES)


def _is_inside(page: Page, offset: int, names: tuple[str, ...]) -> bool:
    """Whether a place is in the content of an element with one of these names."""
    return any(element.end <= offset < _end_of(page, element) for element in page.named(*names))


def _end_of(page: Page, element: Element) -> int:
    """Where the end tag of an element without elements of the same name in it is, or the end of the page."""
    found = re.compile(rf"</{element.name}", re.IGNORECASE).search(page.text, element.end)
    return found.start() if found else len(page.text)


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
    values = tag.attributes.items() if tag else ()
    return any(found[0] in value and (name.startswith("on") or "`" in value) for name, value in values)
