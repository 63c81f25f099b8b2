"""`questionforms marketplace upgrade`: the latest schema for a database."""

from __future__ import annotations

import click

from questionforms.cli.inputs.marketplace_database import database_option, opened


@click.command()
@database_option
def upgrade(*, database: str) -> None:
    """Upgrade a database that an older release wrote.

    `questionforms serve` does the same when it starts. An SQLite database is copied first; in PostgreSQL, make a backup
    yourself. If the upgrade fails, the database is unchanged.
    """
    with opened(database) as store:
        from questionforms.marketplace.store.schema_versions import LATEST

        if not store.preparation.upgraded:  # otherwise it was said while opening
            click.echo(f"nothing to do: the database has schema version {LATEST}, the latest")
