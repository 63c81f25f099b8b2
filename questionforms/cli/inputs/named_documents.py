"""Options that several commands have: the document that one names, such as a form, the encoding, the table file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import click

from questionforms.exceptions import InvalidArgument, InvalidDocument
from questionforms.project import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from questionforms.elements.base.element import Document

    Kind = TypeVar("Kind", bound=Document)


def known_encoding(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The encoding that an option names; click's callback."""
    from questionforms.answers.archives.encodings import check_encoding

    try:
        check_encoding("answers", value)
    except InvalidArgument as error:
        raise click.BadParameter(error.message) from None
    return value


encoding_option = click.option(
    "--encoding",
    callback=known_encoding,
    metavar="NAME",
    help="The encoding of files that are not in UTF-8, such as cp1252.",
)


def table_file(suffixes: Collection[str]) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    """A callback of click that refuses the path of a table whose suffix is not one of these."""

    def check(_: click.Context, __: click.Parameter, value: Path | None) -> Path | None:
        if value is not None and value.suffix.lower() not in suffixes:
            raise click.BadParameter(f"`{value}` has an unsupported suffix; expected one of {', '.join(suffixes)}")
        return value

    return check


class CannotError(click.ClickException):
    """An error that stops the command."""

    exit_code = 2


def read_named(argument: str, kind: type[Kind]) -> Kind:
    """The document that an argument names: a file, or a document in Python such as form.py:form."""
    from questionforms.reading import read_document

    try:
        items = list(sources.find(argument, lambda _: False))
        if len(items) != 1:
            raise CannotError(f"{argument} names {len(items)} documents; expected one")
        return read_document(items[0].content, kind)
    except sources.NotFoundError as error:
        raise CannotError(f"{argument}: {error}") from None
    except InvalidDocument as error:
        raise CannotError("\n".join([str(replace(problem, file=argument)) for problem in error.problems])) from None
    except OSError as error:
        raise CannotError(f"{argument}: cannot be read: {error.strerror or error}") from None
