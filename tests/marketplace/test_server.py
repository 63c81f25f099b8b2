"""The server: its address, how it stops, and its log."""

from __future__ import annotations

import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import urllib3
from botocore.exceptions import ClientError  # type: ignore[import-untyped]
from sqlalchemy import text

from questionforms import FileUploadAnswer, Question, QuestionForm
from questionforms.exceptions import ServiceError
from questionforms.marketplace import Server
from questionforms.marketplace.configuration import Options
from questionforms.marketplace.context import Marketplace
from questionforms.marketplace.core.accounts import create_key
from questionforms.marketplace.signing import rotate_secret
from questionforms.marketplace.store import Database
from questionforms.testing.running import Running, run
from tests.long_runs import FOR_EVER
from tests.marketplace.making import new_hit
from tests.marketplace.postgresql import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


def database(folder: Path) -> str:
    """The URL of a new database."""
    return f"sqlite:///{folder}/marketplace.sqlite"


def test_address(tmp_path: Path) -> None:
    """A free port is used, and is free again once the server has stopped."""
    with run(database(tmp_path)) as running:
        parts = urlsplit(running.address)
        assert (parts.scheme, parts.hostname) == ("http", "127.0.0.1")
        assert running.worker().list() == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", parts.port or 0)).close()


def test_ipv6(tmp_path: Path) -> None:
    """On IPv6 the address is one that boto3 can use."""
    if not socket.has_ipv6:
        pytest.skip("needs IPv6")
    try:
        server = Server(Marketplace(Database(database(tmp_path))), host="::1")
    except OSError as error:
        pytest.skip(f"needs IPv6 on the loopback: {error}")
    with server:
        running = Running()
        running.address = server.address
        client = running.client()
        assert server.address.startswith("http://[::1]:")
        assert client.get_account_balance()["AvailableBalance"] == "10000.00"
        client.close()


def test_kept(tmp_path: Path) -> None:
    """The data is still there when a server starts again on the same database."""
    with run(database(tmp_path)) as running:
        worker = running.worker(id="AKEPT")
        worker.close()
    with run(database(tmp_path)) as running, urllib3.PoolManager(retries=False) as connections:
        assert connections.request("GET", f"{running.address}/worker/AKEPT/hits").json() == {"HITs": []}


def test_stop_waits(tmp_path: Path) -> None:
    """A request in progress when the server stops is still answered."""
    begun, running = Event(), Running()

    def clock() -> datetime:
        begun.set()
        time.sleep(0.2)
        return running.now

    server = Server(Marketplace(Database(database(tmp_path)), clock=clock))
    running.address = server.address
    server.start()
    with ThreadPoolExecutor(1) as pool:
        worker = pool.submit(running.worker)
        assert begun.wait(FOR_EVER)
        server.stop()
        worker.result().close()


def test_stop_before_start(tmp_path: Path) -> None:
    """A server that was never started can be stopped."""
    Server(Marketplace(Database(database(tmp_path)))).stop()


def test_stop_with_idle_connections(tmp_path: Path) -> None:
    """Clients that stay connected do not keep the server from stopping; their connections are closed."""
    server = Server(database(tmp_path))
    parts = urlsplit(server.address)
    with server, socket.create_connection((parts.hostname or "", parts.port or 0)) as idle:
        idle.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        received = b""
        while b"ok" not in received:
            received += idle.recv(65_536)
        assert b"\r\nConnection: close" not in received
        server.stop()
        assert idle.recv(1) == b""


def test_keep_alive(mturk_marketplace: Running) -> None:
    """Several requests share a connection."""
    with urllib3.PoolManager(retries=False, maxsize=1) as connections:
        for _ in range(3):
            assert connections.request("GET", f"{mturk_marketplace.address}/health").status == 200
        parts = urlsplit(mturk_marketplace.address)
        pool = connections.connection_from_host(parts.hostname, parts.port, "http")
        assert (pool.num_requests, pool.num_connections) == (3, 1)


def test_nothing_is_created_before_the_port_is_taken(tmp_path: Path) -> None:
    """If the port is in use, no database is created."""
    with Server(database(tmp_path / "..")) as first, pytest.raises(OSError, match="in use"):
        Server(database(tmp_path), port=urlsplit(first.address).port or 0)
    assert list(tmp_path.iterdir()) == []


def test_request_log(mturk_marketplace: Running, caplog: pytest.LogCaptureFixture) -> None:
    """Each request is logged with its requester, operation, status and id, which is also in the response."""
    caplog.set_level(logging.INFO, logger="questionforms.marketplace.requests")
    client = mturk_marketplace.client()
    found = client.get_account_balance()["ResponseMetadata"]["RequestId"]
    with pytest.raises(ClientError):
        client.get_hit(HITId="3NONE")
    client.close()
    first, second = [record for record in caplog.records if record.name == "questionforms.marketplace.requests"]
    assert (vars(first)["operation"], vars(first)["status"], vars(first)["request_id"]) == (
        "GetAccountBalance",
        200,
        found,
    )
    assert (vars(second)["operation"], vars(second)["status"]) == ("GetHIT", 400)
    assert vars(first)["requester"] == vars(second)["requester"] != "-"


def test_log_holds_no_secret(mturk_marketplace: Running, caplog: pytest.LogCaptureFixture) -> None:
    """The log has no identifiers from addresses, no answers and no keys, even of requests that fail."""
    caplog.set_level(logging.DEBUG)
    worker = mturk_marketplace.worker(id="ASECRETWORKER")
    with pytest.raises(ServiceError):
        worker.submit("3SECRETASSIGNMENT", {"q": "a secret answer"}, check=False)
    worker.close()
    client = mturk_marketplace.client("SECRETKEY")
    client.get_account_balance()
    client.close()
    ours = [record for record in caplog.records if record.name.startswith(("questionforms", "waitress"))]
    assert ours
    assert not any("SECRET" in record.getMessage().upper() for record in ours)


def test_quiet(mturk_marketplace: Running, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is printed, and no request is worth a warning."""
    caplog.set_level(logging.WARNING)
    mturk_marketplace.worker().close()
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


def test_health(mturk_marketplace: Running) -> None:
    """Without a key, `/health` says that the service and its database answer."""
    with urllib3.PoolManager(retries=False) as connections:
        found = connections.request("GET", f"{mturk_marketplace.address}/health")
        assert (found.status, found.json()) == (200, {"status": "ok"})
        assert connections.request("HEAD", f"{mturk_marketplace.address}/health").status == 200


def test_health_without_database() -> None:
    """If the database does not answer, `/health` says so, with a status that proxies understand."""
    with ExitStack() as stack:
        with cluster() as url:
            server = stack.enter_context(Server(url))
        with urllib3.PoolManager(retries=False) as connections:
            found = connections.request("GET", f"{server.address}/health")
        assert (found.status, found.json()) == (503, {"status": "no database"})


@pytest.fixture
def open_to_others(tmp_path: Path) -> Iterator[str]:
    """A server that other machines can reach, by the address of this machine."""
    with Server(database(tmp_path), host="0.0.0.0") as server:
        yield f"http://127.0.0.1:{urlsplit(server.address).port}"


def test_reachable_by_others(open_to_others: str, tmp_path: Path) -> None:
    """On an address that others can reach, requests need a key and the workers' API is closed; forms are accepted."""
    running = Running()
    running.address = open_to_others
    client = running.client()
    with pytest.raises(ClientError, match="This marketplace has no keys yet") as caught:
        client.get_account_balance()
    assert caught.value.response["Error"]["Code"] == "UnrecognizedClientException"
    client.close()
    store = Database(database(tmp_path))
    with store.transaction() as session:
        key = create_key(session, "lab", running.now)
    store.close()
    client = running.client(key.access_key, key.secret or "")
    assert client.get_account_balance()["AvailableBalance"] == "10000.00"
    client.close()
    with urllib3.PoolManager(retries=False) as connections:
        found = connections.request("POST", f"{open_to_others}/worker", json={})
        assert (found.status, found.json()["Code"]) == (403, "Forbidden")
        assert "only open to the machine that it runs on" in found.json()["Message"]
        form = connections.request("POST", f"{open_to_others}/mturk/externalSubmit", fields={"assignmentId": "3NONE"})
        assert form.status == 404


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"])
def test_through_a_proxy(mturk_marketplace: Running, header: str) -> None:
    """A request that came through a proxy is not local, although the proxy is on this machine."""
    client = mturk_marketplace.client()
    client.meta.events.register("before-sign.mturk", lambda request, **_: request.headers.add_header(header, "1.2.3.4"))
    with pytest.raises(ClientError, match="This marketplace has no keys yet"):
        client.get_account_balance()
    client.close()
    with urllib3.PoolManager(retries=False, headers={header: "1.2.3.4"}) as connections:
        assert connections.request("POST", f"{mturk_marketplace.address}/worker", json={}).status == 403
        # the proxy's own name is not this machine's
        names = {"Host": "mturk.example.org", header: "1.2.3.4"}
        assert connections.request("GET", f"{mturk_marketplace.address}/health", headers=names).status == 200


def test_public_address(tmp_path: Path) -> None:
    """Behind a proxy, URLs in responses have the proxy's address."""
    options = Options(database=database(tmp_path), public_address="https://mturk.example.org")
    with Server(Marketplace.opened(options)) as server:
        running = Running()
        running.address = server.address
        client, worker = running.client(), running.worker()
        form = QuestionForm(Question("f", "File?", FileUploadAnswer(max_bytes=100)), version="2005-10-01")
        hit = new_hit(client, Question=form.to_xml())
        assignment = worker.answer(hit, {"f": b"content"})["AssignmentId"]
        url = client.get_file_upload_url(AssignmentId=assignment, QuestionIdentifier="f")["FileUploadURL"]
        assert url.startswith("https://mturk.example.org/uploads/")
        client.close()
        worker.close()


def test_signed_urls_outlive_the_process(tmp_path: Path) -> None:
    """The URL of a file is accepted by every process, also after a restart, until the secret is replaced."""
    with run(database(tmp_path)) as running:
        client, worker = running.client(), running.worker()
        form = QuestionForm(Question("f", "File?", FileUploadAnswer(max_bytes=100)), version="2005-10-01")
        assignment = worker.answer(new_hit(client, Question=form.to_xml()), {"f": b"content"})["AssignmentId"]
        url = client.get_file_upload_url(AssignmentId=assignment, QuestionIdentifier="f")["FileUploadURL"]
        client.close()
        worker.close()
    with run(database(tmp_path)) as running, urllib3.PoolManager(retries=False) as connections:
        address = f"{running.address}{urlsplit(url).path}"
        assert connections.request("GET", address).data == b"content"
        with running.database.transaction() as session:
            rotate_secret(session)
        assert connections.request("GET", address).status == 403


def test_worker_api_that_fails(mturk_marketplace: Running, caplog: pytest.LogCaptureFixture) -> None:
    """A failure outside the requester API names the request, whose traceback is in the log."""
    with mturk_marketplace.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE workers RENAME TO gone"))
    try:
        with urllib3.PoolManager(retries=False) as connections:
            found = connections.request("POST", f"{mturk_marketplace.address}/worker", json={})
    finally:
        with mturk_marketplace.database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE gone RENAME TO workers"))
    number = found.headers["x-amzn-RequestId"]
    assert (found.status, found.json()["Message"]) == (500, f"The service failed; see request {number} in its log.")
    assert [record.getMessage() for record in caplog.records if record.exc_info] == [f"request {number} failed"]
