"""`questionforms serve`: a local marketplace for boto3's `endpoint_url`."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from questionforms.exceptions import MissingExtra
from questionforms.mturk.client.endpoints import LOCAL, is_on_this_machine

if TYPE_CHECKING:
    from questionforms.marketplace.store import Database

_PORT = int(LOCAL.rsplit(":", 1)[1])
#: In the current folder.
_DATABASE = "sqlite:///marketplace.sqlite"
_OPEN = """\
There are no keys yet, so any signature is accepted: each access key is a separate requester, and any program on this
machine can act as any of them. To require signed requests, create a key with `questionforms serve --new-key NAME`."""


@click.command()
@click.option("--database", metavar="URL", default=_DATABASE, show_default=True, help="An SQLAlchemy database URL.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=_PORT, show_default=True, help="The port; 0 picks a free one."
)
@click.option("--new-key", metavar="NAME", help="Create a key for the requester NAME, print it once, and exit.")
@click.option(
    "--new-layout",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Store a page with ${placeholders} as a layout, print its HITLayoutId, and exit.",
)
@click.option(
    "--access-key", metavar="KEY", default="local", show_default=True, help="The access key of the layout's owner."
)
def serve(
    *, database: str, host: str, port: int, new_key: str | None, new_layout: Path | None, access_key: str
) -> None:
    """Run a marketplace that boto3 can talk to.

    Point `endpoint_url` at the address that is printed, or connect with `questionforms.mturk.connect()`. Until you
    create a key with --new-key, any signature is accepted, and only this machine can connect. Press Control-C to stop.

    Exit codes: 0 stopped, 2 the marketplace could not start.
    """
    try:
        from questionforms.marketplace import create_app  # noqa: F401
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    store = _store(database)
    try:
        if new_key is not None:
            _print_key(store, new_key)
        elif new_layout is not None:
            _print_layout(store, new_layout, access_key)
        else:
            _serve(store, host, port)
    finally:
        store.close()


def _store(url: str) -> Database:
    """The database, created if it does not exist. Raises a usage error if that fails."""
    from sqlalchemy.exc import SQLAlchemyError

    from questionforms.marketplace.store import Database

    try:
        return Database(url)
    except (SQLAlchemyError, ImportError) as error:
        raise click.UsageError(f"--database {url}: {str(error).splitlines()[0]}") from None


def _print_key(store: Database, name: str) -> None:
    from datetime import UTC, datetime

    from questionforms.marketplace.core.accounts import create_key

    with store.transaction() as session:
        key = create_key(session, name, datetime.now(UTC))
        click.echo(f"aws_access_key_id = {key.access_key}\naws_secret_access_key = {key.secret}")
    click.echo("The secret will not be shown again. From now on, requests must be signed with a key.", err=True)


def _print_layout(store: Database, file: Path, access_key: str) -> None:
    from datetime import UTC, datetime

    from questionforms.marketplace.core.accounts import find_or_open_account
    from questionforms.marketplace.core.layouts import add_layout

    try:
        html = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file}: not valid UTF-8: {error.reason}") from None
    with store.transaction() as session:
        now = datetime.now(UTC)
        requester = find_or_open_account(session, access_key, now)
        click.echo(add_layout(session, requester, html, name=file.name, now=now).id)


def _serve(store: Database, host: str, port: int) -> None:
    """Handle requests until a signal arrives."""
    from questionforms.marketplace.context import Marketplace
    from questionforms.marketplace.core.accounts import is_open
    from questionforms.marketplace.server import Server

    with store.transaction() as session:
        without_keys = is_open(session)
    if without_keys and not is_on_this_machine(f"http://[{host}]" if ":" in host else f"http://{host}"):
        raise click.UsageError(f"--host {host} can be reached from other machines; create a key with --new-key first")
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    try:
        server = Server(Marketplace(store), host=host, port=port)
    except OSError as error:
        raise click.UsageError(f"{host}:{port}: {error.strerror}") from None
    with server:
        click.echo(server.address)
        if without_keys:
            click.echo(_OPEN, err=True)
        ended.wait()
