"""The versions of a database's schema: older databases are upgraded, newer ones refused."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from questionforms.marketplace.store import Base, Database
from questionforms.marketplace.store.schema_versions import LATEST, VERSIONS, UnknownSchemaVersion, version_of
from tests.long_runs import FOR_EVER
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


#: Opens a database as soon as the line that it waits for arrives, and prints what it did.
START = """
import sys
from questionforms.marketplace.store import Database
print("ready", flush=True)
sys.stdin.readline()
database = Database(sys.argv[1])
print(database.preparation.before, flush=True)
database.close()
"""


def started(url: str, count: int = 4) -> list[str]:
    """What processes that open a database at the same moment say that they found."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", START, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=FOR_EVER) for process in processes]
    assert [(process.returncode, error) for process, (_, error) in zip(processes, ended, strict=True)] == [
        (0, "")
    ] * count
    return sorted(output.strip() for output, _ in ended)


@pytest.mark.slow
def test_processes_that_start_together(url: str) -> None:
    """Of several processes that start at once on an empty database, one makes the tables, and all live."""
    assert started(url) == [*[LATEST] * 3, "None"]


@pytest.mark.slow
def test_processes_that_upgrade_together(url: str) -> None:
    """Of several processes that start at once on an old database, one upgrades it."""
    make_old(url, "0001")
    assert started(url) == ["0001", *[LATEST] * 3]


def test_copy(tmp_path: Path) -> None:
    """Before an upgrade, an SQLite database is copied to a file that only its owner can read."""
    url = f"sqlite:///{tmp_path}/old.sqlite"
    make_old(url, "0001")
    database = Database(url)
    copy = tmp_path / "old.sqlite.schema-0001"
    assert (database.preparation.before, database.preparation.copy) == ("0001", copy)
    database.close()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT name FROM requesters").fetchall() == [("lab",)]
        assert old.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.sqlite", copy.name]


def test_copies_are_not_replaced(tmp_path: Path) -> None:
    """If there is a copy already, as after a restore, the next one has another name."""
    url = f"sqlite:///{tmp_path}/old.sqlite"
    make_old(url, "0001")
    (tmp_path / "old.sqlite.schema-0001").write_text("mine")
    Database(url).close()
    assert (tmp_path / "old.sqlite.schema-0001").read_text() == "mine"
    assert (tmp_path / "old.sqlite.schema-0001-2").stat().st_size > 0


def test_failed_upgrade(url: str) -> None:
    """If a migration fails, nothing of it stays, also not the steps before, and there is no copy of the database."""
    make_old(url, "0001")
    engine = create_engine(url)
    with engine.begin() as connection:  # a column that version 2 adds, after it has added a table
        connection.execute(text("ALTER TABLE notifications ADD COLUMN delivered BIGINT"))
    for _ in range(2):
        with pytest.raises(SQLAlchemyError, match="delivered"):
            Database(url)
        with engine.begin() as connection:
            assert version_of(connection) == "0001"
            names = set(connection.dialect.get_table_names(connection))
            assert not names & {"settings", "alembic_version"}
            assert connection.execute(text("SELECT name FROM requesters")).all() == [("lab",)]
    engine.dispose()
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        assert [path.name for path in file.parent.glob("*schema*")] == []


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE bookmarks (id INTEGER, url TEXT)"],
        ["CREATE TABLE requesters (id INTEGER, name TEXT)", "CREATE TABLE hits (id INTEGER)"],
        ["CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('0001')"],
    ],
    ids=["other tables", "same names", "alembic of another program"],
)
def test_other_program(url: str, statements: list[str], tmp_path: Path) -> None:
    """The database of another program is refused, and is not changed, even if tables have the same names."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
        before = connection.dialect.get_table_names(connection)
    content = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    with pytest.raises(UnknownSchemaVersion, match="belongs to another program: it has the table"):
        Database(url)
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == content
    with engine.begin() as connection:
        assert connection.dialect.get_table_names(connection) == before
    engine.dispose()


def test_upgrade_is_quiet(tmp_path: Path) -> None:
    """An upgrade prints nothing, leaves logging alone, and reads no alembic.ini."""
    (tmp_path / "alembic.ini").write_text("[alembic]\nscript_location = nowhere\n")
    (tmp_path / "pyproject.toml").write_text("[tool.alembic]\nscript_location = 'nowhere'\n")
    make_old(f"sqlite:///{tmp_path}/old.sqlite", "0001")
    code = (
        "import logging\n"
        "from questionforms.marketplace.store import Database\n"
        "Database('sqlite:///old.sqlite').close()\n"
        "assert not logging.getLogger().handlers and not logging.getLogger('alembic').level\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_files_are_private(tmp_path: Path) -> None:
    """Only the owner can read the database and the files that SQLite puts next to it, whatever the umask is."""
    before = os.umask(0)
    try:
        database = Database(f"sqlite:///{tmp_path}/new.sqlite")
        with database.transaction() as session:
            session.execute(text("DELETE FROM settings"))
            names = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    database.close()
    assert names == dict.fromkeys(["new.sqlite", "new.sqlite-shm", "new.sqlite-wal"], 0o600)


def test_versions_have_migrations() -> None:
    """Each version has its migration, and no other exists."""
    import questionforms.marketplace.store.schema_versions as module

    folder = Path(module.__file__).parent / "migrations" / "versions"
    assert sorted(path.stem for path in folder.glob("*.py")) == list(VERSIONS)
