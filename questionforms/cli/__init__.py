"""The `questionforms` command, one module per subcommand. Only this package prints anything or ends the process."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from questionforms import __version__
from questionforms.words import did_you_mean, nearest, printable, quoted

#: The subcommands, each in a module of its name, or as `_MODULES` says.
COMMANDS = ("answers", "convert", "explain", "marketplace", "quality", "rules", "run", "serve", "validate")
#: The modules that have another name, since it would mean something else elsewhere in the package.
_MODULES = {"run": "run_program"}
#: What similar tools call the command that checks files.
_VALIDATE = ("check", "fix", "lint", "verify")


class _Commands(click.Group):
    """Imports only the subcommand that is run, since some need much that others do not."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(import_module(f"questionforms.cli.commands.{_MODULES.get(name, name)}"), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run the command. Characters of an error that could control a terminal are escaped."""
        try:
            return super().invoke(context)
        except click.ClickException as error:
            shown = "\n".join(map(printable, error.message.split("\n")))
            vars(error)["message"] = shown  # all that click shows of an error comes from this attribute
            raise

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. For an unknown one, the error says which was probably meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not context.resilient_parsing:
            meant = "validate" if name in _VALIDATE else nearest(name, COMMANDS)
            if meant is None and os.path.exists(name):
                meant = f"validate {name}"
            context.fail(f"there is no command {quoted(name)}{did_you_mean(meant)}")
        return super().resolve_command(context, args)


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
