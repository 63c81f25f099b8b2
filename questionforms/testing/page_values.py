"""The values that a page's field can submit: what can be chosen, what it holds at first, and what is not valid in it.

Source: "Constraint validation" and the states of the `type` attribute in the HTML standard.
"""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from html import unescape
from typing import TYPE_CHECKING

from questionforms.checks.html.forms import is_filled_in, kind
from questionforms.javascript_regex import is_found, mistake_in
from questionforms.words import counted, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page

#: The classifiers of Amazon's Crowd HTML elements, whose `categories` are a list.
_CLASSIFIERS = ("crowd-classifier", "crowd-classifier-multi-select")
#: Code that may change the value of a hidden field.
_SETS = (".value", ".val(", "setAttribute", ".attr(", ".prop(")
#: The value of a checkbox or a radio button without a `value`.
_ON = "on"


def offered(page: Page, fields: Sequence[Element]) -> dict[str, None] | None:
    """The only values that fields with one name can submit, in order; None if they can submit other ones."""
    values: dict[str, None] = {}
    for field in fields:
        found = _values_of(page, field)
        if found is None or any(map(is_filled_in, found)):
            return None
        values |= dict.fromkeys(found)
    return values


def _values_of(page: Page, field: Element) -> list[str] | None:
    if field.name.startswith("crowd-"):
        return _categories(field.get("categories")) if field.name in _CLASSIFIERS else None
    match kind(field):
        case "radio" | "checkbox":
            return [field.attributes.get("value", _ON)]
        case "select":
            return [value for option, value in options(page, field) if "disabled" not in option.attributes]
        case "hidden":
            may_change = page.scripts.may(*_SETS) or page.scripts.may_speak_of(field.get("name"))
            return None if may_change else [field.attributes.get("value", "")]
        case "submit":
            return [field.attributes.get("value", "")]
        case _:
            return None


def _categories(text: str) -> list[str] | None:
    """The categories of a classifier, as JSON or as a list with single quotes; None if they are neither."""
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
    return None


def options(page: Page, field: Element) -> Iterator[tuple[Element, str]]:
    """Yield the options of a `<select>`, each with its value: its `value`, else its text."""
    for option in page.named("option"):
        around = option.parent
        while around is not None and around is not field:
            around = around.parent
        if around is field:
            text = " ".join(unescape(page.text[option.end :].partition("<")[0]).split())
            yield option, option.attributes.get("value", text)


def has_default(page: Page, fields: Sequence[Element]) -> bool:
    """Whether fields with one name submit a value, other than an empty text, if the worker leaves them alone."""
    return any(_holds(page, field) for field in fields)


def _holds(page: Page, field: Element) -> bool:
    match kind(field):
        case "radio" | "checkbox" | "crowd-checkbox" | "crowd-radio-button":
            return "checked" in field.attributes
        case "select":
            found = list(options(page, field))
            chosen = [value for option, value in found if "selected" in option.attributes]
            is_menu = "multiple" not in field.attributes and field.get("size") in ("", "1")
            first = [value for option, value in found if "disabled" not in option.attributes] if is_menu else []
            return any((chosen or first)[:1])
        case "textarea":
            return bool(page.text[field.end :].partition("<")[0].strip("\r\n"))
    return bool(field.get("value"))


def wrong_value(field: Element, text: str) -> str | None:
    """Why a browser's validation stops at a text, such as `is 'x'; expected a number`; None if it does not."""
    is_crowd = field.name.startswith("crowd-")
    form = kind(field) if field.name == "input" else field.get("type").lower() if is_crowd else "text"
    if kind(field) in ("radio", "checkbox", "select", "submit", "hidden", "file") or "readonly" in field.attributes:
        return None
    if form in ("number", "range") or field.name == "crowd-slider":
        return _wrong_number(field, text)
    if wrong := _wrong_type(form, text):
        return wrong
    return _wrong_length(field, text) or (None if is_crowd else _wrong_pattern(field, text))


_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


def _wrong_number(field: Element, text: str) -> str | None:
    number = _number(text)
    if number is None:
        return f"is {quoted(text)}; expected a number"
    low, high = _number(field.get("min")), _number(field.get("max"))
    if low is not None and number < low:
        return f"is {quoted(text)}; expected at least {field.get('min')}"
    if high is not None and number > high:
        return f"is {quoted(text)}; expected at most {field.get('max')}"
    if field.name.startswith("crowd-") or field.get("step").lower() == "any":
        return None
    step = _number(field.get("step"))
    step = step if step is not None and step > 0 else Decimal(1)
    base = low if low is not None else _number(field.get("value")) or Decimal(0)
    try:
        is_off = (number - base) % step != 0
    except InvalidOperation:  # a number with more digits than Decimal divides
        return None
    return f"is {quoted(text)}; expected a multiple of {step} from {base} on" if is_off else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


#: The type of an `<input>` -> what its value looks like, and how to say it.
_TYPES = {
    "email": (r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*", "an email address"),
    "url": (r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+", "a URL with its scheme, such as https://example.com"),
    "date": (r"\d{4,}-\d\d-\d\d", "a date such as 2026-01-31"),
    "month": (r"\d{4,}-(?:0[1-9]|1[0-2])", "a month such as 2026-01"),
    "week": (r"\d{4,}-W(?:0[1-9]|[1-4]\d|5[0-3])", "a week such as 2026-W05"),
    "time": (r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?", "a time such as 13:30"),
    "datetime-local": (r"\d{4,}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?", "a date and time"),
    "color": (r"#[0-9a-fA-F]{6}", "a colour such as #ff8800"),
}


def _wrong_type(form: str, text: str) -> str | None:
    if form not in _TYPES:
        return None
    pattern, expected = _TYPES[form]
    fits = re.fullmatch(pattern, text.strip(), re.ASCII) is not None
    if fits and form == "date":
        try:
            date.fromisoformat(text.strip())
        except ValueError:
            fits = False
    return None if fits else f"is {quoted(text)}; expected {expected}"


def _wrong_length(field: Element, text: str) -> str | None:
    """A text whose length, in UTF-16 code units as in browsers, is out of bounds."""
    units = len(text.replace("\r\n", "\n").encode("utf-16-le", "surrogatepass")) // 2
    least, most = (_count(field, name) for name in ("minlength", "maxlength"))
    if least is not None and units < least:
        return f"has {counted(units, 'character')}; expected at least {least:,}"
    if most is not None and units > most:
        return f"has {counted(units, 'character')}; expected at most {most:,}"
    return None


def _count(field: Element, name: str) -> int | None:
    """A length in an attribute; Crowd HTML elements write it with a hyphen."""
    text = field.get(name) or (field.get(name.replace("length", "-length")) if field.name.startswith("crowd-") else "")
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else None


def _wrong_pattern(field: Element, text: str) -> str | None:
    """A text that the whole of `pattern` does not match; a browser ignores a pattern that is not a valid regex."""
    pattern = field.attributes.get("pattern")
    if pattern is None or mistake_in(pattern) or field.name != "input":
        return None
    if is_found(f"^(?:{pattern})$", "", text) is not False:
        return None
    title = field.get("title")
    said = f" (the browser would show: {title})" if title else ""
    return f"is {quoted(text)}; expected a match for the pattern {quoted(pattern)}{said}"
