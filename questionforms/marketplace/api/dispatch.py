"""Handles one request to the requester API: authentication, the operation in a transaction, the response as JSON."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from questionforms.marketplace.api.auth import signed, verify
from questionforms.marketplace.api.model import checked, operation_of, rendered
from questionforms.marketplace.api.operations import operation
from questionforms.marketplace.context import Call
from questionforms.marketplace.core.accounts import find_or_open_account, is_open
from questionforms.marketplace.core.expiry import settle
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import Key, Requester
from questionforms.marketplace.verdicts import AcceptedProblems

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms import Problem
    from questionforms.marketplace.api.auth import Received
    from questionforms.marketplace.context import Marketplace

_LOG = logging.getLogger("questionforms.marketplace")


class Reply(NamedTuple):
    """The response to a request."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]


def answer(marketplace: Marketplace, received: Received, address: str) -> Reply:
    """The response to a request. Its header `x-amzn-RequestId` is also in the log."""
    now, number = marketplace.clock(), str(uuid4())
    headers = {"x-amzn-RequestId": number}
    problems: list[Problem] = []
    try:
        status, body = 200, _perform(marketplace, received, address, now, problems)
    except Refusal as refusal:
        status, body = 400, _refused(refusal, now)
    except Exception:
        _LOG.exception("request %s", number)
        message = f"The service failed; see request {number} in its log."
        fault = Refusal("AWS.ServiceUnavailable", message, kind="ServiceFault")
        status, body = 500, _refused(fault, now)
    if status == 200 and problems:
        headers["X-Questionforms-Problems"] = ", ".join(dict.fromkeys(problem.rule for problem in problems))
        operation = operation_of(received.headers["X-Amz-Target"])
        marketplace.report_accepted(AcceptedProblems(number, operation, tuple(problems)))
    return Reply(status, body, headers)


def _perform(
    marketplace: Marketplace, received: Received, address: str, now: datetime, problems: list[Problem]
) -> dict[str, Any]:
    """The operation's result. A refusal rolls back its own transaction, but not what was due before it."""
    name = operation_of(received.headers.get("X-Amz-Target", ""))
    with marketplace.database.transaction() as session:
        who = _authenticate(session, received, now)
        settle(session, now)
    given = checked(name, _parsed(received.body))
    with marketplace.database.transaction() as session:
        requester = session.get_one(Requester, who)
        call = Call(name, session, requester, given, now, address, marketplace.options, problems)
        return rendered(name, operation(name)(call))


def _authenticate(session: Session, received: Received, now: datetime) -> str:
    """The access key of a request. While no key has a secret, a new access key opens an account."""
    found = signed(received)
    key = session.get(Key, found.key)
    if key is not None and key.secret is not None:
        verify(found, key.secret, received, now)
        return key.requester_id
    if not is_open(session):
        message = "The security token included in the request is invalid."
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
    """An error in the service's format, with the time in milliseconds after the message."""
    message = f"{refusal.message} ({int(now.timestamp() * 1000)} s)"
    return {"__type": refusal.kind, "Message": message, "message": message, "TurkErrorCode": refusal.code}
