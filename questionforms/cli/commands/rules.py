"""`questionforms rules`: the list of rules, and the page for each."""

from __future__ import annotations

import json
from math import inf
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.codes import Code


@click.command()
@click.argument("name", required=False)
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Output format (default: text).")
def rules(name: str | None, format: str) -> None:
    """List the rules, or print the page for one.

    A page is formatted on a terminal, and printed as Markdown otherwise.

    The list has one line for each rule: its name, its severity, whether `validate --fix` can fix it (`fix`, or `unsafe`
    if only with --unsafe-fixes), and what it finds. The rules for documents come first,
    then those for answers and for the parameters of calls.
    """
    from questionforms.checks.rules.selection import unknown
    from questionforms.codes import CODES, page

    if name is None:
        listed = [_fields(code) for code in CODES.values()]
        click.echo(json.dumps(listed, indent=2) if format == "json" else "\n".join(_lines()))
    elif name in CODES:
        click.echo(json.dumps(_fields(CODES[name]), indent=2) if format == "json" else _shown(page(name)))
    else:
        raise click.UsageError(unknown(name))


def _shown(page: str) -> str:
    """The page, formatted if standard output is a terminal."""
    from questionforms.cli.output.markdown_pages import draw
    from questionforms.cli.output.terminal import is_terminal, terminal_width

    return draw(page, terminal_width()) if is_terminal() else page.rstrip()


def _lines() -> Iterator[str]:
    """A heading for each family, and a line for each of its names; on a terminal, lines are wrapped."""
    from questionforms.cli.output.headlines import COLOURS
    from questionforms.cli.output.terminal import beside, is_terminal, terminal_width
    from questionforms.codes import CODES, FAMILIES, names_of, summary

    width, columns = max(map(len, CODES)), terminal_width() if is_terminal() else inf
    for number, (family, (_, title, _)) in enumerate(FAMILIES.items()):
        yield "\n" * bool(number) + click.style(title, bold=True)
        for name in names_of(family):
            severity = CODES[name].severity
            start = [(f"  {name:{width}}", {"fg": "cyan"}), (f"  {severity:7}", {"fg": COLOURS[severity]})]
            yield from beside([*start, (f" {_fix(name):6}  ", {})], summary(name), columns)


def _fix(name: str) -> str:
    """Whether problems of a rule can be fixed, in one word."""
    from questionforms.fixes.registry import fixers_of

    fixers = fixers_of(name)
    return "" if not fixers else "fix" if fixers[0].safe else "unsafe"


def _fields(code: Code) -> dict[str, Any]:
    from questionforms.codes import page, summary
    from questionforms.fixes.registry import fixers_of

    return {
        "name": code.name,
        "kind": code.kind,
        "also": code.also,
        "family": code.family,
        "severity": code.severity,
        "service": code.service,
        "source": code.source,
        "cases": [
            {
                "case": case.words,
                "severity": case.severity or code.severity,
                "service": case.service,
                "source": case.source,
            }
            for case in code.cases
        ],
        "fixes": [{"safe": fixer.safe, "words": fixer.words} for fixer in fixers_of(code.name)],
        "summary": summary(code.name),
        "page": page(code.name).partition("\n\n")[2].strip(),
    }
