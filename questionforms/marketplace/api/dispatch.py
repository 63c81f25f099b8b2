"""Handles one request to the requester API: authentication, the operation in a transaction, the response as JSON."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from questionforms.marketplace.api.auth import signed, verify
from questionforms.marketplace.api.model import checked, operation_of, rendered
from questionforms.marketplace.api.operations import operation
from questionforms.marketplace.context import Call
from questionforms.marketplace.core.accounts import HAS_SECRETS, bad_key, find_or_open_account, is_open
from questionforms.marketplace.core.expiry import IS_DUE, settle, times_of
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import Key, Requester

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms import Problem
    from questionforms.marketplace.api.auth import Received, Signed
    from questionforms.marketplace.context import Marketplace

_LOG = logging.getLogger("questionforms.marketplace")


@dataclass(slots=True)
class Handled:
    """What becomes known of a request while it is handled."""

    #: The response's `x-amzn-RequestId`, also in the log.
    request_id: str
    #: Whether the request may do without a key, as long as there is none.
    local: bool
    operation: str = "-"
    #: The RequesterId.
    requester: str = "-"
    #: The problems of documents that were accepted in spite of them.
    problems: list[Problem] = field(default_factory=list)


def answer(
    marketplace: Marketplace, received: Received, address: str, handled: Handled
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """The status, body and headers of the response to a request."""
    now = marketplace.clock()
    try:
        status, body = 200, _perform(marketplace, received, address, now, handled)
    except Refusal as refusal:
        status, body = 400, _refused(refusal, now)
    except Exception:
        _LOG.exception("request %s failed", handled.request_id)
        message = f"The service failed; see request {handled.request_id} in its log."
        fault = Refusal("AWS.ServiceUnavailable", message, kind="ServiceFault")
        status, body = 500, _refused(fault, now)
    rules = dict.fromkeys(problem.rule for problem in handled.problems)
    return status, body, {"X-Questionforms-Problems": ", ".join(rules)} if rules else {}


def _perform(
    marketplace: Marketplace, received: Received, address: str, now: datetime, handled: Handled
) -> dict[str, Any]:
    """The operation's result. A refusal rolls back its own transaction, but not what was due before it."""
    handled.operation = name = operation_of(received.headers.get("X-Amz-Target", ""))
    found = signed(received)
    parameters = _Parameters(name, received.body)

    def perform(session: Session, requester: Requester) -> dict[str, Any]:
        handled.requester = requester.id
        given = parameters.checked()
        call = Call(name, session, requester, given, now, address, marketplace.options, handled.problems)
        return rendered(name, operation(name)(call))

    with marketplace.database.transaction() as session:
        if (requester := _quickly_authenticated(session, found, received, now, local=handled.local)) is not None:
            return perform(session, requester)
    with marketplace.database.transaction() as session:
        handled.requester = _authenticate(session, found, received, now, local=handled.local)
        settle(session, now)
    with marketplace.database.transaction() as session:
        return perform(session, session.get_one(Requester, handled.requester))


class _Parameters:
    """A call's parameters, read before any transaction; what is wrong with them is not said to strangers."""

    def __init__(self, operation: str, body: bytes) -> None:
        self._found: dict[str, Any] | Refusal
        try:
            self._found = checked(operation, _parsed(body))
        except Refusal as refusal:
            self._found = refusal

    def checked(self) -> dict[str, Any]:
        """The parameters. Raises a Refusal if they do not fit the model."""
        if isinstance(self._found, Refusal):
            raise self._found
        return self._found


#: All that most requests need to know, in one query.
_KNOWN = (
    select(Requester, Key.secret, HAS_SECRETS, IS_DUE)
    .join(Key, Key.requester_id == Requester.id)
    .where(Key.access_key == bindparam("key"), Key.revoked.is_(None))
)


def _quickly_authenticated(
    session: Session, found: Signed, received: Received, now: datetime, *, local: bool
) -> Requester | None:
    """The requester of a request with a known key, if nothing is due; None if it takes longer."""
    row = session.execute(_KNOWN, {"key": found.key, **times_of(now)}).one_or_none()
    if row is None:
        return None
    requester, secret, has_secrets, is_due = row
    if is_due or (secret is None and (has_secrets or not local)):
        return None
    if secret is not None:
        verify(found, secret, received, now)
    return requester


def _authenticate(session: Session, found: Signed, received: Received, now: datetime, *, local: bool) -> str:
    """The requester of a request. While no key has a secret, a new access key opens an account, on this machine."""
    key = session.get(Key, found.key)
    if key is not None and key.secret is not None and key.revoked is None:
        verify(found, key.secret, received, now)
        return key.requester_id
    if not is_open(session):
        raise bad_key()
    if not local:
        message = (
            "This marketplace has no keys yet, and only accepts requests without one from its own machine. Create a "
            "key with `questionforms marketplace keys new NAME`."
        )
        raise Refusal("AWS.BadCredentialSupplied", message, kind="UnrecognizedClientException")
    return find_or_open_account(session, found.key, now).id


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Refusal("AWS.InvalidRequest", "The request is not valid JSON.", kind="SerializationException") from error
    if not isinstance(found, dict):
        raise invalid("The request is not a JSON object.")
    return {name: value for name, value in found.items() if value is not None}


def _refused(refusal: Refusal, now: datetime) -> dict[str, Any]:
    """An error in the service's format, with the time in milliseconds after the message, unless the model refuses."""
    stamp = "" if refusal.kind == "ValidationException" else f" ({int(now.timestamp() * 1000)} s)"
    message = f"{refusal.message}{stamp}"
    return {"__type": refusal.kind, "Message": message, "message": message, "TurkErrorCode": refusal.code}
