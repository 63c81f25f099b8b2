"""Measures the goals of speed and prints a table of ratios; being slow is a finding, never a failure."""

from __future__ import annotations

import argparse
import json
import platform
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version

import xmlschema
from lxml import etree

from questionforms import iter_problems
from questionforms.schema.schemas import shipped
from tests.benchmarks import answers, archives, files, forms, growth, hand_off, marketplace, quality, tables
from tests.benchmarks.report import Row, as_json, table
from tests.benchmarks.timing import FULL, QUICK, Effort, Run, fresh, medians


def importing(effort: Effort) -> Iterator[Row]:
    """`import questionforms` beside `import lxml.etree`, each less the start of Python."""
    contenders = {code: fresh(code) for code in ("pass", "import questionforms", "import lxml.etree")}
    start, ours, theirs = medians(contenders, effort.starts, effort.turn).values()
    yield Row(work="import questionforms", peer="import lxml.etree", ours=ours - start, theirs=theirs - start, goal=1)


def writing(effort: Effort) -> Iterator[Row]:
    """A plain form of 20 questions and 100 selections beside boto 2's templates and lxml's SubElement."""
    form = forms.plain(20)
    built = forms.build(form)
    contenders: dict[str, Run] = {
        "build": partial(forms.write, form),
        "write": built.to_xml,
        "lxml": partial(forms.write_with_lxml, form),
    }
    _agree(forms.write(form), built.to_xml(), forms.write_with_lxml(form))
    if forms.boto_questions() is not None:
        contenders["boto"] = partial(forms.write_with_boto, form)
        _agree(forms.write(form), forms.dated(forms.write_with_boto(form)))
    found = medians(contenders, effort.rounds, effort.turn)
    build, write, boto = "build and write 20 questions", "write them, already built", "boto 2 templates"
    yield Row(work=build, peer=boto, ours=found["build"], theirs=found.get("boto"), goal=0.7)
    yield Row(work=build, peer="lxml SubElement", ours=found["build"], theirs=found["lxml"], goal=0.25)
    yield Row(work=write, peer=boto, ours=found["write"], theirs=found.get("boto"), goal=0.4)


def writing_harder(effort: Effort) -> Iterator[Row]:
    """A form with markup and with texts to be escaped, beside lxml alone, since boto 2 escapes nothing."""
    form = forms.harder(20)
    _agree(etree.canonicalize(forms.write(form)), etree.canonicalize(forms.write_with_lxml(form)))
    contenders = {"ours": partial(forms.write, form), "lxml": partial(forms.write_with_lxml, form)}
    found = medians(contenders, effort.rounds, effort.turn)
    work = "the same with FormattedContent, & and <"
    yield Row(work=work, peer="lxml SubElement", ours=found["ours"], theirs=found["lxml"])


def checking(effort: Effort) -> Iterator[Row]:
    """All checks of a valid form, beside those of two XSD engines with schemas compiled beforehand."""
    file = str(shipped().file(forms.URI))
    libxml2, other = etree.XMLSchema(file=file), xmlschema.XMLSchema(file)
    plain, harder = (forms.build(form(20)).to_bytes() for form in (forms.plain, forms.harder))
    contenders: dict[str, Run] = {
        "plain": lambda: list(iter_problems(plain)),
        "harder": lambda: list(iter_problems(harder)),
        "libxml2": lambda: libxml2.validate(etree.fromstring(plain)),
        "libxml2, harder": lambda: libxml2.validate(etree.fromstring(harder)),
        "xmlschema": lambda: other.is_valid(plain),
    }
    _agree([], *(contenders[name]() for name in ("plain", "harder")))
    _agree(True, *(contenders[name]() for name in ("libxml2", "libxml2, harder", "xmlschema")))
    found = medians(contenders, effort.rounds, effort.turn)
    check, peer = "check 20 questions", "libxml2 parse and schema"
    yield Row(work=check, peer=peer, ours=found["plain"], theirs=found["libxml2"], goal=2.5)
    yield Row(work=check, peer="xmlschema", ours=found["plain"], theirs=found["xmlschema"], goal=1 / 15)
    harder_check = f"{check} with FormattedContent"
    yield Row(work=harder_check, peer=peer, ours=found["harder"], theirs=found["libxml2, harder"])


def checking_files(effort: Effort) -> Iterator[Row]:
    """Whole runs of the command over folders of forms: in one process, and in two beside one."""
    few, many = max(10, effort.documents // 100), max(20, effort.documents // 5)
    with files.folder(few) as path:
        run = files.checker(path, 1)
        _agree(f"{few:,} files checked, no problems found\n", run())
        found = medians({"one": run}, effort.tables, effort.turn)
    yield Row(work=f"validate {few:,} forms", peer="limit", ours=found["one"], theirs=0.5, goal=1)
    with files.folder(many) as path:
        contenders = {jobs: files.checker(path, jobs) for jobs in (1, 2)}
        _agree(f"{many:,} files checked, no problems found\n", *(run() for run in contenders.values()))
        found = medians({str(jobs): run for jobs, run in contenders.items()}, effort.tables, effort.turn)
    yield Row(
        work=f"validate {many:,} forms, --jobs 2", peer="--jobs 1", ours=found["2"], theirs=found["1"], goal=1 / 1.6
    )


def reading(effort: Effort) -> Iterator[Row]:
    """Answers in either way of the service, read alone and into a dict of values, beside those who make dicts."""
    for count, goal in ((1, 0.3), (5, 0.5)):
        for way, xml in answers.documents(count).items():
            contenders = answers.contenders(xml)
            _agree(*(run() for name, run in contenders.items() if name != "parse"))
            found = medians(contenders, effort.rounds, effort.turn)
            tree, other = found["ElementTree"], found.get("xmltodict")
            work = f"parse_answers, {count} of them, {way}"
            yield Row(work=work, peer="ElementTree to dicts", ours=found["parse"], theirs=tree, goal=goal)
            yield Row(work=work, peer="xmltodict", ours=found["parse"], theirs=other, goal=0.2)
            yield Row(work=f"{work}, all values", peer="ElementTree to dicts", ours=found["values"], theirs=tree)
            yield Row(work=f"{work}, all values", peer="xmltodict", ours=found["values"], theirs=other)


def tabulating(effort: Effort) -> Iterator[Row]:
    """Many documents of 5 answers as a table in each shape, beside loops that make a dict of each for pandas."""
    few = tables.contenders(list(tables.documents(100)))
    _agree(*(tables.cells(run()) for name, run in few.items() if not name.startswith("iter_batches")))
    found = medians(tables.contenders(list(tables.documents(effort.documents))), effort.tables, effort.turn)
    tree, other = found.pop("ElementTree"), found.pop("xmltodict", None)
    for shape, ours in found.items():
        in_batches = shape.startswith("iter_batches")
        work = f"{effort.documents:,} documents, {shape if in_batches else f'table, {shape}'}"
        for peer, theirs, goal in (("ElementTree into pandas", tree, 0.15), ("xmltodict into pandas", other, 0.12)):
            yield Row(work=work, peer=peer, ours=ours, theirs=theirs, goal=None if in_batches else goal)


def holding(effort: Effort) -> Iterator[Row]:
    """By how much memory grows while many documents are read in batches, each shape in a process of its own."""
    for work in ("iter_batches, long", "iter_batches, wide with a form", "iter_batches, wide without"):
        _, grown = growth.measured(work, effort.batches)
        yield Row(work=f"{effort.batches:,} documents, {work}", peer="limit", ours=grown, theirs=30, goal=1, unit="MB")


def combining(effort: Effort) -> Iterator[Row]:
    """Ten labels for each document of the tables, 100 of each worker, made into one for each unit, and the figures."""
    count = 10 * effort.documents
    found = medians(quality.contenders(quality.labels(count)), effort.tables, effort.turn)
    pandas, kit = found.pop("pandas"), found.pop("crowd-kit", None)
    for work, ours in found.items():
        yield Row(work=f"{count:,} labels, {work}", peer="pandas majority", ours=ours, theirs=pandas)
    if kit is not None:
        yield Row(work=f"{count:,} labels, dawid-skene", peer="crowd-kit", ours=found["dawid-skene"], theirs=kit)
    grown = quality.grown(count)
    yield Row(work=f"{count:,} labels, dawid-skene", peer="limit", ours=grown, theirs=1_000, goal=1, unit="MB")


def archiving(effort: Effort) -> Iterator[Row]:
    """The command that makes a table of an archive, beside the scripts that people write: whole processes."""
    with archives.archives(effort.documents) as few:
        contenders = archives.contenders(few)
        written, peaks = {}, {}
        for name, run in contenders.items():
            peaks[name] = run()
            written[name] = archives.cells(few, name)
        for kind in ("JSON Lines", "CSV"):
            _agree(written[f"script, {kind}"], written[f"command, {kind}"])
        found = medians(contenders, effort.tables, effort.turn)
    for kind, peer, goal in (("JSON Lines", "json, ElementTree, pandas", 0.4), ("CSV", "pandas", 3)):
        work = f"{effort.documents:,} assignments, {kind} to Parquet"
        yield Row(work=work, peer=peer, ours=found[f"command, {kind}"], theirs=found[f"script, {kind}"], goal=goal)
    with archives.archives(effort.batches) as many:
        for name, run in archives.contenders(many).items():
            if name.startswith("command"):
                work = f"{effort.batches:,} assignments, {name}, growth"
                yield Row(work=work, peer="limit", ours=max(0.0, run() - peaks[name]), theirs=60, goal=1, unit="MB")


def growing(effort: Effort) -> Iterator[Row]:
    """Time for each byte of a form ten times as long beside that of the shorter one; it should be as good as flat."""
    works: dict[str, Callable[[forms.Form, bytes], object]] = {
        "build and write": lambda form, _: forms.write(form),
        "check": lambda _, xml: list(iter_problems(xml)),
    }
    inputs = {20: forms.plain(20), 200: forms.plain(200)}
    written = {count: forms.build(form).to_bytes() for count, form in inputs.items()}
    contenders = {
        f"{work} {count} questions": partial(run, form, written[count])
        for work, run in works.items()
        for count, form in inputs.items()
    }
    _agree(forms.write(inputs[200]), forms.write_with_lxml(inputs[200]))
    _agree([], list(iter_problems(written[20])))
    _agree(["too-large"], [problem.rule for problem in iter_problems(written[200])])  # and checked like any other
    found = medians(contenders, effort.rounds, effort.turn)
    for work in works:
        few, many = (found[f"{work} {count} questions"] / len(xml) for count, xml in written.items())
        yield Row(work=f"{work} 200 questions", peer="20 questions", ours=many, theirs=few, goal=1.25, unit="s/byte")


def handing_off(effort: Effort) -> Iterator[Row]:
    """All checks of a HIT and its parameters, beside boto3's call with them to a server that does nothing."""
    peer = "boto3 create_hit, loopback"
    with hand_off.client() as client:
        for questions in (1, 20):
            hits = hand_off.Hits(questions)
            contenders: dict[str, Run] = {
                "another": hits.check_another,
                "again": hits.check_again,
                "boto3": partial(client.create_hit, **hits.check_again()),
            }
            found = medians(contenders, effort.rounds, effort.turn)
            work = f"check and build a HIT, {questions} question{'s' * (questions > 1)}"
            yield Row(work=work, peer=peer, ours=found["another"], theirs=found["boto3"], goal=0.15)
            yield Row(work=f"{work}, again", peer=peer, ours=found["again"], theirs=found["boto3"], goal=0.15)


def serving(effort: Effort) -> Iterator[Row]:
    """Calls to the marketplace on SQLite, beside those to a server that answers with the same bytes."""
    sizes = sorted({marketplace.LISTED, effort.documents})
    with marketplace.contenders(*sizes) as contenders:
        found = medians(contenders, effort.rounds, effort.turn)
    for work, goal in (("create_hit", 3.0), ("list_hits", 1.8)):
        for size in sizes:
            ours, theirs = found[f"{work}, {size:,} HITs"], found[f"{work}, recorded"]
            row = f"{work} of the marketplace, {size:,} HITs in it"
            yield Row(work=row, peer="the same bytes, loopback", ours=ours, theirs=theirs, goal=goal)


MEASURES: tuple[Callable[[Effort], Iterator[Row]], ...] = (
    importing,
    writing,
    writing_harder,
    checking,
    checking_files,
    reading,
    tabulating,
    holding,
    archiving,
    combining,
    growing,
    handing_off,
    serving,
)


def _agree(expected: object, *outputs: object) -> None:
    """Refuse to time contenders that do not do the same work."""
    for output in outputs:
        if output != expected:
            raise ValueError(f"the contenders do not agree: {expected!r:.200} and {output!r:.200}")


def _versions() -> str:
    """What was measured, as far as it is installed."""
    parts = [f"{platform.python_implementation()} {platform.python_version()}"]
    for package in ("lxml", "xmlschema", "boto", "xmltodict", "pandas", "pyarrow", "boto3"):
        with suppress(PackageNotFoundError):
            parts.append(f"{package} {version(package)}")
    return ", ".join(parts)


def main(argv: Sequence[str] | None = None) -> None:
    """Measure everything, and print a table or JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few rounds: a glance, no numbers to rely on")
    parser.add_argument("--json", action="store_true", help="print a list of rows, times in seconds")
    options = parser.parse_args(argv)
    effort = QUICK if options.quick else FULL
    rows: list[Row] = []
    for measure in MEASURES:
        print(f"measuring: {measure.__name__.replace('_', ' ')}", file=sys.stderr, flush=True)
        rows += measure(effort)
    if options.json:
        print(json.dumps([as_json(row) for row in rows], indent=2))
        return
    print(f"{_versions()}; medians of {effort.rounds} interleaved rounds, {effort.starts} for the import\n")
    print(table(rows))
    missing = sorted({re.sub(" templates$| into pandas$", "", row.peer) for row in rows if row.theirs is None})
    if missing:
        print(f"\n{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing: {forms.INSTALL_BOTO}")


if __name__ == "__main__":
    main()
