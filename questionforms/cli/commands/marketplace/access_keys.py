"""`questionforms marketplace keys`: the access keys of requesters, and the marketplace's secret."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from questionforms.cli.inputs.marketplace_database import database_option, opened
from questionforms.cli.output.columns_of_text import format_option, print_records
from questionforms.words import printable

_HEADINGS = {
    "access_key": "KEY",
    "requester": "REQUESTER",
    "requester_id": "REQUESTER ID",
    "has_secret": "SECRET",
    "created": "CREATED",
    "revoked": "REVOKED",
}
_NONE_LEFT = """\
No valid key is left, so every request is refused. Create one with `questionforms marketplace keys new NAME`."""


@click.group()
def keys() -> None:
    """Manage access keys and the marketplace's secret."""


@keys.command(name="list")
@database_option
@format_option
def list_(*, database: str, format: str) -> None:
    """List all keys, also revoked ones, without their secrets."""
    with opened(database) as store, store.transaction() as session:
        from questionforms.marketplace.administration.access_keys import list_keys

        print_records(list_keys(session), format, _HEADINGS)


@keys.command()
@click.argument("name")
@database_option
def new(name: str, *, database: str) -> None:
    """Create a key for the requester NAME, and print it once.

    A requester of that name is created if there is none. From the first key on, all requests must be signed. The
    database is created if it does not exist.
    """
    print_new_key(database, name)


@keys.command()
@click.argument("key")
@database_option
def revoke(key: str, *, database: str) -> None:
    """Revoke KEY: from now on, requests with it are refused.

    The marketplace stays closed to unsigned requests even if this was the last key.
    """
    with opened(database) as store:
        from questionforms.marketplace.administration.access_keys import has_valid_key, revoke_key

        with store.transaction() as session:
            was_valid = revoke_key(session, key, datetime.now(UTC))
            is_left = has_valid_key(session)
        click.echo(f"{printable(key)} {'is revoked' if was_valid else 'was already revoked'}")
        if not is_left:
            click.echo(_NONE_LEFT, err=True)


@keys.command(name="rotate-secret")
@database_option
def rotate_secret_(*, database: str) -> None:
    """Replace the secret with which the marketplace signs.

    URLs of uploaded files that were issued before are no longer valid, and the key for notifications changes. Access
    keys are not affected.
    """
    with opened(database) as store:
        from questionforms.marketplace.signing import rotate_secret

        with store.transaction() as session:
            rotate_secret(session)
        click.echo("the marketplace's secret was replaced")


@keys.command(name="notification-key")
@database_option
def notification_key_(*, database: str) -> None:
    """Print the key with which notifications are signed."""
    with opened(database) as store:
        from questionforms.marketplace.delivery.event_messages import notification_key

        with store.transaction() as session:
            found = notification_key(session)
        click.echo(found)


def print_new_key(database: str, name: str) -> None:
    """Create a key in a database, and print it in the format of boto3's configuration once it is stored."""
    if not name.strip() or not name.isprintable():
        raise click.UsageError("the name of a requester must have printable characters")
    with opened(database, create=True) as store:
        from questionforms.marketplace.core.accounts import create_key

        with store.transaction() as session:
            key = create_key(session, name, datetime.now(UTC))
        click.echo(f"aws_access_key_id = {key.access_key}\naws_secret_access_key = {key.secret}")
    click.echo("The secret will not be shown again. From now on, requests must be signed with a key.", err=True)
