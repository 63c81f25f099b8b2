"""What `parse_answers` and `form.read` say of a whole assignment, a response or an ID in place of the answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from questionforms import FreeTextAnswer, Question, QuestionForm
from questionforms.answers import parse_answers
from questionforms.exceptions import InvalidDocument, WrongType
from questionforms.mturk.hits.submissions import Assignment
from questionforms.namespaces import BASE

XML = (
    f'<QuestionFormAnswers xmlns="{BASE}2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>Answer'
    "</QuestionIdentifier><FreeText>a</FreeText></Answer></QuestionFormAnswers>"
)
ASSIGNMENT = {"AssignmentId": "3ABC", "WorkerId": "A2X", "Answer": XML}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (ASSIGNMENT, 'it is a whole assignment (a dict); pass `assignment["Answer"]`'),
        (Assignment.from_response(ASSIGNMENT), 'it is a whole assignment (an Assignment); pass `assignment["Answer"]`'),
        ({"Assignment": ASSIGNMENT, "HIT": {}}, 'pass `response["Assignment"]["Answer"]`'),
        ({"Assignments": [ASSIGNMENT]}, 'pass `assignment["Answer"]` for each of `response["Assignments"]`'),
        ({"AssignmentId": "3ABC"}, "only submitted assignments have answers"),
        ({"HIT": {}}, "a HIT has no answers"),
        ([ASSIGNMENT], 'it is a list of assignments; pass `assignment["Answer"]` for each'),
        ((ASSIGNMENT,), "it is a tuple of assignments"),
        ({"other": 1}, "is a dict; expected XML"),
        ([], "is a list; expected XML"),
    ],
)
def test_objects(given: Any, said: str) -> None:
    """An assignment, a response, or a list of assignments raises WrongType with what to pass."""
    for read in (parse_answers, QuestionForm(Question("a", "?", FreeTextAnswer())).read):
        with pytest.raises(WrongType) as caught:
            read(given)
        assert said in str(caught.value)


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("Answer", 'this is the name of the key; pass its value, `assignment["Answer"]`'),
        (b"Answer", 'this is the name of the key; pass its value, `assignment["Answer"]`'),
        ("3TX9T2ZCB9V8XRMJ7M3JT83CUQQWZ3", "this is an ID; get the assignment"),
        (json.dumps(ASSIGNMENT), "this is a whole assignment as text"),
        (json.dumps({"Assignments": [ASSIGNMENT]}).encode(), "this is a whole assignment as text"),
        (repr(ASSIGNMENT), "this is a whole assignment as text"),
    ],
)
def test_texts(given: str | bytes, hint: str) -> None:
    """A key, an ID, or an assignment as JSON is not XML; the problem says what to pass."""
    with pytest.raises(InvalidDocument) as caught:
        parse_answers(given)
    (problem,) = caught.value.problems
    assert problem.rule == "not-well-formed"
    assert (problem.hint or "").startswith(hint)


def test_answers_are_not_an_assignment() -> None:
    """Answers are a mapping as well; a question named `Answer` does not make them an assignment."""
    answers = parse_answers(XML)
    assert parse_answers(answers) is answers
    with pytest.raises(InvalidDocument) as caught:
        parse_answers("some text")
    assert caught.value.problems[0].hint is None
