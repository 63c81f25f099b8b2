"""Answers as the values that a form asks for."""

from __future__ import annotations

from decimal import Decimal
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
    Length,
    Question,
    QuestionForm,
    SelectionAnswer,
    parse_answers,
)
from questionforms.answers import Choice, Upload
from tests.answers.written import answer, document, in_lines, on_one_line

CHOICES = {"a": "A", "b": "B"}
FORM = QuestionForm(
    Question("one", "?", SelectionAnswer(CHOICES)),
    Question("many", "?", SelectionAnswer(CHOICES, max=2)),
    Question("one or other", "?", SelectionAnswer(CHOICES, other=True)),
    Question("many and other", "?", SelectionAnswer(CHOICES, max=2, other=True)),
    Question("number", "?", FreeTextAnswer(IsNumeric())),
    Question("text", "?", FreeTextAnswer(Length(max=3))),
    Question("file", "?", FileUploadAnswer(max_bytes=10)),
    version="2005-10-01",
)


def read(*entries: Answer) -> dict[str, Any]:
    """The values of the form, from what the service would send; without those of questions that have none."""
    found = FORM.read(on_one_line(Answers(*entries)))
    assert found == FORM.read(in_lines(Answers(*entries)).encode()) == FORM.read(Answers(*entries))
    assert list(found) == [question.identifier for question in FORM.questions]
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        (Answer("one", selections=["a"]), "a"),
        (Answer("one"), None),
        (Answer("one", selections=["a", "b"]), ("a", "b")),
        (Answer("one", selections=["z"]), "z"),
        (Answer("one", other_text="o"), Choice(None, "o")),
        (Answer("many", selections=["a", "b"]), ("a", "b")),
        (Answer("many", selections=["a"]), ("a",)),
        (Answer("many"), ()),
        (Answer("one or other", selections=["a"]), Choice("a", None)),
        (Answer("one or other", other_text="o"), Choice(None, "o")),
        (Answer("one or other"), Choice(None, None)),
        (Answer("many and other", selections=["a"], other_text=""), Choice(("a",), "")),
        (Answer("text", text="much too long"), "much too long"),
        (Answer("text", text=""), ""),
        (Answer("text"), None),
        (Answer("file", upload_size=5, upload_key="k"), Upload("k", 5)),
        (Answer("file"), None),
        (Answer("number", text="about 5"), "about 5"),
        (Answer("number", text=""), None),
        (Answer("number", text=" "), None),
        (Answer("text", selections=["a"]), Answer("text", selections=["a"])),
        (Answer("many", text="a"), Answer("many", text="a")),
        (Answer("file", text="a"), Answer("file", text="a")),
        (Answer(" number\n", text="5"), 5),
    ],
)
def test_values_are_of_the_type_that_is_asked_for(entry: Answer, value: Any) -> None:
    """One choice is an identifier, several a tuple, other text stands beside; what does not fit comes as sent."""
    found = FORM.read(on_one_line(Answers(entry)))[entry.identifier.strip()]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        (" -5\n", -5),
        ("+05", 5),
        ("5.0", Decimal("5.0")),
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        ("0.1000000000000000055511151231257827", Decimal("0.1000000000000000055511151231257827")),
        ("9" * 1_000, int("9" * 1_000)),
        *[
            (text, text)
            for text in ("1,000", "1e5", "NaN", "Infinity", "0x10", "1_000", "\u0665", "5 5", "-", ".", "9" * 1_001)
        ],
    ],
)
def test_numbers_are_exact(text: str, value: Any) -> None:
    """A whole number is an int, another a Decimal with all its digits; what is no number stays as text."""
    found = FORM.read(Answers(Answer("number", text=text)))["number"]
    assert (found, type(found)) == (value, type(value))
    assert str(found) == str(value)


@given(st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False).filter(lambda d: "E" not in str(d))))
def test_any_number_comes_back(value: int | Decimal) -> None:
    """Whatever number a worker writes in plain notation is that number."""
    assert FORM.read(Answers(Answer("number", text=str(value))))["number"] == value


def test_each_question_has_an_entry() -> None:
    """Without answers all values are None; answers to other questions are not among them."""
    names = [question.identifier for question in FORM.questions]
    assert FORM.read(None) == FORM.read("") == FORM.read(document("")) == dict.fromkeys(names)
    assert read(Answer("else", text="x"), Answer("text", text="y")) == {"text": "y"}


def test_questions_answered_more_than_once() -> None:
    """Selections are taken together, as some pages send them one by one; other values are a list."""
    assert read(Answer("many", selections=["a"]), Answer("many", selections=["b"])) == {"many": ("a", "b")}
    assert read(Answer("text", text="x"), Answer("text", text="y")) == {"text": ["x", "y"]}
    assert read(Answer("number", text="1"), Answer("number", text="x")) == {"number": [1, "x"]}
    others = (Answer("one or other", other_text="x"), Answer("one or other", other_text="y"))
    assert read(*others) == {"one or other": [Choice(None, "x"), Choice(None, "y")]}
    assert read(Answer("one", selections=["a"]), Answer("one", text="x")) == {"one": ["a", Answer("one", text="x")]}


def test_an_answer_of_several_kinds_is_not_cut() -> None:
    """Where text and selections stand together, the whole answer comes back."""
    both = "<FreeText>t</FreeText><SelectionIdentifier>a</SelectionIdentifier>"
    for name in ("text", "one"):
        xml = document(answer(name, both))
        assert FORM.read(xml)[name] == parse_answers(xml)[name]
