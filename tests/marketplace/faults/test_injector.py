"""Faults in progress: what a client gets, and what the marketplace has done in spite of it."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from botocore.config import Config  # type: ignore[import-untyped]
from botocore.exceptions import (  # type: ignore[import-untyped]
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ReadTimeoutError,
)
from click.testing import CliRunner
from urllib3.exceptions import HTTPError

from questionforms.cli import main
from questionforms.exceptions import InvalidArgument
from questionforms.marketplace import Fault, FaultPlan, Server
from questionforms.testing.running import Running
from tests.marketplace.api.test_hostile_requests import SIGNED
from tests.marketplace.making import new_hit, refused
from tests.marketplace.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    from questionforms.testing.workers import Worker


def hits(client: Any) -> int:
    """How many HITs there are."""
    return len(client.list_hits(MaxResults=100)["HITs"])


@pytest.mark.parametrize(
    ("fault", "error", "made"),
    [
        (Fault("cut-before", "CreateHIT"), ConnectionClosedError, 0),
        (Fault("cut-after", "CreateHIT"), ConnectionClosedError, 1),
        (Fault("cut-response", "CreateHIT", byte=9), BotoCoreError, 1),
        (Fault("error", "CreateHIT"), ClientError, 0),
        (Fault("error-after", "CreateHIT"), ClientError, 1),
        (Fault("throttle", "CreateHIT"), ClientError, 0),
        (Fault("locked", "CreateHIT"), ClientError, 0),
    ],
    ids=lambda value: f"{value.kind} {value.byte or ''}".strip() if isinstance(value, Fault) else "",
)
def test_kinds(mturk_marketplace: Running, mturk_client: Any, fault: Fault, error: type[Exception], made: int) -> None:
    """Each kind fails as it says, and the call is carried out or not, entirely."""
    with mturk_marketplace.faults(fault) as faults:
        with pytest.raises(error):
            new_hit(mturk_client)
        assert hits(mturk_client) == made
        assert [tuple(one) for one in faults.happened] == [(fault.kind, "CreateHIT", 1)]
    new_hit(mturk_client)
    assert hits(mturk_client) == made + 1


@pytest.mark.parametrize(
    ("kind", "code"),
    [("error", "ServiceFault"), ("throttle", "ThrottlingException"), ("locked", "ServiceFault")],
)
def test_codes(mturk_marketplace: Running, mturk_client: Any, kind: Any, code: str) -> None:
    """Errors have the service's codes, and a request id."""
    mturk_marketplace.faults(Fault(kind))
    with pytest.raises(ClientError) as caught:
        mturk_client.get_account_balance()
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPHeaders"]["x-amzn-requestid"]


def received(running: Running) -> bytes:
    """The whole response to a GetAccountBalance, as bytes, until the server closes the connection."""
    headers = SIGNED | {"X-Amz-Target": "MTurkRequesterServiceV20170117.GetAccountBalance", "Connection": "close"}
    lines = [f"{name}: {value}" for name, value in {**headers, "Content-Length": 2}.items()]
    host, port = urlsplit(running.address).netloc.split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall("\r\n".join(["POST / HTTP/1.1", f"Host: {host}", *lines, "", "{}"]).encode())
        came = b""
        while part := connection.recv(65_536):
            came += part
        return came


def test_bytes(mturk_marketplace: Running) -> None:
    """A response is cut after exactly that number of bytes, in its head or body; past its end, nothing is cut."""
    whole = received(mturk_marketplace)
    for byte in range(len(whole)):
        mturk_marketplace.faults(Fault("cut-response", byte=byte))
        assert len(received(mturk_marketplace)) == byte
    for byte, length in ((-1, len(whole) - 1), (10**9, len(whole)), (-(10**9), 0)):
        mturk_marketplace.faults(Fault("cut-response", byte=byte))
        assert len(received(mturk_marketplace)) == length


def test_random_bytes(mturk_marketplace: Running) -> None:
    """Without a byte, responses are cut anywhere; the same calls are cut at the same place for the same seed."""
    whole = len(received(mturk_marketplace))
    mturk_marketplace.faults(Fault("cut-response"), seed=1)
    first = [len(received(mturk_marketplace)) for _ in range(10)]
    mturk_marketplace.faults(Fault("cut-response"), seed=1)
    assert [len(received(mturk_marketplace)) for _ in range(10)] == first
    assert len({*first}) > 5
    assert all(0 < length < whole for length in first)


def test_delay(mturk_marketplace: Running) -> None:
    """A delayed call outlasts the patience of its client; it is carried out when the plan ends."""
    faults = mturk_marketplace.faults(Fault("delay", "CreateHIT", seconds=3600))
    client = mturk_marketplace.client("patient")
    hasty = mturk_marketplace._session.client(
        "mturk",
        endpoint_url=mturk_marketplace.address,
        region_name="us-east-1",
        aws_access_key_id="patient",
        aws_secret_access_key="-",
        config=Config(read_timeout=0.2, retries={"total_max_attempts": 1}, proxies={}),
    )
    with pytest.raises(ReadTimeoutError):
        new_hit(hasty, UniqueRequestToken="once")
    assert hits(client) == 0
    faults.stop()
    with suppress(ClientError):  # if the delayed call is first, this one finds its HIT
        new_hit(client, UniqueRequestToken="once")
    assert hits(client) == 1
    client.close()
    hasty.close()


def test_slow(mturk_marketplace: Running, mturk_client: Any) -> None:
    """A slow response is whole in the end."""
    mturk_marketplace.faults(Fault("slow", seconds=0))
    assert mturk_client.get_account_balance()["AvailableBalance"] == "10000.00"


def test_workers(mturk_marketplace: Running, mturk_client: Any, mturk_worker: Worker) -> None:
    """What workers do can fail, too: a submission whose response is cut has been stored."""
    hit = new_hit(mturk_client)
    accepted = mturk_worker.accept(hit)
    with mturk_marketplace.faults(Fault("cut-after", "worker.submit_form")), pytest.raises(HTTPError):
        mturk_worker.submit(accepted, {"q": "a"})
    assert mturk_worker.assignment(accepted)["AssignmentStatus"] == "Submitted"


def test_end(mturk_marketplace: Running, mturk_client: Any) -> None:
    """Emptying the marketplace, as after each test, ends the plan."""
    mturk_marketplace.faults(Fault("error"))
    mturk_marketplace.clear()
    assert hits(mturk_client) == 0


def test_elsewhere() -> None:
    """Faults of a server in another process are an option of its command."""
    with pytest.raises(InvalidArgument, match="--faults"):
        Running().faults(Fault("error"))


def test_server(tmp_path: Path) -> None:
    """A server follows a plan from its start."""
    running = Running()
    with Server(f"sqlite:///{tmp_path}/a.sqlite", faults=FaultPlan([Fault("throttle", at=1)])) as server:
        running.address = server.address
        client = running.client()
        with refused("ThrottlingException"):
            client.get_account_balance()
        assert client.get_account_balance()["AvailableBalance"] == "10000.00"
        client.close()


def test_command(tmp_path: Path) -> None:
    """`questionforms serve --faults` follows a plan; a wrong one is refused with its line."""
    plan = tmp_path / "plan.toml"
    plan.write_text('[[fault]]\nkind = "throttle"\nat = 1\n')
    with serving(f"sqlite:///{tmp_path}/a.sqlite", "--faults", str(plan)) as served:
        client = served.client()
        with refused("ThrottlingException"):
            client.get_account_balance()
        assert client.get_account_balance()["AvailableBalance"] == "10000.00"
        client.close()
    plan.write_text('[[fault]]\nkind = "throtle"\n')
    result = CliRunner().invoke(main, ["serve", "--faults", str(plan)])
    assert result.exit_code == 2
    assert "line 2" in result.output
    assert "did you mean `throttle`?" in result.output
