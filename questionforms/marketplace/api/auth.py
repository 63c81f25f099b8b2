"""Authenticates requests: reads the access key from the signature, and verifies the signature (SigV4)."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING, NamedTuple

from questionforms.marketplace.errors import Refusal

if TYPE_CHECKING:
    from werkzeug.datastructures import Headers

#: The name of the service in a signature.
SERVICE = "mturk-requester"
#: The greatest difference between a request's time and the service's.
SKEW = timedelta(minutes=15)
_INVALID = "InvalidSignatureException"
_HEADER = re.compile(
    r"AWS4-HMAC-SHA256 "
    r"Credential=(?P<key>[^/\s]+)/(?P<day>\d{8})/(?P<region>[^/\s]+)/(?P<service>[^/\s]+)/aws4_request,"
    r"\s*SignedHeaders=(?P<names>[^,\s]+),\s*Signature=(?P<signature>[0-9a-f]{64})"
)


class Received(NamedTuple):
    """A request as received."""

    url: str
    headers: Headers
    body: bytes


class Signed(NamedTuple):
    """The contents of the Authorization header."""

    key: str
    day: str
    region: str
    service: str
    names: tuple[str, ...]
    signature: str


def signed(received: Received) -> Signed:
    """The signature of a request. Raises a Refusal if there is none."""
    found = _HEADER.fullmatch(received.headers.get("Authorization", "").strip())
    if found is None:
        raise Refusal("AWS.NotAuthorized", "The request has no signature.", kind="MissingAuthenticationTokenException")
    key, day, region, service, names, signature = found.groups()
    return Signed(key, day, region, service, tuple(names.split(";")), signature)


def verify(found: Signed, secret: str, received: Received, now: datetime) -> None:
    """Raise a Refusal unless the signature was made with the secret, within 15 minutes of now; botocore computes it.

    It must cover the host and every x-amz-* header of the request. Any region is accepted.
    """
    from botocore.auth import SigV4Auth  # type: ignore[import-untyped]
    from botocore.awsrequest import AWSRequest  # type: ignore[import-untyped]
    from botocore.credentials import Credentials  # type: ignore[import-untyped]

    stamp = received.headers.get("X-Amz-Date", "")
    try:
        time = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise _mismatch() from error
    if abs(now - time) > SKEW:
        raise Refusal("AWS.NotAuthorized", f"Signature expired: {stamp}", kind="RequestExpired")
    _check_scope(found, stamp)
    _check_names(found, received.headers)
    kept = {name: received.headers.get(name, "") for name in found.names}
    digest = hashlib.sha256(received.body).hexdigest()
    if kept.get("x-amz-content-sha256", digest) != digest:  # botocore would trust the header
        raise _mismatch()
    request = AWSRequest("POST", received.url, headers=kept, data=received.body)
    request.context.update(timestamp=stamp, signing={})
    signer = SigV4Auth(Credentials(found.key, secret), found.service, found.region)
    string = signer.string_to_sign(request, signer.canonical_request(request))
    if not compare_digest(signer.signature(string, request), found.signature):
        raise _mismatch()


def _check_scope(found: Signed, stamp: str) -> None:
    """Raise a Refusal if the credential is for another day or service."""
    if found.day != stamp[:8]:
        message = f"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date: {stamp}"
        raise Refusal("AWS.BadClaimsSupplied", message, kind=_INVALID)
    if found.service != SERVICE:
        message = f"Credential should be scoped to correct service: '{SERVICE}'."
        raise Refusal("AWS.BadClaimsSupplied", message, kind=_INVALID)


def _check_names(found: Signed, headers: Headers) -> None:
    """Raise a Refusal if a header that must be signed is not, or if the names are not in canonical order."""
    if list(found.names) != sorted({name.lower() for name in found.names}):
        raise _mismatch()
    needed = {"host", *(name.lower() for name, _ in headers if name.lower().startswith("x-amz-"))}
    if missing := sorted(needed - {*found.names}):
        message = f"The signature does not cover the headers {', '.join(missing)}. They must be signed."
        raise Refusal("AWS.BadClaimsSupplied", message, kind=_INVALID)


def _mismatch() -> Refusal:
    message = (
        "The request signature we calculated does not match the signature you provided. "
        "Check your AWS Secret Access Key and signing method."
    )
    return Refusal("AWS.BadClaimsSupplied", message, kind=_INVALID)
