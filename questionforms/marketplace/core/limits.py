"""Checks the limits of parameters that are missing from botocore's model, with the service's error messages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from questionforms.marketplace.errors import invalid, out_of_range
from questionforms.mturk.hits.parameters import OWN, TYPE
from questionforms.mturk.parameters.kinds import Count, Text

_PARAMETERS = (*TYPE, *OWN)
#: The largest reward or bonus in dollars; the service's own limit is not known.
MOST_MONEY = 1_000_000


def check_limits(given: dict[str, Any]) -> None:
    """Raise a Refusal for the first parameter of a HIT or its type that is too long, empty, or out of range."""
    for parameter in _PARAMETERS:
        value = given.get(parameter.name)
        if value is None:
            continue
        if isinstance(parameter, Count):
            check_number(parameter.name, value, parameter.low, parameter.high)
        elif isinstance(parameter, Text):
            check_text(parameter.name, value, parameter.most, needed=parameter.needed)


def check_number(name: str, value: int, low: int, high: int) -> None:
    """Raise a Refusal for a number that is out of range."""
    if not low <= value <= high:
        raise out_of_range(name, value, low, high)


def check_text(name: str, value: str, most: int, *, needed: bool = False) -> None:
    """Raise a Refusal for a text that is too long, or blank although it is needed, worded as in recorded calls."""
    if needed:
        check_said(name, value)
    if len(value) > most:
        raise invalid(f"Your request parameter {name}  has a maximum length of {most}.")


def check_said(name: str, value: str) -> None:
    """Raise a Refusal for a blank text."""
    if not value.strip():
        raise invalid(f"Your request parameter {name}  has a minimum length of 1.")


def money(name: str, text: str, *, least: str = "0") -> Decimal:
    """The amount of a parameter, in dollars. Raises a Refusal if it is too small or too large."""
    amount = Decimal(text)
    if not Decimal(least) <= amount <= MOST_MONEY:
        bounds = f"{Decimal(least):.2f} to {MOST_MONEY:.2f}"
        message = f"The value {text} is invalid for {name}. Valid values range from {bounds}."
        raise invalid(message)
    return amount
