"""Make an AnswerKey from the correct answers to a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.elements.answer_key import AnswerKey, AnswerOption, KeyedQuestion
from questionforms.elements.answer_specifications import SelectionAnswer
from questionforms.elements.base import arguments
from questionforms.elements.question_form import QuestionForm
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.words import did_you_mean, found, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from questionforms.elements import answer_key
    from questionforms.elements.question_form import Question

_WHERE = "AnswerKey.for_form"


def key_for_form(
    form: QuestionForm,
    right: Mapping[str, str | Iterable[str]],
    *,
    score: int,
    default_score: int | None,
    mapping: answer_key.Mapping | None,
) -> AnswerKey:
    """Make the key for `AnswerKey.for_form`."""
    arguments.instance(_WHERE, "form", form, QuestionForm)
    if not arguments.is_mapping(right):
        message = f"{found(right)}; expected a mapping from question identifiers to correct answers"
        raise WrongType(_WHERE, "right", message)
    if not right:
        raise _refused("it is empty; expected the correct answer to at least one question")
    asked = {question.identifier: question for question in reversed(form.questions)}
    for identifier in right:
        if identifier not in asked:
            guess = did_you_mean(nearest(identifier, asked), repr)
            raise _refused(f"the form has no question {identifier!r}{guess}")
    questions = [
        KeyedQuestion(
            question.identifier,
            AnswerOption(*_selections(question, right[question.identifier]), score=score),
            default_score=default_score,
        )
        for question in dict.fromkeys(asked[question.identifier] for question in form.questions)
        if question.identifier in right
    ]
    return AnswerKey(*questions, mapping=mapping)


def _selections(question: Question, right: Any) -> list[str]:
    """The correct selections in the form's order; rejected if no worker can choose exactly these."""
    name, answer = repr(question.identifier), question.answer
    if not isinstance(answer, SelectionAnswer):
        raise _refused(f"{name} asks for a {type(answer).__name__}; only a SelectionAnswer can be scored")
    if not isinstance(right, str | set | frozenset):
        right = arguments.several(_WHERE, "right", right, "the identifier of a selection, or several")
    given = [right] if isinstance(right, str) else right
    chosen = {arguments.identifier(_WHERE, "right", identifier) for identifier in given}
    offered = [selection.identifier for selection in answer.selections]
    for identifier in sorted(chosen.difference(offered)):
        guess = did_you_mean(nearest(identifier, offered), repr)
        raise _refused(f"{name} does not offer {shown(identifier)}{guess}")
    least, most = max(answer.min or 1, 1), answer.max or 1
    if not least <= len(chosen) <= most:
        span = f"{least}" if least == most else f"{least} to {most}"
        noun = "selection" if len(chosen) == 1 else "selections"
        raise _refused(f"{name} has {len(chosen)} correct {noun}, but workers must choose {span}")
    return [identifier for identifier in dict.fromkeys(offered) if identifier in chosen]


def _refused(message: str) -> InvalidArgument:
    return InvalidArgument(_WHERE, "right", message)
