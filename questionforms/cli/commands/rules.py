"""`questionforms rules`: the list of rules, and the page for each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from questionforms.checks.rules.rule import Rule


@click.command()
@click.argument("name", required=False)
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Output format (default: text).")
def rules(name: str | None, format: str) -> None:
    """List the rules, or print the page for one.

    The list has one line for each rule: its name, its severity, and what it finds.
    """
    from questionforms.checks.rules import RULES, page, summary
    from questionforms.checks.rules.selection import unknown

    if name is None:
        width = max(map(len, RULES))
        lines = [f"{rule.name:{width}}  {rule.severity:7}  {summary(rule.name)}" for rule in RULES.values()]
        click.echo(_json([*RULES.values()]) if format == "json" else "\n".join(lines))
    elif name in RULES:
        click.echo(_json(RULES[name]) if format == "json" else page(name).rstrip())
    else:
        raise click.UsageError(unknown(name))


def _json(rules: Rule | list[Rule]) -> str:
    return json.dumps([_fields(rule) for rule in rules] if isinstance(rules, list) else _fields(rules), indent=2)


def _fields(rule: Rule) -> dict[str, str]:
    from questionforms.checks.rules import page, summary

    text = page(rule.name).partition("\n\n")[2].strip()
    return {"name": rule.name, "severity": rule.severity, "summary": summary(rule.name), "page": text}
