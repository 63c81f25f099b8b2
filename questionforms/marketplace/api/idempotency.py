"""UniqueRequestToken: a call that is made again with the same one, within a day, does nothing twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from questionforms.marketplace.errors import Refusal
from questionforms.marketplace.store import Token

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call

#: So long a token is remembered.
LIFE = timedelta(hours=24)


def claim_token(call: Call, made: str) -> str | None:
    """Claim the call's token for what the call makes: None if the call has no token, or is the first with it.

    For a token that was used, the identifier of what was made with it. Of two calls at the same time, the key of the
    table decides which is the first.
    """
    token = call.given.get("UniqueRequestToken")
    if token is None:
        return None
    key = (call.requester.id, call.operation, token)
    there = call.session.get(Token, key, with_for_update=True)
    if there is not None and call.now - there.time < LIFE:
        return there.made
    if there is not None:
        there.made, there.time = made, call.now
        return None
    try:
        with call.session.begin_nested():
            call.session.add(
                Token(requester_id=key[0], operation=key[1], token=token, made=made, time=call.now),
            )
    except IntegrityError:
        return call.session.get_one(Token, key).made
    return None


def already_processed(call: Call) -> Refusal:
    """What is said of a token that was used, where nothing has an identifier to be named."""
    message = f'The idempotency token "{call.given["UniqueRequestToken"]}" has already been processed.'
    return Refusal("RequestAlreadyProcessed", message)
