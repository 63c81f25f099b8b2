"""Splits lists into pages, with tokens that say where to continue, valid for one requester and one list."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import literal, tuple_

from questionforms.marketplace.errors import Refusal, invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute

    from questionforms.marketplace.context import Call

T = TypeVar("T")
#: The default of MaxResults.
PAGE = 10


def page(
    call: Call,
    query: Select[T],
    order: Sequence[InstrumentedAttribute[Any]],
    name: str,
    render: Callable[[T], dict[str, Any]],
) -> dict[str, Any]:
    """A page of a list under `name`, with NumResults, and NextToken if there is more.

    `order` are columns of the listed table that together are unique. The token contains their values in the last row,
    so that rows added or removed in the meantime never make another row appear twice or not at all.
    """
    size = call.given.get("MaxResults", PAGE)
    last = _last(call)
    if last is not None:
        query = query.where(tuple_(*order) > tuple_(*_bound(call, order, last)))
    found = call.session.scalars(query.order_by(*order).limit(size + 1)).unique().all()
    shown = found[:size]
    more = _token(call, _written(call, shown[-1], order)) if len(found) > size else None
    return {name: [render(one) for one in shown], "NumResults": len(shown), "NextToken": more}


def cut(call: Call, rows: Mapping[tuple[Any, ...], T]) -> tuple[list[T], str | None]:
    """A page of rows in memory, sorted by their keys, and the NextToken."""
    last = _last(call)
    left = sorted(key for key in rows if last is None or list(key) > last)
    shown = left[: call.given.get("MaxResults", PAGE)]
    return [rows[key] for key in shown], _token(call, list(shown[-1])) if len(left) > len(shown) else None


def _last(call: Call) -> list[Any] | None:
    """The key of the last row shown so far; None at the start of a list."""
    token = call.given.get("NextToken")
    if token is None:
        return None
    try:
        seal, *values = json.loads(urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError) as error:
        raise _foreign(token) from error
    if seal != _seal(call):
        raise _foreign(token)
    return list(values)


def _foreign(token: str) -> Refusal:
    return invalid(f"The value {token} is invalid for NextToken. It is not a token for this list.")


def _bound(call: Call, order: Sequence[InstrumentedAttribute[Any]], values: list[Any]) -> list[Any]:
    """The values in a token, as the types of the columns."""
    dialect = call.session.get_bind().dialect
    readers = [one.type.result_processor(dialect, None) for one in order]
    try:
        read = [value if reader is None else reader(value) for reader, value in zip(readers, values, strict=True)]
    except (ValueError, TypeError) as error:
        raise _foreign(call.given["NextToken"]) from error
    return [literal(value, one.type) for one, value in zip(order, read, strict=True)]


def _written(call: Call, row: Any, order: Sequence[InstrumentedAttribute[Any]]) -> list[Any]:
    """The values of a row, as stored in the database."""
    dialect = call.session.get_bind().dialect
    writers = [(one, one.type.bind_processor(dialect)) for one in order]
    values = [(getattr(row, one.key), writer) for one, writer in writers]
    return [value if writer is None else writer(value) for value, writer in values]


def _token(call: Call, values: list[Any]) -> str:
    return urlsafe_b64encode(json.dumps([_seal(call), *values], separators=(",", ":")).encode()).decode()


def _seal(call: Call) -> str:
    """What a token is valid for: the requester, the operation, and its other parameters."""
    others = {name: value for name, value in call.given.items() if name not in ("NextToken", "MaxResults")}
    text = json.dumps([call.requester.id, call.operation, others], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
