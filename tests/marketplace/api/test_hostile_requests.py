"""Hostile requests: each is refused with a 4xx in JSON, on either database, and nothing fails."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import urllib3

from tests.long_runs import FOR_EVER

if TYPE_CHECKING:
    from questionforms.testing.running import Running

pytestmark = pytest.mark.slow

SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=me/20260101/us-east-1/mturk-requester/aws4_request, "
    f"SignedHeaders=host, Signature={'0' * 64}",
    "Content-Type": "application/x-amz-json-1.1",
}
DEEP = b"[" * 100_000


def called(running: Running, operation: str, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    """The status and body of a call to the requester API."""
    target = {"X-Amz-Target": f"MTurkRequesterServiceV20170117.{operation}"}
    with urllib3.PoolManager(retries=False) as connections:
        found = connections.request("POST", running.address, body=body, headers=SIGNED | target | headers)
    answer: dict[str, Any] = json.loads(found.data)
    return found.status, answer


def raw(running: Running, sent: bytes) -> bytes:
    """The response to some bytes, until the server closes the connection."""
    host, port = urlsplit(running.address).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=FOR_EVER) as connection:
        came = b""
        with suppress(OSError):  # a server that has heard enough may close first
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while part := connection.recv(65_536):
                came += part
        return came


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff\xfe", b"[]", b"null", b'"a"', b"1", b"NaN", DEEP, b'{"a":' * 50_000, b'{"MaxResults": NaN}', b"\x00"],
    ids=lambda body: body[:12].decode("latin-1"),
)
def test_no_json(mturk_marketplace: Running, body: bytes) -> None:
    """Anything but a JSON object is rejected, however deep or broken it is."""
    status, answer = called(mturk_marketplace, "ListHITs", body)
    assert status == 400
    assert answer["__type"] in ("SerializationException", "ParameterValidationError")


def test_too_large(mturk_marketplace: Running) -> None:
    """A body of more than 8 MB is rejected, with an error that says so."""
    status, answer = called(mturk_marketplace, "ListHITs", b" " * (8 * 1024 * 1024 + 1))
    assert status == 413
    assert answer["__type"] == "RequestEntityTooLarge"


@pytest.mark.parametrize(
    "sent",
    [
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\ncut",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n{}",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n{}",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: \xff\xfe\x00\r\nContent-Length: 0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: \xff\r\nContent-Length: 0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET //etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /uploads/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /uploads/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /worker/%00%ff/hits HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /worker/A1/hits/%F0%9F%98%80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /worker/A1%2Fhits HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://example.com/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"DELETE /worker HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: " + b"a" * 100_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GARBAGE\r\n\r\n",
    ],
    ids=lambda sent: sent[:12].decode("latin-1"),
)
def test_bytes(mturk_marketplace: Running, sent: bytes) -> None:
    """No bytes make the server fail or return a file; anything that is HTTP is answered with a 4xx."""
    answer = raw(mturk_marketplace, sent)
    head = answer.split(b"\r\n", 1)[0]
    assert not head.startswith(b"HTTP") or head.split()[1].startswith(b"4"), answer
    assert b"root:" not in answer
    assert b"Traceback" not in answer


def test_nothing(mturk_marketplace: Running) -> None:
    """An idle connection is closed, and does not block others."""
    assert raw(mturk_marketplace, b"") == b""
    assert called(mturk_marketplace, "GetAccountBalance", b"{}")[0] == 200


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "localhost.", "0.0.0.0", "x y", ""])
def test_other_names(mturk_marketplace: Running, host: str) -> None:
    """A request for another host name, as sent by DNS rebinding, is refused."""
    status, answer = called(mturk_marketplace, "GetAccountBalance", b"{}", Host=host)
    assert (status, answer["__type"]) == (400, "BadRequest")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]:9", "me.localhost:1"])
def test_own_names(mturk_marketplace: Running, host: str) -> None:
    """All names of this machine are accepted, with and without a port."""
    assert called(mturk_marketplace, "GetAccountBalance", b"{}", Host=host)[0] == 200


def test_large_form(mturk_marketplace: Running) -> None:
    """A form of more than 64 MB is rejected before it is read."""
    sent = b"POST /mturk/externalSubmit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 67108865\r\n\r\n"
    assert raw(mturk_marketplace, sent).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("body", [DEEP, b"[]", b"{", b"\xff", b'{"Country": [[]]}', b'{"Other": 1}', b'{"\\ud800": 1}'])
def test_worker_json(mturk_marketplace: Running, body: bytes) -> None:
    """The workers' API rejects anything but the JSON objects that it expects."""
    with urllib3.PoolManager(retries=False) as connections:
        url, headers = f"{mturk_marketplace.address}/worker", {"Content-Type": "application/json"}
        found = connections.request("POST", url, body=body, headers=headers)
    assert found.status == 400
    assert json.loads(found.data)["Message"]
