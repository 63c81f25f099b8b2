"""`questionforms quality`: how well workers agree, the labels that combine their answers, and figures for workers."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, get_args

import click

from questionforms import __version__
from questionforms.cli.inputs.named_documents import CannotError, encoding_option, read_named, table_file
from questionforms.cli.output.printing import print_error
from questionforms.cli.output.quality_files import WRITERS, write_table, write_three_columns
from questionforms.exceptions import InvalidArgument, MissingExtra, WrongType
from questionforms.quality.alpha import Agreement, Metric, agreement_on
from questionforms.quality.voting import Method, consensus_on, consensus_table

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.cli.inputs.collection import Collection
    from questionforms.elements.question_form import QuestionForm
    from questionforms.quality.labels import Labels

_FILE = click.Path(dir_okay=False, path_type=Path)
_TABLES = ("consensus", "workers", "agreement")


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """What the user asked for."""

    form: QuestionForm | None
    question: str | None
    unit: list[str]
    metric: Metric | None
    method: Method
    gold: Path | None
    output: Path | None
    table: str | None
    three_columns: Path | None
    plot: Path | None


@dataclass(frozen=True, kw_only=True)
class _Found:
    """The figures: the consensus only if one question was named."""

    agreements: list[Agreement]
    consensus: pa.Table | None
    workers: pa.Table | None
    given: list[Labels]
    #: What could not be read or understood, each a sentence.
    notes: list[str]

    def table(self, name: str) -> pa.Table | None:
        """The table with this name."""
        import pyarrow as pa

        if name == "agreement":
            return pa.Table.from_pylist([asdict(one) for one in self.agreements])
        return self.consensus if name == "consensus" else self.workers


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@encoding_option
@click.option("--question", metavar="QUESTION", help="The question; without it, all that have choices, without labels.")
@click.option("--form", metavar="FORM", help="The QuestionForm that was answered.")
@click.option(
    "--unit",
    multiple=True,
    default=["HITId"],
    show_default=True,
    metavar="COLUMN",
    help="The column that identifies what was labelled, such as Input.image_url; can be repeated.",
)
@click.option("--metric", type=click.Choice(get_args(Metric)), help="How different two labels are.")
@click.option(
    "--method",
    type=click.Choice(get_args(Method)),
    default="majority",
    show_default=True,
    help="How answers become one label.",
)
@click.option("--gold", type=_FILE, metavar="CSV", help="Known labels: the columns of the unit, and `label`.")
@click.option(
    "-o",
    "--output",
    type=_FILE,
    callback=table_file(WRITERS),
    metavar="TABLE",
    help="Write a table: .parquet, .csv, .jsonl or .ndjson.",
)
@click.option(
    "--table",
    type=click.Choice(_TABLES),
    help="The table to write (default: consensus with --question, else workers).",
)
@click.option("--three-columns", type=_FILE, metavar="CSV", help="Write all labels as task, worker, label.")
@click.option("--plot", type=_FILE, metavar="PICTURE", help="Plot the workers of the question, or all agreements.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Output format (default: text).")
@click.option("-q", "--quiet", is_flag=True, help="Print no report; just write files and set the exit code.")
@click.pass_context
def quality(
    context: click.Context,
    /,
    *,
    files: tuple[str, ...],
    form: str | None,
    unit: tuple[str, ...],
    encoding: str | None,
    format: str,
    quiet: bool,
    **options: Any,
) -> None:
    """Measure how well workers agree, and combine their labels.

    Prints the agreement, the label of each unit, and figures for each worker.

    A FILE is anything that `questionforms answers` reads, with several answers to each unit. A unit is what was
    labelled: a HIT, unless --unit names another column.

    Exit codes: 0 success, 2 a file could not be read (all others were) or the command line is wrong.
    """
    from questionforms.cli.inputs.collection import Collection
    from questionforms.elements.question_form import QuestionForm

    wanted = _Wanted(form=read_named(form, QuestionForm) if form else None, unit=list(unit), **options)
    if wanted.question is None and (wanted.table == "consensus" or wanted.three_columns):
        raise click.UsageError("labels are those of one question; name it with --question")
    logging.getLogger("questionforms.answers").addHandler(logging.NullHandler())
    try:
        with TemporaryDirectory(prefix="questionforms-") as scratch:
            collection = Collection(files, scratch=Path(scratch), without=wanted.output, encoding=encoding)
            found = _run(collection, wanted)
        _write(found, wanted)
    except (InvalidArgument, WrongType) as error:
        raise CannotError(error.message) from None
    except MissingExtra as error:
        raise CannotError(str(error)) from None
    except OSError as error:
        raise CannotError(f"{error.filename}: {error.strerror or error}") from None
    if not quiet:
        _print(found, collection, wanted, format)
    for line in (*found.notes, *collection.unread):
        print_error(line)
    context.exit(2 if collection.unread else 0)


def _run(collection: Collection, wanted: _Wanted) -> _Found:
    """Read all documents once, and calculate everything."""
    from questionforms.answers.tables.options import checked
    from questionforms.cli.runs.answer_reading import read_table
    from questionforms.quality.answer_tables import choice_questions, require
    from questionforms.quality.gold import read_gold, report_gold
    from questionforms.quality.labels import labels
    from questionforms.quality.worker_statistics import workers_on

    require("krippendorff")
    for path in (wanted.output, wanted.three_columns, wanted.plot):
        if path is not None and collection.holds(path):
            raise CannotError(f"{path}: cannot be written: it is one of the input files")
    table, notes = read_table(collection, checked("quality", wanted.form, infer=True))
    if not len(table):
        raise CannotError("\n".join(collection.unread) or "the files contain no answers")
    asked = [wanted.question] if wanted.question else choice_questions(table, wanted.form, without=wanted.unit)
    if not asked:
        raise CannotError("no question has choices; name a question with --question")
    given = [labels("quality", table, one, form=wanted.form, unit=wanted.unit) for one in asked]
    known = read_gold("quality", wanted.gold, wanted.unit, wanted.question) if wanted.gold else {}
    per_question = [(one, known.get(one.question, known.get(None))) for one in given]
    for one, gold_labels in per_question:
        report_gold("quality", one, gold_labels)
    labelled = None
    if wanted.question:
        labelled = consensus_table(given[0], consensus_on(given[0], wanted.method, known.get(None)))
    has_workers = any((one.worker >= 0).any() for one in given)
    return _Found(
        agreements=[agreement_on(one, wanted.metric) for one in given],
        consensus=labelled,
        workers=workers_on(table, per_question) if has_workers else None,
        given=given,
        notes=notes,
    )


def _write(found: _Found, wanted: _Wanted) -> None:
    """Write the files that were asked for."""
    if wanted.output:
        name = wanted.table or ("consensus" if wanted.question else "workers")
        table = found.table(name)
        if table is None:
            raise CannotError("there are no figures for workers: no assignment has a WorkerId")
        write_table(table, wanted.output)
    if wanted.three_columns:
        write_three_columns(found.given[0], wanted.three_columns)
    if wanted.plot:
        from questionforms.quality.plots import plot_agreement, plot_workers

        if wanted.question and found.workers is not None:
            plot_workers(found.workers, path=wanted.plot)
        else:
            plot_agreement(found.agreements, path=wanted.plot)


def _print(found: _Found, collection: Collection, wanted: _Wanted, format: str) -> None:
    if format == "json":
        click.echo(_as_json(found, collection))
        return
    from questionforms.cli.output.quality_lines import agreement_lines, consensus_lines, worker_lines

    sections = [agreement_lines(found.agreements)]
    if wanted.question and found.consensus is not None:
        sections.append(consensus_lines(found.consensus, wanted.question, wanted.method))
    if found.workers is not None:
        sections.append(worker_lines(found.workers))
    click.echo("\n\n".join("\n".join(lines) for lines in sections))


def _as_json(found: _Found, collection: Collection) -> str:
    shown = {
        "questionforms": __version__,
        "unread": collection.unread,
        "notes": found.notes,
        "agreement": [asdict(one) for one in found.agreements],
        "consensus": None if found.consensus is None else found.consensus.to_pylist(),
        "workers": None if found.workers is None else found.workers.to_pylist(),
    }
    return json.dumps(shown, indent=2, default=str)
