"""`questionforms marketplace upgrade`, and what all commands say about databases that they cannot use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from questionforms.cli import main
from questionforms.marketplace.store.schema_versions import LATEST
from tests.marketplace.store.test_schema_versions import make_old

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.marketplace.commands import Commands

ALL = [
    ["keys", "list"],
    ["keys", "new", "lab"],
    ["keys", "revoke", "AK1"],
    ["keys", "rotate-secret"],
    ["keys", "notification-key"],
    ["workers", "list"],
    ["workers", "erase", "A1"],
    ["deposit", "lab", "5"],
    ["layouts", "list", "--requester", "lab"],
    ["upgrade"],
]


def change(file: Path, statement: str) -> None:
    """Execute a statement on an SQLite file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


def test_upgrade(commands: Commands) -> None:
    """It says from which version it upgraded, and where the copy is, and then that nothing is to be done."""
    make_old(commands.url, "0001")
    done = commands.result("upgrade")
    expected = f"the database was upgraded from schema version 0001 to {LATEST}; a copy of what it was is in "
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"{expected}{commands.file}.schema-0001\n"
    assert commands.output("upgrade") == f"nothing to do: the database has schema version {LATEST}, the latest\n"


@pytest.mark.parametrize("arguments", ALL, ids=" ".join)
def test_newer(commands: Commands, arguments: list[str]) -> None:
    """Every command refuses the database of a newer release, in words."""
    commands.new_key()
    change(commands.file, "UPDATE alembic_version SET version_num = '0999'")
    assert "schema version 0999, which this release does not know" in commands.error(*arguments)


def test_newer_is_not_served(commands: Commands) -> None:
    """`serve` refuses it too."""
    commands.new_key()
    change(commands.file, "UPDATE alembic_version SET version_num = '0999'")
    done = CliRunner().invoke(main, ["serve", "--port", "0", "--database", commands.url])
    assert (done.exit_code, "schema version 0999" in done.stderr) == (2, True)
    assert isinstance(done.exception, SystemExit)


def test_other_program(commands: Commands) -> None:
    """The database of another program is refused, also by a command that would create a new one."""
    change(commands.file, "CREATE TABLE bookmarks (url TEXT)")
    content = commands.file.read_bytes()
    for arguments in (["upgrade"], ["keys", "new", "lab"]):
        assert "belongs to another program: it has the tables `bookmarks`" in commands.error(*arguments)
    assert commands.file.read_bytes() == content


def test_no_database(commands: Commands) -> None:
    """A file that is not a database is refused, and not changed."""
    commands.file.write_text("Dear diary, " * 1000)
    assert "file is not a database" in commands.error("upgrade")
    assert commands.file.read_text().startswith("Dear diary, Dear")


def test_failed_upgrade(commands: Commands) -> None:
    """If an upgrade fails, the reason is on one line."""
    make_old(commands.url, "0001")
    change(commands.file, "ALTER TABLE notifications ADD COLUMN delivered BIGINT")
    assert commands.error("upgrade").splitlines()[-1].endswith("duplicate column name: delivered")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+psycopg://me:hush@127.0.0.1:1/x", "postgresql+psycopg://me:***@127.0.0.1:1/x: "),
        ("postgresql+psycopg://127.0.0.1:1/x?user=me&password=hush", "127.0.0.1:1/x?password=***&user=me: "),
        ("postgresql+psycopg://127.0.0.1:1/x?sslpassword=hush", "127.0.0.1:1/x?sslpassword=***: "),
        ("postgresql//me:hush@host/x", "postgresql//***@host/x: Could not parse"),
        ("postgresql:me:hush@host/x?password=hush", "***@host/x: Could not parse"),
        ("nothing+here://me:hush@host/x", "nothing+here://me:***@host/x: Can't load plugin"),
    ],
)
@pytest.mark.parametrize("command", [["serve"], ["marketplace", "upgrade"], ["marketplace", "backup", "copy.sqlite"]])
def test_passwords(url: str, shown: str, command: list[str]) -> None:
    """No message contains a password of a URL."""
    done = CliRunner().invoke(main, [*command, "--database", url], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert "hush" not in done.output
    if "backup" not in command:
        assert shown in done.stderr


def test_variable(commands: Commands) -> None:
    """The database can be named by an environment variable."""
    commands.new_key()
    done = CliRunner().invoke(main, ["marketplace", "keys", "list"], env={"QUESTIONFORMS_DATABASE": commands.url})
    assert (done.exit_code, "lab" in done.stdout) == (0, True)
