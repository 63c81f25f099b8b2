"""The pytest plugin: a marketplace on this machine, a boto3 client for it, and workers who answer.

What the fixtures need is loaded when the first of them is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker


@pytest.fixture(scope="session")
def _mturk_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server of all tests."""
    from questionforms.testing.running import run

    with run(f"sqlite:///{tmp_path_factory.mktemp('marketplace')}/marketplace.sqlite") as running:
        yield running


@pytest.fixture
def mturk_marketplace(_mturk_running: Running) -> Iterator[Running]:
    """A marketplace with nothing in it, at `address`, whose clock `advance(hours=1)` moves."""
    yield _mturk_running
    _mturk_running.clear()


@pytest.fixture
def mturk_client(mturk_marketplace: Running) -> Iterator[Any]:
    """A boto3 client of a new requester, who has $10,000, for a marketplace with nothing in it."""
    client = mturk_marketplace.client()
    yield client
    client.close()


@pytest.fixture
def mturk_worker(mturk_marketplace: Running) -> Iterator[Worker]:
    """A worker of the marketplace of `mturk_client`: `mturk_worker.answer(hit, {...})` does a HIT."""
    worker = mturk_marketplace.worker()
    yield worker
    worker.close()
