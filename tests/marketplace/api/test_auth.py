"""Signatures: once there are keys, only unchanged requests signed with their secrets are answered."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import pytest
import urllib3
from botocore.auth import SigV4Auth  # type: ignore[import-untyped]
from botocore.awsrequest import AWSRequest  # type: ignore[import-untyped]
from botocore.credentials import Credentials  # type: ignore[import-untyped]
from botocore.exceptions import ClientError  # type: ignore[import-untyped]

from questionforms.marketplace import Server
from questionforms.marketplace.context import Marketplace
from questionforms.marketplace.core.accounts import create_key
from questionforms.marketplace.store import Database, Requester
from questionforms.testing.running import Running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TARGET = "MTurkRequesterServiceV20170117.GetAccountBalance"


class Keyed(NamedTuple):
    """A marketplace that only accepts signed requests, and a key."""

    running: Running
    key: str
    secret: str


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyed]:
    """A marketplace with one requester, called `me`, with one key."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('keyed')}/marketplace.sqlite")
    with database.transaction() as session:
        key = create_key(session, "me", datetime.now(UTC))
    running = Running()
    with Server(Marketplace(database, clock=lambda: running.now)) as server:
        running.address = server.address
        assert key.secret is not None
        yield Keyed(running, key.access_key, key.secret)


class Request:
    """A request as signed by a client; later changes are not covered by the signature."""

    def __init__(
        self, keyed: Keyed, body: bytes = b"{}", query: str = "", *, scope: str = "mturk-requester", **headers: Any
    ) -> None:
        sent = {"X-Amz-Target": TARGET, "Content-Type": "application/x-amz-json-1.1"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        signed = AWSRequest("POST", f"{keyed.running.address}/{query}", headers=sent, data=body)
        service, region = (*scope.split("/"), "us-east-1")[:2]
        SigV4Auth(Credentials(keyed.key, keyed.secret), service, region).add_auth(signed)
        self.url: str = signed.url
        self.headers = dict(signed.headers.items())
        self.body = body

    def change(self, name: str, change: Callable[[str], str]) -> Request:
        """The same request with another value for a header."""
        self.headers[name] = change(self.headers[name])
        return self

    def sent(self) -> str:
        """The kind of refusal, or `taken`."""
        with urllib3.PoolManager(retries=False) as connections:
            found = connections.request("POST", self.url, body=self.body, headers=self.headers)
        assert found.status in (200, 400), found.data
        answer = json.loads(found.data)
        return str(answer["__type"]) if found.status == 400 else "taken" if "AvailableBalance" in answer else "?"


def refusal(client: Any) -> str:
    """The code with which a boto3 call is refused."""
    with pytest.raises(ClientError) as caught:
        client.get_account_balance()
    client.close()
    return str(caught.value.response["Error"]["Code"])


def test_boto3(keyed: Keyed) -> None:
    """boto3 works with the key; with another secret or key it is refused, and no account is opened."""
    client = keyed.running.client(keyed.key, keyed.secret)
    assert client.get_account_balance()["AvailableBalance"] == "10000.00"
    client.close()
    assert refusal(keyed.running.client(keyed.key, keyed.secret + "x")) == "InvalidSignatureException"
    assert refusal(keyed.running.client("other", keyed.secret)) == "UnrecognizedClientException"


@pytest.mark.parametrize(
    ("body", "query", "headers"),
    [
        (b"{}", "", {}),
        (b"", "", {}),
        (b"{}", "?a=1&b=%C3%A9%20x&a=0", {}),
        (b"{}", "?b&a", {}),
        (b"{}", "", {"X_Amz_Security_Token": "token/+=" * 40}),
        (b"{}", "", {"X_Amz_Content_SHA256": hashlib.sha256(b"{}").hexdigest()}),
        (b"{}", "", {"X_Own": "a  b"}),
    ],
)
def test_taken(keyed: Keyed, body: bytes, query: str, headers: dict[str, Any]) -> None:
    """A request signed with the secret is answered, whatever else it contains."""
    assert Request(keyed, body, query, **headers).sent() == "taken"


@pytest.mark.parametrize("body", ['{"é": "漢字 😀"}'.encode(), b'{"a": "%41+ &"}', b"\xff"])
def test_bodies(keyed: Keyed, body: bytes) -> None:
    """Any bytes can be signed: these are refused for their contents."""
    assert Request(keyed, body).sent() in ("ParameterValidationError", "SerializationException")


def test_regions(keyed: Keyed) -> None:
    """A signature for any region is accepted, since one marketplace serves them all; one for another service is not."""
    assert Request(keyed, scope="mturk-requester/eu-west-1").sent() == "taken"
    assert Request(keyed, scope="s3").sent() == "InvalidSignatureException"


@pytest.mark.parametrize("name", ["X-Amz-Security-Token", "x-amz-user-agent", "X-AMZ-Content-SHA256", "X-Amz-Own"])
def test_added_headers(keyed: Keyed, name: str) -> None:
    """A header of AWS that the signature does not cover is refused, since anyone on the way may have added it."""
    request = Request(keyed)
    request.headers[name] = hashlib.sha256(b"{}").hexdigest()
    assert request.sent() == "InvalidSignatureException"


def test_other_added_headers(keyed: Keyed) -> None:
    """Headers that SDKs and proxies add after signing are accepted."""
    request = Request(keyed)
    request.headers |= {"amz-sdk-request": "attempt=1", "X-Amzn-Trace-Id": "Root=1", "X-Forwarded-For": "10.0.0.1"}
    assert request.sent() == "taken"


@pytest.mark.parametrize("names", ["x-amz-date;x-amz-target", "host;host;x-amz-date;x-amz-target"])
def test_wrong_names(keyed: Keyed, names: str) -> None:
    """A signature without the host, or with a header twice, is refused even if it was made with the secret."""
    request = Request(keyed)
    signed = AWSRequest("POST", request.url, headers=request.headers, data=request.body)
    signer = SigV4Auth(Credentials(keyed.key, keyed.secret), "mturk-requester", "us-east-1")
    signed.context.update(timestamp=request.headers["X-Amz-Date"], signing={})
    canonical = signer.canonical_request(signed).replace(signer.signed_headers(signer.headers_to_sign(signed)), names)
    canonical = canonical if "host" in names else canonical.replace(f"host:{urlsplit(request.url).netloc}\n", "")
    signature = signer.signature(signer.string_to_sign(signed, canonical), signed)
    credential = request.headers["Authorization"].partition(",")[0]
    request.headers["Authorization"] = f"{credential}, SignedHeaders={names}, Signature={signature}"
    assert request.sent() == "InvalidSignatureException"


def test_day(keyed: Keyed) -> None:
    """The day in the credential must be that of X-Amz-Date."""
    request = Request(keyed)
    day = request.headers["X-Amz-Date"][:8]
    assert request.change("Authorization", lambda text: text.replace(day, "20200101")).sent() == (
        "InvalidSignatureException"
    )


def test_twice(keyed: Keyed) -> None:
    """A header that is sent twice was not signed so."""
    for name in ("X-Amz-Target", "X-Amz-Date", "Authorization"):
        request = Request(keyed)
        headers = urllib3.HTTPHeaderDict(request.headers)
        headers.add(name, request.headers[name])
        request.headers = headers  # type: ignore[assignment]
        assert request.sent() != "taken"


def test_another_body(keyed: Keyed) -> None:
    """A body that was not signed is rejected, even if a header has the digest of the signed one."""
    digest: dict[str, Any] = {"X_Amz_Content_SHA256": hashlib.sha256(b"{}").hexdigest()}
    for headers in ({}, digest):
        request = Request(keyed, **headers)
        request.body = b"{} "
        assert request.sent() == "InvalidSignatureException"


def test_another_address(keyed: Keyed) -> None:
    """A query or host that was not signed is rejected."""
    request = Request(keyed, query="?a=1")
    request.url = request.url.replace("a=1", "a=2")
    assert request.sent() == "InvalidSignatureException"
    request = Request(keyed)
    request.url = request.url.replace("127.0.0.1", "localhost")
    assert request.sent() == "InvalidSignatureException"


@pytest.mark.parametrize(
    ("name", "change", "kind"),
    [
        ("X-Amz-Target", lambda _: "MTurkRequesterServiceV20170117.ListHITs", "InvalidSignatureException"),
        ("X-Amz-Security-Token", lambda _: "other", "InvalidSignatureException"),
        ("X-Amz-Date", lambda text: text[:-2] + ("0Z" if text[-2] != "0" else "1Z"), "InvalidSignatureException"),
        ("X-Amz-Date", lambda _: "today", "InvalidSignatureException"),
        ("Authorization", lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"), "InvalidSignatureException"),
        ("Authorization", lambda text: text.replace("us-east-1", "us-east-2"), "InvalidSignatureException"),
        ("Authorization", lambda text: text.replace(";x-amz-target", ""), "InvalidSignatureException"),
        ("Authorization", lambda text: text.replace("SHA256", "SHA1"), "MissingAuthenticationTokenException"),
        ("Authorization", lambda text: text[:-1], "MissingAuthenticationTokenException"),
        ("Authorization", lambda _: "Basic bWU6bWU=", "MissingAuthenticationTokenException"),
        ("Authorization", lambda _: "", "MissingAuthenticationTokenException"),
    ],
)
def test_changed(keyed: Keyed, name: str, change: Callable[[str], str], kind: str) -> None:
    """A signed header cannot be changed, and a signature can be neither forged nor omitted."""
    assert Request(keyed, X_Amz_Security_Token="token").change(name, change).sent() == kind


@pytest.mark.parametrize(
    ("minutes", "answer"), [(-16, "RequestExpired"), (-14, "taken"), (14, "taken"), (16, "RequestExpired")]
)
def test_time(keyed: Keyed, minutes: int, answer: str) -> None:
    """A request is accepted within 15 minutes of its signature."""
    keyed.running.advance(minutes=minutes)
    try:
        assert Request(keyed).sent() == answer
    finally:
        keyed.running.advance(minutes=-minutes)


def test_open(mturk_marketplace: Running) -> None:
    """Without keys, any secret is accepted and each key is a separate requester; no signature is still refused."""
    made = Keyed(mturk_marketplace, "any", "any")
    assert Request(made).sent() == "taken"
    assert Request(made).change("Authorization", lambda text: text[:-64] + "0" * 64).sent() == "taken"
    assert Request(made).change("Authorization", lambda _: "").sent() == "MissingAuthenticationTokenException"
    assert Request(Keyed(mturk_marketplace, "other", "any")).sent() == "taken"
    with mturk_marketplace.database.transaction() as session:
        assert sorted(one.name for one in session.query(Requester)) == ["any", "other"]


def test_key_in_open(mturk_marketplace: Running) -> None:
    """A key with a secret needs a valid signature, even while other keys are accepted without one."""
    with mturk_marketplace.database.transaction() as session:
        key = create_key(session, "me", datetime.now(UTC) - timedelta(days=1))
    assert refusal(mturk_marketplace.client(key.access_key, "guess")) == "InvalidSignatureException"
    assert Request(Keyed(mturk_marketplace, key.access_key, str(key.secret))).sent() == "taken"
