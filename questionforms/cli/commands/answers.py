"""`questionforms answers`: the answers of many workers, summarised on the terminal and written as a table."""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from questionforms import __version__
from questionforms.answers.summaries.text_bars import MOST_QUESTIONS
from questionforms.cli.inputs.named_documents import CannotError, encoding_option, read_named, table_file
from questionforms.cli.output.printing import print_error, print_xml
from questionforms.cli.output.table_files import WRITERS, is_parquet, plain, require, write
from questionforms.exceptions import InvalidArgument, MissingExtra
from questionforms.problems import as_dict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.summaries.summary_types import Summary
    from questionforms.answers.tables.options import Options
    from questionforms.cli.inputs.collection import Collection
    from questionforms.cli.runs.answer_checks import AnswerChecks
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import QuestionForm

#: The number of problems that are printed by default.
MOST_PROBLEMS = 20


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """What the user asked for."""

    form: QuestionForm | None
    key: AnswerKey | None
    options: Options
    output: Path | None
    plot: Path | None
    all_problems: bool


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@encoding_option
@click.option("--form", metavar="FORM", help="The QuestionForm that was answered; report answers that do not fit it.")
@click.option("--key", metavar="KEY", help="The form's AnswerKey; score the answers with it.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=table_file(WRITERS),
    metavar="TABLE",
    help="Write all answers to a table: .parquet, .csv, .jsonl or .ndjson.",
)
@click.option(
    "--layout",
    type=click.Choice(["wide", "long"]),
    default="wide",
    show_default=True,
    help="Make one table row per assignment (wide) or per value (long).",
)
@click.option(
    "--columns",
    type=click.Choice(["keep", "core"]),
    default="keep",
    show_default=True,
    help="Keep all columns of assignments and HITs, or only IDs, status, times and feedback (core).",
)
@click.option("--multi", multiple=True, metavar="QUESTION", help="This question's texts contain several values.")
@click.option("--scale", "scales", multiple=True, metavar="QUESTION", help="This question's selections are a scale.")
@click.option(
    "--numbers",
    type=click.Choice(["float", "decimal"]),
    default="float",
    show_default=True,
    help="The type of columns of numbers that are not all whole.",
)
@click.option(
    "--expand/--no-expand",
    default=True,
    help="Turn the JSON of crowd-forms into columns (default), or keep it as text.",
)
@click.option(
    "--infer/--no-infer", default=True, help="Without a form, find the types of texts (default), or keep texts."
)
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PICTURE",
    help="Save a plot of the summary to this file.",
)
@click.option("--guess-form", is_flag=True, help="Print a QuestionForm that fits the answers, instead of a summary.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Output format (default: text).")
@click.option("--all-problems", is_flag=True, help=f"Print all problems, not only the first {MOST_PROBLEMS}.")
@click.option("--all-questions", is_flag=True, help=f"Summarise all questions, not only the first {MOST_QUESTIONS}.")
@click.option("-q", "--quiet", is_flag=True, help="Print no report; just set the exit code.")
@click.pass_context
def answers(
    context: click.Context,
    /,
    *,
    files: tuple[str, ...],
    form: str | None,
    key: str | None,
    format: str,
    quiet: bool,
    all_problems: bool,
    all_questions: bool,
    guess_form: bool,
    encoding: str | None,
    **options: Any,
) -> None:
    """Summarise workers' answers, and write them as a table.

    A FILE is a QuestionFormAnswers document, JSON saved by the AWS CLI, JSON Lines, a results file from the requester
    site or another tool, Parquet, a folder of these, or - for standard input; each may be gzipped. FORM and KEY are
    files, or documents in Python such as form.py:form.

    Exit codes: 0 success, 1 a document cannot be read or does not fit the form, 2 a file could not be read (all others
    were) or the command line is wrong.
    """
    from questionforms.cli.inputs.collection import Collection
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import QuestionForm

    if guess_form:
        _refuse_beside_guess(form=form, key=key, output=options["output"], plot=options["plot"])
        context.exit(_print_guess(files, encoding))
    asked = read_named(form, QuestionForm) if form else None
    wanted = _Wanted(
        form=asked,
        key=read_named(key, AnswerKey) if key else None,
        options=_options(asked, options),
        all_problems=all_problems or format == "json",
        output=options["output"],
        plot=options["plot"],
    )
    # the report already says what the table would log
    logging.getLogger("questionforms.answers").addHandler(logging.NullHandler())
    with TemporaryDirectory(prefix="questionforms-") as scratch:
        found = Collection(files, scratch=Path(scratch), without=wanted.output, encoding=encoding)
        result = _run(found, wanted)
    none_read = bool(found.unread) and not result.figures.total
    if not quiet and (format == "json" or not none_read):
        _print(result, found, format, with_form=form is not None, all_questions=all_questions)
    for line in (*result.notes, *found.unread):
        print_error(line)
    context.exit(2 if found.unread else int(result.checks.findings.errors > 0))


def _options(form: QuestionForm | None, given: dict[str, Any]) -> Options:
    """The options of the table."""
    from questionforms.answers.tables.options import checked

    names = ("layout", "columns", "numbers", "scales", "multi")
    try:
        return checked(
            "answers", form, infer=given["infer"], expand=given["expand"], **{name: given[name] for name in names}
        )
    except InvalidArgument as error:
        raise click.UsageError(error.message) from None


def _refuse_beside_guess(**options: object) -> None:
    """Refuse options that have no effect on a guessed form."""
    for name, value in options.items():
        if value is not None:
            raise click.UsageError(f"--guess-form only prints a form, so --{name} has no effect; omit one of them")


def _print_guess(files: tuple[str, ...], encoding: str | None) -> int:
    """Print the form that fits the answers, and on standard error what does not fit; return the exit code."""
    from questionforms.answers.guessed_forms import guessed
    from questionforms.cli.inputs.collection import Collection

    with TemporaryDirectory(prefix="questionforms-") as scratch:
        found = Collection(files, scratch=Path(scratch), encoding=encoding)
        try:
            guess = guessed(document.given for document in found.documents("reading"))
        except InvalidArgument as error:
            raise CannotError("\n".join(found.unread) or error.message) from None
    print_xml(guess.form.to_xml(indent=True))
    for line in (*guess.notes, *found.unread):
        print_error(line)
    return 2 if found.unread else int(guess.unread > 0)


@dataclass(frozen=True, kw_only=True)
class _Result:
    """What was found out."""

    figures: Summary
    checks: AnswerChecks
    #: What could not be understood, or is not as one might expect, each a sentence.
    notes: tuple[str, ...]


def _run(found: Collection, wanted: _Wanted) -> _Result:
    """Read all documents, check and summarise them, and write the table and the plot."""
    from questionforms.cli.runs.answer_checks import AnswerChecks
    from questionforms.cli.runs.answer_reading import notes, read

    if wanted.output and found.holds(wanted.output):
        raise CannotError(f"{wanted.output}: cannot be written: it is one of the input files")
    if wanted.output:
        with _writing(wanted.output):
            require(wanted.output)
    checks = AnswerChecks(wanted.form, wanted.key, most=None if wanted.all_problems else MOST_PROBLEMS)
    reading, figures = read(found, wanted.options, checks, arrow=bool(wanted.output and is_parquet(wanted.output)))
    if wanted.output:
        with _writing(wanted.output):
            write(reading, wanted.output)
    if wanted.plot:
        from questionforms.answers import plot

        with _writing(wanted.plot):
            plot(figures, path=wanted.plot)
    return _Result(figures=figures, checks=checks, notes=tuple(notes(reading)))


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except (MissingExtra, InvalidArgument) as error:
        raise CannotError(getattr(error, "message", str(error))) from None
    except OSError as error:
        raise CannotError(f"{path}: cannot be written: {error.strerror or error}") from None


def _print(result: _Result, found: Collection, format: str, *, with_form: bool, all_questions: bool) -> None:
    if format == "json":
        click.echo(_as_json(result, found))
        return
    from questionforms.cli.output.bars import lines, score_lines
    from questionforms.cli.output.terminal import problem_lines

    findings, scores = result.checks.findings, result.checks.scores
    for line in problem_lines(findings.problems):
        click.echo(line)
    if findings.left_out:
        click.echo(f"and {findings.left_out:,} more; use --all-problems to print them all")
    if findings.problems:
        click.echo()
    for line in lines(result.figures, all_questions=all_questions):
        click.echo(line)
    if scores:
        click.echo()
        for line in score_lines(scores):
            click.echo(line)
    if with_form or findings.problems:
        click.echo(f"\n{findings.summary}")


def _as_json(result: _Result, found: Collection) -> str:
    findings, scores = result.checks.findings, result.checks.scores
    shown = {
        "questionforms": __version__,
        "errors": findings.errors,
        "warnings": findings.warnings,
        "unread": found.unread,
        "notes": result.notes,
        "problems": [as_dict(problem) for problem in findings.problems],
        "summary": asdict(result.figures),
        "scores": asdict(scores) if scores else None,
    }
    return json.dumps(shown, indent=2, default=plain)
