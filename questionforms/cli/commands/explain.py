"""`questionforms explain`: what an error message from the service means, and which rule finds the mistake first."""

from __future__ import annotations

import sys
from dataclasses import asdict
from math import inf
from textwrap import fill, shorten
from typing import TYPE_CHECKING

import click

from questionforms.cli.output.printing import print_json
from questionforms.cli.output.terminal import is_terminal, terminal_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.service_errors import Explanation

_NOTHING = (
    "No known error was found in this text. In a message about a document, the service says what is wrong after "
    "`Details:` or `Errors:`; to check the document itself, use `questionforms validate`."
)
_NO_RULE = "no rule of `questionforms validate`"
#: The widest that lines are, on a wider terminal and in a file.
_WIDTH = 100


@click.command()
@click.argument("text", nargs=-1)
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Output format (default: text).")
@click.pass_context
def explain(context: click.Context, text: tuple[str, ...], format: str) -> None:
    """Explain an error message from the service.

    TEXT is the error message, or a whole boto3 traceback; without it, standard input is read. For each error, print
    what it means, what to do, and which rule finds it before the call.

    Exit codes: 0 explained, 1 no error recognised, 2 no text given.
    """
    from questionforms import service_errors

    pasted = _pasted(text)
    if not pasted.strip():
        raise click.UsageError("there is no text to explain; pass it as an argument or on standard input")
    explanations = service_errors.explain(pasted)
    if format == "json":
        print_json([asdict(each) for each in explanations])
    else:
        click.echo("\n\n".join("\n".join(_lines(each)) for each in explanations), nl=bool(explanations))
    if not explanations:
        click.echo(fill(_NOTHING, _WIDTH), err=True)
        context.exit(1)


def _pasted(text: tuple[str, ...]) -> str:
    if text and text != ("-",):
        return " ".join(text)
    return sys.stdin.buffer.read().decode("utf-8", "replace") if sys.stdin else ""


def _lines(explanation: Explanation) -> Iterator[str]:
    """An explanation as the lines that are printed."""
    width = min(_WIDTH, terminal_width()) if is_terminal() else _WIDTH
    said = shorten(explanation.said, 3 * _WIDTH, placeholder=" ...")
    yield from wrapped([(said, {"bold": True})], width if is_terminal() else inf)
    place = "" if explanation.line is None else f"line {explanation.line}, column {explanation.column}"
    for label, said in (
        ("code", explanation.code or ""),
        ("place", place),
        ("meaning", _sentence(explanation.meaning)),
        ("fix", _sentence(explanation.cure)),
        ("found by", _finders(explanation.rules)),
    ):
        if said:
            yield fill(
                said,
                width,
                initial_indent=f"  {label + ':':10}",
                subsequent_indent=" " * 12,
                break_long_words=False,
                break_on_hyphens=False,
            )


def _sentence(text: str) -> str:
    return text if text.endswith("?") else f"{text}."


def _finders(rules: tuple[str, ...]) -> str:
    """The names of rules; those about the parameters of a call say where they are."""
    from questionforms.codes import CODES

    of_calls = [name for name in rules if CODES[name].kind == "call"]
    of_documents = [name for name in rules if name not in of_calls]
    where = [f"{', '.join(of_calls)} (`hit_problems` in `questionforms.mturk`)"] if of_calls else []
    return ", ".join([*of_documents, *where]) or _NO_RULE
