"""`questionforms run`: run any program, with its MTurk calls sent to a marketplace."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from contextlib import contextmanager, nullcontext
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from questionforms.exceptions import InvalidArgument, MissingExtra
from questionforms.marketplace.configuration import Options
from questionforms.words import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

#: In the current folder: that of `questionforms serve`.
_DATABASE = Options().database
#: The exit codes of shells for a command that cannot be run, and for one that does not exist.
_NOT_EXECUTABLE, _NOT_FOUND = 126, 127
#: What runs a file, by its suffix.
_INTERPRETERS = {".cjs": "node", ".js": "node", ".mjs": "node", ".py": "python", ".sh": "sh"}
#: Sent by the terminal to the program as well, if they come from the keyboard.
_FROM_KEYBOARD = ("SIGINT", "SIGQUIT")
_FORWARDED = (*_FROM_KEYBOARD, "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2")


@click.command(context_settings={"allow_interspersed_args": False})
@click.option("--endpoint", metavar="URL", help="The marketplace to use, instead of starting one for this run.")
@click.option(
    "--database", metavar="URL", help=f"The database of the marketplace that is started.  [default: {_DATABASE}]"
)
@click.argument("command", nargs=-1, required=True, metavar="COMMAND...")
@click.pass_context
def run(context: click.Context, *, command: tuple[str, ...], endpoint: str | None, database: str | None) -> None:
    """Run a program with its MTurk calls sent to a marketplace.

    All calls through boto3, the AWS CLI and the AWS SDKs for JavaScript are redirected, whatever endpoint the program
    names. Mechanical Turk itself is not reached. Put -- before the command:

        questionforms run -- python create_hits.py

    Exit codes: those of the program; 128 and the number of the signal that ended it; 127 and 126 if it cannot be
    started; 2 if the marketplace could not start.
    """
    if endpoint is not None and database is not None:
        raise click.UsageError("--database is for the marketplace that is started; with --endpoint, none is")
    if which(command[0]) is None:
        context.exit(_failed(command[0], _NOT_EXECUTABLE if os.path.exists(command[0]) else _NOT_FOUND))
    from questionforms.redirection.environment import redirecting_variables

    running = (
        _started(database or os.environ.get("QUESTIONFORMS_DATABASE") or _DATABASE)
        if endpoint is None
        else nullcontext(_checked(endpoint))
    )
    with running as address:
        context.exit(_run(command, {**os.environ, **redirecting_variables(address, os.environ)}))


def _checked(endpoint: str) -> str:
    """The URL of a marketplace, if something accepts connections there. Raises a usage error."""
    from questionforms.mturk.client.endpoints import LOCAL, url_of
    from questionforms.redirection.startup.sitecustomize import is_service_host

    try:
        url = urlsplit(url_of("run", endpoint))
        place = (url.hostname or "", url.port or (443 if url.scheme == "https" else 80))
    except (InvalidArgument, ValueError):
        raise click.UsageError(f"--endpoint {endpoint}: expected the URL of a marketplace, such as {LOCAL}") from None
    if is_service_host(place[0]):
        raise click.UsageError(f"--endpoint {endpoint} is Mechanical Turk; expected the URL of a marketplace")
    try:
        socket.create_connection(place, timeout=10).close()
    except OSError as error:
        raise click.UsageError(
            f"--endpoint {endpoint}: {error.strerror or error}; start a marketplace there with `questionforms serve`, "
            "or leave out --endpoint"
        ) from None
    return url.geturl()


@contextmanager
def _started(database: str) -> Iterator[str]:
    """A marketplace until the end of the block: its address. Raises a usage error."""
    try:
        from questionforms.marketplace import Server
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    from sqlalchemy import make_url
    from sqlalchemy.exc import SQLAlchemyError

    from questionforms.marketplace.store.schema_versions import UnknownSchemaVersion

    try:
        server = Server(database)
        shown = make_url(database).render_as_string()
    except (SQLAlchemyError, ImportError, OSError, UnknownSchemaVersion) as error:
        raise click.UsageError(f"--database: {str(error).splitlines()[0]}") from None
    with server:
        click.echo(f"MTurk calls go to {server.address}, and are stored in {shown}", err=True)
        yield server.address


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run a program until it ends: its exit code, as a shell would report it."""
    with _forwarded_signals() as program:
        try:
            process = subprocess.Popen(command, env=environment)
        except OSError as error:
            return _failed(command[0], _NOT_EXECUTABLE, error.strerror)
        program.started(process)
        code = process.wait()
    return code if code >= 0 else 128 - code


def _failed(name: str, code: int, reason: str | None = None) -> int:
    """Report that a program cannot be started: the exit code."""
    reason = reason or ("not executable" if code == _NOT_EXECUTABLE else "command not found")
    interpreter = _INTERPRETERS.get(Path(name).suffix)
    meant = name if " " in name else interpreter and f"{interpreter} {name}"
    click.echo(f"Error: {quoted(name)}: {reason}{did_you_mean(meant and f'run -- {meant}')}", err=True)
    return code


class _Program:
    """Passes signals on to a program, those from before its start included."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._pending: list[int] = []

    def started(self, process: subprocess.Popen[bytes]) -> None:
        """Send the program the signals that arrived before it was started."""
        self._process = process
        while self._pending:
            process.send_signal(self._pending.pop(0))

    def receive(self, number: int, _: FrameType | None) -> None:
        """Handle a signal."""
        if signal.Signals(number).name in _FROM_KEYBOARD and _is_in_foreground():
            return
        if self._process is None:
            self._pending.append(number)
        else:
            self._process.send_signal(number)


@contextmanager
def _forwarded_signals() -> Iterator[_Program]:
    """Pass signals on to a program until the end of the block, except those that this process ignores."""
    program = _Program()
    numbers = [getattr(signal, name) for name in _FORWARDED if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    taken = [number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)]
    try:
        for number in taken:
            signal.signal(number, program.receive)
        yield program
    finally:
        for number in taken:
            signal.signal(number, before[number])


def _is_in_foreground() -> bool:
    """Whether the terminal sends this process, and so the program, what the keyboard sends."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)
