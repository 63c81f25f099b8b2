"""Accounts: found by a request's key, opened on demand while any key is accepted, and charged exact amounts."""

from __future__ import annotations

import re
import secrets
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from questionforms.marketplace.context import options_of
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import Key, Payment, Requester, Worker, new_id
from questionforms.marketplace.store.locks import inserted

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

#: Any key, in a query that is about one.
_OTHER = aliased(Key)
_CENT = Decimal("0.01")


def find_or_open_account(session: Session, access_key: str, now: datetime) -> Requester:
    """The requester with an access key; a new account if the key is new. Raises a Refusal for a revoked key."""
    key = session.get(Key, access_key)
    if key is not None:
        if key.revoked is not None:
            raise bad_key()
        return session.get_one(Requester, key.requester_id)
    try:
        with session.begin_nested():
            requester = _open_account(session, access_key, now)
            session.add(Key(access_key=access_key, secret=None, requester_id=requester.id, created=now))
    except IntegrityError:  # opened by another request at the same time
        return session.get_one(Requester, session.get_one(Key, access_key).requester_id)
    return requester


def create_key(session: Session, name: str, now: datetime) -> Key:
    """Create a key with a secret, for the first account with this name, or for a new one."""
    requester = session.scalars(select(Requester).where(Requester.name == name).order_by(Requester.created)).first()
    requester = requester or _open_account(session, name, now)
    key = Key(access_key=new_id("AK", 20), secret=secrets.token_urlsafe(30), requester_id=requester.id, created=now)
    session.add(key)
    session.flush()
    return key


#: Whether some key has a secret, as a column of a query.
HAS_SECRETS = exists().where(_OTHER.secret.is_not(None))


def is_open(session: Session) -> bool:
    """Whether there has never been a key with a secret, so that any signature is accepted."""
    return not session.scalar(select(HAS_SECRETS))


def bad_key() -> Refusal:
    """The refusal of an access key that does not exist or was revoked."""
    message = "The security token included in the request is invalid."
    return Refusal("AWS.BadCredentialSupplied", message, kind="UnrecognizedClientException")


def _open_account(session: Session, name: str, now: datetime) -> Requester:
    amount = options_of(session).deposit
    requester = Requester(name=name, created=now, balance=amount)
    session.add(requester)
    session.flush()
    session.add(Payment(requester_id=requester.id, kind="deposit", amount=amount, time=now))
    return requester


def check_funds(requester: Requester, total: Decimal) -> None:
    """Raise a Refusal if the balance does not cover a new offer; nothing is taken or put on hold."""
    if total > requester.balance:
        raise _insufficient(total)


def _insufficient(total: Decimal) -> Refusal:
    message = "This Requester has insufficient funds in their account to complete this transaction."
    return Refusal("InsufficientFunds", f"{message} It needs ${total.quantize(_CENT, ROUND_UP)}.")


def pay(
    session: Session,
    requester: Requester,
    amounts: dict[str, Decimal],
    now: datetime,
    *,
    worker_id: str | None = None,
    assignment_id: str | None = None,
) -> None:
    """Take amounts, by kind, from the requester's balance, and enter them in the ledger.

    Raises the Refusal `InsufficientFunds` if the balance is too low; the caller's transaction is then rolled back.
    """
    total = sum(amounts.values(), Decimal(0))
    try:
        with session.begin_nested():
            session.execute(
                update(Requester).where(Requester.id == requester.id).values(balance=Requester.balance - total)
            )
    except IntegrityError as error:
        raise _insufficient(total) from error
    session.refresh(requester)
    for kind, amount in amounts.items():
        session.add(
            Payment(
                requester_id=requester.id,
                worker_id=worker_id,
                assignment_id=assignment_id,
                kind=kind,
                amount=-amount,
                time=now,
            )
        )


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
            raise invalid(f"There is no parameter {name!a}. The parameters are {', '.join(_FIELDS)}.")
        column, expected = _FIELDS[name]
        fits = (
            re.fullmatch(expected, value)
            if isinstance(expected, str) and isinstance(value, str)
            else expected is type(value)
        )
        if not fits:
            raise invalid(f"The value {ascii(value)[:80]} is invalid for {name}.")
        columns[column] = value
    worker = Worker(created=now, **columns)
    if not inserted(session, worker):
        raise Refusal("WorkerAlreadyExists", f"Worker {columns.get('id')} already exists.")
    return worker
