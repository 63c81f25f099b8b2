"""UniqueRequestToken: repeating a call with the same token within a day has no further effect."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from questionforms.marketplace.errors import Refusal
from questionforms.marketplace.store import Token
from questionforms.marketplace.store.locks import NO_KEY

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call

#: How long a token is remembered.
LIFE = timedelta(hours=24)


def claim_token(call: Call, made: str) -> str | None:
    """Claim the call's token for what the call creates; None if the call has no token, or is the first to use it.

    Otherwise, return the identifier of what was created with the token. If two calls arrive at the same time, the
    table's key decides which one is first.
    """
    token = call.given.get("UniqueRequestToken")
    if token is None:
        return None
    key = (call.requester.id, call.operation, token)
    there = call.session.get(Token, key, with_for_update=NO_KEY)
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
    """The refusal of a used token, for calls that create nothing with an identifier."""
    message = f'The idempotency token "{call.given["UniqueRequestToken"]}" has already been processed.'
    return Refusal("RequestAlreadyProcessed", message)
