"""`questionforms validate`: check documents, and report what is wrong with them."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from questionforms.cli.inputs.named_documents import CannotError
from questionforms.cli.output import terminal
from questionforms.cli.output.reporters import REPORTERS
from questionforms.cli.output.totals import Run
from questionforms.cli.runs.fixing import Fixing
from questionforms.cli.runs.parallel import MANY_FILES, WorkerDiedError, check_all
from questionforms.cli.runs.unused_ignores import UsedIgnores
from questionforms.exceptions import SchemaNotFound
from questionforms.project.checking import Checker, reported
from questionforms.project.pairing import Pairing
from questionforms.project.pyproject import SEVERITIES, find_settings
from questionforms.project.results import Result
from questionforms.project.settings import Pattern, Settings, SettingsError
from questionforms.project.sources import shortest
from questionforms.words import alternatives, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.project.baseline import Baseline
    from questionforms.project.sources import Item

#: With at least this many documents, a terminal shows a progress bar.
MANY = 100

#: The formats that end with what can be fixed.
_FOR_PEOPLE = ("text", "concise")


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
@click.option(
    "--gitignore/--no-gitignore",
    default=None,
    help="Skip what git ignores when searching folders (default), or check it too.",
)
@click.option(
    "--layout",
    "layouts",
    multiple=True,
    callback=_patterns,
    metavar="PATTERN",
    help="Check matching files as layouts of the requester site.",
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
@click.option("--strict/--no-strict", default=None, help="Exit with 1 for warnings too.")
@click.option(
    "--max-warnings", type=click.IntRange(min=0), metavar="N", help="Exit with 1 if there are more than N warnings."
)
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Do not report the problems in this file."
)
@click.option("--no-baseline", is_flag=True, help="Report all problems, also those in the baseline.")
@click.option(
    "--write-baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all problems to this file, as its new baseline, instead of reporting them.",
)
@click.option("--statistics", "with_statistics", is_flag=True, help="Print how many problems each rule found.")
@click.option(
    "--stdin-filename", metavar="NAME", help="Check standard input (-) as if it were the file with this name."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"The number of processes (default: one per core for {MANY_FILES:,} files or more, else one).",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no report; just set the exit code.")
@click.option(
    "--fix", is_flag=True, help="Fix what has one right answer, in the files; print the fixed standard input (-)."
)
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
    no_baseline: bool,
    write_baseline: Path | None,
    with_statistics: bool,
    stdin_filename: str | None,
    jobs: int | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Check documents, and report what is wrong with them.

    A PATH is a file, a folder (searched recursively for *.xml, *.question, *.html and *.htm), a pattern such as
    'forms/**/*.xml', a form in Python such as package.module:form or file.py:form, or - for standard input. An HTML
    page is checked as the HTMLContent of an HTMLQuestion.

    RULE is the name of a rule, or a pattern such as 'html-*'; `questionforms rules` lists the names. Settings are read
    from [tool.questionforms] in the nearest pyproject.toml; options override them.

    Exit codes: 0 no errors, 1 errors found (with --strict or --max-warnings, also for warnings; with --diff, also for
    something to fix), 2 something could not be read or written, or the command line is wrong.
    """
    _refuse_together(options["baseline"], write_baseline, no_baseline=no_baseline)
    if stdin_filename is not None and "-" not in paths:
        raise click.UsageError("--stdin-filename names standard input, but `-` is not among the paths")
    fix, diff, unsafe = [options.pop(name) for name in ("fix", "diff", "unsafe_fixes")]
    try:
        settings = (Settings() if no_config else find_settings(config)).changed(**options)
        folders = [] if key else [path for path in map(Path, paths) if path.is_dir()]
        ignores = UsedIgnores(settings, folders) if folders and (settings.ignore or settings.per_file_ignores) else None
        checker = Checker(settings, with_ignored=ignores is not None, stdin_filename=stdin_filename)
        baseline = _baseline(settings, write_baseline, no_baseline=no_baseline)
        pairing = Pairing(() if key else settings.keys, folders)
        fixing = Fixing(settings, unsafe)
        items, keys = pairing.paired([*checker.find(paths)]), [*checker.find([key])] if key else []
        if diff:
            context.exit(_print_differences(fixing, [*items, *keys], checker, baseline, quiet=quiet))
        items, keys = (fixing.write(items), fixing.write(keys)) if fix else (items, keys)
        results = _beside(checker, items, keys) if key else _each(checker, items, jobs)
        results = _to_report(results, checker, ignores, baseline, settings.severity, write=bool(write_baseline))
        if settings.format in _FOR_PEOPLE and not (quiet or with_statistics or write_baseline):
            results = fixing.counting(results)
        run = _run(_told(results, pairing.notes()), settings, checker, baseline, fixed=bool(fixing.fixed))
        pieces = _report(run, settings.format, output, with_statistics=with_statistics)
        _print(run, pieces, output, quiet=quiet, err=fixing.output is not None)
        notes = [run.too_many_warnings, *(ignores.unused() if ignores else ()), _saved(baseline, write_baseline)]
    except (SettingsError, SchemaNotFound) as error:
        raise click.UsageError(str(error)) from None
    except WorkerDiedError as error:
        raise CannotError(str(error)) from None
    _print_fixes(fixing, run, settings.format, fix=fix, quiet=quiet)
    _print_notes(() if quiet else notes)
    context.exit(2 if fixing.failed else run.exit_code)


def _run(
    results: Iterator[Result], settings: Settings, checker: Checker, baseline: Baseline | None, *, fixed: bool
) -> Run:
    """The results, counted as the settings ask for."""
    return Run(
        results,
        others=checker.others,
        known=None if baseline is None else 0,
        fixed=fixed,
        strict=settings.strict,
        max_warnings=settings.max_warnings,
    )


def _print_notes(notes: Iterable[str]) -> None:
    for note in notes:
        if note:
            click.echo(note, err=True)


def _refuse_together(baseline: Path | None, write_baseline: Path | None, *, no_baseline: bool) -> None:
    """Refuse options about the baseline that contradict each other."""
    given = {"--baseline": baseline, "--write-baseline": write_baseline, "--no-baseline": no_baseline}
    first, *others = [name for name, value in given.items() if value] or [""]
    if others:
        raise click.UsageError(f"{first} and {others[0]} cannot be used together")


def _baseline(settings: Settings, write: Path | None, *, no_baseline: bool) -> Baseline | None:
    """The baseline to compare with, or the one to write."""
    if write is None and (no_baseline or settings.baseline is None):
        return None
    from questionforms.project.baseline import Baseline

    if write is not None:
        return Baseline.to_write(write)
    return Baseline.read(shortest(settings.baseline)) if settings.baseline else None


def _saved(baseline: Baseline | None, write: Path | None) -> str:
    """Update the baseline's file if necessary; return a sentence about it."""
    if baseline is None or write is None:
        return baseline.forget_fixed() if baseline else ""
    baseline.write()
    return f"{write}: written, with {counted(baseline.known, 'known problem')}"


def _to_report(
    results: Iterable[Result],
    checker: Checker,
    ignores: UsedIgnores | None,
    baseline: Baseline | None,
    severity: str,
    *,
    write: bool,
) -> Iterable[Result]:
    """The results with only the problems to report: not ignored, not in the baseline, severe enough."""
    if ignores is not None:
        results = ignores.without_ignored(results)
    if baseline is not None and not write:
        results = baseline.without_known(results, checker.looks_for)
    results = reported(results, severity)
    return baseline.with_all(results, checker.looks_for) if baseline is not None and write else results


def _each(checker: Checker, items: list[Item | Result], jobs: int | None) -> Iterator[Result]:
    """The result for each document, with a progress bar on a terminal if there are many."""
    with _bar(check_all(checker, items, jobs), len(items)) as results:
        yield from results


def _beside(checker: Checker, forms: list[Item | Result], keys: list[Item | Result]) -> Iterable[Result]:
    """The results for a form and its key."""
    if len(forms) != 1 or len(keys) != 1:
        counts = f"{counted(len(forms), 'document')} and {counted(len(keys), 'key')}"
        raise SettingsError(f"--key takes one form and its key, not {counts}")
    (form,), (key,) = forms, keys
    if isinstance(form, Result) or isinstance(key, Result):
        return [one if isinstance(one, Result) else checker.check(one) for one in (form, key)]
    return checker.check_both(form, key)


def _bar(results: Iterator[Result], count: int) -> Any:
    if count < MANY or not sys.stderr.isatty():
        return nullcontext(results)
    return click.progressbar(
        results,
        length=count,
        label="checking",
        show_eta=False,  # at first it would be hours, because of the time that the processes take to start
        show_pos=True,
        file=sys.stderr,
        update_min_steps=max(1, count // 200),
    )


def _told(results: Iterable[Result], notes: Iterable[str]) -> Iterator[Result]:
    """Pass the results on; after the last, report on standard error what could not be checked, and the notes."""
    unread = []
    for result in results:
        unread += [f"{result.item.name}: {result.unread}"] if result.unread else []
        yield result
    for line in (*unread, *notes):
        click.echo(line, err=True)


def _report(run: Run, format: str, output: str | None, *, with_statistics: bool) -> Iterator[str]:
    """The report, drawn for a terminal if it is printed to one."""
    width = terminal.terminal_width() if output is None and terminal.is_terminal() else None
    if with_statistics:
        from questionforms.cli.output.statistics import STATISTICS_FORMATS, statistics

        if format not in STATISTICS_FORMATS:
            raise click.UsageError(f"--statistics can be printed as {alternatives(STATISTICS_FORMATS)}, not {format}")
        return statistics(run, format, width)
    return terminal.report(run, width) if format == "text" and width else REPORTERS[format](run)


def _print(run: Run, pieces: Iterator[str], output: str | None, *, quiet: bool, err: bool) -> None:
    """Print the report, on standard error if `err`, or write it to the file."""
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
        click.echo(said, err=format not in _FOR_PEOPLE or fixing.output is not None)
    if fixing.output is not None:
        click.echo(fixing.output, nl=False)


def _print_differences(
    fixing: Fixing, items: list[Item | Result], checker: Checker, baseline: Baseline | None, *, quiet: bool
) -> int:
    """Print what fixes would change, and return the exit code: 1 if they would change anything, or errors are left.

    Errors in the baseline do not count.
    """
    errors, unread = 0, False
    for piece in fixing.diff(items):
        if isinstance(piece, bytes):
            click.echo(piece, nl=False)
            continue
        if baseline is not None:
            (piece,) = baseline.without_known([piece], checker.looks_for)  # noqa: PLW2901 - the same without them
        errors += len(piece.of("error"))
        if piece.unread:
            unread = True
            click.echo(f"{piece.item.name}: {piece.unread}", err=True)
    if not quiet:
        click.echo(fixing.would(errors), err=True)
    return 2 if unread else int(bool(fixing.files or errors))
