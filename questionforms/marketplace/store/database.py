"""The database engine, SQLite or PostgreSQL, and its transactions."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from questionforms.marketplace.store.schema_versions import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

    from questionforms.marketplace.configuration import Durability


class Database:
    """A marketplace's database; its tables are created, or upgraded if an older release made them.

    In SQLite, transactions run one at a time, and others wait for up to 30 seconds. In PostgreSQL, rows that are about
    to change are locked.
    """

    def __init__(self, url: str, *, durability: Durability = "full") -> None:
        self.engine = _sqlite(url, durability) if url.startswith("sqlite") else create_engine(url, pool_pre_ping=True)
        try:
            prepare(self.engine)
        except BaseException:
            self.engine.dispose()
            raise

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that is committed at the end, or rolled back if there is an exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _sqlite(url: str, durability: Durability) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are started below, not by the driver
        for setting in ("journal_mode=WAL", f"synchronous={durability}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
