"""The answers of a page read the same as those of the form."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    Answers,
    FormattedContent,
    FreeTextAnswer,
    Question,
    QuestionForm,
    SelectionAnswer,
    parse_answers,
)
from questionforms.conversion import to_form_answers
from questionforms.conversion.controls import other_name
from questionforms.conversion.refusals import iter_html_refusals
from questionforms.elements.answer_specifications import SINGLE_STYLES, STYLES
from tests.conversion.pages import fill_in, page_of, sent
from tests.long_runs import examples

words = st.text("ab |é<&", max_size=4)
names = st.text("ab é<&\"'.", min_size=1, max_size=4)
labels = st.one_of(words, st.just(FormattedContent("<b>A</b>")))


@st.composite
def questions(draw: st.DrawFn, name: str) -> tuple[Question, Answer | None]:
    """A question, and an answer to it as the service has it of a form; None where nothing is answered."""
    if draw(st.booleans()):
        default = draw(st.one_of(st.none(), words))
        text = draw(words)
        asked = Question(name, "?", FreeTextAnswer(default=default, lines=draw(st.sampled_from([None, 3]))))
        return asked, Answer(name, text=text) if text else None
    selections = dict.fromkeys(draw(st.lists(names, min_size=1, max_size=4, unique=True)), draw(labels))
    style = draw(st.sampled_from([None, *STYLES]))
    most = 1 if style in SINGLE_STYLES else draw(st.integers(1, len(selections)))
    answer = SelectionAnswer(selections, max=most, style=style, other=draw(st.booleans()))
    chosen = draw(st.lists(st.sampled_from(list(selections)), max_size=most, unique=True))
    other = draw(words) if answer.other is not None else ""
    ordered = [selection for selection in selections if selection in chosen]
    given = Answer(name, selections=ordered, other_text=other or None) if chosen or other else None
    return Question(name, "?", answer), given


@st.composite
def forms_with_answers(draw: st.DrawFn) -> tuple[QuestionForm, Answers]:
    """A form, and answers to some of its questions."""
    pairs = [draw(questions(name)) for name in draw(st.lists(names, min_size=1, max_size=4, unique=True))]
    form = QuestionForm(*[question for question, _ in pairs])
    assume(not list(iter_html_refusals(form)))
    return form, Answers(*[answer for _, answer in pairs if answer is not None])


@examples(300)
@given(forms_with_answers())
def test_answers_read_the_same(pair: tuple[QuestionForm, Answers]) -> None:
    """What a worker gives to a form is read back from the fields that the form's page sends."""
    form, answers = pair
    page = page_of(form)
    entries = answers.entries
    texts = {entry.identifier: entry.text or "" for entry in entries}
    others = {other_name(entry.identifier): entry.other_text or "" for entry in entries}
    fill_in(page, {**texts, **others}, {entry.identifier: entry.selections for entry in entries})
    posted = sent(page)
    assert to_form_answers(form, parse_answers(posted.to_xml()) if posted else posted) == answers


FORM = QuestionForm(
    Question("one", "?", SelectionAnswer({"a|b": "A", "c": "C"})),
    Question("many", "?", SelectionAnswer({"a": "A", "b": "B"}, max=2, other=True)),
    Question("text", "?", FreeTextAnswer()),
)


def test_selections_are_told_apart() -> None:
    """Selections come back joined by `|`; where one can be made, the bar is part of its identifier."""
    posted = Answers(
        Answer("text", text="a|b"),
        Answer("one", text="a|b"),
        Answer("many.other", text="c|d"),
        Answer("many", text="a|b"),
    )
    assert to_form_answers(FORM, posted) == Answers(
        Answer("one", selections=["a|b"]),
        Answer("many", selections=["a", "b"], other_text="c|d"),
        Answer("text", text="a|b"),
    )


def test_a_name_like_that_of_other_text() -> None:
    """A question named like another's field for other text keeps its answer, where that question has no such field."""
    form = QuestionForm(Question("q", "?", SelectionAnswer({"a": "A"})), Question("q.other", "?", FreeTextAnswer()))
    posted = Answers(Answer("q", text="a"), Answer("q.other", text="x"))
    assert to_form_answers(form, posted) == Answers(Answer("q", selections=["a"]), Answer("q.other", text="x"))


def test_nothing_is_no_answer() -> None:
    """Fields that were left empty are no answers, whether the service sends them or not."""
    assert to_form_answers(FORM, Answers()) == Answers()
    empty = [Answer("one", text=""), Answer("many.other", text=""), Answer("text", text="")]
    assert to_form_answers(FORM, Answers(*empty)) == Answers()


def test_nothing_is_lost() -> None:
    """What is no answer of the page comes last, as it is; selections that the form does not have are kept."""
    rest = [Answer("one.other", text="x"), Answer("many", text="again"), Answer("one", selections=["c"])]
    posted = Answers(Answer("many", text="a|z"), *rest)
    assert to_form_answers(FORM, posted) == Answers(Answer("many", selections=["a", "z"]), *rest)
