"""The version of a database's schema: a new database is created, an older one upgraded, a newer one refused.

Alembic keeps the version in its table `alembic_version`. It is only imported for an upgrade.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, inspect, select, text

from questionforms.marketplace.store.base import Base

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

#: The versions, oldest first. Each has its file in `migrations/versions`.
VERSIONS = ("0001", "0002")
LATEST = VERSIONS[-1]
#: A database without the table `alembic_version`, from before there were versions.
_UNVERSIONED = "0001"
#: Any number that no other program uses: it makes simultaneous starts on one PostgreSQL database wait for each other.
_LOCK = 0x7175657374696F6E & (2**63 - 1)
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


class UnknownSchemaVersion(Exception):
    """The database was written by a newer release, or is not a marketplace's."""


def prepare(engine: Engine) -> None:
    """Create the tables of a new database, or upgrade those of an older one.

    Raises UnknownSchemaVersion for a database of a newer release.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
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
            _upgrade(connection, found)


def version_of(connection: Connection) -> str | None:
    """The version of a database's schema; None if it has no tables."""
    tables = set(inspect(connection).get_table_names())
    if _VERSION.name in tables:
        found: str | None = connection.scalar(select(_VERSION.c.version_num))
        return found
    return _UNVERSIONED if "requesters" in tables else None


def _upgrade(connection: Connection, found: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    if not inspect(connection).has_table(_VERSION.name):
        command.stamp(config, found)
    command.upgrade(config, "head")
