"""Guessed forms: they are valid, and fit every document that they were guessed from."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    Answers,
    FileUploadAnswer,
    FreeTextAnswer,
    InvalidArgument,
    IsNumeric,
    Question,
    QuestionForm,
    SelectionAnswer,
    parse_answers,
    validate,
)
from questionforms.answers import guess_form, read_requester_csv, requester_csv, summary, table
from questionforms.answers.archives.sources import iter_assignments
from questionforms.answers.guessed_forms import guessed
from questionforms.answers.read.cells import as_asked
from tests.answers.written import answer, document
from tests.documents import corpus, needs_shared
from tests.long_runs import examples
from tests.strategies import SOUND


def of(*sent: Answer) -> Any:
    """What the guessed form asks for, of one question that is answered once in each document."""
    (question,) = guess_form([Answers(one) for one in sent]).questions
    return question.answer


def of_cells(*cells: str, name: str = "q") -> Any:
    """The same for a column of a results file."""
    rows = [Answers(Answer(name, text=cell)) for cell in cells]
    return guess_form(read_requester_csv(requester_csv(rows))).questions[0].answer


def test_a_form_is_guessed() -> None:
    """Questions come in the order of their first answers; those that all documents answer are required."""
    sent = [
        Answers(
            Answer("mood", selections=["good"]),
            Answer("topics", selections=["food", "staff"]),
            Answer("stars", text="5"),
            Answer("why", text="so"),
            Answer("photo", upload_key="k", upload_size=9),
        ),
        Answers(Answer("mood", selections=["bad"], other_text="well"), Answer("why", text="two\nlines")),
        Answers(Answer("mood", selections=["bad"]), Answer("stars", text="-2.50"), Answer("topics")),
    ]
    assert guess_form(sent) == QuestionForm(
        Question(
            "mood",
            "mood",
            SelectionAnswer({"bad": "bad", "good": "good"}, style="radiobutton", other=True),
            required=True,
        ),
        Question("topics", "topics", SelectionAnswer({"food": "food", "staff": "staff"}, max=2, style="checkbox")),
        Question("stars", "stars", FreeTextAnswer(IsNumeric())),
        Question("why", "why", FreeTextAnswer(lines=5)),
        Question("photo", "photo", FileUploadAnswer(max_bytes=2_000_000_000)),
        version="2005-10-01",
    )


def test_selections_have_an_order() -> None:
    """Whole numbers ascend, other selections come by how often they were chosen; many are a drop-down list."""
    scale = of(*[Answer("q", selections=[name]) for name in ("10", "2", "2", "-1")])
    assert [selection.identifier for selection in scale.selections] == ["-1", "2", "10"]
    named = of(*[Answer("q", selections=[name]) for name in ("a", "b", "b")])
    assert [selection.identifier for selection in named.selections] == ["b", "a"]
    assert of(*[Answer("q", selections=[f"s{number}"]) for number in range(9)]).style == "dropdown"
    assert of(Answer("q", other_text="x")).other == FreeTextAnswer()


@pytest.mark.parametrize(
    ("texts", "numeric"),
    [(["0", "-12", "3.50", " 7 ", ""], True), (["01234", "98"], False), (["+4"], False), (["1e3"], False)],
)
def test_codes_are_not_numbers(texts: list[str], numeric: bool) -> None:
    """A leading zero or a sign is part of a code, such as a postcode or a telephone number."""
    assert of(*[Answer("q", text=text) for text in texts]) == FreeTextAnswer(*[IsNumeric()] * numeric)
    assert of(Answer("q", text="1" * 16)) == FreeTextAnswer()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["yes", "no", "yes"], ["yes", "no"]),
        (["yes", "no"], None),
        (["true", "false"], ["true", "false"]),
        (["a|b", "c", "b"], ["b", "a", "c"]),
        (["New York|Rome", "Rome", "New York"], ["New York", "Rome"]),
        (["I like it | not", "no"], None),
        ([f"{number % 20} kg" for number in range(40)], [f"{number} kg" for number in range(20)]),
        ([f"{number % 21} kg" for number in range(42)], None),
        (["1", "2", "2"], None),
        (["x" * 101] * 3, None),
        (["yes\N{GRINNING FACE}", "no"] * 2, None),
    ],
)
def test_cells_that_are_few_and_repeat_are_selections(cells: list[str], expected: list[str] | None) -> None:
    """Cells of a results file are selections if they are few and repeat, or can be split into few parts."""
    found = of_cells(*cells)
    if expected is None:
        assert isinstance(found, FreeTextAnswer)
    else:
        assert [selection.identifier for selection in found.selections] == expected
        assert (found.max or 1) == (len(expected) if any("|" in cell for cell in cells) else 1)


def test_columns_of_one_question_are_joined() -> None:
    """Other text and the size of a file are part of their question, as where a form is given."""
    rows = [
        Answers(
            Answer("best", text="pear"), Answer("best.other_text", text="ripe"), Answer("photo", text=f"key {number}")
        )
        for number in range(3)
    ]
    rows.append(Answers(Answer("photo.upload_size", text="12"), Answer("photo", text="k"), Answer("x.other_text")))
    form = guess_form(read_requester_csv(requester_csv(rows)))
    assert [question.identifier for question in form.questions] == ["best", "photo"]
    assert form.questions[0].answer == SelectionAnswer({"pear": "pear"}, style="radiobutton", other=True)
    assert isinstance(form.questions[1].answer, FileUploadAnswer)
    validate(form)


def test_texts_in_xml_stay_texts() -> None:
    """In XML a text is known to be one, so that even few that repeat do not make a choice."""
    assert of(*[Answer("q", text="yes")] * 9) == FreeTextAnswer()


def test_what_cannot_be_in_a_form_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Identifiers that a form cannot have, and answers of two kinds, are left out, and the log says so."""
    smile = "\N{GRINNING FACE}"
    sent = [
        Answers(Answer(" ", text="x"), Answer(smile, text="x"), Answer("q", selections=["", smile, "a"])),
        Answers(Answer("q", text="x"), Answer("q", selections=["a"]), Answer("t", text="1"), Answer("t", text="2")),
        "<no",
    ]
    with caplog.at_level(logging.WARNING, "questionforms.answers"):
        form = guess_form(sent)
    validate(form)
    assert [question.identifier for question in form.questions] == ["q", "t"]
    assert caplog.messages == [
        f"not in the form, since a form cannot have such an identifier: empty text, `{smile}`",
        f"not among the selections of `q`, since a form cannot have them: empty text, `{smile}`",
        "the answers to `q` are of several kinds: selections (2), text (1); the form only asks for the first",
        "`t` is answered more than once in a document, which the form does not allow",
        "1 document of 3 could not be read",
    ]


def test_a_form_that_is_too_large() -> None:
    """A form above the limit of the service is returned, and its size is reported."""
    sent = [Answers(Answer("q", selections=[f"selection {number} {'x' * 90}"])) for number in range(400)]
    assert guessed(sent).notes[0].endswith("bytes; the service accepts at most 65,535")


@pytest.mark.parametrize(
    ("source", "said"),
    [([], "it is empty; expected answers"), ([Answers()], "1 document has no answers"), (["<no"], "1 document has no")],
)
def test_nothing_to_guess_from(source: list[Any], said: str) -> None:
    """Without an answer there is no form."""
    with pytest.raises(InvalidArgument, match=f"guess_form: argument `source`: {said}"):
        guess_form(source)


def test_padded_identifiers_are_one_question() -> None:
    """An identifier with whitespace around it belongs to the question without."""
    xml = document(answer(" q ", "<FreeText>a</FreeText>"))
    form = guess_form([xml, Answers(Answer("q", text="b"))])
    assert [question.identifier for question in form.questions] == ["q"]
    assert not list(form.iter_answer_problems(xml))


names = SOUND.identifiers.map(str.strip).filter(lambda name: name and max(name) <= "\uffff")
some_texts = SOUND.texts.filter(bool) | st.sampled_from(["1", "2.5", "007", "yes", "no"])
KINDS: dict[str, Callable[[str, list[str], str], Answer]] = {
    "text": lambda name, _, text: Answer(name, text=text),
    "number": lambda name, chosen, _: Answer(name, text=str(len(chosen))),
    "choice": lambda name, chosen, _: Answer(name, selections=chosen[:1]),
    "choices": lambda name, chosen, text: Answer(name, selections=chosen, other_text=text),
    "upload": lambda name, _, text: Answer(name, upload_key=text, upload_size=len(text)),
}


@st.composite
def archives(draw: st.DrawFn) -> list[Answers]:
    """Documents in which each question is answered with one kind of value, at most once by each worker."""
    kinds = draw(st.dictionaries(names, st.sampled_from(sorted(KINDS)), min_size=1, max_size=4))
    offered = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    found = []
    for _ in range(draw(st.integers(1, 5))):
        answered = draw(st.lists(st.sampled_from(list(kinds)), unique=True, min_size=1))
        chosen = [draw(st.lists(st.sampled_from(offered), min_size=1, unique=True)) for _ in answered]
        found.append(
            Answers(
                *[KINDS[kinds[name]](name, some, draw(some_texts)) for name, some in zip(answered, chosen, strict=True)]
            )
        )
    return found


@given(archives())
@examples(60)
def test_a_form_fits_what_it_was_guessed_from(archive: list[Answers]) -> None:
    """It is valid, no document has a problem beside it, and a table with it has a place for each value."""
    sent = [answers.to_xml() for answers in archive]
    guess = guessed(sent)
    assert guess.notes == ()
    validate(guess.form)
    for xml in sent:
        assert not list(guess.form.iter_answer_problems(xml))
    assert set(table(sent, guess.form)["rest"].to_pylist()) == {None}
    assert all(question.in_form for question in summary(sent, guess.form).questions)


@given(archives())
@examples(40)
def test_a_form_fits_the_cells_it_was_guessed_from(archive: list[Answers]) -> None:
    """The same for a results file, whose cells are read as the form asks."""
    rows = list(read_requester_csv(requester_csv(archive)))
    guess = guessed(rows)
    validate(guess.form)
    for row in rows:
        assert not list(guess.form.iter_answer_problems(as_asked(row["Answer"], guess.form)))


@needs_shared
def test_the_corpus_has_forms() -> None:
    """A form is guessed from each real document that has answers, and fits it unless it says what does not."""
    for path in corpus("answers"):
        xml = path.read_bytes()
        try:
            guess = guessed([xml])
        except InvalidArgument:
            continue
        validate(guess.form)
        own = {problem.rule for problem in parse_answers(xml).problems}
        found = {problem.rule for problem in guess.form.iter_answer_problems(xml)}
        assert guess.notes or found == own, path


def test_crowd_forms() -> None:
    """The fields in a crowd-form's JSON are questions, and the form fits what was sent."""
    sent = [
        {
            "mood": {"label": "good"},
            "stars": 4,
            "tags": ["a", "b"],
            "ok": {"on": True},
            "look": {"x": True, "y": False},
        },
        {"mood": {"label": "good"}, "stars": 2.5, "tags": [], "ok": {"on": False}, "look": {"x": False, "y": True}},
        {"mood": {"label": "bad"}, "stars": 3, "tags": ["b"], "boxes": [{"left": 1}]},
    ]
    source = [
        {"AssignmentId": f"A{number}", "Answer.taskAnswers": json.dumps([one])} for number, one in enumerate(sent)
    ]
    form = guess_form(source)
    assert [question.identifier for question in form.questions] == [
        "mood.label",
        "stars",
        "tags",
        "ok",
        "look",
        "boxes",
    ]
    assert isinstance(form.questions[1].answer, FreeTextAnswer)
    rows = table(source, form).to_pylist()
    assert [row["rest"] for row in rows] == [None] * 3
    assert [row["tags"] for row in rows] == [["a", "b"], [], ["b"]]
    assert [row["look"] for row in rows] == ["x", "y", None]
    for one in iter_assignments(source):
        assert list(form.iter_answer_problems(as_asked(parse_answers(one.xml), form))) == []
