"""The server: its address, how it stops, and its log."""

from __future__ import annotations

import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import urllib3

from questionforms.marketplace import Server
from questionforms.marketplace.context import Marketplace
from questionforms.marketplace.store import Database
from questionforms.testing.running import Running, run
from tests.long_runs import FOR_EVER

if TYPE_CHECKING:
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


def test_quiet(mturk_marketplace: Running, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    """Requests are only logged at the level DEBUG."""
    caplog.set_level(logging.INFO)
    mturk_marketplace.worker().close()
    assert not caplog.records
    caplog.set_level(logging.DEBUG, logger="questionforms.marketplace")
    mturk_marketplace.worker().close()
    assert any('"POST /worker HTTP/1.1" 200' in record.getMessage() for record in caplog.records)
    assert capfd.readouterr() == ("", "")
