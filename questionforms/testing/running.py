"""A marketplace for tests: a server in a thread, a clock that you can move, clients and workers."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import InvalidArgument
from questionforms.mturk.client.call import missing_boto3
from questionforms.testing.accepted_problems import Reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.marketplace.configuration import Options
    from questionforms.marketplace.context import Marketplace
    from questionforms.marketplace.faults.fault_plan import Fault
    from questionforms.marketplace.faults.injector import FaultInjector, RunningPlan
    from questionforms.marketplace.store import Database
    from questionforms.testing.workers import Worker


class Running:
    """A marketplace at `address` that accepts any key, and is emptied between tests."""

    def __init__(self) -> None:
        self._moved = timedelta()
        self._clients = 0
        #: The URL for boto3's `endpoint_url`; empty until the server runs.
        self.address = ""
        self._marketplace: Marketplace | None = None
        self._reports = Reports()
        self._injector: FaultInjector | None = None

    @property
    def now(self) -> datetime:
        """The marketplace's time, in UTC."""
        return datetime.now(UTC) + self._moved

    @property
    def database(self) -> Database:
        """The database, for everything that no operation returns."""
        assert self._marketplace is not None
        return self._marketplace.database

    def advance(self, **duration: float) -> None:
        """Move the clock forward: `advance(days=31)`. The arguments are those of `timedelta`."""
        self._moved += timedelta(**duration)

    def faults(self, *faults: Fault, seed: int = 0) -> RunningPlan:
        """Make some calls fail from now on, until the end of the test, or of a `with` block with the result.

        `happened` of the result lists the faults so far. `FaultPlan.read(path)` has those of a file, in `faults`.
        """
        from questionforms.marketplace.faults.fault_plan import FaultPlan

        if self._injector is None:
            raise InvalidArgument("Running", "faults", "the server runs elsewhere; start it with `--faults` instead")
        return self._injector.use(FaultPlan(faults, seed))

    def client(self, access_key: str | None = None, secret: str = "secret") -> Any:
        """A boto3 client for a new requester, or for the one with this access key. It does not retry calls.

        It warns with AcceptedProblemWarning if the marketplace accepts a document or parameter with an error.
        """
        session = self._session
        from botocore.config import Config  # type: ignore[import-untyped]

        self._clients += 1
        client = session.client(
            "mturk",
            endpoint_url=self.address,
            region_name="us-east-1",
            aws_access_key_id=access_key or f"requester{self._clients}",
            aws_secret_access_key=secret,
            config=Config(retries={"total_max_attempts": 1}, proxies={}),
        )
        self._reports.watch(client)
        return client

    @cached_property
    def _session(self) -> Any:
        """The boto3 session for the clients; it ignores this machine's boto3 configuration."""
        import os

        try:
            from boto3 import Session  # type: ignore[import-untyped]
        except ModuleNotFoundError as error:
            raise missing_boto3() from error
        from botocore.session import Session as Core  # type: ignore[import-untyped]

        variables = {"profile": None, "config_file": os.devnull, "credentials_file": os.devnull}
        return Session(
            botocore_session=Core(session_vars={name: (None, None, value, None) for name, value in variables.items()})
        )

    def worker(self, **attributes: Any) -> Worker:
        """A new worker; the arguments are those of `Worker`."""
        from questionforms.testing.workers import Worker

        return Worker(self.address, **attributes)

    def clear(self) -> None:
        """Delete everything, reset the clock, and let no more calls fail."""
        from sqlalchemy import delete

        from questionforms.marketplace.store import Base

        self._moved = timedelta()
        self._reports.clear()
        if self._injector is not None:
            self._injector.stop()
        with self.database.transaction() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(delete(table))

    def warn_about_other_clients(self) -> None:
        """Warn about errors that were accepted from clients that `client` did not make."""
        self._reports.warn_about_the_rest()


@contextmanager
def run(database: str, *, options: Options | None = None) -> Iterator[Running]:
    """Run a marketplace on a database, given by URL, until the end of the block. Raises MissingExtra."""
    from questionforms.marketplace import Options, Server
    from questionforms.marketplace.context import Marketplace
    from questionforms.marketplace.faults.fault_plan import FaultPlan
    from questionforms.marketplace.store import Database

    running = Running()
    running._marketplace = Marketplace(
        Database(database),
        clock=lambda: running.now,
        options=options or Options(),
        report_accepted=running._reports.add,
    )
    with Server(running._marketplace, faults=FaultPlan()) as server:
        running.address, running._injector = server.address, server.faults
        yield running
        running.warn_about_other_clients()
