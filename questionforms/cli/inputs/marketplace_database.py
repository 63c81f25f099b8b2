"""The marketplace in a database that a command names."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from questionforms.exceptions import InvalidArgument, MissingExtra
from questionforms.marketplace.configuration import Options
from questionforms.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from questionforms.marketplace.store import Database

database_option = click.option(
    "--database",
    metavar="URL",
    default=Options().database,
    envvar="QUESTIONFORMS_DATABASE",
    show_default=True,
    show_envvar=True,
    help="An SQLAlchemy database URL.",
)


@contextmanager
def opened(url: str, *, create: bool = False) -> Iterator[Database]:
    """The database, until the end of the block; it is only created if `create` is set.

    Raises a usage error if it cannot be opened or used, or if what the operator asked for is not possible.
    """
    checked_file(url, create=create)
    from questionforms.marketplace.store import Database

    with database_errors(url):
        database = Database(url)
        say_upgraded(database)
        try:
            yield database
        except InvalidArgument as error:
            raise click.UsageError(printable(error.message)) from None
        finally:
            database.close()


@contextmanager
def database_errors(url: str) -> Iterator[None]:
    """Report errors of the database as usage errors, on one line and without passwords."""
    from sqlalchemy.exc import SQLAlchemyError

    from questionforms.marketplace.store.copies import CopyError
    from questionforms.marketplace.store.database_urls import shown_url
    from questionforms.marketplace.store.schema_versions import UnknownSchemaVersion

    try:
        yield
    except (SQLAlchemyError, UnknownSchemaVersion, CopyError, ModuleNotFoundError, OSError) as error:
        raise click.UsageError(f"--database {printable(shown_url(url))}: {reason(error)}") from None


def say_upgraded(database: Database) -> None:
    """Say on standard error that a database was upgraded, and where its copy is."""
    from questionforms.marketplace.store.schema_versions import LATEST

    done = database.preparation
    if done.upgraded:
        kept = f"; a copy of what it was is in {done.copy}" if done.copy else ""
        click.echo(
            printable(f"the database was upgraded from schema version {done.before} to {LATEST}{kept}"), err=True
        )


def reason(error: BaseException) -> str:
    """Why a database could not be used, on one line."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"it needs {error.name}; for PostgreSQL, run `pip install 'psycopg[binary]'`"
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines()
    return printable(lines[0]) if lines else type(error).__name__


def checked_file(url: str, *, create: bool = False) -> Path | None:
    """The file of an SQLite database, which must exist unless `create` is set; None for any other database.

    Raises a usage error for a file that does not exist, which is more likely a typo than a new marketplace.
    """
    try:
        from questionforms.marketplace import Database  # noqa: F401
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    from questionforms.marketplace.store.database_urls import sqlite_file

    with database_errors(url):
        file = sqlite_file(url)
    if file is not None and not create and not file.exists():
        raise click.UsageError(
            printable(f"--database {url}: there is no file {file}; `questionforms serve` creates it")
        )
    return file
