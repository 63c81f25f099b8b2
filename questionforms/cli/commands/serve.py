"""`questionforms serve`: a local marketplace for boto3's `endpoint_url`."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from questionforms.cli.commands.marketplace.access_keys import print_new_key
from questionforms.cli.commands.marketplace.layouts import layout_html
from questionforms.cli.inputs.marketplace_database import database_errors, say_upgraded
from questionforms.exceptions import InvalidArgument, MissingExtra
from questionforms.marketplace.configuration import Options, declared_options
from questionforms.mturk.client.endpoints import LOCAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from questionforms.marketplace.configuration import Option
    from questionforms.marketplace.context import Marketplace
    from questionforms.marketplace.faults.fault_plan import FaultPlan

_PORT = int(LOCAL.rsplit(":", 1)[1])
_OPEN = """\
There are no keys yet, so any signature is accepted: each access key is a separate requester, and any program on this
machine can act as any of them. To require signed requests, create a key with
`questionforms marketplace keys new NAME`."""
_CLOSED = """\
There are no keys yet, so every request is refused, since other machines can reach this address. Create a key with
`questionforms marketplace keys new NAME`."""
_WITHOUT_WORKERS = "The workers' API is closed, since it has no login and other machines can reach this address."


if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType  # in older releases of click it takes no argument


class _Value(_ParamType):
    """The value of an option that the marketplace declares."""

    def __init__(self, option: Option) -> None:
        self.name = option.metavar
        self._read = option.read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _declared(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that the marketplace declares, each with its environment variable."""
    for option in reversed([*declared_options()]):
        command = click.option(
            option.flag,
            option.name,
            type=_Value(option),
            metavar=option.metavar,
            default=option.default,
            envvar=option.variable,
            show_default=option.default is not None,
            help=option.help,
        )(command)
    return command


@click.command()
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    envvar="QUESTIONFORMS_HOST",
    show_default=True,
    help="The address to listen on.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=_PORT,
    envvar="QUESTIONFORMS_PORT",
    show_default=True,
    help="The port; 0 picks a free one.",
)
@_declared
@click.option(
    "--faults",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="For tests of your program: make some calls fail, as a plan in TOML says; docs/faults.md has its format.",
)
@click.option("--new-key", metavar="NAME", help="Older form of `marketplace keys new NAME`.")
@click.option(
    "--new-layout",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Older form of `marketplace layouts add FILE`.",
)
@click.option(
    "--access-key",
    metavar="KEY",
    default="local",
    show_default=True,
    help="With --new-layout, the access key of the owner.",
)
def serve(
    *,
    host: str,
    port: int,
    faults: Path | None,
    new_key: str | None,
    new_layout: Path | None,
    access_key: str,
    **chosen: Any,
) -> None:
    """Run a marketplace that boto3 can talk to.

    Point `endpoint_url` at the address that is printed, or connect with `questionforms.mturk.connect()`. Until you
    create a key with `questionforms marketplace keys new NAME`, any signature is accepted, and only this machine can
    connect. Press Control-C to stop.

    Each option that has a default can also be set by an environment variable: QUESTIONFORMS_DATABASE for --database,
    and so on.

    Exit codes: 0 stopped, 2 the marketplace could not start.
    """
    try:
        from questionforms.marketplace import create_app  # noqa: F401
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    options = Options(**chosen)
    if new_key is None and new_layout is None:
        _serve(options, host, port, faults)
        return
    if new_key is not None:
        print_new_key(options.database, new_key)
    elif new_layout is not None:
        _print_layout(options, new_layout, access_key)


def _opened(options: Options) -> Marketplace:
    """The marketplace; its database is created if it does not exist. Raises a usage error if that fails."""
    from questionforms.marketplace.context import Marketplace

    with database_errors(options.database):
        marketplace = Marketplace.opened(options)
    say_upgraded(marketplace.database)
    return marketplace


def _print_layout(options: Options, file: Path, access_key: str) -> None:
    from questionforms.marketplace.core.accounts import find_or_open_account
    from questionforms.marketplace.core.layouts import add_layout

    html = layout_html(file)
    marketplace = _opened(options)
    try:
        with marketplace.database.transaction() as session:
            now = marketplace.clock()
            owner = find_or_open_account(session, access_key, now)
            layout = add_layout(session, owner, html, name=file.name, now=now)
    finally:
        marketplace.database.close()
    click.echo(layout.id)


def _plan(file: Path | None) -> FaultPlan | None:
    """The plan of faults in a file. Raises a usage error, with the line, if it is not valid."""
    from questionforms.marketplace.faults.fault_plan import FaultPlan

    try:
        return None if file is None else FaultPlan.read(file)
    except (InvalidArgument, UnicodeDecodeError) as error:
        raise click.UsageError(f"--faults: {error}") from None


def _serve(options: Options, host: str, port: int, faults: Path | None) -> None:
    """Handle requests until a signal arrives."""
    from questionforms.marketplace.core.accounts import is_open
    from questionforms.marketplace.delivery.deliverer import notifying
    from questionforms.marketplace.logs import log_to_stderr
    from questionforms.marketplace.server import Server

    plan = _plan(faults)
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    log_to_stderr(options.log_format)
    try:
        server = Server(lambda: _opened(options), host=host, port=port, faults=plan)
    except (OSError, UnicodeError) as error:
        raise click.UsageError(f"{host}:{port}: {getattr(error, 'strerror', None) or error}") from None
    with server, notifying(server.marketplace):
        click.echo(server.address)
        with server.marketplace.database.transaction() as session:
            without_keys = is_open(session)
        if without_keys:
            click.echo(_OPEN if server.local else _CLOSED, err=True)
        if not server.local:
            click.echo(_WITHOUT_WORKERS, err=True)
        ended.wait()
