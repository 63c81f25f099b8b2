"""The benchmarks' contenders do the same work, and a run prints a row for each goal. No test here depends on time."""

from __future__ import annotations

import json
import re
from functools import partial

import pytest
from lxml import etree

from questionforms import iter_problems
from questionforms.answers.read.fast import split
from questionforms.namespaces import XHTML
from questionforms.schema.schemas import shipped
from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks import answers, forms, growth, quality, tables
from tests.benchmarks.__main__ import main
from tests.benchmarks.report import Row, table
from tests.benchmarks.timing import QUICK, medians

pytestmark = pytest.mark.slow

needs_boto = pytest.mark.skipif(forms.boto_questions() is None, reason=f"needs boto 2: {forms.INSTALL_BOTO}")

BOTO, SUB_ELEMENT = "boto 2 templates", "lxml SubElement"

#: Each work and peer, with the goal in the table.
GOALS = (
    ("import questionforms", "import lxml.etree", "<= 1"),
    ("build and write 20 questions", BOTO, "<= 0.7"),
    ("build and write 20 questions", SUB_ELEMENT, "<= 0.25"),
    ("write them, already built", BOTO, "<= 0.4"),
    ("the same with FormattedContent, & and <", SUB_ELEMENT, "-"),
    ("check 20 questions", "libxml2 parse and schema", "<= 2.5"),
    ("check 20 questions", "xmlschema", "<= 0.0667"),
    ("check 20 questions with FormattedContent", "libxml2 parse and schema", "-"),
    ("validate 10 forms", "limit", "<= 1"),
    ("validate 20 forms, --jobs 2", "--jobs 1", "<= 0.625"),
    *(
        (f"parse_answers, {count} of them, {way}{more}", peer, goal)
        for count, limit in ((1, "<= 0.3"), (5, "<= 0.5"))
        for way in ("one line", "lines")
        for more, peer, goal in (
            ("", "ElementTree to dicts", limit),
            ("", "xmltodict", "<= 0.2"),
            (", all values", "ElementTree to dicts", "-"),
            (", all values", "xmltodict", "-"),
        )
    ),
    *(
        (f"100 documents, {work}", peer, goal if work.startswith("table") else "-")
        for work in (
            *("table, long", "table, wide with a form", "table, wide without"),
            *("table, wide without, times as text", "iter_batches, wide with a form"),
        )
        for peer, goal in (("ElementTree into pandas", "<= 0.15"), ("xmltodict into pandas", "<= 0.12"))
    ),
    *(
        (f"2,000 documents, iter_batches, {shape}", "limit", "<= 1")
        for shape in ("long", "wide with a form", "wide without")
    ),
    ("100 assignments, JSON Lines to Parquet", "json, ElementTree, pandas", "<= 0.4"),
    ("100 assignments, CSV to Parquet", "pandas", "<= 3"),
    *((f"2,000 assignments, command, {kind}, growth", "limit", "<= 1") for kind in ("JSON Lines", "CSV")),
    *(
        (f"1,000 labels, {work}", "pandas majority", "-")
        for work in ("majority", "dawid-skene", "agreement", "workers")
    ),
    *([("1,000 labels, dawid-skene", "crowd-kit", "-")] if quality.dawid_skene_of_crowd_kit() else []),
    ("1,000 labels, dawid-skene", "limit", "<= 1"),
    ("build and write 200 questions", "20 questions", "<= 1.25"),
    ("check 200 questions", "20 questions", "<= 1.25"),
    *(
        (f"check and build a HIT, {questions}{again}", "boto3 create_hit, loopback", "<= 0.15")
        for questions in ("1 question", "20 questions")
        for again in ("", ", again")
    ),
    ("create_hit of the marketplace, 100 HITs in it", "the same bytes, loopback", "<= 3"),
    ("list_hits of the marketplace, 100 HITs in it", "the same bytes, loopback", "<= 1.8"),
)


@pytest.fixture
def fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measuring gives two rows that are known, one of them without its peer."""
    rows = [
        Row(work="write", peer="lxml", ours=2e-6, theirs=8e-6, goal=0.2),
        Row(work="write", peer=BOTO, ours=2e-6, theirs=None, goal=0.4),
    ]
    monkeypatch.setattr(benchmarks, "MEASURES", (lambda _: iter(rows),))
    monkeypatch.setattr(benchmarks.MEASURES[0], "__name__", "fixed")


@pytest.mark.parametrize("questions", [1, 20])
def test_lxml_writes_the_same_form(questions: int) -> None:
    """The peer's XML is ours, byte for byte."""
    form = forms.plain(questions)
    assert forms.write_with_lxml(form) == forms.write(form)


@pytest.mark.parametrize("questions", [1, 20])
def test_lxml_writes_the_same_harder_form(questions: int) -> None:
    """The peer's XML means the same as ours, which has CDATA sections."""
    form = forms.harder(questions)
    assert etree.canonicalize(forms.write_with_lxml(form)) == etree.canonicalize(forms.write(form))


@needs_boto
@pytest.mark.parametrize("questions", [1, 20])
def test_boto_writes_the_same_form(questions: int) -> None:
    """The peer's XML is ours, byte for byte but for the date of the namespace."""
    form = forms.plain(questions)
    assert forms.dated(forms.write_with_boto(form)) == forms.write(form)


@pytest.mark.parametrize("form", [forms.plain(20), forms.harder(20)], ids=["plain", "harder"])
def test_forms_are_of_the_size_that_is_spoken_of(form: forms.Form) -> None:
    """The forms are valid, have 20 questions and 100 selections, and 16 to 21 KB."""
    document = forms.build(form)
    assert list(iter_problems(document)) == []
    assert (len(document.questions), document.to_xml().count("<Selection>")) == (20, 100)
    assert 16_000 <= document.size <= 21_000


def test_markup_of_the_harder_form_is_valid() -> None:
    """The XHTML in the harder form is of the subset that the service takes."""
    schema = shipped().compiled(XHTML)
    for entry in forms.harder(20).entries:
        xml = f'<FormattedContent xmlns="{XHTML}">{entry.xhtml}</FormattedContent>'
        assert schema.validate(etree.fromstring(xml)), schema.error_log


@pytest.mark.parametrize("count", [1, 5])
def test_readers_of_answers_read_the_same(count: int) -> None:
    """All contenders give each value under its identifier, from either way, which the quick reader takes."""
    for xml in answers.documents(count).values():
        assert split(xml) is not None
        runs = answers.contenders(xml)
        assert answers.values(xml) == answers.with_element_tree(xml) == dict(runs["values"]())  # type: ignore[call-overload]
        assert len(answers.values(xml)) == count


def test_documents_are_different() -> None:
    """No two documents of many are equal, each has 5 answers, and all are read the quick way."""
    pairs = list(tables.documents(2_000))
    assert len({xml for _, xml in pairs}) == len({identifier for identifier, _ in pairs}) == 2_000
    assert all(split(xml) is not None and xml.count("<Answer>") == 5 for _, xml in pairs)


def test_makers_of_tables_make_the_same() -> None:
    """Each table has the ids and the values that ElementTree finds, whatever its shape."""
    runs = tables.contenders(list(tables.documents(100)))
    runs.pop("iter_batches, wide with a form")
    expected = tables.cells(runs["ElementTree"]())
    assert len(expected) == 100
    assert all(tables.cells(run()) == expected for run in runs.values())


def test_combined_labels_are_those_of_pandas() -> None:
    """Where no labels are tied, the consensus is the label that pandas counts most often."""
    runs = quality.contenders(quality.labels(1_000))
    expected = runs["pandas"]()
    rows = [row for row in runs["majority"]().to_pylist() if not row["tie"]]  # type: ignore[attr-defined]
    assert len(rows) > 150
    assert [row["label"] for row in rows] == [expected.loc[row["HITId"], "animal"] for row in rows]  # type: ignore[attr-defined]


def test_growth_is_a_row_for_each_work_and_count(capsys: pytest.CaptureFixture[str]) -> None:
    """Each work is measured at each count; more documents never take less memory at most."""
    growth.main(["--counts", "10", "--works", "table, long", "iter_batches, long"])
    head, *found = capsys.readouterr().out.splitlines()
    assert head.split() == ["work", "documents", "time", "speed", "memory"]
    assert [re.split("  +", line)[:2] for line in found] == [["table, long", "10"], ["iter_batches, long", "10"]]


def test_every_work_of_growth_runs() -> None:
    """Each of the works reads a few documents, and says how long it took."""
    for work in growth.WORKS:
        seconds, grown = growth.measure(work, 10)
        assert seconds > 0
        assert grown >= 0


def test_run_goes_on_without_xmltodict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where xmltodict is not installed its rows stand there without a ratio."""
    monkeypatch.setattr(answers, "xmltodict", lambda: None)
    rows = list(benchmarks.reading(QUICK))
    assert {row.peer: row.ratio is None for row in rows} == {"ElementTree to dicts": False, "xmltodict": True}


def test_every_contender_has_a_turn_in_each_round() -> None:
    """Each round runs each contender once, and begins with another one."""
    runs: list[str] = []
    found = medians({name: partial(runs.append, name) for name in "abc"}, rounds=4, turn=0)
    assert set(found) == {"a", "b", "c"}
    assert "".join(runs[-12:]) == "abcbcacababc"


def test_quick_run_prints_a_row_for_each_goal(capsys: pytest.CaptureFixture[str]) -> None:
    """Each goal has its row, in order, with the peer's name."""
    main(["--quick"])
    rows = capsys.readouterr().out.partition("---\n")[2].splitlines()
    for (work, peer, goal), row in zip(GOALS, rows[: len(GOALS)], strict=True):
        assert row.startswith(f"{work}  ")
        assert f"  {peer}  " in row
        assert f"  {goal}  " in row


def test_run_goes_on_without_boto(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where boto 2 is not installed its rows stand there without a ratio."""
    monkeypatch.setattr(forms, "boto_questions", lambda: None)
    rows = list(benchmarks.writing(QUICK))
    assert [(row.peer, row.ratio is None, row.met is None) for row in rows] == [
        (BOTO, True, True),
        (SUB_ELEMENT, False, False),
        (BOTO, True, True),
    ]


@pytest.mark.usefixtures("fixed")
def test_table_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    """A goal that is missed is a `no` in the table, a missing peer a line on how to install it."""
    main([])
    assert capsys.readouterr().out.partition("\n\n")[2] == (
        "work   ours  peer               theirs  ratio    goal  met?\n"
        "-----------------------------------------------------------\n"
        "write  2 us  lxml                 8 us  0.250  <= 0.2    no\n"
        "write  2 us  boto 2 templates  missing      -  <= 0.4     -\n"
        "\n"
        "boto 2 is missing: pip install 'questionforms[benchmark]'\n"
    )


@pytest.mark.usefixtures("fixed")
def test_json_holds_the_same_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json the rows are a list, with times in seconds."""
    main(["--json"])
    shared = {"work": "write", "ours": 2e-6, "unit": "s"}
    assert json.loads(capsys.readouterr().out) == [
        {**shared, "peer": "lxml", "theirs": 8e-6, "goal": 0.2, "ratio": 0.25, "met": False},
        {**shared, "peer": BOTO, "theirs": None, "goal": 0.4, "ratio": None, "met": None},
    ]


def test_units() -> None:
    """A row of growth shows its times for a byte, and one of memory megabytes."""
    memory = Row(work="read", peer="limit", ours=12.34, theirs=30, unit="MB")
    assert re.split("  +", table([memory]).splitlines()[-1])[1:4] == ["12.3 MB", "limit", "30 MB"]
    row = Row(work="check", peer="20 questions", ours=2.5e-8, theirs=2.5e-8, unit="s/byte")
    assert table([row]).splitlines()[-1].split("  ")[1:3] == ["25 ns/byte", "20 questions"]


def test_contenders_that_disagree_are_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other XML from a peer stops the run with both outputs."""
    monkeypatch.setattr(forms, "write_with_lxml", lambda _: "<other/>")
    with pytest.raises(ValueError, match=r"do not agree.*<other/>"):
        list(benchmarks.writing(QUICK))
