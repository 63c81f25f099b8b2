"""What the script of a page made by `to_html_question` refuses, beyond the browser's own validation."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from questionforms.answers.read.typed import number
from questionforms.javascript_regex import is_found
from questionforms.words import counted, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page


@cache
def _script() -> str:
    return (files("questionforms.conversion") / "page.js").read_text(encoding="utf-8").strip()


def is_converted(page: Page) -> bool:
    """Whether the only script of a page is the one that `to_html_question` writes."""
    return [page.content(script).strip() for script in page.named("script")] == [_script()]


def wrong_text(field: Element, text: str) -> str | None:
    """Why the script refuses a text in a field, such as `is 'x'; expected a number`; None if it does not."""
    if "data-number" in field.attributes and (wrong := _wrong_number(field, text)):
        return wrong
    for regex, flags, said in json.loads(field.attributes.get("data-patterns", "[]")):
        if is_found(regex, flags, text) is False:
            return f"is {quoted(text)}; expected a match for the regex {quoted(regex)} (the browser would show: {said})"
    return None


def _wrong_number(field: Element, text: str) -> str | None:
    found, least, most = number(text), field.get("data-min"), field.get("data-max")
    if found is None:
        return f"is {quoted(text)}; expected a number"
    if least and found < int(least):
        return f"is {quoted(text)}; expected at least {least}"
    return f"is {quoted(text)}; expected at most {most}" if most and found > int(most) else None


def iter_wrong_counts(page: Page, given: Mapping[str, list[Any]]) -> Iterator[str]:
    """Yield the questions for which too few or too many selections are given."""
    for group in page.named("fieldset"):
        if "data-least" not in group.attributes:
            continue
        fields = [field for field in page.named("input", "textarea") if group in field.around()]
        name, count = fields[0].get("name"), _count(fields, given)
        least, most = int(group.attributes["data-least"]), int(group.attributes["data-most"])
        if count < least and (count or "data-required" in group.attributes):
            yield f"the page's field {quoted(name)} has {counted(count, 'selection')}; expected at least {least}"
        elif count > most:
            yield f"the page's field {quoted(name)} has {counted(count, 'selection')}; expected at most {most}"


def _count(fields: Sequence[Element], given: Mapping[str, list[Any]]) -> int:
    """How many selections, and other texts, are given for the fields of a question."""
    return sum(bool(value) for name in {field.get("name") for field in fields} for value in given.get(name, []))
