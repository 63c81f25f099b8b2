"""The page contains placeholders, such as `${name}` or `{{ name }}`, that nothing fills in: a worker sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.html.placeholders import layout_placeholders, template_placeholders
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import counted, quoted, together

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_SEND = "replace {it} with {value}, or store the page as a layout and send `HITLayoutParameters`"
_NAME_LAYOUT = "fill {it} in; if the page is a layout of the requester site, name it in the setting `layouts`"
_RENDER = "render the template before you send the page; Mechanical Turk does not"
#: At most this many placeholders are shown.
_MOST_SHOWN = 3


def check(page: Page) -> Iterator[Finding]:
    """The first placeholder of a layout, and the first of another template, with the number of the others."""
    if not page.is_layout:
        yield from _finding(layout_placeholders(page), _NAME_LAYOUT if page.frame_height is None else _SEND)
    yield from _finding(template_placeholders(page), _RENDER)


def _finding(found: list[re.Match[str]], hint: str) -> Iterator[Finding]:
    names = list(dict.fromkeys(" ".join(each[0].split()) for each in found))
    if len(names) == 1:
        message, hint = f"nothing fills in the placeholder {quoted(names[0])}", hint.format(it="it", value="the value")
        yield Finding(message, hint=hint, offset=found[0].start())
    elif names:
        shown = together(names) if len(names) <= _MOST_SHOWN else f"such as {together(names[:_MOST_SHOWN])}"
        message = f"nothing fills in the page's {counted(len(names), 'placeholder')}, {shown}"
        yield Finding(message, hint=hint.format(it="them", value="values"), offset=found[0].start())


RULE = Rule("unfilled-placeholder", on=Page, check=check)
