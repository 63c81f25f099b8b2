"""Strategies for answers that fit a form, as a worker's browser would send them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from questionforms import Answer, Answers, FileUploadAnswer, FreeTextAnswer, QuestionForm
from questionforms.answers.read.conformance import is_required
from questionforms.answers.read.questions import by_identifier
from questionforms.elements.base import arguments
from questionforms.testing.strategies.texts import answer_texts

if TYPE_CHECKING:
    from questionforms import Question, SelectionAnswer


def answers(form: QuestionForm) -> st.SearchStrategy[Answers]:
    """Answers that fit the form: `form.iter_answer_problems` finds nothing in them.

    Required questions are answered; the others may be left out, or empty, and all of them if none is required. Texts
    contain any characters that a worker can type. Use `.map(str)` for the XML. A question whose constraints leave
    almost no text, such as two regular expressions that rarely match together, can make Hypothesis give up.
    """
    arguments.instance("answers", "form", form, QuestionForm)
    entries = [entry(question) for question in by_identifier(form).values()]
    return st.tuples(*entries).map(lambda found: Answers(*[answer for answer in found if answer is not None]))


def entry(question: Question) -> st.SearchStrategy[Answer | None]:
    """An answer to a question; None, or one without a value, if it is not required."""
    given = given_entry(question)
    if is_required(question):
        return given
    return st.one_of(st.none(), given, st.just(empty_entry(question)))


def empty_entry(question: Question) -> Answer:
    """The answer of a worker who left the question's field empty."""
    return Answer(question.identifier, text="" if isinstance(question.answer, FreeTextAnswer) else None)


def given_entry(question: Question) -> st.SearchStrategy[Answer]:
    """An answer with a value."""
    name, asked = question.identifier, question.answer
    if isinstance(asked, FreeTextAnswer):
        return answer_texts(asked).map(lambda text: Answer(name, text=text))
    if isinstance(asked, FileUploadAnswer):
        return uploads(name, asked.min_bytes, asked.max_bytes)
    return _chosen(name, asked)


def uploads(name: str, least: int, most: int) -> st.SearchStrategy[Answer]:
    """A file with a size between two bounds."""
    keys = st.integers(1, 999).map(lambda number: f"HIT/ASSIGNMENT/{number}")
    return st.builds(lambda size, key: Answer(name, upload_size=size, upload_key=key), st.integers(least, most), keys)


@st.composite
def _chosen(draw: st.DrawFn, name: str, asked: SelectionAnswer) -> Answer:
    """Selections in the form's order, and perhaps other text, which counts as a selection where too few are left."""
    offered = [selection.identifier for selection in asked.selections]
    least, most = max(1, 1 if asked.min is None else asked.min), min(asked.max or 1, len(offered))
    other = None
    if asked.other is not None and (least > most or draw(st.booleans())):
        other = draw(answer_texts(asked.other))
        least -= 1
    chosen = draw(st.sets(st.sampled_from(offered), min_size=min(least, most), max_size=most))
    return Answer(name, selections=[item for item in offered if item in chosen], other_text=other)
