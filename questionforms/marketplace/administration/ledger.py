"""Deposits, and the requesters that an operator names."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.store import Payment, Requester
from questionforms.words import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

_AMOUNT = re.compile(r"\$?([0-9]{1,10}(?:\.[0-9]{1,2})?)")
#: The largest balance.
_MOST = Decimal(1_000_000_000)


def find_requester(session: Session, name: str, *, lock: bool = False) -> Requester:
    """The requester with a name or an id; the oldest if several have the name.

    Raises InvalidArgument if there is none.
    """
    query = select(Requester).where((Requester.name == name) | (Requester.id == name))
    query = query.order_by((Requester.id == name).desc(), Requester.created, Requester.id).limit(1)
    found = session.scalars(query.with_for_update(key_share=True) if lock else query).first()
    if found is None:
        names = session.scalars(select(Requester.name)).all()
        expected = did_you_mean(nearest(name, names)) if names else "; nobody has an account yet"
        raise InvalidArgument("requester", "NAME", f"there is no requester {quoted(name)}{expected}")
    return found


def amount_of(text: str) -> Decimal:
    """The amount that a text such as `500` or `12.50` names. Raises InvalidArgument for anything else."""
    found = _AMOUNT.fullmatch(text)
    amount = Decimal(found[1]) if found else Decimal(0)
    if not 0 < amount <= _MOST:
        message = f"{quoted(text)} is not an amount of US dollars, such as 500 or 12.50"
        raise InvalidArgument("deposit", "AMOUNT", message)
    return amount


def deposit(session: Session, requester: Requester, amount: Decimal, now: datetime) -> None:
    """Add money to a requester's balance, and enter it in the ledger. The requester must be locked.

    Raises InvalidArgument if the balance would become too large.
    """
    if requester.balance + amount > _MOST:
        message = f"the balance would be ${requester.balance + amount:,.2f}; it can be at most ${_MOST:,.2f}"
        raise InvalidArgument("deposit", "AMOUNT", message)
    requester.balance += amount
    session.add(Payment(requester_id=requester.id, kind="deposit", amount=amount, time=now))
