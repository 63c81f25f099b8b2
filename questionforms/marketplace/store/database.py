"""The database engine, SQLite or PostgreSQL, and its transactions."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from questionforms.marketplace.store.copies import create_private
from questionforms.marketplace.store.database_urls import sqlite_file
from questionforms.marketplace.store.schema_versions import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

    from questionforms.marketplace.configuration import Durability


#: How many seconds a transaction waits for its turn in SQLite.
_PATIENCE = 30


class Database:
    """A marketplace's database; its tables are created, or upgraded if an older release made them.

    In SQLite, transactions run one at a time, and others wait for up to 30 seconds. In PostgreSQL, rows that are about
    to change are locked. Raises UnknownSchemaVersion for a database of a newer release or of another program.
    """

    def __init__(self, url: str, *, durability: Durability = "full") -> None:
        is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite(url, durability) if is_sqlite else create_engine(url, pool_pre_ping=True)
        #: What each session's `info` contains.
        self.session_info: dict[Any, Any] = {}
        try:
            #: What was done to the tables before their first use.
            self.preparation = prepare(self.engine)
            if is_sqlite:
                _use_wal(self.engine)
        except BaseException:
            self.engine.dispose()
            raise

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that is committed at the end, or rolled back if there is an exception."""
        with Session(self.engine, expire_on_commit=False, info=self.session_info) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads: it does not wait for transactions, nor they for it."""
        engine = self.engine.execution_options(read_only=True)
        with Session(engine, expire_on_commit=False, info=self.session_info) as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _sqlite(url: str, durability: Durability) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    file = sqlite_file(url)
    if file is not None and file.parent.is_dir():
        with suppress(FileExistsError):
            create_private(file)  # SQLite gives the files that it puts next to it the same permissions

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are started below, not by the driver
        for setting in (f"synchronous={durability}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("read_only")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _use_wal(engine: Engine) -> None:
    """Let transactions that only read run beside the one that writes; the file keeps this setting.

    SQLite does not wait for other processes that start at the same time, so this does.
    """
    raw = engine.raw_connection()
    until = time.monotonic() + _PATIENCE
    try:
        while True:
            try:
                raw.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return
    finally:
        raw.close()
