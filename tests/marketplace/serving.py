"""`questionforms serve` in a process of its own, which a test can kill."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from questionforms.testing.running import Running

if TYPE_CHECKING:
    from collections.abc import Iterator


class Served(Running):
    """A marketplace in a process of its own."""

    process: subprocess.Popen[str]


@contextmanager
def serving(database: str, *options: str) -> Iterator[Served]:
    """A server on a database, given by URL, until the end of the block, when it is killed if it still runs."""
    command = [sys.executable, "-m", "questionforms", "serve", "--database", database, "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            served = Served()
            served.address, served.process = process.stdout.readline().strip(), process
            assert served.address.startswith("http"), "the server has not started"
            yield served
        finally:
            process.kill()
