"""What the rules about defaults share: whether a question is required, and which constraint a default violates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import ancestor, child, children, integer, text
from questionforms.javascript_regex import is_found
from questionforms.words import quoted

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = re.compile(r"\s*[+-]?(\d{1,100}\.?\d{0,100}|\.\d{1,100})\s*")


def is_required(default: _Element) -> bool:
    """Whether the worker must answer the question of this DefaultText, which is in a FreeTextAnswer."""
    question = ancestor(default, "Question")
    if question is None or ancestor(default, "OtherSelection") is not None:
        return False
    constraints = _constraints(default)
    length = None if constraints is None else child(constraints, "Length")
    least = None if length is None else integer(length.get("minLength"))
    return bool(least) or text(question, "IsRequired").strip() in ("true", "1")


def broken(default: _Element) -> str | None:
    """Why a DefaultText is not an answer that its own constraints allow; None if it is one, or is blank."""
    given = default.text or ""
    constraints = _constraints(default)
    if not given.strip() or constraints is None:
        return None
    return _not_numeric(given, constraints) or _not_of_length(given, constraints) or _not_of_format(given, constraints)


def _constraints(default: _Element) -> _Element | None:
    answer = default.getparent()
    return None if answer is None else child(answer, "Constraints")


def _not_numeric(given: str, constraints: _Element) -> str | None:
    numeric = child(constraints, "IsNumeric")
    if numeric is None:
        return None
    if not _NUMBER.fullmatch(given):
        return None if re.search(r"\d", given) else "it is not a number"
    low, high = integer(numeric.get("minValue")), integer(numeric.get("maxValue"))
    if low is not None and float(given) < low:
        return f"it is below the minimum of {low}"
    return f"it is above the maximum of {high}" if high is not None and float(given) > high else None


def _not_of_length(given: str, constraints: _Element) -> str | None:
    length = child(constraints, "Length")
    if length is None:
        return None
    low, high = integer(length.get("minLength")), integer(length.get("maxLength"))
    count = len(given.encode("utf-16-le")) // 2
    if low is not None and count < low:
        return f"its length is {count}, below the minimum of {low}"
    return f"its length is {count}, above the maximum of {high}" if high is not None and count > high else None


def _not_of_format(given: str, constraints: _Element) -> str | None:
    for format_ in children(constraints, "AnswerFormatRegex"):
        regex = format_.get("regex", "")
        if is_found(regex, format_.get("flags", ""), given) is False:
            return f"it does not match the regex {quoted(regex)}"
    return None
