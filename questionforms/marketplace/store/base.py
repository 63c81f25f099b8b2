"""What all tables share: lossless column types, and identifiers in the service's format."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: A fee of 20 % on a cent is 0.002 dollars, so 0.00001 dollars is always precise enough.
_SCALE = 5


class Money(TypeDecorator[Decimal]):
    """US dollars as a Decimal, exact to 0.00001; more digits are rejected, not rounded."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:  # noqa: ARG002
        """The whole number that represents an amount."""
        if value is None:
            return None
        scaled = value.scaleb(_SCALE)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"the amount {value} has more than {_SCALE} decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:  # noqa: ARG002
        """The amount that a whole number represents."""
        return None if value is None else Decimal(value).scaleb(-_SCALE)


class Instant(TypeDecorator[datetime]):
    """A time with a time zone, exact to the microsecond; it is returned in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:  # noqa: ARG002
        """The microseconds since 1970."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """The time that a number of microseconds represents."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "ix": "ix_%(column_0_label)s",
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        datetime: Instant,
        Decimal: Money,
        dict[str, Any]: JSON(none_as_null=True),  # NULL needs no parsing
        list[dict[str, Any]]: JSON,
    }


def new_id(first: str = "3", length: int = 30) -> str:
    """A new identifier in the service's format: capitals and digits, starting with A for workers and requesters."""
    left, letters = length - len(first), []
    number = secrets.randbelow(len(_LETTERS) ** left)
    for _ in range(left):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return first + "".join(letters)
