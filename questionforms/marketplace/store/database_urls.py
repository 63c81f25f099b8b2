"""URLs of databases: shown without their secrets, and the file of an SQLite database."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

#: Parts of the names of query parameters whose values are secret, such as `password` and `sslkey`.
_SECRET = ("key", "pass", "pwd", "secret", "token")
#: The user name and password in a URL that SQLAlchemy cannot parse.
_LOGIN = re.compile(r"(?<=//).*@|(?<=:)[^/@]*@")


def shown_url(url: str) -> str:
    """A database's URL for messages and logs: passwords are replaced with `***`."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return _LOGIN.sub("***@", url.partition("?")[0])
    hidden = {
        name: "***" if any(part in name.lower() for part in _SECRET) else value for name, value in parsed.query.items()
    }
    return parsed.set(query=hidden).render_as_string(hide_password=True).replace("%2A%2A%2A", "***")


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for a database in memory, and for PostgreSQL."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    name = str(parsed.database)
    if name.startswith("file:"):  # an SQLite URI, which SQLAlchemy passes on
        return None
    return Path(name)
