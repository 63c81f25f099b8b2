"""What answers have that their form does not allow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from questionforms import (
    Answer,
    AnswerFormatRegex,
    Answers,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    Length,
    Question,
    QuestionForm,
    SelectionAnswer,
)
from questionforms.codes import names_for, summary
from tests.answers.written import answer, document, escaped, in_lines, on_one_line

CHOICES = {"apple": "A", "pear": "P", "plum": "L"}
FORM = QuestionForm(
    Question("one", "?", SelectionAnswer(CHOICES)),
    Question("two", "?", SelectionAnswer(CHOICES, min=2, max=2)),
    Question("other", "?", SelectionAnswer(CHOICES, other=FreeTextAnswer(Length(max=3)))),
    Question("number", "?", FreeTextAnswer(IsNumeric(1, 10))),
    Question("text", "?", FreeTextAnswer(Length(max=5), AnswerFormatRegex("^a", error_text="Begin with a."))),
    Question("email", "?", FreeTextAnswer(AnswerFormatRegex(r"^(\w+\.?)+@(\w+\.)+\w+$"))),
    Question("file", "?", FileUploadAnswer(max_bytes=10, min_bytes=2)),
    version="2005-10-01",
)


@pytest.mark.parametrize(
    ("entry", "rules"),
    [
        (Answer("one", selections=["apple"]), []),
        (Answer("one"), []),
        (Answer("ones", selections=["apple"]), ["unknown-question"]),
        (Answer("one", selections=["aple"]), ["unknown-selection"]),
        (Answer("one", selections=["apple", "pear"]), ["selections-above-maximum"]),
        (Answer("one", other_text="x"), ["other-text-not-offered"]),
        (Answer("one", text="apple"), ["wrong-kind-of-answer"]),
        (Answer("two", selections=["apple", "pear"]), []),
        (Answer("two", selections=["apple"]), ["selections-below-minimum"]),
        (Answer("two", selections=["apple", "apple"]), ["repeated-selection"]),
        (Answer("two"), []),
        (Answer("other", other_text="fig"), []),
        (Answer("other", selections=["plum"], other_text="fig"), []),
        (Answer("other", other_text="melon"), ["length-out-of-bounds"]),
        (Answer("number", text=" 10 "), []),
        (Answer("number", text="10.01"), ["number-out-of-range"]),
        (Answer("number", text="0.99"), ["number-out-of-range"]),
        (Answer("number", text="ten"), ["not-a-number"]),
        (Answer("number", text=""), []),
        (Answer("number", selections=["ten"]), ["wrong-kind-of-answer"]),
        (Answer("text", text="abc"), []),
        (Answer("text", text="a\U0001f600\U0001f600\U0001f600"), []),
        (Answer("text", text="abcdef"), ["length-out-of-bounds"]),
        (Answer("text", text="xyz"), ["format-not-matched"]),
        (Answer("email", text="a@example.com"), ["format-not-checked"]),
        (Answer("file", upload_size=10, upload_key="k"), []),
        (Answer("file", upload_size=11, upload_key="k"), ["upload-size-out-of-bounds"]),
        (Answer("file", upload_size=1, upload_key="k"), ["upload-size-out-of-bounds"]),
        (Answer("file"), []),
    ],
)
def test_what_does_not_fit(entry: Answer, rules: list[str]) -> None:
    """Each misfit is one problem with the place of the answer; what fits has none."""
    for xml in (on_one_line(Answers(entry)), in_lines(Answers(entry)), Answers(entry)):
        problems = list(FORM.iter_answer_problems(xml))
        assert [problem.rule for problem in problems] == rules
        for problem in problems:
            assert problem.path == "/QuestionFormAnswers/Answer"
            assert (problem.line is None) == isinstance(xml, Answers)
            assert problem.severity == ("warning" if problem.rule == "format-not-checked" else "error")
            assert not problem.message.endswith(".")


def test_messages() -> None:
    """A message says what stands there, what was expected, and what was probably meant."""
    xml = document("\n" + answer("one", "<SelectionIdentifier>Apple </SelectionIdentifier>") + "\n" + answer("tex"))
    assert [str(problem) for problem in FORM.iter_answer_problems(xml)] == [
        "<xml>:2:1: error: unknown-selection: `Apple ` is not a selection of `one`; did you mean `apple`?",
        "<xml>:3:1: error: unknown-question: the form has no question `tex`; did you mean `text`?",
    ]


@pytest.mark.parametrize(
    ("question", "answers", "found"),
    [
        (Question("q", "?", FreeTextAnswer(), required=True), [], True),
        (Question("q", "?", FreeTextAnswer(), required=True), [Answer("q")], True),
        (Question("q", "?", FreeTextAnswer(), required=True), [Answer("q", text="")], True),
        (Question("q", "?", FreeTextAnswer(), required=True), [Answer("q", text="x")], False),
        (Question("q", "?", FreeTextAnswer()), [], False),
        (Question("q", "?", FreeTextAnswer(Length(1))), [], True),
        (Question("q", "?", SelectionAnswer(CHOICES, other=True), required=True), [Answer("q", other_text="x")], False),
        (Question("q", "?", SelectionAnswer(CHOICES), required=True), [Answer("q")], True),
    ],
)
def test_required_questions(question: Question, answers: list[Answer], found: bool) -> None:
    """A required question, or one with a minimum length, that is answered with nothing is a problem."""
    form = QuestionForm(question, Question("r", "?", FreeTextAnswer()))
    problems = list(form.iter_answer_problems(Answers(*answers)))
    assert [problem.rule for problem in problems] == ["unanswered-question"] * found


def test_repeated_answers() -> None:
    """Selections may come in several answers, and count together; anything else once more is a problem."""
    several = [Answer("two", selections=[name]) for name in ("apple", "pear")]
    assert list(FORM.iter_answer_problems(Answers(*several))) == []
    problems = FORM.iter_answer_problems(Answers(*several, several[0]))
    assert [problem.rule for problem in problems] == ["repeated-selection", "selections-above-maximum"]
    twice = Answers(Answer("text", text="a"), Answer("text", text="ab"))
    (problem,) = FORM.iter_answer_problems(twice)
    assert (problem.rule, problem.path) == ("repeated-answer", "/QuestionFormAnswers/Answer[2]")


def test_the_document_is_checked_too(tmp_path: Path) -> None:
    """What is no XML is one problem, and what does not follow the schema comes before what does not fit the form."""
    assert [problem.rule for problem in FORM.iter_answer_problems("no XML")] == ["not-well-formed"]
    mixed = document(answer("one", "<FreeText>x</FreeText><SelectionIdentifier>apple</SelectionIdentifier>"), "")
    rules = ["wrong-namespace", "misplaced-element", "wrong-kind-of-answer"]
    assert [problem.rule for problem in FORM.iter_answer_problems(mixed)] == rules
    (tmp_path / "answers.xml").write_text(escaped(in_lines(Answers(Answer("x")))))
    problems = list(FORM.iter_answer_problems(tmp_path / "answers.xml"))
    assert [(problem.rule, problem.line) for problem in problems] == [
        ("escaped-document", 1),
        ("unknown-question", None),
    ]
    assert list(FORM.iter_answer_problems("")) == list(FORM.iter_answer_problems(None)) == []


def test_hostile_answers_take_bounded_time() -> None:
    """Catastrophic regexes, very many answers, very long numbers and names: problems, soon."""
    form = QuestionForm(
        Question("q", "?", FreeTextAnswer(AnswerFormatRegex("^(a+)+$"), AnswerFormatRegex("a*a*a*a*b"), IsNumeric(1))),
        *[Question(f"question {number}", "?", SelectionAnswer(CHOICES)) for number in range(300)],
    )
    for answers in (
        [Answer("q", text="a" * 100_000)] * 2_000,
        [Answer(f"q{number}", text="x") for number in range(5_000)],
        [Answer("x" * 100_000)] * 50,
        [Answer("q", text="9" * 100_000)],
        [Answer("question 1", selections=["apple"] * 5_000)] * 20,
    ):
        assert 0 < len(list(form.iter_answer_problems(Answers(*answers)))) <= 1_000
        assert len(form.read(Answers(*answers))) == 301


def test_each_finding_is_documented() -> None:
    """The table in docs/answers.md has each name with its meaning, in the words of its page, and a link there."""
    page = (Path(__file__).parents[3] / "docs" / "answers.md").read_text(encoding="utf-8")
    found = dict(re.findall(r"^\| \[`([a-z-]+)`\]\([^)]+\) \| (.*?) \|$", page, re.MULTILINE))
    assert found == {name: summary(name) for name in names_for("answer")}
