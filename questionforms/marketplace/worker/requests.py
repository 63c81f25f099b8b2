"""Reads what workers and their pages send, and rejects anything unexpected."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from flask import abort, request

from questionforms.marketplace.errors import Refusal, invalid, missing
from questionforms.marketplace.worker.forms import by_name
from questionforms.marketplace.worker.views import PREVIEW

if TYPE_CHECKING:
    from questionforms.marketplace.worker.forms import Posted, Values


def assignment_id(form: Posted) -> str:
    """The assignment that a page submits. Raises a Refusal if it names none, or was only previewed."""
    values = set(form.texts.get("assignmentId", []))
    if len(values) > 1:
        raise invalid("The form has several values for `assignmentId`; expected one.")
    if not values:
        meant = next((name for name in form.texts if name.lower() == "assignmentid"), None)
        hint = f" It has `{meant}`; the name is case-sensitive." if meant else ""
        raise Refusal("AWS.MissingParameters", f"The form has no field `assignmentId`.{hint}")
    (found,) = values
    if found == PREVIEW:
        message = "The HIT was only previewed, so nothing was stored. It must be accepted first."
        raise Refusal("InvalidAssignmentState", message)
    return found


def limit() -> int:
    """The requested length of a list."""
    text = request.args.get("limit", "20")
    if not re.fullmatch("[1-9][0-9]?|100", text, re.ASCII):
        raise invalid(f"The value {text[:64]!a} is invalid for limit. Valid values range from 1 to 100.")
    return int(text)


def identifier(kind: str, text: str) -> str:
    """A well-formed identifier; anything else is rejected without a lookup."""
    if not re.fullmatch("[A-Z0-9]{1,64}", text):
        raise missing(kind, ascii(text[:64]))
    return text


def given() -> dict[str, Any]:
    """The object sent as JSON.

    A page of another site cannot send this content type without a preflight request, which is never allowed.
    """
    origin = request.headers.get("Origin")
    if origin is not None and origin != address():
        abort(403, f"Requests from pages of {origin} are not accepted.")
    if request.mimetype != "application/json":
        abort(415, "The content type must be application/json.")
    try:
        found: Any = json.loads(request.get_data() or b"{}")
    except (ValueError, RecursionError):
        abort(400, "The request is not valid JSON.")
    if not isinstance(found, dict):
        abort(400, "The request is not a JSON object.")
    return found


def fields(sent: dict[str, Any]) -> Values:
    """The fields of a form sent as JSON: each a text, or a list of texts."""
    named = sent.get("Fields", {})
    if set(sent) - {"Fields"} or not isinstance(named, dict):
        raise invalid("The request must be an object with only `Fields`.")
    found = {name: value if isinstance(value, list) else [value] for name, value in named.items()}
    for name, values in found.items():
        if not all(isinstance(value, str) for value in values):
            raise invalid(f"The value of the field {name[:80]!a} is neither text nor a list of strings.")
    return by_name([(name, value) for name, values in found.items() for value in values])


def is_prefetch() -> bool:
    """Whether a browser only fetches the page in advance; nobody has submitted anything yet."""
    said = [request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")]
    return any(word in text.lower() for text in said for word in ("prefetch", "prerender", "preview"))


def address() -> str:
    """The address of the service, according to the request."""
    return request.host_url.rstrip("/")
