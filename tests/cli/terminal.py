"""Runs the command in a pseudo-terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def on_terminal(*arguments: str, width: int = 80, **variables: str) -> tuple[str, int]:
    """What `questionforms` writes to a terminal of this width, and its exit code."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": str(width), **variables}
    with subprocess.Popen(
        [sys.executable, "-m", "questionforms", *arguments], env=environment, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = read_all(ours)
    return shown.replace("\r\n", "\n"), process.returncode


def read_all(descriptor: int) -> str:
    """The output written to a pseudo-terminal whose other end is closed."""
    pieces: list[bytes] = []
    while True:
        try:
            piece = os.read(descriptor, 65_536)
        except OSError:  # Linux says so where nothing is left
            piece = b""
        if not piece:
            os.close(descriptor)
            return b"".join(pieces).decode()
        pieces.append(piece)
