"""`questionforms marketplace purge`: it says what goes, asks, and deletes it, while the marketplace is running."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from questionforms.cli import main
from questionforms.testing.running import run
from tests.marketplace.administration.test_purged_hits import work
from tests.marketplace.making import read, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from questionforms.testing.running import Running

GOES = """\
1 HIT
2 assignments
1 uploaded file
1 bonus record
4 review results
2 review actions
2 notifications
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The database."""
    return f"sqlite:///{tmp_path}/marketplace.sqlite"


@pytest.fixture
def running(url: str) -> Iterator[Running]:
    """A marketplace on the database."""
    with run(url) as found:
        yield found


def purge(url: str, *arguments: str, data: str | None = None) -> Result:
    """The result of the command."""
    return CliRunner().invoke(main, ["marketplace", "purge", "--database", url, *arguments], input=data)


def test_purge(running: Running, url: str) -> None:
    """The HITs go after the answer yes, and not after no; afterwards there is nothing to delete."""
    client = running.client()
    (hit,) = work(running, client)
    refusal = purge(url, "--before", "2999-01-01", data="n\n")
    assert refusal.exit_code == 1
    assert refusal.stdout.startswith(GOES)
    assert "bytes of files and answers\nThis cannot be undone. Delete all of it? [y/N]" in refusal.stdout
    assert read(client, hit)["HITStatus"] == "Disposed"
    assert purge(url, "--before", "2000-01-01").stdout == (
        "no HIT was disposed of before 2000-01-01 00:00 UTC; nothing to delete\n"
    )
    done = purge(url, "--before", "2999-01-01", data="y\n")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "1 HIT and 2 assignments are deleted")
    with refused("HITDoesNotExist"):
        read(client, hit)
    again = purge(url, "--before", "2999-01-01T00:00:00")
    assert (again.exit_code, "nothing to delete" in again.stdout) == (0, True)
    client.close()


def test_without_asking(running: Running, url: str) -> None:
    """With --yes, it does not ask."""
    client = running.client()
    work(running, client, 2)
    done = purge(url, "--before", "2999-01-01", "--yes")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "2 HITs and 4 assignments are deleted")
    assert "?" not in done.stdout
    client.close()


def test_nothing_remains_in_the_file(running: Running, url: str) -> None:
    """What was deleted from an SQLite database is overwritten, in the file and in its log."""
    client = running.client()
    work(running, client)
    file = str(running.database.engine.url.database)
    assert purge(url, "--before", "2999-01-01", "--yes").exit_code == 0
    client.close()
    for name in (file, f"{file}-wal"):
        with open(name, "rb") as stream:
            assert b"QuestionFormAnswers" not in stream.read()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Missing option '--before'"),
        (["--before", "yesterday"], "'yesterday' does not match the format"),
        (["--before", "2026-02-30"], "does not match the format"),
    ],
)
def test_usage(url: str, arguments: list[str], words: str) -> None:
    """A missing or wrong date is a usage error, and so is a database that does not exist."""
    result = purge(url, *arguments)
    assert (result.exit_code, words in " ".join(result.stderr.split())) == (2, True)
    missing = purge(url, "--before", "2026-01-01")
    assert (missing.exit_code, "there is no file" in missing.stderr) == (2, True)
