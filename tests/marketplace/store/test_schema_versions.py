"""The versions of a database's schema: older databases are upgraded, newer ones refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from questionforms.marketplace.store import Base, Database
from questionforms.marketplace.store.schema_versions import LATEST, VERSIONS, UnknownSchemaVersion, version_of
from tests.marketplace.postgresql import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "versions"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.sqlite"
    else:
        with cluster() as found:
            yield found


def make_old(url: str, version: str) -> None:
    """Make the tables of a version, without a table that says which."""
    engine = create_engine(url)
    with engine.begin() as connection:
        script = (FOLDER / f"{version}.{engine.dialect.name}.sql").read_text(encoding="utf-8")
        for statement in script.split(";\n"):
            connection.execute(text(statement))
        connection.execute(text("INSERT INTO requesters VALUES ('A1', 'lab', 5, 700000)"))
    engine.dispose()


def test_upgrade(url: str) -> None:
    """A database of the first version gets the tables of the latest, and keeps its rows."""
    make_old(url, "0001")
    for _ in range(2):  # the second start finds nothing to do
        database = Database(url)
        with database.engine.begin() as connection:
            assert version_of(connection) == LATEST
            assert not compare_metadata(MigrationContext.configure(connection), Base.metadata)
            assert connection.execute(text("SELECT name, balance FROM requesters")).all() == [("lab", 700000)]
        database.close()


def test_newer(url: str) -> None:
    """A database of a newer release is refused, and is not changed."""
    Database(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(UnknownSchemaVersion, match="schema version 0999, which this release does not know"):
        Database(url)
    engine.dispose()


def test_simultaneous_starts(url: str) -> None:
    """Several processes may start at once on an empty database."""
    with ThreadPoolExecutor(4) as pool:
        for database in pool.map(Database, [url] * 4):
            with database.engine.begin() as connection:
                assert version_of(connection) == LATEST
            database.close()


def test_versions_have_migrations() -> None:
    """Each version has its migration, and no other exists."""
    import questionforms.marketplace.store.schema_versions as module

    folder = Path(module.__file__).parent / "migrations" / "versions"
    assert sorted(path.stem for path in folder.glob("*.py")) == list(VERSIONS)
