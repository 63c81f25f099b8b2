"""Writes a file in one step, so that it never has only a part of its new content."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path


class ChangedMeanwhileError(OSError):
    """A file that another program wrote after it was read."""

    def __str__(self) -> str:
        return "it was changed in the meantime"


def replace_content(path: Path, after: bytes, *, before: bytes | None = None) -> None:
    """Write a file, or replace its content; it keeps its mode and its owner, and a link still leads to it.

    Raises OSError if that is not possible, or if another program has changed the file.
    """
    import tempfile  # rarely needed

    target = Path(os.path.realpath(path))
    try:
        status = target.stat()
    except FileNotFoundError:
        if before is not None:
            raise
        target.write_bytes(after)
        return
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only")
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(after)
        os.chmod(name, status.st_mode & 0o7777)
        with suppress(OSError, AttributeError):  # only root may give a file to its owner; Windows has no owners
            os.chown(name, status.st_uid, status.st_gid)
        if before is not None:
            _refuse_changed(target, before)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _refuse_changed(file: Path, before: bytes) -> None:
    if file.read_bytes() != before:
        raise ChangedMeanwhileError
