"""Which texts a browser does not accept in a field: numbers out of range, dates that do not exist, texts too long.

Source: "Constraint validation" and the states of the `type` attribute in the HTML standard.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from questionforms.checks.html.forms import kind
from questionforms.crowd_elements import CROWD_ELEMENTS
from questionforms.javascript_regex import is_found, mistake_in
from questionforms.words import counted, quoted

if TYPE_CHECKING:
    from questionforms.checks.html.elements import Element


def wrong_value(field: Element, text: str) -> str | None:
    """Why a browser's validation stops at a text, such as `is 'x'; expected a number`; None if it does not."""
    crowd = CROWD_ELEMENTS.get(field.name)
    form = kind(field) if field.name == "input" else field.get("type").lower() if crowd else "text"
    if kind(field) in ("radio", "checkbox", "select", "submit", "hidden", "file") or "readonly" in field.attributes:
        return None
    if form in ("number", "range") or (crowd and crowd.answer and crowd.answer.shape == "number"):
        return _wrong_number(field, text)
    if wrong := _wrong_type(form, text):
        return wrong
    return _wrong_length(field, text) or _wrong_pattern(field, text)


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
    if field.name != "input" or field.get("step").lower() == "any":
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
    text = field.get(name.replace("length", "-length") if field.name in CROWD_ELEMENTS else name)
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
