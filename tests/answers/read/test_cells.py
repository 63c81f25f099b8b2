"""Cells read by a form: the requester site's CSV gives what the XML of the same answers gives."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    Answers,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    Length,
    Question,
    QuestionForm,
    SelectionAnswer,
)
from questionforms.answers import read_requester_csv, requester_csv, rows, summary, table
from questionforms.answers.read.answers import from_cells
from questionforms.answers.read.cells import as_asked
from questionforms.cli import main
from tests.long_runs import examples

pytest.importorskip("pyarrow")

OFFERED = [
    {"good": "Good", "bad": "Bad", "very good": "Very good"},
    {"1": "One", "2": "Two", "3": "Three"},
    {"on": "I agree"},
    {"a|b": "Both", "c": "C"},
]
NAMES = ["mood", "q.1", "How old?", "Größe", "Answer", "q.1.other_text"]


@st.composite
def questions(draw: st.DrawFn, name: str) -> Question:
    """A question of any kind."""
    kind = draw(st.sampled_from(["one", "several", "other", "number", "text", "short", "file"]))
    if kind in {"one", "several", "other"}:
        offered = draw(st.sampled_from(OFFERED))
        most = len(offered) if kind == "several" else 1
        asked: Any = SelectionAnswer(offered, max=most, other=kind == "other")
    elif kind == "file":
        asked = FileUploadAnswer(max_bytes=100)
    else:
        limits: dict[str, list[Any]] = {"number": [IsNumeric(1, 5)], "text": [], "short": [Length(max=3)]}
        asked = FreeTextAnswer(*limits[kind])
    return Question(name, "?", asked, required=draw(st.booleans()))


texts = st.one_of(
    st.sampled_from(
        ["4", "2.50", " 3 ", "many", "7", "=1+1", "'x", "a|b", "x\ny", "0.12345678901234567", "1e5", "true"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=5),
).filter(lambda text: text != "{}")


@st.composite
def answers_to(draw: st.DrawFn, form: QuestionForm) -> Answers:
    """Answers of the kinds that the form asks for, which may not fit in any other way."""
    found = []
    for question in form.questions:
        asked, name = question.answer, question.identifier
        if draw(st.integers(0, 4)) == 0:
            continue
        if isinstance(asked, SelectionAnswer):
            known = [one.identifier for one in asked.selections]
            chosen = draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
            # a cell with several unknown selections cannot be told from a text, and one with `|` not from several
            if draw(st.booleans()) and not any("|" in one for one in known):
                chosen += [draw(st.sampled_from(["kiwi", "9", "x y"]))]
            if any("|" in one for one in known):
                chosen = chosen[:1]
            other = draw(st.none() | texts) if asked.other is not None or draw(st.booleans()) else None
            if chosen or other is not None:
                found.append(Answer(name, selections=chosen, other_text=other))
        elif isinstance(asked, FileUploadAnswer):
            found.append(Answer(name, upload_key=draw(texts), upload_size=draw(st.integers(1, 200))))
        else:
            found.append(Answer(name, text=draw(texts)))
    if draw(st.booleans()):
        found.append(Answer("unknown", text=draw(texts)))
    return Answers(*found)


@st.composite
def archives(draw: st.DrawFn) -> tuple[QuestionForm, list[dict[str, Any]]]:
    """A form, and assignments with answers to it."""
    names = draw(st.lists(st.sampled_from(NAMES[:5]), min_size=1, max_size=4, unique=True))
    form = QuestionForm(*[draw(questions(name)) for name in names], version="2005-10-01")
    sent = draw(st.lists(answers_to(form), min_size=1, max_size=4).filter(any))
    return form, [
        {"AssignmentId": f"A{number}", "WorkerId": f"W{number % 2}", "HITId": "H1", "Answer": one.to_xml()}
        for number, one in enumerate(sent)
    ]


def without_order(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows without what the file's columns, which are sorted by name, decide."""
    return [
        row | {"rest": sorted((part["question"], part["part"], part["value"]) for part in row["rest"] or ())}
        for row in found
    ]


@examples(30)
@given(archives())
def test_the_csv_gives_what_the_xml_gives(archive: tuple[QuestionForm, list[dict[str, Any]]]) -> None:
    """With a form, the site's CSV gives the table, rows, summary and problems of the documents, and their types."""
    form, sent = archive
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Batch_1_batch_results.csv"
        path.write_text(requester_csv(sent), encoding="utf-8", newline="")
        one, other = table(sent, form, columns="core"), table(path, form, columns="core")
        assert one.schema.equals(other.schema)
        assert without_order(one.to_pylist()) == without_order(other.to_pylist())
        expected = without_order(rows(sent, form, columns="core"))
        for source in (path, read_requester_csv(path), read_requester_csv(path, form)):
            assert without_order(rows(source, form, columns="core")) == expected
        assert summary(path, form) == summary(sent, form)
        (Path(folder) / "a.json").write_text(json.dumps(sent))
        (Path(folder) / "form.xml").write_text(form.to_xml())
        assert problems(folder, path.name) == problems(folder, "a.json")


def problems(folder: str, name: str) -> list[tuple[str, str]]:
    """What the command reports."""
    arguments = ["answers", f"{folder}/{name}", "--form", f"{folder}/form.xml", "--format", "json"]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    found = json.loads(done.stdout)["problems"]
    return sorted((problem["rule"], problem["message"]) for problem in found)


FORM = QuestionForm(
    Question("mood", "?", SelectionAnswer({"good": "Good", "bad": "Bad"}, other=True, style="radiobutton")),
    Question("tags", "?", SelectionAnswer({"food": "Food", "staff": "Staff"}, max=2)),
    Question("file", "?", FileUploadAnswer(max_bytes=9)),
    Question("note", "?", FreeTextAnswer()),
    version="2005-10-01",
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([("tags", "food|staff")], Answers(Answer("tags", selections=["food", "staff"]))),
        ([("tags", "food|other")], Answers(Answer("tags", selections=["food", "other"]))),
        ([("tags", "neither|nor")], Answers(Answer("tags", selections=["neither|nor"]))),
        ([("tags.food", "true"), ("tags.staff", "TRUE")], Answers(Answer("tags", selections=["food", "staff"]))),
        ([("tags.food", "false")], Answers(Answer("tags"))),
        (
            [("tags.food", "true"), ("tags.note", "x")],
            Answers(Answer("tags.food", text="true"), Answer("tags.note", text="x")),
        ),
        ([("mood", "good"), ("mood.other_text", "so")], Answers(Answer("mood", selections=["good"], other_text="so"))),
        ([("mood.other_text", "true"), ("mood", "")], Answers(Answer("mood", other_text="true"))),
        ([("file", "key"), ("file.upload_size", "5")], Answers(Answer("file", upload_key="key", upload_size=5))),
        ([("note", "a|b"), ("other", "a|b")], Answers(Answer("note", text="a|b"), Answer("other", text="a|b"))),
    ],
)
def test_cells(cells: list[tuple[str, str]], expected: Answers) -> None:
    """A cell is read as its question asks: selections, other text, a file, or text."""
    assert as_asked(from_cells(cells, "|"), FORM) == expected


def test_other_separators() -> None:
    """MTurkR's exports separate selections with `;`."""
    assert as_asked(from_cells([("tags", "food;staff")], ";"), FORM)["tags"].selections == ("food", "staff")


def test_documents_stay_as_they_are() -> None:
    """A document says what its answers are, so nothing in it is read in another way."""
    sent = Answers(Answer("tags", text="food|staff"), Answer("mood.good", text="true"))
    assert as_asked(sent, FORM) == sent


SCALES = QuestionForm(
    Question("stars", "?", SelectionAnswer({"1": "*", "2": "**", "3": "***"})),
    Question("size", "?", SelectionAnswer({"S": "Small", "M": "Medium", "L": "Large"})),
)


@pytest.mark.parametrize("number", ["float", "decimal"])
def test_scales(number: Any) -> None:
    """Whole numbers are int64; `scales` makes ordered categories, in the form's order; others go to `rest`."""
    sent = [
        Answers(Answer("stars", selections=[stars]), Answer("size", selections=[size])).to_xml()
        for stars, size in [("3", "L"), ("1", "S"), ("many", "XL")]
    ]
    found = table(sent, SCALES, scales=["size"], numbers=number)
    assert found["stars"].to_pylist() == [3, 1, None]
    assert (str(found.schema.field("stars").type), found.schema.field("size").type.ordered) == ("int64", True)
    frame = found.to_pandas()
    assert list(frame["size"].cat.categories) == ["S", "M", "L"]
    assert (frame["size"].max(), frame["stars"].median()) == ("L", 2)
    assert [part["value"] for part in found["rest"].to_pylist()[2]] == ["many", "XL"]
    assert found.to_pylist() == table(sent, SCALES, scales=["size"]).to_pylist()
    unordered = table(sent, SCALES)
    assert unordered["size"].to_pylist() == ["L", "S", "XL"]
    assert unordered["size"].chunk(0).dictionary.to_pylist() == ["S", "M", "L", "XL"]


def test_lists_of_a_crowd_form_are_selections() -> None:
    """The labels of a multi-select classifier are the selections of its question, numbers as they were written."""
    form = QuestionForm(Question("animal.labels", "?", SelectionAnswer({"owl": "Owl", "1.50": "Cat"}, max=2)))
    for sent, chosen in (
        ('{"labels": ["owl", 1.50]}', ["owl", "1.50"]),
        ('{"labels": []}', []),
        ('{"labels": [["owl"]]}', ['[["owl"]]']),
    ):
        source = Answers(Answer("taskAnswers", text=f'[{{"animal": {sent}}}]'))
        assert table(source, form)["animal.labels"].to_pylist() == [chosen]
        assert next(rows(source, form))["animal.labels"] == chosen
