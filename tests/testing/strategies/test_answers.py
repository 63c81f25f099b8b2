"""The strategies for answers and assignments: those that fit a form do, and the others break the rule that is named."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from questionforms import (
    AnswerFormatRegex,
    Answers,
    FileUploadAnswer,
    FreeTextAnswer,
    InvalidArgument,
    IsNumeric,
    Length,
    Question,
    QuestionForm,
    SelectionAnswer,
    WrongType,
    iter_problems,
    parse_answers,
)
from questionforms.answers import rows
from questionforms.answers.read.questions import by_identifier
from questionforms.conversion import to_html_question
from questionforms.conversion.refusals import iter_html_refusals
from questionforms.testing.browser_checks import iter_refusals
from questionforms.testing.strategies import answers, assignments, forms, misfits
from tests.long_runs import examples

CHOICES = {"a": "A", "b": "B", "c": "C"}
#: A form whose answers can break every rule.
FORM = QuestionForm(
    Question("number", "?", FreeTextAnswer(IsNumeric(1, 5)), required=True),
    Question("long", "?", FreeTextAnswer(Length(3, 6))),
    Question("format", "?", FreeTextAnswer(AnswerFormatRegex(r"^\d{3}[a-c]$"))),
    Question("padded", "?", FreeTextAnswer(IsNumeric(1, 9), Length(5, 5), AnswerFormatRegex("^0"))),
    Question("one", "?", SelectionAnswer(CHOICES)),
    Question("several", "?", SelectionAnswer(CHOICES, min=2, max=2, other=True)),
    Question("all", "?", SelectionAnswer(CHOICES, min=4, max=4, other=FreeTextAnswer(Length(min=2)))),
    Question("photo", "?", FileUploadAnswer(min_bytes=5, max_bytes=9)),
    version="2005-10-01",
)
RULES = [
    "unknown-question",
    "unanswered-question",
    "wrong-kind-of-answer",
    "repeated-answer",
    "not-a-number",
    "number-out-of-range",
    "length-out-of-bounds",
    "format-not-matched",
    "unknown-selection",
    "repeated-selection",
    "selections-above-maximum",
    "selections-below-minimum",
    "other-text-not-offered",
    "upload-size-out-of-bounds",
]
any_forms = forms(kinds=["free_text", "selection", "upload"], versions=["2005-10-01"])


def problems(form: QuestionForm, found: Answers) -> set[str]:
    """The rules that answers break, as objects and as XML."""
    rules = {problem.rule for problem in form.iter_answer_problems(found)}
    assert rules == {problem.rule for problem in form.iter_answer_problems(found.to_xml())}
    return rules


@examples(60)
@given(st.data())
def test_answers_fit_any_form(data: st.DataObject) -> None:
    """Answers to a form fit it, and are read back equal."""
    form = data.draw(any_forms)
    found = data.draw(answers(form))
    assert problems(form, found) == set()
    assert parse_answers(found.to_xml()) == found


@examples(60)
@given(answers(FORM))
def test_answers_fit(found: Answers) -> None:
    """Answers fit constraints that are given together, and use other text where the selections do not suffice."""
    assert problems(FORM, found) == set()


@examples(60)
@given(st.data())
def test_misfits_of_any_form(data: st.DataObject) -> None:
    """Answers that do not fit have a problem, though the document is valid, or has no answers at all."""
    form = data.draw(any_forms)
    found = data.draw(misfits(form))
    assert problems(form, found)
    assert not found.entries or list(iter_problems(found)) == []


@pytest.mark.parametrize("rule", RULES)
def test_rules(rule: str) -> None:
    """Each rule for answers can be asked for, and is what the answers break."""

    @examples(20)
    @given(misfits(FORM, rules=[rule]))
    def check(found: Answers) -> None:
        assert rule in problems(FORM, found)

    check()


def test_many_rules_are_broken() -> None:
    """Without a choice, answers break different rules, and no other ones."""
    seen: set[str] = set()

    @examples(60)
    @given(misfits(FORM))
    def check(found: Answers) -> None:
        seen.update(problem.rule for problem in FORM.iter_answer_problems(found))

    check()
    assert seen <= set(RULES)
    assert len(seen) > len(RULES) // 2


def test_rules_that_cannot_be_broken() -> None:
    """A rule that no answers to the form can break is refused, with what can be."""
    form = QuestionForm(Question("q", "?", FreeTextAnswer()))
    with pytest.raises(InvalidArgument, match="no answers to this form break the rule `not-a-number`"):
        misfits(form, rules=["not-a-number"])
    with pytest.raises(InvalidArgument, match="did you mean `unknown-question`"):
        misfits(form, rules=["unknown-questions"])
    with pytest.raises(WrongType, match="`rules`"):
        misfits(form, rules="unknown-question")
    with pytest.raises(InvalidArgument, match="`rules`"):
        misfits(form, rules=[])


@pytest.mark.parametrize("make", [answers, misfits, assignments], ids=lambda make: make.__name__)
def test_only_forms_are_accepted(make: Any) -> None:
    """XML, or one question, is refused when the strategy is made, not when it is used."""
    for other in (FORM.to_xml(), FORM.questions[0]):
        with pytest.raises(WrongType, match=r"argument `form`: .* expected QuestionForm"):
            make(other)


@pytest.mark.slow
def test_answers_shrink() -> None:
    """A failure is shown with the fewest answers, and the shortest: only those to required questions are left."""
    found = find(answers(FORM), lambda found: "one" in found, settings=settings(max_examples=100))
    assert {name: answer.value for name, answer in found.items()} == {
        "number": "1",
        "long": "000",
        "padded": "00001",
        "one": ("a",),
    }


@examples(40)
@given(st.data())
def test_workers_submit_what_fits(data: st.DataObject) -> None:
    """A browser submits answers that fit, from the form and from the page that is made of it; so does `Worker`.

    On the page, other text counts as a selection.
    """
    form = data.draw(forms())
    fields: dict[str, list[Any]] = {}
    is_page = not any(iter_html_refusals(form))
    for answer in data.draw(answers(form)).entries:
        most = getattr(by_identifier(form)[answer.identifier].answer, "max", None) or 1
        is_page = is_page and len(answer.selections) + bool(answer.other_text) <= most
        if answer.text or answer.selections:
            fields[answer.identifier] = [answer.text] if answer.text else list(answer.selections)
        if answer.other_text:
            fields[f"{answer.identifier}.other"] = [answer.other_text]
    assert list(iter_refusals(form.to_xml(), fields)) == []
    assert not is_page or list(iter_refusals(to_html_question(form).to_xml(), fields)) == []


@examples(30)
@given(st.data())
def test_assignments(data: st.DataObject) -> None:
    """Assignments are those of boto3: each worker once a HIT, times in order, and answers that fit."""
    form = data.draw(any_forms)
    found = data.draw(assignments(form, min_size=1, max_size=5, max_hits=2))
    assert 1 <= len(found) <= 5
    assert len({record["HITId"] for record in found}) <= 2
    assert len({(record["HITId"], record["WorkerId"]) for record in found}) == len(found)
    assert len({record["AssignmentId"] for record in found}) == len(found)
    for record in found:
        assert record["AcceptTime"].tzinfo is UTC
        assert record["AcceptTime"] < record["SubmitTime"] < record["AutoApprovalTime"]
        assert list(form.iter_answer_problems(record["Answer"])) == []
    assert {row["AssignmentId"] for row in rows(found, form)} <= {record["AssignmentId"] for record in found}


@examples(10)
@given(assignments(FORM, min_size=1, max_size=3, answers=misfits(FORM, rules=["unknown-selection"])))
def test_assignments_with_other_answers(found: list[dict[str, Any]]) -> None:
    """The answers in assignments can come from another strategy."""
    for record in found:
        assert "unknown-selection" in {problem.rule for problem in FORM.iter_answer_problems(record["Answer"])}


def test_wrong_bounds() -> None:
    """Bounds that no list fits are refused where they are given."""
    with pytest.raises(InvalidArgument, match="`min_size`"):
        assignments(FORM, min_size=3, max_size=2)
    with pytest.raises(InvalidArgument, match="`min_size`"):
        assignments(FORM, min_size=-1)
    with pytest.raises(InvalidArgument, match="`max_hits`"):
        assignments(FORM, max_hits=0)
