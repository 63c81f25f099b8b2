"""What the texts of a column show: types only where each text comes back letter by letter, and divided texts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers
from questionforms.answers import rows, summary, table
from questionforms.answers.archives.sources import iter_assignments
from questionforms.answers.tables.documents import DocumentReading
from questionforms.answers.tables.evidence import MOST_TEXTS, Evidence
from questionforms.answers.tables.options import checked

pa = pytest.importorskip("pyarrow")

#: Texts that look like numbers, of which Python writes only some in the same way.
NUMBERS = [
    *(
        "0",
        "7",
        "-7",
        "12",
        "02139",
        "007",
        "+1 555 0100",
        "0049301234567",
        "1e5",
        "1E5",
        "1_000",
        "1,000",
        "\uff10\uff11",
    ),
    *("1234567890123456", "123456789012345", "-123456789012345", "1.50", "1.5", "-0", "-0.0", "0.0", "NaN", "nan"),
    *("inf", "-inf", "Infinity", ".5", "5.", "0x10", " 7", "7 ", "0.1", "0.00001", "0.0001", "1e-05", "1.0", "٣"),
    *(
        "999999999999999.9",
        "99999999999999.9",
        "0.123456789012345",
        "1.7976931348623157e308",
        "\u22125",
        "1/2",
        "5%",
        "$5",
    ),
]
TRUTHS = ["true", "false", "TRUE", "False", "tRuE"]
WORDS = [
    "red",
    "a|b",
    "a",
    "b",
    "|",
    "a||b",
    "Fruit | A shop",
    "^(a|b)$",
    "",
    " ",
    "x" * 41,
    "ja|nein|",
    "NULL",
    "None",
]
texts = st.one_of(
    st.lists(st.sampled_from(NUMBERS)),
    st.lists(st.sampled_from(["7", "-7", "12", "0.5", "1.5", ""])),
    st.lists(st.sampled_from([*TRUTHS, ""])),
    st.lists(st.sampled_from([*NUMBERS, *TRUTHS, *WORDS])),
    st.lists(st.integers().map(str)),
    st.lists(st.floats().map(str)),
    st.lists(st.text("0123456789+-.eE_ |truefalsnNai\uff11", max_size=6)),
)


def sources(values: list[str], name: str) -> list[dict[str, Any]]:
    """Assignments with these answers, and with a column of the same values."""
    return [
        {"AssignmentId": f"A{number}", "Answer": Answers(Answer("q", text=text)), name: text}
        for number, text in enumerate(values)
    ]


def in_letters(value: Any) -> str:
    """A value of a table as it was written."""
    if value is None:
        return ""
    return "|".join(value) if isinstance(value, list) else str(value)


def is_given_back(value: Any, text: str) -> bool:
    """Whether a value is the text letter by letter; truth values, and whole numbers among others, have their own."""
    if isinstance(value, bool):
        return str(value).lower() == text.lower()
    return in_letters(value) == text or (isinstance(value, float) and value.is_integer() and str(int(value)) == text)


@given(texts)
def test_each_text_comes_back_letter_by_letter(values: list[str]) -> None:
    """Whatever type a column has, in an Arrow table or without, `str` of each value is the text that was sent."""
    given = sources(values, "Input.code")
    found = table(given).to_pylist()
    plain = list(DocumentReading(iter_assignments(given), checked("table", infer=True)).rows())
    for number, text in enumerate(values):
        for row in (found[number], plain[number]):
            assert is_given_back(row["q"] if "q" in row else row["q.selections"], text)
            # an empty cell of another column is not a value
            assert is_given_back(row["Input.code"], text) or not text.strip()


@given(st.lists(st.sampled_from(NUMBERS)))
def test_different_texts_are_different_values(values: list[str]) -> None:
    """No two texts become one value."""
    found = table(sources(values, "x"))
    assert not values or len(set(map(repr, found["q"].to_pylist()))) == len(set(values))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "-20", "0", ""], "int64"),
        (["1", "2.5"], "double"),
        (["1.5", "1.50"], "string"),
        (["1", "1.0"], "string"),
        (["1.0", "1.5"], "double"),
        (["02139", "10001"], "string"),
        (["123456789012345"], "int64"),
        (["1234567890123456"], "string"),
        (["99999999999999.9"], "double"),
        (["1e5"], "string"),
        (["-0"], "string"),
        (["NaN", "1.5"], "string"),
        (["true", "False", ""], "bool"),
        (["true", "0"], "string"),
        (["", ""], "string"),
        (["red", "blue", "red", "blue"], "dictionary<values=string, indices=int32, ordered=0>"),
        (["red", "blue", "green"], "string"),
    ],
)
def test_types(values: list[str], kind: str) -> None:
    """A column has a type if all of its texts are written as Python writes that type."""
    found = table(sources(values, "Input.code"))
    assert str(found.schema.field("q").type) == kind
    assert str(table(sources(values, "x"), infer=False).schema.field("q").type) == "string"


def test_decimals_on_request() -> None:
    """With `numbers="decimal"`, a column of numbers with a fraction has decimals, which are equal to the texts."""
    found = table(sources(["1.5", "2"], "x"), numbers="decimal")["q"]
    assert pa.types.is_decimal(found.type)
    assert [str(value.normalize()) for value in found.to_pylist()] == ["1.5", "2"]


def test_rows_never_have_inferred_types() -> None:
    """`rows` returns texts, even if all are numbers."""
    assert [row["q"] for row in rows(sources(["1", "2"], "x"))] == ["1", "2"]


@pytest.mark.parametrize(
    "values",
    [
        ["Fruit | A shop", "Fruit | A market", "Vegetables"],
        ["a|b", "^x$", "I match an a or a b with this", r"\d+"],
        ["yes|no", "It depends on the weather.", "Always."],
        ["a|b", "x" * 41],
        [f"w{number}|v{number}" for number in range(11)],
        ["no sign", "at all"],
        ["|", ""],
    ],
)
def test_texts_that_stay_whole(values: list[str]) -> None:
    """A `|` in free text does not divide it."""
    assert table(sources(values, "x"))["q"].to_pylist() == values
    assert not any(question.choices for question in summary(sources(values, "x")).questions)


@pytest.mark.parametrize(
    "values",
    [
        ["food|staff", "food"],
        ["food|staff"],
        ["good food|kind staff", "kind staff", "good food"],
        [
            *(f"w{number}|v{number}" for number in range(30)),
            *(f"{sort}{number}" for number in range(30) for sort in "wv"),
        ],
        ["food|", "|staff"],
    ],
)
def test_texts_that_are_divided(values: list[str]) -> None:
    """Texts are divided if each part is alone in another row, or if all parts are a few short words."""
    assert table(sources(values, "x"))["q"].to_pylist() == [text.split("|") for text in values]
    counted = summary(sources(values, "x")).questions[0]
    assert {choice.identifier for choice in counted.choices} == {part for text in values for part in text.split("|")}


def test_multi_decides() -> None:
    """`multi` divides the texts of a question, also in rows and summaries, and whatever the texts are."""
    values = ["Fruit | A shop", "Always."]
    expected = [["Fruit ", " A shop"], ["Always."]]
    assert table(sources(values, "x"), multi=["q"])["q"].to_pylist() == expected
    assert table(sources(values, "x"), multi=["q"], infer=False)["q"].to_pylist() == expected
    assert [row["q"] for row in rows(sources(values, "x"), multi=["q"])] == expected
    assert len(summary(sources(values, "x"), multi=["q"]).questions[0].choices) == 3


def test_other_columns_are_never_divided() -> None:
    """A column of the HIT stays text, whatever is in it."""
    assert table(sources(["food|staff", "food"], "Input.tags"))["Input.tags"].to_pylist() == ["food|staff", "food"]


def test_more_texts_than_are_remembered() -> None:
    """Beyond the limit, distinct texts still decide whether a column has numbers, and whether it can be divided."""
    evidence = Evidence()
    for number in range(MOST_TEXTS + 5):
        evidence.add((str(number),), 1)
    assert (evidence.texts, evidence.kind("float"), evidence.are_categories) == (None, "integer", False)
    evidence.add(("x|y",), 1)
    assert (evidence.kind("float"), evidence.is_divided) == ("text", False)
