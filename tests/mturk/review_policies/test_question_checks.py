"""Review policies beside the question of their HIT: identifiers, selections and answers that nobody can give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from questionforms import (
    AnswerFormatRegex,
    Binary,
    ExternalQuestion,
    FileUploadAnswer,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    IsNumeric,
    Length,
    Question,
    QuestionForm,
    Selection,
    SelectionAnswer,
)
from questionforms.mturk import InvalidParameters, Layout, create_hit, hit_parameters, hit_problems
from questionforms.mturk.review_policies import known_answers, plurality, policy_problems

if TYPE_CHECKING:
    from pathlib import Path

FORM = QuestionForm(
    Question("mood", "How is it?", SelectionAnswer({"good": "Good", "bad": "Bad"}), required=True),
    Question("food", "What do you eat?", SelectionAnswer({"a": "Apples", "b": "Bread", "c": "Cheese"}, min=2, max=2)),
    Question("age", "How old are you?", FreeTextAnswer(IsNumeric(18, 99))),
    Question("code", "Which code?", FreeTextAnswer(AnswerFormatRegex("^[A-Z]{3}$"))),
    Question("why", "Why?", FreeTextAnswer(Length(max=10))),
    Question("town", "Where?", SelectionAnswer({"rome": "Rome"}, other=True)),
    Question("photo", "Which photo?", FileUploadAnswer(min_bytes=1, max_bytes=1_000)),
    version="2005-10-01",
)
FIELDS: dict[str, Any] = {
    "title": "Read",
    "description": "Say how it is.",
    "reward": "0.10",
    "duration": 600,
    "lifetime": 86_400,
}
MISSING, UNMATCHABLE = "reviewed-question-not-in-form", "unmatchable-known-answer"
KEY = "AssignmentReviewPolicy.Parameters[0].MapEntries[0]"


def page(body: str, head: str = "") -> HTMLQuestion:
    """A page with a form, or a crowd-form, in its body."""
    return HTMLQuestion(Markup(f"<!DOCTYPE html><html><head><title>t</title>{head}</head><body>{body}</body></html>"))


def form(fields: str) -> str:
    """A form with these fields."""
    return f'<form action="https://www.mturk.com/mturk/externalSubmit" method="post">{fields}</form>'


def known(question: Any, **answers: Any) -> list[str]:
    """The rule and the message of each problem of known answers with a question."""
    problems = policy_problems(known_answers(answers), None, question=question)
    return [f"{problem.rule}: {problem.message}" for problem in problems]


def compared(question: Any, *identifiers: str) -> list[str]:
    """The path and the message of each problem of a plurality with a question."""
    policy = plurality(identifiers, agreement_threshold=50, disregard_if_rejected=True)
    return [f"{problem.path}: {problem.message}" for problem in policy_problems(None, policy, question=question)]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("moood", "mood"), ("Mood", "mood"), (" mood", "mood"), ("photos", "photo"), ("mood.good", "mood")],
)
def test_a_question_that_is_not_in_the_form(name: str, meant: str) -> None:
    """An identifier of no question is an error, in known answers and in a plurality, with the one that was meant."""
    said = f"the form has no question `{name}`; did you mean `{meant}`?"
    assert known(FORM, **{name: "good"}) == [f"{MISSING}: {said}"]
    if name == name.strip():
        assert compared(FORM, "age", name) == [f"HITReviewPolicy.Parameters[0].Values[1]: {said}"]


def test_a_question_like_no_other() -> None:
    """If nothing similar is there, the message lists the questions."""
    (said,) = known(FORM, xyzzy="1")
    assert said.endswith("no question `xyzzy`; expected one of `mood`, `food`, `age`, `code`, `why`, `town` and 1 more")


def test_identifiers_as_one_text() -> None:
    """In a dict, identifiers may be separated by commas, with blanks, and the parameter spelt as in the sample."""
    for key in ("QuestionIds", "QuestionIDs"):
        policy = {
            "PolicyName": "SimplePlurality/2011-09-01",
            "Parameters": [{"Key": key, "Values": ["mood, agee ,why"]}],
        }
        found = [problem for problem in policy_problems(None, policy, question=FORM) if problem.rule == MISSING]
        assert [problem.message for problem in found] == ["the form has no question `agee`; did you mean `age`?"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"mood": "Good"}, "`Good` is not a selection of `mood`; did you mean `good`?"),
        ({"mood": "goood"}, "`goood` is not a selection of `mood`; did you mean `good`?"),
        ({"mood": "xyzzy"}, "`xyzzy` is not a selection of `mood`; expected one of `good`, `bad`"),
        ({"food": ["Apples", "b"]}, "`Apples` is not a selection of `food`; did you mean `a`?"),
        ({"food": "bread|c"}, "`bread` is not a selection of `food`; did you mean `b`?"),
        ({"mood": ["good", "bad"]}, "`mood` allows one selection, but its known answer has 2"),
        ({"food": ["a", "b", "c"]}, "`food` allows at most 2 selections, but its known answer has 3"),
        ({"food": "a"}, "`food` needs at least 2 selections, but its known answer has 1"),
        ({"mood": []}, "`mood` is required, but its known answer is empty"),
        ({"age": "abc"}, "the answer to `age` is `abc`; expected a number"),
        ({"age": "17"}, "the answer to `age` is `17`; expected at least 18"),
        ({"code": "abc"}, "the answer to `code` is `abc`; expected a match for the regex `^[A-Z]{3}$`"),
        ({"why": "because it is"}, "the answer to `why` has 13 characters; expected at most 10"),
        ({"photo": "x.jpg"}, "`photo` asks for a file, and policies do not compare files"),
    ],
)
def test_an_answer_that_nobody_can_give(answers: dict[str, Any], said: str) -> None:
    """A known answer that no worker can give is an error, at its values, with the one that was meant."""
    assert known(FORM, **answers) == [f"{UNMATCHABLE}: {said}"]
    (problem,) = policy_problems(known_answers(answers), None, question=FORM)
    assert (problem.severity, problem.path) == ("error", f"{KEY}.Values")


@pytest.mark.parametrize(
    "answers",
    [
        {"mood": "good", "food": ["b", "a"], "age": "42", "code": "ABC", "why": "any text", "town": "Paris"},
        {"mood": " good ", "food": "a|c", "town": "rome"},
        {"food": []},
        {"why": []},
    ],
)
def test_answers_that_can_be_given(answers: dict[str, Any]) -> None:
    """Nothing is said of answers that a worker can give: blanks around them do not count, other text is free."""
    assert known(FORM, **answers) == []
    assert compared(FORM, *answers) == []


def test_labels_that_are_not_plain_text() -> None:
    """The text of a formatted label, or of an image, leads to its selection as well."""
    labels: list[tuple[str, FormattedContent | Binary]] = [
        ("a", FormattedContent(Markup("<b>Red</b> apple"))),
        ("b", Binary("https://a.org/b.png", "image", "A pear")),
    ]
    question = Question("fruit", "Which?", SelectionAnswer([Selection(name, label) for name, label in labels]))
    for text, meant in (("red apple", "a"), ("A pear", "b")):
        (said,) = known(QuestionForm(question), fruit=text)
        assert said.endswith(f"did you mean `{meant}`?")


@given(st.data())
def test_what_a_worker_answers_is_never_a_problem(data: st.DataObject) -> None:
    """Whatever selections a form offers, each of them can be the known answer."""
    names = st.text("abcXYZ19 -_", min_size=1, max_size=8).filter(lambda text: text.strip() == text)
    offered = data.draw(st.lists(names, min_size=2, max_size=5, unique=True))
    question = Question("q", "Which?", SelectionAnswer({name: name for name in offered}, max=len(offered)))
    chosen = data.draw(st.lists(st.sampled_from(offered), min_size=1, unique=True))
    assert known(QuestionForm(question), q=chosen) == []


FIELDS_OF_PAGE = form(
    '<input type="radio" name="mood" value="good"> Good <input type="radio" name="mood" value="bad">Bad'
    '<label for="f1">Apples</label><input type="checkbox" id="f1" name="food" value="a">'
    '<label><input type="checkbox" name="food" value="b">Bread and butter</label>'
    '<select name="town"><option value="">Choose<option value="rm">Rome<option>Paris</select>'
    '<input type="number" name="age" min="18"><textarea name="why"></textarea>'
    '<input type="hidden" name="assignmentId"><button>Send</button>'
)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"moood": "good"}, f"{MISSING}: the page has no field `moood`; did you mean `mood`?"),
        ({"assignmentId": "x"}, f"{MISSING}: the page has no field `assignmentId`; expected one of"),
        ({"mood": "Good"}, f"{UNMATCHABLE}: `Good` is not a selection of `mood`; did you mean `good`?"),
        ({"mood": ["good", "bad"]}, f"{UNMATCHABLE}: `mood` allows one selection, but its known answer has 2"),
        ({"food": "c"}, f"{UNMATCHABLE}: `c` is not a selection of `food`; expected one of `a`, `b`"),
        ({"food": "apples"}, f"{UNMATCHABLE}: `apples` is not a selection of `food`; did you mean `a`?"),
        (
            {"food": "Bread and butter"},
            f"{UNMATCHABLE}: `Bread and butter` is not a selection of `food`; did you mean `b`?",
        ),
        ({"town": "Rome"}, f"{UNMATCHABLE}: `Rome` is not a selection of `town`; did you mean `rm`?"),
        ({"age": "old"}, f"{UNMATCHABLE}: the answer to `age` is `old`; expected a number"),
        ({"age": "7"}, f"{UNMATCHABLE}: the answer to `age` is `7`; expected at least 18"),
    ],
)
def test_a_page(answers: dict[str, Any], said: str) -> None:
    """The fields of a page are its questions; the values of what can be chosen are known."""
    (found,) = known(page(FIELDS_OF_PAGE), **answers)
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("field", "attributes", "answer", "said"),
    [
        ('<input name="a" disabled>', "", "x", f"{MISSING}: the page has no field `a`; expected `b`"),
        ('<select name="a"><option disabled>x<option>y</select>', "", "x", f"{UNMATCHABLE}: `x` is not a selection"),
        ('<input name="a" maxlength="2">', "", "abc", f"{UNMATCHABLE}: the answer to `a` has 3 characters"),
        ('<input type="number" name="a" min="5">', "novalidate", "1", ""),
    ],
)
def test_what_a_browser_submits(field: str, attributes: str, answer: str, said: str) -> None:
    """Fields and choices that are disabled are not submitted, nor are texts at which the browser's validation stops."""
    found = known(page(f'<form {attributes}>{field}<input name="b"></form>'), a=answer)
    assert [each.startswith(said) for each in found] == ([True] if said else [])


def test_answers_of_a_page_that_can_be_given() -> None:
    """Nothing is said of the names and values that the page has, joined by `|` or not."""
    answers = {"mood": "bad", "food": "b|a", "town": "Paris", "age": "42", "why": "anything"}
    assert known(page(FIELDS_OF_PAGE), **answers) == []
    assert compared(page(FIELDS_OF_PAGE), *answers) == []


@pytest.mark.parametrize(
    "head",
    [
        '<script>document.body.innerHTML += "<input name=x>"</script>',
        '<script>document.querySelector("input").setAttribute("name", "x")</script>',
        "<script>fetch('/x', {method: 'POST', body: new FormData(f)})</script>",
        '<script src="https://example.org/survey.js"></script>',
    ],
)
def test_a_page_whose_fields_a_script_makes(head: str) -> None:
    """If a script may make fields, name them or send answers, nothing is known."""
    assert known(page(FIELDS_OF_PAGE, head), moood="good") == []


def test_a_script_that_makes_no_field() -> None:
    """A script that only looks at fields, or Amazon's own, prevents no check of names; values may change."""
    head = (
        '<script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>'
        '<script>document.querySelector("[name=mood]").value = "great"</script>'
    )
    question = page(FIELDS_OF_PAGE, head)
    assert known(question, moood="good") == [f"{MISSING}: the page has no field `moood`; did you mean `mood`?"]
    assert known(question, mood="great") == []


CROWD = '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>'


def test_a_crowd_form() -> None:
    """A crowd-form has one answer, `taskAnswers`; the message for one of its fields says how to have one for each."""
    question = page('<crowd-form><crowd-input name="word"></crowd-input></crowd-form>', CROWD)
    assert known(question, taskAnswers="[]") == []
    (problem,) = policy_problems(known_answers({"word": "a"}), None, question=question)
    assert problem.message == (
        "the page has no answer `word`, since the fields of its crowd-form come back together, as JSON in `taskAnswers`"
    )
    assert problem.hint is not None
    assert 'answer-format="flatten-objects"' in problem.hint
    assert compared(question, "words") == [
        "HITReviewPolicy.Parameters[0].Values[0]: the page has no answer `words`; expected `taskAnswers`"
    ]


def test_a_crowd_form_with_flat_answers() -> None:
    """Flattened, each field is an answer, or several that start with its name and a dot."""
    question = page(
        '<crowd-form answer-format="Flatten-Objects"><crowd-classifier name="mood" categories="[1]"></crowd-classifier>'
        '<input type="radio" name="q.0" value="on"></crowd-form>',
        CROWD,
    )
    assert known(question, **{"mood.label": "x", "q.0.on": "true"}) == []
    assert known(question, **{"moood.label": "x"}) == [
        f"{MISSING}: the page has no field `moood.label`; did you mean `mood`?"
    ]


@pytest.mark.parametrize(
    "question",
    [
        ExternalQuestion("https://example.org/a", 600),
        page(form('<input name="${field}">')),
        page(form("<button>Send</button>")),
        page('<crowd-entity-annotation name="x"></crowd-entity-annotation>', CROWD),
        "not XML",
        None,
    ],
)
def test_what_is_not_known(question: Any) -> None:
    """Nothing is said where the questions are not known: elsewhere, filled in later, or unreadable."""
    assert known(question, moood="good") == []


@pytest.mark.parametrize(
    "given", [[], [1], [{"Key": 1}], [{"Key": "AnswerKey", "MapEntries": [{"Key": "mood"}, 1]}], "x"]
)
def test_a_policy_with_the_wrong_shape(given: Any) -> None:
    """What has the wrong type is reported by the checks of the policy itself."""
    policy = {"PolicyName": "ScoreMyKnownAnswers/2011-09-01", "Parameters": given}
    assert not {problem.rule for problem in policy_problems(policy, None, question=FORM)} & {MISSING, UNMATCHABLE}


def test_wherever_a_policy_and_a_question_meet(client: Any, tmp_path: Path) -> None:
    """The checks run for a HIT whose question is a document, its XML or its file, before any call; not for a layout."""
    path = tmp_path / "form.xml"
    path.write_bytes(FORM.to_bytes())
    reviews: dict[str, Any] = {"assignment_review": known_answers({"moood": "good"})}
    for question in (FORM, FORM.to_xml(), FORM.to_bytes(), path):
        assert MISSING in {problem.rule for problem in hit_problems(question, **FIELDS, **reviews)}
        with pytest.raises(InvalidParameters, match="did you mean `mood`"):
            hit_parameters(question, **FIELDS, **reviews)
        with pytest.raises(InvalidParameters, match="did you mean `mood`"):
            create_hit(client, question, **FIELDS, **reviews)
    assert list(hit_problems(layout=Layout("3LAYOUT"), **FIELDS, **reviews)) == []


def test_the_fee() -> None:
    """Ten or more assignments cost the higher fee, which is a warning; nine do not."""
    form = QuestionForm(FORM.questions[0])
    assert list(hit_problems(form, **FIELDS, max_assignments=9)) == []
    (problem,) = hit_problems(form, **FIELDS, max_assignments=10)
    assert (problem.severity, problem.rule, problem.path) == ("warning", "higher-fee", "MaxAssignments")
    assert hit_parameters(form, **FIELDS, max_assignments=10)["MaxAssignments"] == 10
