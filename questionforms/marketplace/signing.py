"""The marketplace's secret, made at the first start and kept in the database: every process signs with it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from itsdangerous import URLSafeSerializer
from sqlalchemy.exc import IntegrityError

from questionforms.marketplace.store import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SECRET = "secret"


def signer(session: Session, purpose: str) -> URLSafeSerializer:
    """Signs values for a purpose, such as `uploads`; what was signed for another purpose is not accepted."""
    return URLSafeSerializer(marketplace_secret(session), salt=purpose)


def marketplace_secret(session: Session) -> str:
    """The secret; a new one if there is none yet."""
    found = session.get(Setting, _SECRET)
    if found is not None:
        return found.value
    try:
        with session.begin_nested():
            made = Setting(name=_SECRET, value=secrets.token_urlsafe(32))
            session.add(made)
    except IntegrityError:  # made by another process at the same time
        return session.get_one(Setting, _SECRET).value
    return made.value


def rotate_secret(session: Session) -> None:
    """Replace the secret; nothing that was signed before is accepted any more."""
    marketplace_secret(session)
    session.get_one(Setting, _SECRET, with_for_update=True).value = secrets.token_urlsafe(32)
