"""Many workers' answers as rows: what goes in, both layouts, and that nothing is lost."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    Answers,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    Question,
    QuestionForm,
    SelectionAnswer,
    parse_answers,
)
from questionforms.answers import rows
from questionforms.exceptions import InvalidArgument, WrongType

FRUITS = {"apple": "Apple", "pear": "Pear"}
FORM = QuestionForm(
    Question("best", "Best?", SelectionAnswer(FRUITS, other=True)),
    Question("eaten", "Eaten?", SelectionAnswer(FRUITS, max=2)),
    Question("price", "Price?", FreeTextAnswer(IsNumeric())),
    Question("why", "Why?", FreeTextAnswer()),
    Question("photo", "Photo?", FileUploadAnswer(max_bytes=100)),
    version="2005-10-01",
)
XML = Answers(
    Answer("best", selections=["apple"], other_text="plum"),
    Answer("eaten", selections=["apple", "pear"]),
    Answer("price", text=" 2.50 "),
    Answer("why", text=""),
    Answer("photo", upload_size=7, upload_key="key"),
).to_xml()
ASSIGNMENT = {
    "AssignmentId": "A1",
    "WorkerId": "W1",
    "HITId": "H1",
    "AssignmentStatus": "Submitted",
    "SubmitTime": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    "RequesterFeedback": "thanks",
    "Answer": XML,
}

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="0123456789\ufffe\uffff"), max_size=8)
identifiers = st.sampled_from(["best", "eaten", "price", "why", "photo", "problem", "AssignmentId", " why", "rest"])
entries = st.one_of(
    st.builds(Answer, identifiers),
    st.builds(lambda name, text: Answer(name, text=text), identifiers, st.one_of(texts, st.just("12"))),
    st.builds(
        lambda name, chosen, other: Answer(name, selections=chosen, other_text=other),
        identifiers,
        st.lists(st.one_of(texts, st.sampled_from(sorted(FRUITS))), max_size=3),
        st.none() | texts,
    ),
    st.builds(
        lambda name, size, key: Answer(name, upload_size=size, upload_key=key),
        identifiers,
        st.integers(1, 10**20),
        texts,
    ),
)
documents = st.lists(entries, max_size=5).map(lambda found: Answers(*found))


def sent(answers: Answers) -> Counter[str]:
    """Every text that a worker sent."""
    found: Counter[str] = Counter()
    for answer in answers.entries:
        values = [answer.text, *answer.selections, answer.other_text, answer.upload_key]
        values.append(None if answer.upload_size is None else str(answer.upload_size))
        found.update(value for value in values if value is not None)
    return found


def from_long(group: list[dict[str, Any]]) -> Answers:
    """The answers that long rows of one document were made of."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in group:
        if row["answer"] is not None:
            found.setdefault(row["answer"], []).append(row)
    return Answers(*(_answer(parts[0]["question"], parts) for parts in found.values()))


def _answer(question: str, parts: list[dict[str, Any]]) -> Answer:
    values = {row["part"]: row["value"] for row in parts}
    return Answer(
        question,
        text=values.get("free_text"),
        selections=[row["value"] for row in parts if row["part"] == "selection"],
        other_text=values.get("other_text"),
        upload_size=int(values["upload_size"]) if "upload_size" in values else None,
        upload_key=values.get("upload_key"),
    )


@pytest.mark.parametrize(
    "source",
    [
        {"NumResults": 1, "Assignments": [ASSIGNMENT]},
        [{"Assignments": [ASSIGNMENT]}, {"Assignments": []}],
        ASSIGNMENT,
        [ASSIGNMENT],
        iter([iter([{"Assignments": [ASSIGNMENT]}])]),
        {"Assignment": ASSIGNMENT, "HIT": {}},
    ],
    ids=["page", "pages", "assignment", "assignments", "paginators", "get_assignment"],
)
def test_what_boto3_gives(source: object) -> None:
    """Pages, assignments, and iterators of pages give the same row, with the assignment's columns first."""
    (row,) = rows(source)
    assert list(row)[:12] == [
        *("AssignmentId", "WorkerId", "HITId", "AssignmentStatus"),
        *("AcceptTime", "SubmitTime", "AutoApprovalTime", "ApprovalTime", "RejectionTime", "Deadline"),
        *("RequesterFeedback", "problem"),
    ]
    assert (row["AssignmentId"], row["WorkerId"], row["HITId"]) == ("A1", "W1", "H1")
    assert row["SubmitTime"] == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert row["eaten"] == ["apple", "pear"]


@pytest.mark.parametrize("xml", [XML, XML.encode(), parse_answers(XML)], ids=["str", "bytes", "Answers"])
def test_documents(tmp_path: Path, xml: Any) -> None:
    """Documents of every kind, alone, in a list, or in pairs with an id."""
    path = tmp_path / "a.xml"
    path.write_text(XML, encoding="utf-8")
    pairs = list(rows([("A1", xml), ("A2", path)]))
    assert [row["AssignmentId"] for row in pairs] == ["A1", "A2"]
    assert [row["why"] for row in [*rows(xml), *rows([xml, path]), *pairs]] == [""] * 5


def test_two_documents_are_no_pair() -> None:
    """A tuple of two documents is two documents."""
    assert [row["why"] for row in rows((XML, XML))] == ["", ""]


@pytest.mark.parametrize("source", [3, [3], [{"Id": "A1"}], [{}]])
def test_what_holds_no_answers_is_refused(source: object) -> None:
    """What is neither assignments nor documents is a WrongType that says what was expected."""
    with pytest.raises(WrongType, match="expected"):
        list(rows(source))


def test_paginator_without_pages_is_refused() -> None:
    """A paginator that was not asked for pages is refused, and the message says how to ask."""

    class Paginator:
        def paginate(self) -> Iterator[object]:
            return iter(())

    with pytest.raises(WrongType, match=r"paginate\(HITId=...\)"):
        list(rows(Paginator()))


def test_arguments_are_checked_at_the_call() -> None:
    """An unknown layout, or a form that is none, is refused before any row is asked for."""
    with pytest.raises(InvalidArgument, match="'wide' or 'long'"):
        rows([], layout="tall")  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="QuestionForm"):
        rows([], "form")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2026-01-02T05:04:05+02:00", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02T03:04:05", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (1767323045.0, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("Thu Jan 01 19:04:05 PST 2026", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
    ],
)
def test_times(time: object, expected: datetime) -> None:
    """Times are read as boto3, the AWS CLI in both versions, and the requester site write them."""
    (row,) = rows({"AssignmentId": "A1", "SubmitTime": time, "Answer": ""})
    assert row["SubmitTime"] == expected


def test_time_that_is_none() -> None:
    """A time that cannot be read is kept as text, in either layout."""
    assignment = {"AssignmentId": "A1", "SubmitTime": "soon", "Answer": ""}
    (wide,) = rows(assignment)
    (long,) = rows(assignment, layout="long")
    assert wide["rest"] == [{"answer": None, "question": None, "part": "SubmitTime", "value": "soon"}]
    assert (long["SubmitTime"], long["part"], long["value"]) == (None, "SubmitTime", "soon")


def test_typed_by_a_form() -> None:
    """With a form every question has its columns, of its types, in the form's order."""
    (row,) = rows([XML], FORM)
    assert {name: row[name] for name in list(row)[12:]} == {
        "best": "apple",
        "best.other_text": "plum",
        "eaten": ["apple", "pear"],
        "price": Decimal("2.50"),
        "why": "",
        "photo": "key",
        "photo.upload_size": 7,
        "rest": None,
    }


@pytest.mark.parametrize(
    "answer",
    [
        Answer("price", text="much"),
        Answer("price", text="1" * 40),
        Answer("price", text="0.1234567890123456789"),
        Answer("price", selections=["2"]),
        Answer("best", selections=["apple", "pear"]),
        Answer("eaten", selections=["apple"], other_text="plum"),
        Answer("unknown", text="x"),
    ],
)
def test_what_does_not_fit_the_form_is_in_rest(answer: Answer) -> None:
    """What no column of the form can hold is in `rest`, as the rows of the long layout have it."""
    (row,) = rows([Answers(answer)], FORM)
    fields = ("answer", "question", "part", "value")
    assert row["rest"] == [{name: part[name] for name in fields} for part in rows([Answers(answer)], layout="long")]
    assert not any(row[name] for name in ("best", "eaten", "price", "why", "photo"))


@pytest.mark.parametrize("answer", [Answer("why"), Answer("price"), Answer("photo"), Answer("price", text="")])
def test_answers_that_say_nothing_are_null(answer: Answer) -> None:
    """An answer without a value, and an empty text instead of a number, leave their columns empty, and `rest` too."""
    (row,) = rows([Answers(answer)], FORM)
    assert row["rest"] is None
    assert row[answer.identifier] is None
    (found,) = rows([Answers(answer)], FORM, layout="long")
    assert (found["question"], found["value"]) == (answer.identifier, answer.text)


def test_unknown_selection_is_in_its_column() -> None:
    """A selection that the form does not offer is still the selection."""
    (row,) = rows([Answers(Answer("best", selections=["kiwi"]))], FORM)
    assert (row["best"], row["rest"]) == ("kiwi", None)


def test_three_kinds_of_nothing() -> None:
    """Not answered, answered with nothing, and an empty text stay apart in both layouts."""
    sources = [Answers(), Answers(Answer("why")), Answers(Answer("why", text=""))]
    assert [(row["why"], row["why.selections"]) for row in rows(sources)] == [(None, None), (None, []), ("", None)]
    assert [row["part"] for row in rows(sources, layout="long")] == [None, "empty", "free_text"]


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_bad_documents_are_rows(layout: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A document that cannot be read is a row with its text and a problem; the run goes on, and the count is logged."""
    with caplog.at_level(logging.WARNING, logger="questionforms"):
        found = list(rows([("A1", "<QuestionFormAnswers>"), ("A2", XML), ("A3", b"\xff"), ("A4", "{}")], layout=layout))
    bad = {row["AssignmentId"]: row for row in found if row["problem"]}
    assert sorted(bad) == ["A1", "A3", "A4"]
    assert bad["A1"]["problem"].startswith("line 1, column 22: not-well-formed: the document ends inside")
    texts = [row["value"] if layout == "long" else row["rest"][0]["value"] for row in bad.values()]
    assert texts == ["<QuestionFormAnswers>", "\\xff", "{}"]
    assert "3 of 4 documents could not be read" in caplog.text


def test_answer_of_no_type_is_a_row() -> None:
    """An assignment whose `Answer` is no text at all is a row with a problem."""
    (row,) = rows([{"AssignmentId": "A1", "Answer": 7}])
    assert "expected XML" in row["problem"]
    assert row["rest"][0]["value"] == "7"


def test_identifiers_that_are_names_of_columns() -> None:
    """A question that is named as a column is told apart from it, as the requester site does."""
    (row,) = rows([("A1", Answers(Answer("problem", text="p"), Answer("assignmentid", text="i")))])
    assert (row["AssignmentId"], row["problem"]) == ("A1", None)
    assert (row["Answer.problem"], row["Answer.assignmentid"]) == ("p", "i")


def test_rows_come_as_they_are_read() -> None:
    """With a form, or in the long layout, a row comes before the next document is taken."""

    def endless() -> Iterator[str]:
        while True:
            yield XML

    assert next(rows(endless(), FORM))["best"] == "apple"
    assert next(rows(endless(), layout="long"))["value"] == "apple"


def test_rows_are_json() -> None:
    """A row without times, numbers aside, is what JSON can hold."""
    (row,) = rows([XML])
    assert json.loads(json.dumps(row)) == row


@given(st.lists(documents, max_size=4))
def test_long_rows_give_the_answers_back(written: list[Answers]) -> None:
    """Whatever answers are written come back equal through the long layout, and no text is missing."""
    found = list(rows([(str(index), answers.to_xml()) for index, answers in enumerate(written)], layout="long"))
    for index, answers in enumerate(written):
        group = [row for row in found if row["AssignmentId"] == str(index)]
        assert from_long(group) == answers
        assert Counter(row["value"] for row in group if row["value"] is not None) == sent(answers)


@given(st.lists(documents, max_size=4), st.sampled_from([None, FORM]))
def test_wide_rows_hold_all_texts(written: list[Answers], form: QuestionForm | None) -> None:
    """Whatever is sent is in the wide row, in its question's columns or in `rest`."""
    for answers, row in zip(written, rows([answers.to_xml() for answers in written], form), strict=True):
        held: Counter[str] = Counter()
        for name, value in list(row.items())[12:]:
            if name == "rest":
                held.update(part["value"] for part in value or () if part["value"] is not None)
            elif isinstance(value, list):
                held.update(value)
            elif value is not None:
                held[str(value)] += 1
        expected = sent(answers)
        if form is not None:  # an empty text instead of a number is null
            only = [one for one in answers.entries if one.identifier.strip() == "price"]
            expected[""] -= len(only) == 1 and only[0].text == ""
        assert +held == +expected
