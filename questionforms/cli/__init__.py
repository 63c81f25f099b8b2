"""The `questionforms` command, one module per subcommand. Only this package prints anything or ends the process."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click

from questionforms import __version__
from questionforms.cli.commands.answers import answers
from questionforms.cli.commands.convert import convert
from questionforms.cli.commands.explain import explain
from questionforms.cli.commands.quality import quality
from questionforms.cli.commands.rules import rules
from questionforms.cli.commands.serve import serve
from questionforms.cli.commands.validate import validate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="questionforms")
@click.pass_context
def main(context: click.Context) -> None:
    """Write, check and read Mechanical Turk's question and answer documents.

    Exit codes: 0 success, 1 problems found, 2 the command failed.
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # do not fail on characters that the encoding lacks
            stream.reconfigure(errors="backslashreplace")


for command in (validate, rules, convert, explain, answers, quality, serve):
    main.add_command(command)
