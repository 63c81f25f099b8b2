"""The command `questionforms`: one module a subcommand. Only here is anything printed, or the process ended."""

from __future__ import annotations

import click

from questionforms import __version__
from questionforms.cli.validate import validate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="questionforms")
def main() -> None:
    """Write, check and read Mechanical Turk's question and answer documents.

    Exit codes: 0 fine, 1 problems found, 2 the command could not do its work.
    """


main.add_command(validate)
