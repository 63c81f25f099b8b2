"""`questionforms validate`: check documents in files, and say what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionforms.cli import sources
from questionforms.exceptions import SchemaNotFound

if TYPE_CHECKING:
    from questionforms.problems import Problem
    from questionforms.schemas import Schemas

_COLOURS = {"error": "red", "warning": "yellow"}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--schemas",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder with XSDs of your own, such as Amazon's; what it lacks is taken from the package.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit code says it all.")
@click.pass_context
def validate(context: click.Context, paths: tuple[str, ...], folder: Path | None, quiet: bool) -> None:
    """Check the documents in files.

    A PATH is a file, a folder (its *.xml and *.question are checked, those of subfolders too), a pattern such as
    'forms/**/*.xml', or - for standard input. Each problem is one line: file:line:column: severity: rule: message.

    Exit codes: 0 no error, 1 errors found, 2 a file could not be read.
    """
    try:
        run = _Run(quiet=quiet, schemas=_schemas(folder))
    except SchemaNotFound as error:
        raise click.UsageError(str(error)) from None
    for path in paths:
        run.check(path)
    context.exit(run.finish())


def _schemas(folder: Path | None) -> Schemas | None:
    if folder is None:
        return None
    from questionforms.schemas import Schemas

    return Schemas(folder)


@dataclass
class _Run:
    """One run over all paths, and what it has found so far."""

    quiet: bool
    schemas: Schemas | None
    files: int = 0
    bad_files: int = 0
    errors: int = 0
    warnings: int = 0
    unread: int = 0

    def check(self, argument: str) -> None:
        """Check every file that an argument names; one that cannot be read is told, and the rest goes on."""
        try:
            for path in sources.find(argument):
                self._check_file(path)
        except OSError as error:
            self._cannot_read(argument, error)

    def _check_file(self, path: Path | None) -> None:
        from questionforms.validation import iter_problems

        try:
            problems = list(iter_problems(sources.read(path), schemas=self.schemas, file=sources.name(path)))
        except (OSError, SchemaNotFound) as error:
            self._cannot_read(sources.name(path), error)
            return
        errors = sum(problem.severity == "error" for problem in problems)
        self.files += 1
        self.bad_files += bool(problems)
        self.errors += errors
        self.warnings += len(problems) - errors
        for problem in problems:
            self._print(problem)

    def _print(self, problem: Problem) -> None:
        if self.quiet:
            return
        place, _, rest = str(problem).partition(f": {problem.severity}: ")
        severity = click.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)
        click.echo(f"{click.style(place, bold=True)}: {severity}: {rest}")

    def _cannot_read(self, name: str, error: OSError | SchemaNotFound) -> None:
        self.unread += 1
        verb = "checked" if isinstance(error, SchemaNotFound) else "read"
        click.echo(f"{name}: cannot be {verb}: {getattr(error, 'strerror', None) or error}", err=True)

    def finish(self) -> int:
        """Print the count; the exit code."""
        if not self.quiet:
            click.echo(self._count())
        if self.unread:
            return 2
        return 1 if self.errors else 0

    def _count(self) -> str:
        checked = _counted(self.files, "file")
        unread = f"; {self.unread:,} could not be checked" if self.unread else ""
        if not self.errors and not self.warnings:
            return click.style(f"{checked} checked, no problems{unread}", fg=None if self.unread else "green")
        counts = ((self.errors, "error"), (self.warnings, "warning"))
        found = " and ".join(_counted(count, noun) for count, noun in counts if count)
        return f"{found} in {self.bad_files} of {checked}{unread}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
