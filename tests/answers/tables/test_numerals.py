"""The numbers that columns can hold, without changing any."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.answers.tables.numerals import (
    NumberEvidence,
    as_kind,
    as_value,
    exact_float,
    is_decimal,
    is_float,
    is_int64,
    json_list,
    json_number,
)

numbers = st.one_of(
    st.integers(),
    st.integers(-(10**40), 10**40),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda value: Decimal(repr(value))),
)


@given(numbers, st.sampled_from(["integer", "float", "decimal"]))
def test_a_column_never_changes_a_number(value: Any, kind: Any) -> None:
    """A number that is put into a column is equal to what was sent, digit by digit; others are not put there."""
    found = as_kind(value, kind)
    if found is None:
        assert not {"integer": is_int64, "float": is_float, "decimal": is_decimal}[kind](value)
    else:
        assert Decimal(repr(found) if isinstance(found, float) else found) == value


@given(st.lists(numbers, min_size=1), st.sampled_from(["float", "decimal"]))
def test_the_type_of_a_column(values: list[Any], asked: Any) -> None:
    """Whole numbers are integers; otherwise floats, unless one of the numbers needs decimals."""
    evidence = NumberEvidence()
    for value in values:
        evidence.add(value, str(value))
    kind = evidence.kind(asked)
    known = [value for value in values if is_float(value) or is_decimal(value)]
    if kind == "integer":
        assert all(map(is_int64, known))
    elif kind == "float":
        assert all(map(is_float, known))
    else:
        assert asked == "decimal" or evidence.example in [str(value) for value in values]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3),
        (Decimal("3.0"), 3.0),
        (Decimal("2.5"), 2.5),
        (Decimal("0.30000000000000004"), 0.1 + 0.2),
        (Decimal("12345678901.123456789"), Decimal("12345678901.123456789")),
        (Decimal("0.1234567890123456789"), None),
        (10**25 + 1, 10**25 + 1),
        (10**30 + 1, None),
        (10**30, 1e30),
    ],
)
def test_numbers_by_themselves(value: Any, expected: Any) -> None:
    """A row has whole numbers as ints, others as floats, or as decimals if a float would change them."""
    found = as_value(value, "float")
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1e3", 1000),
        ("-0", 0),
        ("0e999", 0),
        ("1.50", Decimal("1.50")),
        ("25E-1", Decimal("2.5")),
        ("1e300", 10**300),
        ("1e401", None),
        ("1e99999999999999999999", None),
    ],
)
def test_numbers_in_json(text: str, expected: Any) -> None:
    """Numbers in JSON may have an exponent, if a column can hold it."""
    found = json_number(text)
    assert (type(found), found) == (type(expected), expected)


def test_numbers_in_lists() -> None:
    """In a list, a number that a float would change is a decimal, or text if it has no limits at all."""
    assert exact_float("0.1") == 0.1
    text = f"[1, 2.5, 1e400, 0.1234567890123456789, 1e99999999999999999999, {'9' * 5_000}]"
    huge = "1e99999999999999999999"
    assert json_list(text) == [1, 2.5, Decimal("1e400"), Decimal("0.1234567890123456789"), huge, Decimal("9" * 5_000)]
