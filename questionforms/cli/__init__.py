"""The `questionforms` command, one module per subcommand. Only this package prints anything or ends the process."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from questionforms import __version__

#: The subcommands, each in a module of its name.
COMMANDS = ("answers", "convert", "explain", "quality", "rules", "serve", "validate")


class _Commands(click.Group):
    """Imports only the subcommand that is run, since some need much that others do not."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(import_module(f"questionforms.cli.commands.{name}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
