"""The pytest plugin: a local marketplace, a boto3 client for it, workers who answer, and documents as tests.

What the fixtures and the option need is imported when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that collects documents."""
    parser.getgroup("questionforms").addoption(
        "--questionforms",
        action="append",
        metavar="PATH",
        help="Test each document in a folder, a file or a pattern, as `questionforms validate` would check it.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect the documents that the option names."""
    if arguments := config.getoption("questionforms"):
        from questionforms.testing.document_tests import DocumentTests

        config.pluginmanager.register(DocumentTests(arguments, config), "questionforms-documents")


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


@pytest.fixture
def mturk_everywhere(mturk_marketplace: Running, monkeypatch: pytest.MonkeyPatch) -> Running:
    """The marketplace of `mturk_marketplace`; all MTurk calls go to it, whatever endpoint a client or program names."""
    from questionforms.testing.redirected_calls import redirect_calls

    redirect_calls(mturk_marketplace.address, monkeypatch)
    return mturk_marketplace
