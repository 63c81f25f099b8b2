"""`questionforms marketplace backup`: a copy of a database, made while the marketplace is running."""

from __future__ import annotations

from pathlib import Path

import click

from questionforms.cli.inputs.marketplace_database import checked_file, database_option, reason
from questionforms.words import printable


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database_option
def backup(file: Path, *, database: str) -> None:
    """Copy an SQLite database to FILE, which must not exist.

    The marketplace may be running: the copy contains all that was stored when it was made. Its integrity is checked,
    and only you can read it. For PostgreSQL, use pg_dump.
    """
    from questionforms.marketplace.store.copies import CopyError, copy_sqlite

    source = checked_file(database)
    if source is None:
        raise click.UsageError(_other(database, file))
    try:
        copy_sqlite(source, file)
    except FileExistsError:
        raise click.UsageError(printable(f"{file} exists; choose another name")) from None
    except (CopyError, OSError) as error:
        raise click.UsageError(printable(f"{file}: {getattr(error, 'strerror', None) or reason(error)}")) from None
    click.echo(printable(f"{file}: {file.stat().st_size:,} bytes, integrity checked"))


def _other(url: str, file: Path) -> str:
    """What to do for a database that is not a file."""
    from sqlalchemy.engine import make_url

    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        return "a database in memory cannot be copied"
    places = {"--host": parsed.host or parsed.query.get("host"), "--port": parsed.port, "--username": parsed.username}
    given = " ".join(f"{name}={value}" for name, value in places.items() if value)
    command = f"pg_dump --format=custom {given} --file={file} {parsed.database or ''}".replace("  ", " ").strip()
    return printable(f"this copies SQLite databases; for PostgreSQL, run: {command}")
