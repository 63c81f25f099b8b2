"""Types of columns that lose nothing: amounts of money and points in time are whole numbers in the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: A fee of 20 % on a cent is 0.002 dollars, so a thousandth of a cent is never cut.
_SCALE = 5


class Money(TypeDecorator[Decimal]):
    """US dollars as a Decimal, exact to 0.00001; more digits are refused, not rounded."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:  # noqa: ARG002
        """The whole number that stands for an amount."""
        if value is None:
            return None
        scaled = value.scaleb(_SCALE)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"the amount {value} has more than {_SCALE} digits behind the point")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:  # noqa: ARG002
        """The amount that a whole number stands for."""
        return None if value is None else Decimal(value).scaleb(-_SCALE)


class Instant(TypeDecorator[datetime]):
    """A point in time with its zone, exact to a microsecond; it comes back in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:  # noqa: ARG002
        """The microseconds since 1970."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """The time that a number of microseconds stands for."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)
