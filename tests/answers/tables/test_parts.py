"""The JSON of crowd-forms, opened into columns: in tables, rows and summaries, with nothing in it lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    Answers,
    FreeTextAnswer,
    InvalidArgument,
    IsNumeric,
    Question,
    QuestionForm,
    SelectionAnswer,
)
from questionforms.answers import rows, summary, table
from questionforms.answers.archives.sources import iter_assignments
from questionforms.answers.tables.arrow.files.file_chunks import iter_chunks
from questionforms.answers.tables.arrow.passes import ArrowReading
from questionforms.answers.tables.documents import DocumentReading
from questionforms.answers.tables.options import checked
from tests.long_runs import examples

pa = pytest.importorskip("pyarrow")

BOXES = [{"left": 1, "top": 2.5, "label": "cat"}, {"left": 3, "top": 4, "label": "dog"}]
CROWD = [
    {"mood": {"label": "Happy"}, "stars": 4, "tags": {"food": True, "staff": False}, "agree": {"on": True}},
    {"mood": {"label": "Sad"}, "stars": 3.5, "tags": {"food": False, "staff": False}, "agree": {"on": False}},
    {"boxes": {"boundingBoxes": BOXES, "inputImageProperties": {"height": 10, "width": 20}}, "note": None, "ok": True},
]

_EXACT = Context(prec=6_000, Emin=MIN_EMIN, Emax=MAX_EMAX)

names = st.text("ab. |é0", min_size=0, max_size=4)
numbers = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(
        ["1e400", "-1E-400", "0.1234567890123456789", "1e5", "-0", "0e99999999999999999999", "1E+99999999999999999999"]
    ),
    st.sampled_from(["9" * 5_000, "9007199254740993", "0." + "3" * 40]),
)
leaves = st.one_of(
    st.none(), st.booleans(), numbers.map(lambda text: {"number": text}), st.text("xyz\ud800\U0001f600, ", max_size=5)
)


def values(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists and objects of these."""
    return st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3).map(lambda found: {"object": found})


forms = st.dictionaries(names, st.recursive(leaves, values, max_leaves=6), min_size=1, max_size=4)


def written(value: Any) -> str:
    """A value as JSON, with numbers as they are."""
    if isinstance(value, dict) and "number" in value:
        return str(value["number"])
    if isinstance(value, dict):
        inner = ", ".join([f"{json.dumps(name)}: {written(one)}" for name, one in value["object"].items()])
        return f"{{{inner}}}"
    return f"[{', '.join(map(written, value))}]" if isinstance(value, list) else json.dumps(value)


def leaves_of(value: Any) -> Iterator[str]:
    """The texts and numbers in a value."""
    if isinstance(value, dict) and "number" in value:
        yield number(value["number"])
    elif isinstance(value, dict):
        for one in value["object"].values():
            yield from leaves_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves_of(one)
    elif isinstance(value, str):
        yield text(value)


def number(value: Any) -> str:
    """A number in one spelling; its own if nothing can hold it."""
    try:
        return str(_EXACT.add(Decimal(str(value)).normalize(_EXACT), 0))
    except ArithmeticError:
        return text(str(value))


def text(value: str) -> str:
    """A text with escapes for what no encoding has."""
    return value.encode(errors="backslashreplace").decode()


def held(value: Any) -> Iterator[str]:
    """The texts and numbers in a cell; a cell may be a list in JSON."""
    if isinstance(value, str) and value.startswith("["):
        value = json.loads(value, parse_float=str, parse_int=str)
    if isinstance(value, dict):
        for one in [value["value"]] if "part" in value else value.values():
            yield from held(one)
    elif isinstance(value, list):
        for one in value:
            yield from held(one)
    elif isinstance(value, str):
        yield text(value) if set(value) & set("xyz, ") or not value else number(value)
    elif value is not None and not isinstance(value, bool):
        yield number(value)


def encoded(value: Any) -> Any:
    """A row with escapes for what no encoding has."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return {text(name): encoded(one) for name, one in value.items()}
    return [encoded(one) for one in value] if isinstance(value, list) else value


def documents(sent: list[dict[str, Any]]) -> list[str]:
    """The documents of crowd-forms with these values."""
    return [Answers(Answer("taskAnswers", text=f"[{written({'object': one})}]")).to_xml() for one in sent]


@examples(40)
@given(st.lists(forms, min_size=1, max_size=3))
def test_nothing_in_the_json_is_lost(sent: list[dict[str, Any]]) -> None:
    """Whatever a crowd-form sends, each text and number is in the row, even if shapes differ; Parquet can hold it."""
    found = table(documents(sent))
    file = BytesIO()
    pq.write_table(found, file)
    assert pq.read_table(file).equals(found)
    options = checked("table", infer=True)
    plain = DocumentReading(iter_assignments(documents(sent)), options)
    arrow = ArrowReading(iter_chunks(documents(sent), options, 2), options)
    assert plain.names == arrow.names == found.schema.names
    kept = list(arrow.rows())
    assert [encoded(row) for row in plain.rows()] == [encoded(row) for row in kept]
    long = table(documents(sent), layout="long").to_pylist()
    assert long == [encoded(row) for row in rows(documents(sent), layout="long")]
    for one, wide, typed in zip(sent, kept, found.to_pylist(), strict=True):
        expected = Counter(leaves_of({"object": one}))
        for row in (wide, typed):
            assert not expected - Counter(leaf for cell in list(row.values())[12:] for leaf in held(cell))
    assert not Counter(leaf for one in sent for leaf in leaves_of({"object": one})) - Counter(
        leaf for row in long for leaf in held(row["value"])
    )


def crowd(sent: list[Any]) -> list[dict[str, Any]]:
    """Assignments of a crowd-form."""
    return [
        {"AssignmentId": f"A{number}", "Answer": Answers(Answer("taskAnswers", text=json.dumps([one]))).to_xml()}
        for number, one in enumerate(sent)
    ]


def test_columns_by_path() -> None:
    """Each value has a typed column with its path: texts, numbers, booleans, lists of names, and lists of structs."""
    found = table(crowd(CROWD))
    types = {field.name: str(field.type) for field in list(found.schema)[12:-1]}
    assert types == {
        "mood.label": "string",
        "stars": "double",
        "tags": "list<item: string>",
        "agree": "bool",
        "boxes.boundingBoxes": "list<item: struct<left: int64, top: double, label: string>>",
        "boxes.inputImageProperties.height": "int64",
        "boxes.inputImageProperties.width": "int64",
        "note": "string",
        "ok": "bool",
    }
    assert found["tags"].to_pylist() == [["food"], [], None]
    assert found["agree"].to_pylist() == [True, False, None]
    assert found["boxes.boundingBoxes"].to_pylist()[2] == [BOXES[0], BOXES[1]]
    assert found["rest"].null_count == 3


def test_rows_have_the_same_columns() -> None:
    """`rows` has the same columns; numbers are ints or floats, and lists are as they were sent."""
    found = list(rows(crowd(CROWD)))
    assert [(row["mood.label"], row["stars"], row["agree"]) for row in found[:2]] == [
        ("Happy", 4, True),
        ("Sad", 3.5, False),
    ]
    assert found[2]["boxes.boundingBoxes"] == BOXES


def test_values_in_the_long_layout() -> None:
    """In the long layout, each value has a row, whose part is its kind."""
    found = [(row["question"], row["part"], row["value"]) for row in rows(crowd(CROWD[::2]), layout="long")]
    assert found == [
        ("mood.label", "free_text", "Happy"),
        ("stars", "number", "4"),
        ("tags", "selection", "food"),
        ("agree", "boolean", "true"),
        ("boxes.boundingBoxes", "json", json.dumps(BOXES)),
        ("boxes.inputImageProperties.height", "number", "10"),
        ("boxes.inputImageProperties.width", "number", "20"),
        ("note", "null", None),
        ("ok", "boolean", "true"),
    ]


def test_summaries_count_the_values() -> None:
    """A summary has a question for each path, of the kind of its values."""
    kinds = {question.identifier: question.kind for question in summary(crowd(CROWD)).questions}
    assert kinds == {
        "mood.label": "text",
        "stars": "number",
        "tags": "choice",
        "agree": "text",
        "boxes.boundingBoxes": "text",
        "boxes.inputImageProperties.height": "number",
        "boxes.inputImageProperties.width": "number",
        "note": "text",
        "ok": "text",
    }


def test_raw_text() -> None:
    """`expand=False` leaves the JSON as the worker sent it."""
    sent = crowd(CROWD)
    assert [json.loads(value) for value in table(sent, expand=False)["taskAnswers"].to_pylist()] == [
        [one] for one in CROWD
    ]
    assert [json.loads(row["taskAnswers"]) for row in rows(sent, expand=False)] == [[one] for one in CROWD]
    assert [question.identifier for question in summary(sent, expand=False).questions] == ["taskAnswers"]


@pytest.mark.parametrize(
    "raw",
    [
        '[{"a": 1, "a": 2}]',
        '[{"a": NaN}]',
        '{"a": ' * 60 + "1" + "}" * 60,
        "[" * 5_000,
        "[{}, {}]",
        "[]",
        "not JSON",
        "12",
    ],
)
def test_json_that_stays_text(raw: str) -> None:
    """JSON with repeated names, constants that JSON does not have, or too many levels stays text, like other text."""
    sent = [Answers(Answer("taskAnswers", text=raw)).to_xml()]
    assert table(sent, infer=False)["taskAnswers"].to_pylist() == [raw]
    assert [row["taskAnswers"] for row in rows(sent)] == [raw]


@pytest.mark.parametrize(
    "lists",
    [
        [[1, "a"]],
        [[1], ["a"]],
        [[True, 1]],
        [[{"a": 1}], [[2]]],
        [[{"a": 1}, {"a": "x"}]],
        [[{}]],
        [["\ud800"]],
        [[2**63]],
        [[{f"image{number}": 1 for number in range(101)}]],
    ],
)
def test_lists_without_a_common_type(lists: list[Any]) -> None:
    """Lists whose values have no common type stay JSON in a table; rows have them as lists."""
    sent = crowd([{"q": one} for one in lists])
    found = table(sent)
    assert found.schema.field("q").type == pa.string()
    assert [json.loads(value) for value in found["q"].to_pylist()] == lists
    assert [row["q"] for row in rows(sent)] == lists


def test_lists_with_different_fields() -> None:
    """Objects in lists get the fields of all of them."""
    found = table(crowd([{"q": [{"a": 1}]}, {"q": [{"b": None}, {"a": 1.5}]}, {"q": []}]))
    assert found["q"].to_pylist() == [[{"a": 1, "b": None}], [{"a": None, "b": None}, {"a": 1.5, "b": None}], []]


FORM = QuestionForm(
    Question("mood", "?", SelectionAnswer({"good": "Good", "bad": "Bad"})),
    Question("tags", "?", SelectionAnswer({"food": "Food", "staff": "Staff"}, max=2)),
    Question("agree", "?", SelectionAnswer({"on": "I agree"})),
    Question("stars", "?", FreeTextAnswer(IsNumeric())),
    Question("note", "?", FreeTextAnswer()),
)


def test_crowd_forms_by_a_form() -> None:
    """With a form, the values of a crowd-form are read as its questions ask."""
    sent = [
        {
            "mood": {"good": True, "bad": False},
            "tags": {"food": True, "staff": True},
            "stars": 4,
            "agree": {"on": True},
        },
        {"mood": "bad", "tags": "food|staff", "stars": "3.5", "agree": {"on": False}, "note": {"a": [1]}},
        {"mood": "", "tags": {}, "stars": "", "note": None, "other": 1},
    ]
    found = table(crowd(sent), FORM).to_pylist()
    assert [(row["mood"], row["tags"], row["stars"], row["agree"]) for row in found] == [
        ("good", ["food", "staff"], 4, "on"),
        ("bad", ["food", "staff"], 3.5, None),
        (None, [], None, None),
    ]
    assert [[part["value"] for part in row["rest"] or ()] for row in found] == [[], ["[1]"], ["1"]]
    assert found == list(rows(crowd(sent), FORM))


def test_lists_of_texts_are_selections() -> None:
    """A list of texts in a crowd-form's JSON is a question's selections, if a form asks for them, and for a summary."""
    form = QuestionForm(
        Question("tags", "?", SelectionAnswer({"a": "A", "b": "B"}, max=2)),
        Question("one", "?", SelectionAnswer({"x": "X"})),
    )
    sent = [{"tags": ["a", "b"], "one": ["x"]}, {"tags": []}, {"tags": ["b"], "one": "x"}]
    source = [
        {"AssignmentId": f"A{number}", "Answer.taskAnswers": json.dumps([one])} for number, one in enumerate(sent)
    ]
    for asked in (form, None):
        found = table(source, asked).to_pylist()
        assert [row["tags"] for row in found] == [["a", "b"], [], ["b"]]
        (counts,) = [question for question in summary(source, asked).questions if question.identifier == "tags"]
        assert {choice.identifier: choice.count for choice in counts.choices} == {"a": 1, "b": 2}
        assert (counts.answered, counts.nothing, counts.texts) == (2, 1, None)
    assert [row["one"] for row in table(source, form).to_pylist()] == ["x", None, "x"]
    assert [row["rest"] for row in table(source, form).to_pylist()] == [None] * 3


def test_lists_in_one_file_and_texts_in_another(tmp_path: Path) -> None:
    """A question with texts in one file and lists in another has a column for each."""
    (tmp_path / "a.csv").write_text("AssignmentId,Answer.tags\nA1,a\n")
    (tmp_path / "b.jsonl").write_text(json.dumps({"AssignmentId": "A2", "Answer.taskAnswers": '[{"tags": ["a"]}]'}))
    found = table([tmp_path / "a.csv", tmp_path / "b.jsonl"])
    assert (found["tags"].to_pylist(), found["tags.json"].to_pylist()) == (["a", None], [None, ["a"]])


def test_questions_to_divide_that_nobody_answered(caplog: pytest.LogCaptureFixture) -> None:
    """A misspelled question in `multi` is refused with a form, and a warning without one."""
    source = [{"AssignmentId": "A1", "Answer.tags": "a|b"}]
    form = QuestionForm(Question("tags", "?", FreeTextAnswer()))
    with pytest.raises(InvalidArgument, match="the form has no question `tgas`; did you mean `tags`"):
        table(source, form, multi=["tgas"])
    table(source, multi=["tgas"])
    assert "no answer has this question; did you mean `tags`?" in caplog.text
