"""The pytest plugin: a local marketplace, a boto3 client for it, and workers who answer.

The fixtures' dependencies are imported when the first fixture is used.
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
    """One server for all tests."""
    from questionforms.testing.running import run

    with run(f"sqlite:///{tmp_path_factory.mktemp('marketplace')}/marketplace.sqlite") as running:
        yield running


@pytest.fixture
def mturk_marketplace(_mturk_running: Running) -> Iterator[Running]:
    """An empty marketplace at `address`; `advance(hours=1)` moves its clock forward."""
    yield _mturk_running
    _mturk_running.clear()


@pytest.fixture
def mturk_client(mturk_marketplace: Running) -> Iterator[Any]:
    """A boto3 client for an empty marketplace, as a new requester with $10,000."""
    client = mturk_marketplace.client()
    yield client
    client.close()


@pytest.fixture
def mturk_worker(mturk_marketplace: Running) -> Iterator[Worker]:
    """A worker on the marketplace of `mturk_client`; `mturk_worker.answer(hit, {...})` completes a HIT."""
    worker = mturk_marketplace.worker()
    yield worker
    worker.close()
