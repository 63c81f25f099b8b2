"""What all tables share, and identifiers as the service writes them."""

from __future__ import annotations

import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from questionforms.marketplace.store.columns import Instant, Money

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }


def new_id(first: str = "3", length: int = 30) -> str:
    """A new identifier in the service's pattern: capitals and digits, a worker's or requester's beginning with A."""
    return first + "".join(secrets.choice(_LETTERS) for _ in range(length - len(first)))
