"""Registers workers, with the facts that the service would know about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import Worker

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

#: The parameters that a worker may set -> the column, and the pattern of a text or the type.
_FIELDS: dict[str, tuple[str, str | type]] = {
    "WorkerId": ("id", "A[A-Z0-9]{1,63}"),
    "Country": ("country", "[A-Z]{2}"),
    "Subdivision": ("subdivision", "[A-Z0-9]{1,3}"),
    "Adult": ("adult", bool),
    "Master": ("master", bool),
}


def register_worker(session: Session, given: dict[str, Any], now: datetime) -> Worker:
    """Register a worker, with the given identifier or a new one. Raises a Refusal if it is taken."""
    columns: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _FIELDS:
            raise invalid(f"There is no parameter {name!a}. Parameters are {', '.join(_FIELDS)}.")
        column, expected = _FIELDS[name]
        fits = (
            re.fullmatch(expected, value)
            if isinstance(expected, str) and isinstance(value, str)
            else expected is type(value)
        )
        if not fits:
            raise invalid(f"The value {ascii(value)[:80]} is invalid for {name}.")
        columns[column] = value
    if "id" in columns and session.get(Worker, columns["id"], with_for_update=True) is not None:
        raise Refusal("WorkerAlreadyExists", f"Worker {columns['id']} already exists.")
    worker = Worker(created=now, **columns)
    session.add(worker)
    session.flush()
    return worker
