"""One run of `questionforms validate`: finds the documents, fixes them if asked to, checks them, and reports."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from questionforms.cli.output import terminal
from questionforms.cli.output.printing import print_error
from questionforms.cli.output.reporters import REPORTERS
from questionforms.cli.output.statistics import STATISTICS_FORMATS, statistics
from questionforms.cli.output.totals import Run
from questionforms.cli.runs.fixing import Fixing
from questionforms.cli.runs.parallel import check_all
from questionforms.cli.runs.unused_ignores import UsedIgnores
from questionforms.project.checking import Checker, reported
from questionforms.project.pairing import Pairing
from questionforms.project.results import Result
from questionforms.project.settings import SettingsError
from questionforms.project.sources import Item, shortest
from questionforms.words import alternatives, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.project.baseline import Baseline
    from questionforms.project.settings import Settings

    Items = list[Item | Result]

#: With at least this many documents, a terminal shows a progress bar.
MANY = 100

#: The formats that end with what can be fixed.
_FOR_PEOPLE = ("text", "concise")


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of a run that are not settings."""

    paths: tuple[str, ...]
    key: str | None
    stdin_filename: str | None
    no_baseline: bool
    write_baseline: Path | None
    jobs: int | None
    fix: bool
    diff: bool
    unsafe_fixes: bool
    with_statistics: bool
    output: str | None
    quiet: bool


class Validation:
    """A run, whose methods are its steps."""

    def __init__(self, settings: Settings, options: Options) -> None:
        self._settings = settings
        self._options = options
        folders = [] if options.key else [path for path in map(Path, options.paths) if path.is_dir()]
        self._folders = [Path(os.path.abspath(path)) for path in folders]
        has_ignores = bool(settings.ignore or settings.per_file_ignores)
        self._ignores = UsedIgnores(settings, folders) if folders and has_ignores else None
        self._checker = Checker(settings, with_ignored=self._ignores is not None, stdin_filename=options.stdin_filename)
        self._pairing = Pairing(() if options.key else settings.keys, folders)
        self._fixing = Fixing(self._checker, options.unsafe_fixes)

    @cached_property
    def _baseline(self) -> Baseline | None:
        """The baseline to compare with, or the one to write."""
        write, read = self._options.write_baseline, self._settings.baseline
        if write is None and (self._options.no_baseline or read is None):
            return None
        from questionforms.project.baseline import Baseline

        if write is not None:
            return Baseline.to_write(write)
        return Baseline.read(shortest(read)) if read else None

    def run(self) -> int:
        """Do what the options ask for, and return the exit code.

        Raises SettingsError, SchemaNotFound or WorkerDiedError if that is not possible.
        """
        options = self._options
        _ = self._baseline  # one that cannot be read is an error before anything is written
        items = [*self._checker.find(options.paths)]
        keys = [*self._checker.find([options.key])] if options.key else []
        self._refuse(items, keys)
        if options.diff:
            return self._print_differences([*items, *keys])
        if options.fix:
            items, keys = self._fixing.write(items), self._fixing.write(keys)
        run = self._counted(self._reported(self._checked(items, keys)))
        self._print(run, self._report(run))
        self._print_notes(run, self._unmatched_layouts(items))
        return 2 if self._fixing.failed else run.exit_code

    def _refuse(self, items: Items, keys: Items) -> None:
        """Refuse what the options ask for, if it is not possible, before a file is fixed."""
        format = self._settings.format
        if self._options.with_statistics and format not in STATISTICS_FORMATS:
            raise SettingsError(f"--statistics can be printed as {alternatives(STATISTICS_FORMATS)}, not {format}")
        if self._options.key and (len(items) != 1 or len(keys) != 1):
            counts = f"{counted(len(items), 'document')} and {counted(len(keys), 'key')}"
            raise SettingsError(f"--key takes one form and its key, not {counts}")

    def _checked(self, items: Items, keys: Items) -> Iterable[Result]:
        """The results for all documents, compared with their keys."""
        if self._options.key:
            return self._beside(items, keys)
        return self._each(self._pairing.paired(items))

    def _each(self, items: Items) -> Iterator[Result]:
        """The result for each document, with a progress bar on a terminal if there are many."""
        with _bar(check_all(self._checker, items, self._options.jobs), len(items)) as results:
            yield from results

    def _beside(self, forms: Items, keys: Items) -> Iterable[Result]:
        """The results for a form and its key."""
        (form,), (key,) = forms, keys
        if isinstance(form, Result) or isinstance(key, Result):
            return [one if isinstance(one, Result) else self._checker.check(one) for one in (form, key)]
        return self._checker.check_both(form, key)

    def _reported(self, results: Iterable[Result]) -> Iterable[Result]:
        """The results with only the problems to report: not ignored, not in the baseline, severe enough."""
        baseline, looks_for = self._baseline, self._checker.looks_for
        writes = self._options.write_baseline is not None
        if self._ignores is not None:
            results = self._ignores.without_ignored(results)
        if baseline is not None and not writes:
            results = baseline.without_known(results, looks_for)
        results = reported(results, self._settings.severity)
        return baseline.with_all(results, looks_for) if baseline is not None and writes else results

    def _counted(self, results: Iterable[Result]) -> Run:
        """The results, counted as the settings and the report need it."""
        options, settings = self._options, self._settings
        if settings.format in _FOR_PEOPLE and not (options.quiet or options.with_statistics or options.write_baseline):
            results = self._fixing.counting(results)
        return Run(
            _told(results, self._pairing.notes()),
            others=self._checker.others,
            known=None if self._baseline is None else 0,
            strict=settings.strict,
            max_warnings=settings.max_warnings,
            fixed=bool(self._fixing.fixed),
        )

    def _report(self, run: Run) -> Iterator[str]:
        """The report, drawn for a terminal if it is printed to one."""
        format = self._settings.format
        is_drawn = self._options.output is None and terminal.is_terminal()
        width = terminal.terminal_width() if is_drawn else None
        if self._options.with_statistics:
            return statistics(run, format, width)
        return terminal.report(run, width) if format == "text" and width else REPORTERS[format](run)

    def _print(self, run: Run, pieces: Iterator[str]) -> None:
        """Print the report, or write it to the file; beside a fixed standard input, print it on standard error."""
        output = self._options.output
        if output is not None:
            report = "".join([f"{click.unstyle(piece)}\n" for piece in pieces])
            try:
                Path(output).write_text(report, encoding="utf-8")
            except OSError as error:
                raise SettingsError(f"{output}: cannot be written: {error.strerror}") from None
            pieces = iter([run.summary])
        elif sys.stderr.isatty():  # the progress bar is still shown: print the report after it
            pieces = iter([*pieces])
        for piece in pieces:
            if not self._options.quiet:
                click.echo(piece, err=self._fixing.output is not None)

    def _unmatched_layouts(self, items: Items) -> Iterator[str]:
        """A sentence about each pattern for layouts that matches no file in the folders of this run."""
        files = [item.file for item in items if isinstance(item, Item) and item.file]
        for pattern in self._settings.layouts:
            if pattern.is_within(self._folders) and not any(map(pattern.matches, files)):
                yield f"layouts: no file matches `{pattern.text}`"

    def _print_notes(self, run: Run, unmatched: Iterable[str]) -> None:
        """Print what was fixed and what could be, the fixed standard input, and notes on standard error."""
        fixing, ignores = self._fixing, self._ignores
        notes = [run.too_many_warnings, *(ignores.unused() if ignores else ()), *unmatched, self._saved()]
        said = fixing.summary(run.errors + run.warnings, wrote=self._options.fix)
        if said and not self._options.quiet:
            click.echo(said, err=self._settings.format not in _FOR_PEOPLE or fixing.output is not None)
        if fixing.output is not None:
            click.echo(fixing.output, nl=False)
        for note in () if self._options.quiet else filter(None, notes):
            print_error(note)

    def _saved(self) -> str:
        """Update the baseline's file if necessary; return a sentence about it."""
        baseline, write = self._baseline, self._options.write_baseline
        if baseline is None or write is None:
            return baseline.forget_fixed() if baseline else ""
        baseline.write()
        return f"{write}: written with {counted(baseline.known, 'known problem')}"

    def _print_differences(self, items: Items) -> int:
        """Print what fixes would change; the exit code is 1 if they would change anything, or errors are left."""
        errors, unread = 0, False
        for piece in self._fixing.diff(items):
            if isinstance(piece, bytes):
                click.echo(piece, nl=False)
                continue
            for result in self._reported([piece]):
                errors += len(result.of("error"))
                if result.unread:
                    unread = True
                    print_error(f"{result.item.name}: {result.unread}")
        if not self._options.quiet:
            click.echo(self._fixing.would(errors), err=True)
        return 2 if unread else int(bool(self._fixing.files or errors))


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
        print_error(line)
