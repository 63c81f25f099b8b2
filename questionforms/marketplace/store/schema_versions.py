"""The version of a database's schema: a new database is created, an older one upgraded, a newer one refused.

Alembic keeps the version in its table `alembic_version`. It is only imported for an upgrade.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, MetaData, String, Table, inspect, select, text

from questionforms.marketplace.store.base import Base
from questionforms.marketplace.store.copies import copy_sqlite
from questionforms.marketplace.store.database_urls import sqlite_file
from questionforms.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

#: The versions, oldest first. Each has its file in `migrations/versions`.
VERSIONS = ("0001", "0002")
LATEST = VERSIONS[-1]
#: A database without the table `alembic_version`, from before there were versions.
_UNVERSIONED = "0001"
#: Some columns of every version, by table: a program with tables of the same names does not have all of them.
_MARKS = {
    "requesters": {"id", "name", "balance"},
    "keys": {"access_key", "secret", "requester_id"},
    "hits": {"id", "max_assignments", "available", "pending", "submitted", "completed"},
    "assignments": {"id", "hit_id", "worker_id", "answer"},
}
#: Any number that no other program uses: it makes simultaneous starts on one PostgreSQL database wait for each other.
_LOCK = 0x7175657374696F6E & (2**63 - 1)
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


class UnknownSchemaVersion(Exception):
    """The database was written by a newer release, or is not a marketplace's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What a start did to a database before using it."""

    #: The version that was found; None if the database was empty.
    before: str | None
    #: The copy of an SQLite database as it was before the upgrade.
    copy: Path | None = None

    @property
    def upgraded(self) -> bool:
        """Whether an older schema was upgraded."""
        return self.before not in (None, LATEST)


def prepare(engine: Engine) -> Preparation:
    """Create the tables of a new database, or upgrade those of an older one, or change nothing at all.

    Raises UnknownSchemaVersion for a database of a newer release or of another program.
    """
    with engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        return _prepare(connection)


def version_of(connection: Connection) -> str | None:
    """The version of a database's schema; None if it has no tables.

    Raises UnknownSchemaVersion if it has tables that are not a marketplace's.
    """
    tables = {name for name in inspect(connection).get_table_names() if not name.startswith("sqlite_")}
    if not tables:
        return None
    if not _is_marketplace(connection, tables):
        raise UnknownSchemaVersion(
            f"the database belongs to another program: it has the tables {listed(sorted(tables))}. Use an empty one"
        )
    if _VERSION.name not in tables:
        return _UNVERSIONED
    found: str | None = connection.scalar(select(_VERSION.c.version_num))
    return found or _UNVERSIONED


def _is_marketplace(connection: Connection, tables: set[str]) -> bool:
    inspector = inspect(connection)
    return tables >= _MARKS.keys() and all(
        {column["name"] for column in inspector.get_columns(table)} >= columns for table, columns in _MARKS.items()
    )


def _prepare(connection: Connection) -> Preparation:
    found = version_of(connection)
    if found is None:
        Base.metadata.create_all(connection)
        _VERSION.create(connection)
        connection.execute(_VERSION.insert().values(version_num=LATEST))
    elif found not in VERSIONS:
        raise UnknownSchemaVersion(
            f"the database has schema version {found}, which this release does not know; it knows versions up to "
            f"{LATEST}. Use the release that wrote the database, or a newer one"
        )
    elif found != LATEST:
        copy = _copied(connection, found)
        try:
            _upgrade(connection, found)
            if connection.dialect.name == "sqlite":
                _check_foreign_keys(connection)
        except BaseException:
            if copy is not None:  # the database is still the same, and each new start would make another copy
                copy.unlink()
            raise
        return Preparation(before=found, copy=copy)
    return Preparation(before=found)


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let SQLite not enforce foreign keys, which can only be set outside of a transaction.

    SQLite changes a column by replacing its table, and would delete the rows that refer to the old one.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost is not None:
        raise RuntimeError(f"a row of {lost[0]} refers to a missing row of {lost[2]}")


def _copied(connection: Connection, version: str) -> Path | None:
    """Copy an SQLite database; this transaction has locked it, so the copy is what the upgrade starts from."""
    file = sqlite_file(connection.engine.url.render_as_string(hide_password=False))
    if file is None:
        return None
    number, target = 1, file.with_name(f"{file.name}.schema-{version}")
    while target.exists():
        number += 1
        target = file.with_name(f"{file.name}.schema-{version}-{number}")
    copy_sqlite(file, target)
    return target


def _upgrade(connection: Connection, found: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))  # alembic reads `%` as the start of a variable
    config.attributes["connection"] = connection
    if not inspect(connection).has_table(_VERSION.name):
        command.stamp(config, found)
    command.upgrade(config, "head")
