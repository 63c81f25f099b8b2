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
    *,
    newest_first: bool = False,
    before: Sequence[T] = (),
) -> dict[str, Any]:
    """A page of a list under `name`, with NumResults, and a NextToken unless the page is empty.

    The service's lists end with an empty page, and programs stop there: the last page with results has a token too.

    `order` are columns of the listed table that together are unique. The token contains their values in the last row,
    so that rows added or removed in the meantime never make another row appear twice or not at all. `before` are rows
    in memory, in the same order, that come before those of the query.
    """
    size, last = call.given.get("MaxResults", PAGE), _last(call)
    shown = [row for row in before if last is None or _written(call, row, order) > last][:size]
    if len(shown) < size:
        if last is not None:
            bound = tuple_(*_bound(call, order, last))
            query = query.where(tuple_(*order) < bound if newest_first else tuple_(*order) > bound)
        columns = [column.desc() if newest_first else column for column in order]
        shown += call.session.scalars(query.order_by(*columns).limit(size - len(shown))).unique().all()
    more = _token(call, _written(call, shown[-1], order)) if shown else None
    return {name: [render(one) for one in shown], "NumResults": len(shown), "NextToken": more}


def cut(call: Call, rows: Mapping[tuple[Any, ...], T]) -> tuple[list[T], str | None]:
    """A page of rows in memory, sorted by their keys, and the NextToken; None if the page is empty."""
    last = _last(call)
    left = sorted(key for key in rows if last is None or list(key) > last)
    shown = left[: call.given.get("MaxResults", PAGE)]
    return [rows[key] for key in shown], _token(call, list(shown[-1])) if shown else None


def _last(call: Call) -> list[Any] | None:
    """The key of the last row shown so far; None at the start of a list."""
    token = call.given.get("NextToken")
    if token is None:
        return None
    try:
        seal, *values = json.loads(urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError, RecursionError) as error:
        raise _foreign(token) from error
    if seal != _seal(call, values):
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
    return urlsafe_b64encode(json.dumps([_seal(call, values), *values], separators=(",", ":")).encode()).decode()


def _seal(call: Call, values: list[Any]) -> str:
    """What a token is valid for: the requester, the operation and its other parameters; and the token's values."""
    others = {name: value for name, value in call.given.items() if name not in ("NextToken", "MaxResults")}
    text = json.dumps([call.requester.id, call.operation, others, values], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
