"""The bounds of a call's parameters, which botocore's model does not have, refused in the service's words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from questionforms.marketplace.errors import invalid, out_of_range
from questionforms.mturk.hits.parameters import OWN, TYPE
from questionforms.mturk.parameters.kinds import Count, Text

_PARAMETERS = (*TYPE, *OWN)
#: The most dollars of one reward or bonus; the service's own bound is not known.
MOST_MONEY = 1_000_000


def check_limits(given: dict[str, Any]) -> None:
    """A Refusal for the first parameter of a HIT or its type that is too long, empty, or out of its range."""
    for parameter in _PARAMETERS:
        value = given.get(parameter.name)
        if value is None:
            continue
        if isinstance(parameter, Count):
            check_number(parameter.name, value, parameter.low, parameter.high)
        elif isinstance(parameter, Text):
            check_text(parameter.name, value, parameter.most, needed=parameter.needed)


def check_number(name: str, value: int, low: int, high: int) -> None:
    """A Refusal for a number out of its range."""
    if not low <= value <= high:
        raise out_of_range(name, value, low, high)


def check_text(name: str, value: str, most: int, *, needed: bool = False) -> None:
    """A Refusal for a text of more characters, or of none where it must say something."""
    if needed:
        check_said(name, value)
    if len(value) > most:
        raise invalid(f"Your request parameter {name} has a maximum length of {most}; it has {len(value)} characters.")


def check_said(name: str, value: str) -> None:
    """A Refusal for a text that says nothing."""
    if not value.strip():
        raise invalid(f"Your request parameter {name} has a minimum length of 1.")


def money(name: str, text: str, *, least: str = "0") -> Decimal:
    """The amount of a parameter, in dollars; a Refusal where it is too little or too much."""
    amount = Decimal(text)
    if not Decimal(least) <= amount <= MOST_MONEY:
        message = f"The value {text} is invalid for {name}. Valid values range from {least} to {MOST_MONEY}."
        raise invalid(message)
    return amount
