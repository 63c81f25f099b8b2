"""The values of options: the one document that an option names, such as a form, and the encoding of files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import click

from questionforms.cli.inputs import sources
from questionforms.exceptions import InvalidArgument, InvalidDocument

if TYPE_CHECKING:
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
