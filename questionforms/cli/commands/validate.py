"""`questionforms validate`: check documents, and report what is wrong with them."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from questionforms.cli.output.reporters import REPORTERS
from questionforms.cli.output.results import Result, Run
from questionforms.cli.runs.checking import Checker
from questionforms.cli.runs.fixing import Fixing
from questionforms.exceptions import SchemaNotFound
from questionforms.settings.pyproject import SEVERITIES, find_settings
from questionforms.settings.settings import Pattern, Settings, SettingsError
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.cli.inputs.sources import Item
    from questionforms.schema.schemas import Schemas

#: With at least this many documents, a terminal shows a progress bar.
MANY = 100


def _names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The names in comma-separated values."""
    return tuple([name.strip() for value in values for name in value.split(",") if name.strip()])


def _patterns(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[Pattern, ...]:
    return tuple([Pattern(value, Path.cwd()) for value in values])


def _rules_of_files(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[Pattern, tuple[str, ...]]:
    """The rules for each pattern, in values such as `drafts/*:html-*,http-media`."""
    rules: dict[Pattern, tuple[str, ...]] = {}
    for value in values:
        text, colon, names = value.rpartition(":")
        if not colon:
            raise click.BadParameter(f"`{value}` has no colon; expected PATTERN:RULE", context, parameter)
        pattern = Pattern(text, Path.cwd())
        rules[pattern] = (*rules.get(pattern, ()), *_names(context, parameter, (names,)))
    return rules


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", type=click.Choice([*REPORTERS]), help="The format of the report (default: text).")
@click.option("-o", "--output", metavar="FILE", help="Write the report to a file, and print only the count.")
@click.option("--select", multiple=True, callback=_names, metavar="RULE,...", help="Report only these rules.")
@click.option("--ignore", multiple=True, callback=_names, metavar="RULE,...", help="Do not report these rules.")
@click.option(
    "--per-file-ignore",
    "per_file_ignores",
    multiple=True,
    callback=_rules_of_files,
    metavar="PATTERN:RULE,...",
    help="Do not report these rules in files that match the pattern.",
)
@click.option("--severity", type=click.Choice(SEVERITIES), help="The lowest severity to report (default: warning).")
@click.option(
    "--exclude",
    multiple=True,
    callback=_patterns,
    metavar="PATTERN",
    help="Skip matching files and folders when searching.",
)
@click.option("--key", metavar="KEY", help="Check this AnswerKey too, by itself and against the one form given.")
@click.option(
    "--schemas",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder of XSDs to use, such as Amazon's; any that are missing come from the package.",
)
@click.option(
    "--config", type=click.Path(path_type=Path), metavar="FILE", help="Read [tool.questionforms] from this file."
)
@click.option("--no-config", is_flag=True, help="Do not read pyproject.toml.")
@click.option("-q", "--quiet", is_flag=True, help="Print no report; just set the exit code.")
@click.option("--fix", is_flag=True, help="Fix what has one right answer, in the files; report what is left.")
@click.option("--diff", is_flag=True, help="Print the changes that --fix would make, and write nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="Also fix what changes what a worker sees, such as http URLs.")
@click.pass_context
def validate(
    context: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    output: str | None,
    key: str | None,
    config: Path | None,
    no_config: bool,
    quiet: bool,
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    **options: Any,
) -> None:
    """Check documents, and report what is wrong with them.

    A PATH is a file, a folder (searched recursively for *.xml, *.question, *.html and *.htm), a pattern such as
    'forms/**/*.xml', a form in Python such as package.module:form or file.py:form, or - for standard input. An HTML
    page is checked as the HTMLContent of an HTMLQuestion.

    RULE is the name of a rule, or a pattern such as 'html-*'; `questionforms rules` lists the names. Settings are read
    from [tool.questionforms] in the nearest pyproject.toml; options override them.

    With --fix, the fixed text of standard input is printed, and the report goes to standard error.

    Exit codes: 0 no errors, 1 errors found (or, with --diff, something to fix), 2 something could not be read or
    written, or the command line is wrong.
    """
    try:
        settings = (Settings() if no_config else find_settings(config)).changed(**options)
        schemas = _schemas(settings.schemas)
        checker, fixing = Checker(settings, schemas), Fixing(settings, schemas, unsafe_fixes)
        items, keys = [*checker.find(paths)], [*checker.find([key])] if key else []
        if diff:
            context.exit(_print_differences(fixing, [*items, *keys], quiet=quiet))
        if fix:
            items, keys = fixing.write(items), fixing.write(keys)
        results = _beside(checker, items, keys) if key else _each(checker, items)
        run = Run(_told(fixing.counting(results) if settings.format == "text" and not quiet else results))
    except (SettingsError, SchemaNotFound) as error:
        raise click.UsageError(str(error)) from None
    _print(run, settings.format, output, quiet=quiet, err=fixing.output is not None)
    _print_fixes(fixing, run, settings.format, fix=fix, quiet=quiet)
    context.exit(2 if fixing.failed else run.exit_code)


def _schemas(folder: Path | None) -> Schemas | None:
    if folder is None:
        return None
    from questionforms.schema.schemas import Schemas

    return Schemas(folder)


def _each(checker: Checker, items: list[Item | Result]) -> Iterator[Result]:
    """The result for each document, with a progress bar on a terminal if there are many."""
    with _bar(items) as shown:
        for item in shown:
            yield item if isinstance(item, Result) else checker.check(item)


def _beside(checker: Checker, forms: list[Item | Result], keys: list[Item | Result]) -> Iterable[Result]:
    """The results for a form and its key."""
    if len(forms) != 1 or len(keys) != 1:
        counts = f"{counted(len(forms), 'document')} and {counted(len(keys), 'key')}"
        raise SettingsError(f"--key takes one form and its key, not {counts}")
    (form,), (key,) = forms, keys
    if isinstance(form, Result) or isinstance(key, Result):
        return [one if isinstance(one, Result) else checker.check(one) for one in (form, key)]
    return checker.check_both(form, key)


def _bar(items: list[Item | Result]) -> Any:
    if len(items) < MANY or not sys.stderr.isatty():
        return nullcontext(items)
    return click.progressbar(items, label="checking", show_pos=True, file=sys.stderr)


def _told(results: Iterable[Result]) -> Iterator[Result]:
    """Pass the results on; after the last, report on standard error what could not be checked."""
    unread = []
    for result in results:
        unread += [f"{result.item.name}: {result.unread}"] if result.unread else []
        yield result
    for line in unread:
        click.echo(line, err=True)


def _print(run: Run, format: str, output: str | None, *, quiet: bool, err: bool) -> None:
    """Print the report, on standard error if `err`, or write it to the file."""
    pieces = REPORTERS[format](run)
    if output is not None:
        report = "".join([f"{click.unstyle(piece)}\n" for piece in pieces])
        try:
            Path(output).write_text(report, encoding="utf-8")
        except OSError as error:
            raise click.UsageError(f"{output}: cannot be written: {error.strerror}") from None
        pieces = iter([run.summary])
    elif sys.stderr.isatty():  # the progress bar is still shown: print the report after it
        pieces = iter([*pieces])
    for piece in pieces:
        if not quiet:
            click.echo(piece, err=err)


def _print_fixes(fixing: Fixing, run: Run, format: str, *, fix: bool, quiet: bool) -> None:
    """Print what was fixed and what could be, after a report for people; and standard input, if it was fixed."""
    said = fixing.summary(run.errors + run.warnings, wrote=fix)
    if said and not quiet:
        click.echo(said, err=format != "text" or fixing.output is not None)
    if fixing.output is not None:
        click.echo(fixing.output, nl=False)


def _print_differences(fixing: Fixing, items: list[Item | Result], *, quiet: bool) -> int:
    """Print what fixes would change, and return the exit code: 1 if they would change anything, or errors are left."""
    errors, unread = 0, False
    for piece in fixing.diff(items):
        if isinstance(piece, bytes):
            click.echo(piece, nl=False)
            continue
        errors += len(piece.of("error"))
        if piece.unread:
            unread = True
            click.echo(f"{piece.item.name}: {piece.unread}", err=True)
    if not quiet:
        click.echo(fixing.would(errors), err=True)
    return 2 if unread else int(bool(fixing.files or errors))
