"""Each way in which selections can be given, and what is refused."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from questionforms import InvalidArgument, QuestionForm, Selection, SelectionAnswer, Title, WrongType, likert
from tests.strategies import characters

YES_OR_NO = SelectionAnswer({"Yes": "Yes", "No": "No"})
RATING = SelectionAnswer({"1": "Bad", "2": "Good"})


class Mood(StrEnum):
    """The members of this enumeration are texts."""

    GOOD = "good"
    BAD = "bad"


@pytest.mark.parametrize(
    "selections",
    [
        ["Yes", "No"],
        ("Yes", "No"),
        (text for text in ("Yes", "No")),
        {"Yes": 1, "No": 2}.keys(),
        {1: "Yes", 2: "No"}.values(),
        [("Yes", "Yes"), ("No", "No")],
        [["Yes", "Yes"], ["No", "No"]],
        zip(["Yes", "No"], ["Yes", "No"], strict=True),
        [Selection("Yes", "Yes"), Selection("No", "No")],
    ],
    ids=["list", "tuple", "generator", "keys", "values", "pairs", "lists", "zip", "selections"],
)
def test_texts_and_pairs_are_selections(selections: Any) -> None:
    """A text is an identifier and its label; a pair is an identifier and a label."""
    assert SelectionAnswer(selections) == YES_OR_NO


@pytest.mark.parametrize(
    "selections", [{1: "Bad", 2: "Good"}, [(1, "Bad"), ("2", "Good")], [Selection(1, "Bad"), Selection("2", "Good")]]
)
def test_a_number_is_its_digits(selections: Any) -> None:
    """An int as an identifier is the same as its text."""
    assert SelectionAnswer(selections) == RATING


def test_numbers_are_selections_too() -> None:
    """A list or a range of numbers is read like one of texts."""
    assert SelectionAnswer(range(1, 4)) == SelectionAnswer(["1", "2", "3"]) == SelectionAnswer([1, 2, "3"])
    assert SelectionAnswer(list(Mood)) == SelectionAnswer(["good", "bad"])


@given(st.lists(st.text(characters, min_size=1).filter(lambda text: "|" not in text), min_size=1, unique=True))
def test_any_texts_can_be_selections(texts: list[str]) -> None:
    """Whatever the texts are, each is an identifier and a label, as in a mapping."""
    assert SelectionAnswer(texts) == SelectionAnswer({text: text for text in texts})


@pytest.mark.parametrize("texts", [["a|b"], ["a", "b|"], ("|", "a"), ["a\u00ad|b"]])
def test_a_separator_is_not_in_the_identifier_of_a_text(texts: Any) -> None:
    """A text with `|`, which separates selections in a results file, needs an identifier of its own."""
    with pytest.raises(
        InvalidArgument, match=r"contains `\|`.*give a pair of an identifier and the label, such as \("
    ) as caught:
        SelectionAnswer(texts)
    assert caught.value.argument == "selections"


def test_a_separator_can_be_in_an_identifier_that_is_given() -> None:
    """An identifier that is given apart from its label may contain `|`, as in documents that exist."""
    assert SelectionAnswer([("a|b", "A")]) == SelectionAnswer({"a|b": "A"})
    assert SelectionAnswer([("a-b", "a|b")]).selections[0].identifier == "a-b"


class Colour(Enum):
    """The members of this enumeration are not texts."""

    RED = "red"


@pytest.mark.parametrize(
    ("selections", "said"),
    [
        ("Yes", "'Yes' is a str; expected a mapping of identifiers to labels, or a sequence of strings, pairs or"),
        ("Yes", "did you mean ['Yes']?"),
        (Selection("a", "A"), "did you mean [Selection('a', 'A')]?"),
        (["a", ("b", "B")], "('b', 'B') is a pair, but the first item, 'a', is a string; expected items of one kind"),
        ([("b", "B"), "a"], "'a' is a string, but the first item, ('b', 'B'), is a pair"),
        ([("b", "B"), Selection("a", "A")], "is a Selection, but the first item, ('b', 'B'), is a pair"),
        ([Selection("a", "A"), "b"], "'b' is a string, but the first item, Selection('a', 'A'), is a Selection"),
        ([("a", "b", "c")], "('a', 'b', 'c') is a tuple of 3 items; expected a pair of an identifier and a label"),
        ([["a"]], "['a'] is a list of 1 item; expected a pair"),
        ([None], "it is None; expected a string, a pair or a Selection"),
        ([True], "True is a bool; expected a string, a pair or a Selection"),
        ([1.5], "1.5 is a float; expected a string, a pair or a Selection"),
        ([Title("a")], "Title('a') is a Title; expected a string, a pair or a Selection"),
        (Colour, "expected a string, a pair or a Selection"),
        ({True: "a"}, "True is a bool; expected text (str) or a whole number (int)"),
        ([(False, "a")], "False is a bool; expected text (str) or a whole number (int)"),
        ([(None, "a")], "it is None; expected text (str) or a whole number (int)"),
        ([("a", 5)], "5 is an int; expected a label"),
        ([Markup("<b>a</b>")], "is markup, which cannot be an identifier; expected a pair such as ('a', Markup("),
    ],
)
def test_wrong_selections_are_refused(selections: Any, said: str) -> None:
    """Anything but selections, or a mix with them, raises WrongType, which says what is accepted."""
    with pytest.raises(WrongType) as caught:
        SelectionAnswer(selections)
    assert said in str(caught.value)


@pytest.mark.parametrize("selections", [["a", "a"], [("a", "A"), ("a", "B")], {1: "a", "1": "b"}, [1, "1"]])
def test_identifiers_are_unique(selections: Any) -> None:
    """An identifier that is given twice is refused, also if one is a number."""
    with pytest.raises(InvalidArgument, match="is given twice"):
        SelectionAnswer(selections)


@pytest.mark.parametrize("selections", [[""], ["a", ""], [("", "a")], ["a\0"], {"a": "\0"}, [], (), {}])
def test_empty_and_impossible_texts_are_refused(selections: Any) -> None:
    """An empty identifier, one that XML cannot hold, and no selection at all are refused."""
    with pytest.raises(InvalidArgument):
        SelectionAnswer(selections)


def test_a_likert_scale_is_a_question_with_radio_buttons() -> None:
    """Its identifiers are the numbers of its points, and its labels go from one end to the other."""
    question = likert("easy", "It was easy.", required=True)
    answer = question.answer
    assert isinstance(answer, SelectionAnswer)
    assert (question.identifier, question.required, answer.style) == ("easy", True, "radiobutton")
    assert answer == SelectionAnswer(
        [
            (1, "Strongly disagree"),
            (2, "Disagree"),
            (3, "Neither agree nor disagree"),
            (4, "Agree"),
            (5, "Strongly agree"),
        ],
        style="radiobutton",
    )
    assert QuestionForm.from_xml(str(QuestionForm(question)))["easy"] == question


def labels_of(**options: Any) -> list[str]:
    """The labels of a scale with these options."""
    answer = likert("q", "?", **options).answer
    assert isinstance(answer, SelectionAnswer)
    assert [selection.identifier for selection in answer.selections] == [
        str(n + 1) for n in range(len(answer.selections))
    ]
    return [getattr(selection.label, "text", "") for selection in answer.selections]


@pytest.mark.parametrize("points", range(2, 22))
def test_a_likert_scale_has_a_label_for_each_point(points: int) -> None:
    """The labels are different, and the ends of the scale are opposites."""
    labels = labels_of(points=points)
    assert len(set(labels)) == points
    assert labels[0].casefold().replace("disagree", "agree") == labels[-1].casefold()


def test_labels_of_a_likert_scale_can_be_given() -> None:
    """Labels are for each point, or for the two ends, with numbers between them."""
    assert labels_of(points=3, labels=["Bad", "Fair", "Good"]) == ["Bad", "Fair", "Good"]
    assert labels_of(labels=("Bad", "Good")) == ["Bad", "2", "3", "4", "Good"]
    assert labels_of(points=2, labels=("Bad", "Good")) == ["Bad", "Good"]


@pytest.mark.parametrize(
    ("options", "argument", "said"),
    [
        ({"points": 1}, "points", "from 2 to 21"),
        ({"points": True}, "points", "True is a bool"),
        ({"points": "5"}, "points", "'5' is a str"),
        (
            {"labels": ["a", "b", "c"]},
            "labels",
            "3 labels for 5 points; expected 5, or 2 for the ends of the scale; set points=3",
        ),
        ({"labels": ["a"]}, "labels", "1 label for 5 points"),
        ({"labels": "ab"}, "labels", "'ab' is a str; expected a sequence of labels"),
        ({"labels": {1: "a"}}, "labels", "is a dict; expected a sequence of labels"),
        ({"labels": [1, 2]}, "label", "1 is an int; expected a label"),
        ({"required": "yes"}, "required", "expected True or False"),
    ],
)
def test_wrong_scales_are_refused(options: dict[str, Any], argument: str, said: str) -> None:
    """A scale that cannot be made is refused by the argument that is wrong."""
    with pytest.raises((InvalidArgument, WrongType)) as caught:
        likert("q", "?", **options)
    assert caught.value.argument == argument
    assert said in str(caught.value)
