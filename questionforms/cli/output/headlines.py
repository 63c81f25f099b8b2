"""The line that introduces a problem: its place, severity, rule, message and hint, with styles for a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from questionforms.words import printable

if TYPE_CHECKING:
    from questionforms.problems import Problem

#: The colour of each severity.
COLOURS = {"error": "red", "warning": "yellow"}


def place_of(problem: Problem, *, with_element: bool = False) -> str:
    """Where the problem is, up to its severity: `forms/bad.xml:3:55: `; empty if that is not known."""
    bare = replace(problem, message="", hint=None, element=problem.element if with_element else None)
    return str(bare).removesuffix(f"{problem.severity}: {problem.rule}: ")


def styled_rule(problem: Problem) -> str:
    """The name of the rule, in its style."""
    return click.style(problem.rule, fg="cyan")


def headline(problem: Problem, *, with_element: bool = False) -> str:
    """The problem in one line: place, severity, rule, message, and the hint in brackets."""
    hint = f" ({problem.hint})" if problem.hint else ""
    severity = click.style(f"{problem.severity}:", COLOURS[problem.severity])
    place = click.style(place_of(problem, with_element=with_element), bold=True)
    return f"{place}{severity} {styled_rule(problem)}: {printable(problem.message + hint)}"
