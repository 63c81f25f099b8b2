"""A loopback server, and a boto3 client for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from questionforms.mturk import connect
from tests.mturk.loopback import Loopback, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Hide the keys and settings of the user who runs the tests."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    nowhere = str(tmp_path_factory.getbasetemp() / "none")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", nowhere)
    monkeypatch.setenv("AWS_CONFIG_FILE", nowhere)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(scope="session")
def _connected() -> Iterator[tuple[Loopback, Any]]:
    with serving() as loopback:
        client = connect(loopback.url, aws_access_key_id="test", aws_secret_access_key="test")
        yield loopback, client
        client.close()


@pytest.fixture
def loopback(_connected: tuple[Loopback, Any]) -> Loopback:
    """The server, without any calls yet."""
    server = _connected[0]
    server.requests.clear()
    server.replies.clear()
    return server


@pytest.fixture
def client(_connected: tuple[Loopback, Any], loopback: Loopback) -> Any:  # noqa: ARG001 - the server is emptied
    """A boto3 client for the server."""
    return _connected[1]
