"""`questionforms convert`: a document as Python code, or a form as an HTML page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionforms.cli.output.printing import print_code, print_xml
from questionforms.exceptions import InvalidArgument, InvalidDocument
from questionforms.project import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from questionforms.conversion.refusals import Refusal
    from questionforms.elements.base.element import Document
    from questionforms.project.sources import Item
    from questionforms.xml.load import Source


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--html", "as_html", is_flag=True, help="Convert a QuestionForm to an HTMLQuestion.")
@click.option("--lang", default="en", show_default=True, help="The language of the form, for --html.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
@click.pass_context
def convert(context: click.Context, file: str, as_html: bool, lang: str, output: Path | None) -> None:
    """Print the Python code that builds a document.

    FILE is a file with the XML of a document, a document in Python such as form.py:form, or - for standard input. With
    --html, print the XML of an HTMLQuestion instead; its page asks the same questions as the QuestionForm.

    Exit codes: 0 converted, 1 the document has errors (printed to standard error), 2 the command failed.
    """
    item = _find(file)
    try:
        converted = _as_page(item, lang) if as_html else _as_code(item)
        _write(converted.text, output, print_xml if as_html else print_code)
    except InvalidDocument as error:
        converted = _Converted("", [str(replace(problem, file=item.name)) for problem in error.problems], failed=True)
    except OSError as error:
        raise _CannotError(f"{error.filename or item.name}: {error.strerror or error}") from None
    for problem in converted.problems:
        click.echo(problem, err=True)
    context.exit(int(converted.failed))


class _CannotError(click.ClickException):
    """An error that stops the command."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class _Converted:
    """The result of a conversion; the text is empty if the document could not be converted."""

    text: str
    #: One line each.
    problems: list[str]
    failed: bool


def _find(file: str) -> Item:
    try:
        found = list(sources.find(file, lambda _: False))
    except sources.NotFoundError as error:
        raise _CannotError(f"{file}: {error}") from None
    if len(found) > 1:
        raise _CannotError(f"{file} names {len(found)} documents; expected one")
    return found[0]


def _as_code(item: Item) -> _Converted:
    from questionforms.conversion.python_code import to_python
    from questionforms.conversion.refusals import iter_refusals
    from questionforms.reading import parse

    document: Document = parse(item.content)
    refused = _placed(iter_refusals(document), item, "built")
    return _Converted(to_python(document), refused, failed=bool(refused))


def _as_page(item: Item, lang: str) -> _Converted:
    from questionforms.checks.validate import iter_problems
    from questionforms.conversion.html_page import to_html_question
    from questionforms.conversion.refusals import iter_html_refusals
    from questionforms.elements.question_form import QuestionForm
    from questionforms.reading import read_document

    form = read_document(item.content, QuestionForm)
    if refused := _placed(iter_html_refusals(form), item, "converted"):
        return _Converted("", refused, failed=True)
    try:
        xml = to_html_question(form, lang=lang).to_xml()
    except InvalidArgument as error:
        return _Converted("", [f"{item.name}: cannot be converted: {error.message}"], failed=True)
    problems = list(iter_problems(xml, file="<converted>"))
    failed = any(problem.severity == "error" for problem in problems)
    return _Converted(f"{xml}\n", [str(problem) for problem in problems], failed)


def _placed(refusals: Iterable[Refusal], item: Item, done: str) -> list[str]:
    """Each refusal with the file and its element's line and column, or the element's path for documents in Python."""
    found = list(refusals)
    places = _places(item.content) if found else {}
    return [f"{item.name}{places.get(path, f': {path}')}: cannot be {done}: {text}" for path, text in found]


def _places(source: Source) -> dict[str, str]:
    """The line and column of each element, by its path."""
    from questionforms.elements.base.element import Document
    from questionforms.xml.load import load
    from questionforms.xml.positions import read_positions

    if isinstance(source, Document):
        return {}
    nodes = [read_positions(load(source))]
    for node in nodes:
        nodes += node.children
    return {node.path: f":{node.line}:{node.column}" for node in nodes}


def _write(text: str, output: Path | None, show: Callable[[str], None]) -> None:
    if text and output is None:
        show(text)
    elif text and output is not None:
        output.write_text(text, encoding="utf-8")
