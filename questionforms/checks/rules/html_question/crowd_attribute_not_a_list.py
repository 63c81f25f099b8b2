"""An attribute of a Crowd HTML element that must be a list, such as `categories`, is not one."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from questionforms.checks.html.forms import is_filled_in
from questionforms.checks.html.page import Page
from questionforms.checks.html.relaxed_json import read_relaxed
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.crowd_elements import CROWD_ELEMENTS
from questionforms.words import quoted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element
    from questionforms.crowd_elements import CrowdAttribute

#: What the value of an attribute must be.
_EXPECTED = {
    "texts": "a list of strings",
    "objects": "a list of objects",
    "object": "an object",
    "json": "a list or an object",
}
#: What separates the items of something that was meant to be a list, and what may surround each.
_SEPARATOR = re.compile(r"[,;|\n]|(?<=[\"'])\s+(?=[\"'])")
_AROUND = " \t\r\n[](){}<>\"'`\u2018\u2019“”„«»"
_QUOTES = str.maketrans("\u2018\u2019\u201a“”„", "'''\"\"\"")

#: Stands for a value that cannot be read.
_NOT_READ = object()
#: The placeholders of templates that `is_filled_in` does not know.
_OTHER_PLACEHOLDER = re.compile(
    r"\[\[\s*[\w.]+\s*\]\]|%\w+%|%\(\w+\)[sr]|%[sr]|__\w+__|@[\w.]+|\$[A-Za-z_]\w*|#?\{\$?\w+(?:![rs])?\}|#\{[^{}]+\}"
)


def check(page: Page) -> Iterator[Finding]:
    """Each such attribute, unless something fills it in before a worker sees the page."""
    for name, elements in page.by_name.items():
        known = CROWD_ELEMENTS.get(name)
        for attribute in known.attributes if known else ():
            if attribute.value in _EXPECTED:
                for element in elements:
                    yield from _wrong(page, element, attribute)


def _wrong(page: Page, element: Element, attribute: CrowdAttribute) -> Iterator[Finding]:
    value = element.attributes.get(attribute.name)
    if (
        value is None
        or (attribute.value == "json" and not value.strip())
        or is_filled_in(value)
        or _OTHER_PLACEHOLDER.fullmatch(value.strip())
    ):
        return
    if _is_set_by_script(page, attribute.name, is_empty=_is_empty(value)):
        return
    read = _read(value)
    what = _what_is_wrong(read, attribute)
    if what:
        message = f"the `{attribute.name}` of `<{element.name}>` {what}"
        if value.strip().rstrip("[{\\") == "" and value.strip():
            hint = f'its quotes end it early; write it as `{attribute.name}=\'["one", "two"]\'`'
        elif read is _NOT_READ and _is_cut_off(page, element, attribute.name):
            hint = f'it has no quotes, so a space ends it; write it as `{attribute.name}=\'["one", "two"]\'`'
        else:
            hint = _hint(attribute, _meant(value, read, attribute))
        yield Finding(
            message.format(value=quoted(value) if value.strip() else "empty"),
            hint=hint,
            offset=page.value_offset(element, attribute.name),
        )


def _is_cut_off(page: Page, element: Element, name: str) -> bool:
    """Whether a value without quotes is the start of a list whose rest became attributes."""
    place = page.value_offset(element, name)
    return page.text[place] in "[{(" and page.text[place - 1] not in "\"'"


def _is_empty(value: str) -> bool:
    return not value.strip(" \t\r\n[]{}")


def _is_set_by_script(page: Page, name: str, *, is_empty: bool) -> bool:
    """Whether a script replaces the value; an empty one may be waiting for a script from elsewhere, too."""
    property_ = re.sub("-([a-z])", lambda found: found[1].upper(), name)
    own = re.search(rf"\.{property_}\b|[\"'](?:{property_}|{name})[\"']", page.scripts.code)
    return bool(own) or (is_empty and page.scripts.may(property_, "setAttribute", ".attr("))


def _read(value: str) -> Any:
    try:
        return read_relaxed(value)
    except ValueError:
        return _NOT_READ


def _what_is_wrong(read: Any, attribute: CrowdAttribute) -> str:
    """What is wrong with a value, as the end of a sentence; empty if nothing is."""
    expected = _EXPECTED[attribute.value]
    if attribute.value in ("texts", "objects"):
        return _what_is_wrong_with_list(read, attribute)
    if attribute.value == "json":
        return "" if read is None or isinstance(read, dict | list) else f"is {{value}}; expected {expected}"
    if isinstance(read, dict):
        return "" if attribute.member in read else f"is {{value}}; expected {expected} with a `{attribute.member}`"
    return f"is {{value}}; expected {expected}"


def _what_is_wrong_with_list(read: Any, attribute: CrowdAttribute) -> str:
    expected = _EXPECTED[attribute.value]
    if not isinstance(read, list):
        said = "is an object, {value}" if isinstance(read, dict) else "is {value}"
        return f"{said}; expected {expected}"
    if not read:
        return f"is an empty list; expected {expected}"
    if attribute.value == "texts":
        wrong = any(isinstance(item, int | float | list) or item is None for item in read)
        return f"is {{value}}; expected {expected}, each in quotes" if wrong else ""
    if not all(isinstance(item, dict) and attribute.member in item for item in read):
        return f"is {{value}}; expected {expected}, each with a `{attribute.member}`"
    return ""


def _meant(value: str, read: Any, attribute: CrowdAttribute) -> Any:
    """The value that was probably meant; None if nothing suggests one."""
    if read is _NOT_READ:
        for written in (unescape(value), value.translate(_QUOTES), f"[{value}]"):
            read = _read(written)
            if isinstance(read, list | dict) and not _what_is_wrong(read, attribute):
                return read
        read = [item for item in (part.strip(_AROUND) for part in _SEPARATOR.split(unescape(value))) if item]
    return _as_list(read, attribute)


def _as_list(read: Any, attribute: CrowdAttribute) -> Any:
    """A value of another shape in the right one; None if nothing suggests one."""
    if read is None or isinstance(read, bool):
        return None
    if attribute.value == "json":
        return None
    items = read if isinstance(read, list) else _items_of(read, attribute)
    if attribute.value == "object" and isinstance(read, dict):
        items = list(read.values())
    texts = [_text(item) for item in items if not isinstance(item, dict | list)]
    if attribute.value == "object":
        return {attribute.member: texts[0]} if len(texts) == 1 else None
    if attribute.value == "texts":
        return texts or None
    return [_as_object(item, attribute) for item in items] or None


def _as_object(item: Any, attribute: CrowdAttribute) -> dict[str, Any]:
    if not isinstance(item, dict):
        return {attribute.member: _text(item)}
    return item if attribute.member in item else {attribute.member: _text(next(iter(item.values()), ""))}


def _items_of(read: Any, attribute: CrowdAttribute) -> list[Any]:
    if not isinstance(read, dict):
        return [read]
    if attribute.member in read:
        return [read]
    values = list(read.values())
    return values[0] if len(values) == 1 and isinstance(values[0], list) else list(read)


def _text(item: Any) -> str:
    return item if isinstance(item, str) else json.dumps(item)


def _hint(attribute: CrowdAttribute, meant: Any) -> str:
    if meant is None:
        if attribute.value == "json":
            return "write JSON"
        meant = {"texts": ["one", "two"], "object": {attribute.member: "one"}}.get(
            attribute.value, [{attribute.member: "one"}]
        )
        return f"write, for example, `{_written(attribute, meant)}`"
    return f"write `{_written(attribute, meant)}`"


def _written(attribute: CrowdAttribute, meant: Any) -> str:
    """The attribute with its value, as JSON with the quotes that the attribute does not have."""
    written = json.dumps(meant, ensure_ascii=False)
    mark = "'" if '"' in written else '"'
    if "'" not in written and '\\"' not in written:
        written, mark = written.replace('"', "'"), '"'
    return f"{attribute.name}={mark}{shortened(written.replace(mark, '&#39;'), 120)}{mark}"


RULE = Rule("crowd-attribute-not-a-list", on=Page, check=check)
