"""The marketplace for these tests, and what most of them need: another requester, and PostgreSQL."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from questionforms.testing.running import run
from tests.marketplace.postgresql import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running

if os.environ.get("QUESTIONFORMS_TEST_DATABASE") == "postgresql":

    @pytest.fixture(scope="session")
    def _mturk_running() -> Iterator[Running]:
        """The server for all these tests, on PostgreSQL."""
        with cluster() as url, run(url) as running:
            yield running


@pytest.fixture
def marketplace(mturk_marketplace: Running) -> Running:
    """The marketplace of `mturk_client` and `mturk_worker`; `marketplace.advance(days=1)` moves its clock."""
    return mturk_marketplace


@pytest.fixture
def other_client(marketplace: Running) -> Iterator[Any]:
    """A boto3 client for a different requester from that of `mturk_client`."""
    client = marketplace.client()
    yield client
    client.close()


@pytest.fixture(scope="session")
def _on_postgresql() -> Iterator[Running]:
    """Another server, on PostgreSQL."""
    with cluster() as url, run(url) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Iterator[Running]:
    """An empty marketplace on either database."""
    name = "_mturk_running" if request.param == "sqlite" else "_on_postgresql"
    running: Running = request.getfixturevalue(name)
    yield running
    running.clear()
