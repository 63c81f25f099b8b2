"""Access keys of requesters: listed and revoked. `core.accounts` creates them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.store import Key, Requester
from questionforms.words import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """An access key, without its secret."""

    access_key: str
    requester_id: str
    requester: str
    #: Whether requests with this key must be signed with its secret.
    has_secret: bool
    created: datetime | None
    revoked: datetime | None


def list_keys(session: Session) -> list[KeyRecord]:
    """All keys, also revoked ones, by requester."""
    query = select(Key, Requester).join(Requester, Key.requester_id == Requester.id)
    rows = session.execute(query.order_by(Requester.created, Requester.id, Key.created.nulls_first(), Key.access_key))
    return [
        KeyRecord(
            access_key=key.access_key,
            requester_id=requester.id,
            requester=requester.name,
            has_secret=key.secret is not None,
            created=key.created,
            revoked=key.revoked,
        )
        for key, requester in rows
    ]


def revoke_key(session: Session, access_key: str, now: datetime) -> bool:
    """Revoke a key: from the next request on, it is refused. Return whether it was valid until now.

    Raises InvalidArgument if there is no such key.
    """
    key = session.get(Key, access_key, with_for_update=True)
    if key is None:
        meant = did_you_mean(nearest(access_key, session.scalars(select(Key.access_key))))
        raise InvalidArgument("keys revoke", "KEY", f"there is no key {quoted(access_key)}{meant}")
    if key.revoked is not None:
        return False
    key.revoked = now
    return True


def has_valid_key(session: Session) -> bool:
    """Whether any key with a secret can still be used."""
    query = select(Key.access_key).where(Key.secret.is_not(None), Key.revoked.is_(None)).limit(1)
    return session.scalars(query).first() is not None
