"""`questionforms serve --notify` and the WSGI application post events, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from questionforms.cli import main
from tests.cli.test_serve import client, serving
from tests.marketplace.delivery.receiver import receiving
from tests.marketplace.postgresql import cluster
from tests.marketplace.test_wsgi import client_of, gunicorn, new_key

if TYPE_CHECKING:
    from pathlib import Path


def ping(requester: Any) -> None:
    """Send a test event."""
    specification = {
        "Destination": "me@example.org",
        "Transport": "Email",
        "Version": "2006-05-05",
        "EventTypes": ["Ping"],
    }
    requester.send_test_event_notification(Notification=specification, TestEventType="Ping")


@pytest.mark.slow
def test_serve(tmp_path: Path) -> None:
    """An event that happens while the marketplace runs arrives, and one that waited is posted after the next start."""
    database = f"sqlite:///{tmp_path}/marketplace.sqlite"
    with receiving() as receiver:
        with serving("--database", database, "--notify", receiver.url) as (address, _):
            ping(client(address))
            receiver.wait(1)
            receiver.statuses[:] = [500]
            ping(client(address))
            receiver.wait(2)
        with serving("--database", database, "--notify", receiver.url):
            receiver.wait(3)
    assert receiver.types == ["Ping"] * 3
    assert receiver.bodies[1] == receiver.bodies[2] != receiver.bodies[0]


@pytest.mark.slow
def test_processes(tmp_path: Path) -> None:
    """Two processes under gunicorn share the work."""
    with cluster() as url, receiving() as receiver:
        key = new_key(url)
        with gunicorn(tmp_path, url, processes=2, QUESTIONFORMS_NOTIFY=receiver.url) as address:
            requester = client_of(address, key)
            for _ in range(10):
                ping(requester)
            receiver.wait(10)
            requester.close()
    assert len(set(receiver.bodies)) == len(receiver.bodies) == 10


@pytest.mark.parametrize(
    "url", ["example.org/events", "ftp://example.org", "https://", "http://me:hush@", "http://a b/"]
)
def test_urls(url: str) -> None:
    """Only an http or https URL is accepted; the message does not repeat it, since it may contain a password."""
    done = CliRunner().invoke(main, ["serve", "--notify", url])
    assert done.exit_code == 2
    assert "not an http or https URL" in done.stderr
    assert "hush" not in done.output
