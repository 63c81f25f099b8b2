"""`mturk_everywhere`: all MTurk calls of a test go to its marketplace, and nothing stays redirected afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import boto3  # type: ignore[import-untyped]
import pytest
from botocore.config import Config  # type: ignore[import-untyped]
from botocore.credentials import CredentialResolver  # type: ignore[import-untyped]
from botocore.endpoint import Endpoint  # type: ignore[import-untyped]
from botocore.httpsession import ProxyConfiguration  # type: ignore[import-untyped]
from botocore.session import Session  # type: ignore[import-untyped]
from botocore.signers import RequestSigner  # type: ignore[import-untyped]
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from questionforms.mturk import connect
from questionforms.testing.redirected_calls import redirect_calls
from tests.redirection.running_programs import PROGRAMS, SANDBOX

if TYPE_CHECKING:
    from questionforms.testing.running import Running

KEYS = {"aws_access_key_id": "requester", "aws_secret_access_key": "secret"}
NOWHERE = Session()
NOWHERE.register_component("credential_provider", CredentialResolver([]))
#: Made before any test, as modules do.
EARLY = boto3.client("mturk", region_name="us-east-1", **KEYS)
WITHOUT_KEYS = NOWHERE.create_client("mturk", region_name="us-east-1", endpoint_url=SANDBOX)


@pytest.mark.parametrize(
    "options",
    [
        {"endpoint_url": SANDBOX},
        {"endpoint_url": "https://mturk-requester.us-east-1.amazonaws.com", "region_name": "us-east-1"},
        {"endpoint_url": "https://no-such-host.invalid/mturk"},
        {"region_name": "eu-west-1"},
        {"config": Config(proxies={"http": "http://127.0.0.1:9", "https": "http://127.0.0.1:9"})},
        {"use_ssl": False, "verify": False},
    ],
)
def test_every_client(mturk_everywhere: Running, options: dict[str, Any]) -> None:
    """A client reaches the marketplace whatever endpoint, region and proxy it names, and keeps its own endpoint."""
    client = boto3.client("mturk", **KEYS, **options)
    mturk_everywhere.worker(id="A1").close()
    client.create_worker_block(WorkerId="A1", Reason="none")
    ours = mturk_everywhere.client("requester")
    assert [block["WorkerId"] for block in ours.list_worker_blocks()["WorkerBlocks"]] == ["A1"]
    assert client.meta.endpoint_url == options.get("endpoint_url", client.meta.endpoint_url)
    client.close()
    ours.close()


@pytest.mark.usefixtures("mturk_everywhere")
def test_clients_from_before_the_test() -> None:
    """A client that exists before the test reaches the marketplace too, and so does `connect`."""
    assert EARLY.get_account_balance()["AvailableBalance"] == "10000.00"
    for _ in range(2):
        assert WITHOUT_KEYS.get_account_balance()["AvailableBalance"] == "10000.00"
    client = connect("production", **KEYS)
    assert client.get_account_balance()["AvailableBalance"] == "10000.00"
    client.close()


@pytest.mark.usefixtures("mturk_everywhere")
def test_other_programs() -> None:
    """A program that the test starts reaches the marketplace, without keys or a region of its own."""
    command = [sys.executable, str(PROGRAMS / "call_boto3.py"), "get_account_balance", "{}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert '"AvailableBalance": "10000.00"' in done.stdout


@pytest.mark.usefixtures("mturk_everywhere")
def test_other_calls_are_refused() -> None:
    """A call to one of Mechanical Turk's hosts that is made without botocore is refused, with the reason."""
    connections = PoolManager(retries=False)
    for host in ("mturk-requester-sandbox.us-east-1.amazonaws.com", "mechanicalturk.amazonaws.com", "www.mturk.com"):
        with pytest.raises(HTTPError, match=f"{host} is not called: MTurk calls of this program go to"):
            connections.request("GET", f"https://{host}/")
    connections.clear()


def test_the_marketplace_is_the_same(mturk_everywhere: Running, mturk_marketplace: Running) -> None:
    """The fixture is the marketplace of the other fixtures."""
    assert mturk_everywhere is mturk_marketplace


def test_it_is_undone(mturk_marketplace: Running) -> None:
    """Afterwards the environment, boto3's session and everything that was patched are as before."""

    def state() -> list[Any]:
        patched = [
            Endpoint.make_request,
            ProxyConfiguration.proxy_url_for,
            HTTPConnection.set_tunnel,
            RequestSigner.sign,
        ]
        return [dict(os.environ), boto3.DEFAULT_SESSION, socket.getaddrinfo, *patched]

    before = state()
    with pytest.MonkeyPatch.context() as monkeypatch:
        redirect_calls(mturk_marketplace.address, monkeypatch)
        assert all(now != then for now, then in zip(state(), before, strict=True) if then is not None)
    assert state() == before
