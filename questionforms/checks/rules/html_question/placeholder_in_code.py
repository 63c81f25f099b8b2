"""The page contains a placeholder, `${name}`, in code: in a script, an event handler or a `javascript:` URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.html_contexts import Placeholder, Region

#: The types of scripts that a browser runs, and of JSON; with others, the text is for a library.
_TYPE = re.compile(
    r"\s*(?:|module|importmap|(?:text|application)/(?:x-)?(?:java|ecma|live|j)script.*|text/(?:babel|jsx)"
    r"|(?:application|text)/(?:[\w.-]+\+)?json.*)\s*",
    re.IGNORECASE | re.DOTALL,
)
#: What is before a text that a script replaces, as it does to fill in placeholders of its own.
_REPLACED = re.compile(r"\b(?:replace|replaceAll|split|RegExp)\s*\(\s*[\"'/]\\?\Z")


def check(page: Page) -> Iterator[Finding]:
    """Each placeholder in code, without what JavaScript itself fills in."""
    own: dict[int, list[tuple[int, int]]] = {}
    for place, region in _in_code(page):
        from questionforms.javascript_literals import literals  # most pages have no placeholders

        if region.start not in own and place.kind != "srcdoc":
            own[region.start] = list(literals(page.text, region.start, region.end))
        if any(start < place.start < end for start, end in own.get(region.start, ())):
            continue
        if not _REPLACED.search(page.text, max(region.start, place.start - 40), place.start):
            yield _finding(place, region)


def _in_code(page: Page) -> Iterator[tuple[Placeholder, Region]]:
    for place in page.placeholders:
        if place.region is None or place.kind not in ("script", "handler", "code-url", "srcdoc"):
            continue
        if place.kind != "script" or _TYPE.fullmatch(place.region.attributes.get("type", "")):
            yield place, place.region


def _finding(place: Placeholder, region: Region) -> Finding:
    from questionforms.html_contexts import data_name, data_property

    where = "a script" if place.kind == "script" else f"`{region.attribute}`"
    message = f"the placeholder `${{{place.name}}}` is in {where}, where its value can run as code"
    reader = "this" if place.kind == "handler" else "element"
    hint = f'write `data-{data_name(place.name)}="${{{place.name}}}"` in a tag'
    hint += f", and read `{reader}.dataset{data_property(place.name)}` in the script"
    return Finding(message, hint=hint, offset=place.start)


RULE = Rule("placeholder-in-code", on=Page, check=check)
