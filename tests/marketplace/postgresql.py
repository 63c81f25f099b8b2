"""A PostgreSQL server for the tests, on a socket in a temporary folder, if the programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_SETTINGS = (
    "-c listen_addresses= -c fsync=off -c max_connections=60 -c deadlock_timeout=100ms "
    "-c unix_socket_directories={folder}"
)


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty database until the end of the block; skips the test if that is impossible."""
    programs = _programs()
    identity = _identity()
    # not pytest's own folder, which another user cannot enter, and whose name is too long for a socket
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    try:
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        data = folder / "data"
        _done(
            [programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "-N", "--no-locale"], identity
        )
        control = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        _done([*control, "-o", _SETTINGS.format(folder=folder), "start"], identity)
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
        finally:
            _done([*control, "-m", "immediate", "stop"], identity)
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    """The folder with PostgreSQL's programs."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    pytest.skip("needs PostgreSQL's initdb and pg_ctl")


def _identity() -> dict[str, int]:
    """As whom to run them, since they refuse root."""
    if os.geteuid() != 0:
        return {}
    try:
        found = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("needs a user `postgres`, or not to be root")
    return {"user": found.pw_uid, "group": found.pw_gid}


def _done(command: list[Any], identity: dict[str, Any]) -> None:
    subprocess.run(
        list(map(str, command)), check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/", **identity
    )
