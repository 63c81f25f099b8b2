"""`questionforms marketplace backup`: a whole copy, made while calls are being answered."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

from click.testing import CliRunner

from questionforms.cli import main
from questionforms.testing.running import run
from tests.marketplace.making import new_hit

if TYPE_CHECKING:
    from tests.cli.marketplace.commands import Commands


def test_while_running(commands: Commands) -> None:
    """A copy that is made while HITs are created has all that were created before, and can be served."""
    copy = commands.folder / "copy.sqlite"
    with run(commands.url) as running:
        client = running.client("me")
        before = [new_hit(client)["HITId"] for _ in range(3)]
        with ThreadPoolExecutor(1) as pool:
            later = pool.submit(lambda: [new_hit(client)["HITId"] for _ in range(10)])
            done = commands.output("backup", str(copy))
            later.result()
        client.close()
    assert done == f"{copy}: {copy.stat().st_size:,} bytes, integrity checked\n"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in commands.folder.glob("copy*")] == ["copy.sqlite"]
    with run(f"sqlite:///{copy}") as running:
        client = running.client("me")
        assert {hit["HITId"] for hit in client.list_hits(MaxResults=100)["HITs"]} >= set(before)
        client.close()


def test_existing_file(commands: Commands) -> None:
    """A file that exists is not replaced."""
    commands.new_key()
    copy = commands.write("copy.sqlite", "mine")
    assert f"{copy} exists; choose another name" in commands.error("backup", copy)
    assert (commands.folder / "copy.sqlite").read_text() == "mine"


def test_damaged(commands: Commands) -> None:
    """A database that is damaged gives an error, and no file."""
    commands.new_key()
    with closing(sqlite3.connect(commands.file)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'ix_keys_secret'")
        connection.commit()
    assert "the database is damaged: " in commands.error("backup", str(commands.folder / "copy.sqlite"))
    assert list(commands.folder.glob("copy*")) == []


def test_missing_folder(commands: Commands) -> None:
    """A folder that does not exist is reported."""
    commands.new_key()
    assert "No such file or directory" in commands.error("backup", str(commands.folder / "no" / "copy.sqlite"))


def test_postgresql() -> None:
    """For PostgreSQL, the error contains the command that makes a backup, without the password."""
    url = "postgresql+psycopg://me:hush@db.example.org:5433/mturk"
    done = CliRunner().invoke(main, ["marketplace", "backup", "b.dump", "--database", url])
    assert done.exit_code == 2
    expected = "pg_dump --format=custom --host=db.example.org --port=5433 --username=me --file=b.dump mturk"
    assert expected in done.stderr
    assert "hush" not in done.output
