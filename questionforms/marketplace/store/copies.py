"""Copies of an SQLite database, made while other processes use it, and readable by their owner alone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path


class CopyError(Exception):
    """A copy that could not be made, or that is damaged; the message says why."""


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read, whatever the umask. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    os.chmod(path, 0o600)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database with SQLite's online backup, and check the copy's integrity before it gets its name.

    Raises FileExistsError if there is such a file, and CopyError or OSError if the copy could not be made.
    """
    if target.exists():
        raise FileExistsError(17, "File exists", str(target))
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    create_private(part)
    try:
        _copy(source, part)
        _check(part)
        _synchronise(part)
        os.link(part, target)  # unlike a rename, it never replaces a file
        _synchronise(target.parent)
    except sqlite3.Error as error:
        raise CopyError(f"{error}") from error
    finally:
        for name in (part, *[part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal")]):
            with suppress(FileNotFoundError):
                name.unlink()


def _copy(source: Path, target: Path) -> None:
    address = f"{source.absolute().as_uri()}?mode=rw"  # a reader alone would leave the files next to it
    with closing(sqlite3.connect(address, uri=True, timeout=30)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)  # all pages in one step, so that writers cannot make it start again
        new.execute("PRAGMA journal_mode=DELETE")  # a single file


def _check(file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")]
        if found == ["ok"]:
            found = [
                f"a row of {row[0]} refers to a missing row of {row[2]}"
                for row in copy.execute("PRAGMA foreign_key_check")
            ]
        else:
            found = [line for line in found if line]
    if found and found != ["ok"]:
        raise CopyError(f"the database is damaged: {found[0]}")


def _synchronise(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
