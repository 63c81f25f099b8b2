"""Check answers against their form: each mismatch is a problem with its position in the answers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from questionforms.answers.read.answers import Answers
from questionforms.answers.read.cells import as_asked
from questionforms.answers.read.parse import parse_answers
from questionforms.answers.read.questions import by_identifier, grouped, name_in
from questionforms.answers.read.typed import fits, is_single, number
from questionforms.elements.answer_specifications import (
    AnswerFormatRegex,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    Length,
    SelectionAnswer,
)
from questionforms.exceptions import InvalidDocument
from questionforms.javascript_regex import is_found
from questionforms.problems import make_problem
from questionforms.words import counted, did_you_mean, nearest, quoted, together
from questionforms.xml.load import load
from questionforms.xml.positions import read_positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from questionforms.answers.read.answers import Answer
    from questionforms.elements.question_form import Question, QuestionForm
    from questionforms.problems import Problem
    from questionforms.xml.nodes import Node

#: The most problems to look for.
MOST_PROBLEMS = 1_000
#: The most answers with the same identifier to check.
MOST_REPEATED = 10


def iter_problems(form: QuestionForm, xml: str | bytes | Path | Answers | None) -> Iterator[Problem]:
    """The problems of the document, then those of its answers compared with the form."""
    try:
        answers = parse_answers(xml)
    except InvalidDocument as error:
        yield from error.problems
        return
    yield from answers.problems
    asked = as_asked(answers, form)
    found = list(islice(_misfits(form, asked), MOST_PROBLEMS))
    if found:
        is_escaped = any(problem.rule == "escaped-document" for problem in answers.problems)
        root = None if is_escaped or asked is not answers else _root(xml)
        for misfit, index in found:
            yield _problem(misfit, index, root, len(asked.entries))


def _misfits(form: QuestionForm, answers: Answers) -> Iterator[tuple[Misfit, int | None]]:
    """The mismatches, each with the index of its answer: first those of each answer, then missing answers (None)."""
    questions = by_identifier(form)
    given = grouped(form, answers)
    counts: dict[str, int] = {}
    for index, answer in enumerate(answers.entries):
        name = name_in(questions, answer)
        counts[name] = counts.get(name, 0) + 1
        question = questions.get(name)
        if question is None:
            yield unknown_question(answer.identifier, questions), index
        elif counts[name] <= MOST_REPEATED:
            for misfit in in_answer(question, answer, first=counts[name] == 1):
                yield misfit, index
            if counts[name] == len(given[name]) or counts[name] == MOST_REPEATED:
                for misfit in in_counts(question, given[name]):
                    yield misfit, index
    for question in questions.values():
        if is_required(question) and not any(map(is_given, given.get(question.identifier, ()))):
            yield unanswered(question), None


def _root(xml: str | bytes | Path | Answers | None) -> Node | None:
    """The answers with their positions; None if they have none, or if there is nothing to read."""
    if xml is None or isinstance(xml, Answers):
        return None
    try:
        return read_positions(load(xml))
    except InvalidDocument:  # an empty text, or one with too many elements
        return None


def _problem(misfit: Misfit, index: int | None, root: Node | None, count: int) -> Problem:
    path = "/QuestionFormAnswers"
    node = root
    if index is not None:
        path += f"/Answer[{index + 1}]" if count > 1 else "/Answer"
        node = root and [child for child in root.children if child.name == "Answer"][index]
    return make_problem(
        misfit.rule,
        misfit.message,
        case="answer",
        path=path,
        line=node.line if node else None,
        column=node.column if node else None,
        hint=misfit.hint,
    )


#: The most names to compare with when guessing which one was meant.
_MOST_COMPARED = 50
_ASKED = {FreeTextAnswer: "text", SelectionAnswer: "selections", FileUploadAnswer: "a file"}


class Misfit(NamedTuple):
    """A mismatch, without its position."""

    rule: str
    message: str
    hint: str | None = None


def unknown_question(name: str, known: Iterable[str]) -> Misfit:
    """An answer to a question that is not in the form."""
    message = f"the form has no question {quoted(name)}{_guess(name, list(known))}"
    return Misfit("unknown-question", message)


def unanswered(question: Question) -> Misfit:
    """A required question without an answer."""
    message = f"the question {quoted(question.identifier)} has no answer, but it is required"
    return Misfit("unanswered-question", message)


def is_required(question: Question) -> bool:
    """Whether a worker must answer; a minimum length also requires an answer (documentation)."""
    constraints = getattr(question.answer, "constraints", ())
    return bool(question.required) or any(isinstance(item, Length) and item.min for item in constraints)


def is_given(answer: Answer) -> bool:
    """Whether the answer has a value that is not empty."""
    return bool(answer.text or answer.selections or answer.other_text or answer.upload_key)


def in_answer(question: Question, answer: Answer, *, first: bool) -> Iterator[Misfit]:
    """The mismatches in a single answer."""
    name, asked = quoted(question.identifier), question.answer
    if not first and not isinstance(asked, SelectionAnswer):
        yield Misfit("repeated-answer", f"the question {name} is answered more than once; expected one answer")
    if not fits(asked, answer):
        found = "something else" if answer.kind == "empty" else _held(answer)
        message = f"the question {name} asks for {_ASKED[type(asked)]}, but its answer has {found}"
        yield Misfit("wrong-kind-of-answer", message)
    if isinstance(asked, SelectionAnswer):
        yield from _of_selections(asked, answer, name)
    elif isinstance(asked, FreeTextAnswer) and answer.text:
        yield from _of_text(asked, answer.text, f"the answer to {name}")
    elif isinstance(asked, FileUploadAnswer) and answer.upload_size is not None:
        low, high, size = asked.min_bytes, asked.max_bytes, answer.upload_size
        if not low <= size <= high:
            message = f"the file for {name} has {counted(size, 'byte')}; expected {low:,} to {high:,}"
            yield Misfit("upload-size-out-of-bounds", message)


def in_counts(question: Question, answers: Sequence[Answer]) -> Iterator[Misfit]:
    """Problems with the number of selections in all answers to a question."""
    asked = question.answer
    if not isinstance(asked, SelectionAnswer):
        return
    name = quoted(question.identifier)
    selections = [selection for answer in answers for selection in answer.selections]
    repeated = (
        list(dict.fromkeys(item for item in selections if selections.count(item) > 1)) if _few(selections) else []
    )
    if repeated:
        yield Misfit("repeated-selection", f"the answer to {name} has {together(repeated)} more than once")
    count, others = len(selections), sum(bool(answer.other_text) for answer in answers)
    least, most = 1 if asked.min is None else asked.min, asked.max or 1
    if count > most:
        allowed = "one" if is_single(asked) else f"at most {most}"
        yield Misfit("selections-above-maximum", f"the answer to {name} has {count} selections; expected {allowed}")
    elif 0 < count + others < least:
        noun = "selection" if count == 1 else "selections"
        message = f"the answer to {name} has {count} {noun}; expected at least {least}"
        yield Misfit("selections-below-minimum", message)


def _few(selections: Sequence[str]) -> bool:
    return len(set(selections)) < len(selections) <= 1_000


def _held(answer: Answer) -> str:
    held = [
        ("text", answer.text is not None),
        ("selections", bool(answer.selections)),
        ("other text", answer.other_text is not None),
        ("a file", answer.upload_key is not None or answer.upload_size is not None),
        ("content that is not in the schema", bool(answer.extras)),
    ]
    return " and ".join([words for words, there in held if there])


def _of_selections(asked: SelectionAnswer, answer: Answer, name: str) -> Iterator[Misfit]:
    offered = {selection.identifier for selection in asked.selections}
    for selection in dict.fromkeys(answer.selections):
        if selection not in offered:
            message = f"{quoted(selection)} is not a selection of {name}{_guess(selection, sorted(offered))}"
            yield Misfit("unknown-selection", message)
    if answer.other_text and asked.other is None:
        message = f"the answer to {name} has other text, {quoted(answer.other_text)}, but there is no field for it"
        yield Misfit("other-text-not-offered", message)
    elif answer.other_text and asked.other is not None:
        yield from _of_text(asked.other, answer.other_text, f"the other text of {name}")


def _of_text(asked: FreeTextAnswer, text: str, what: str) -> Iterator[Misfit]:
    for constraint in asked.constraints:
        if isinstance(constraint, IsNumeric):
            yield from _of_number(constraint, text, what)
        elif isinstance(constraint, Length):
            yield from _of_length(constraint, text, what)
        else:
            yield from _of_format(constraint, text, what)


def _of_number(asked: IsNumeric, text: str, what: str) -> Iterator[Misfit]:
    found = number(text)
    if found is None:
        yield Misfit("not-a-number", f"{what} is {quoted(text)}; expected a number")
    elif asked.min is not None and found < asked.min:
        yield Misfit("number-out-of-range", f"{what} is {quoted(text)}; expected at least {asked.min}")
    elif asked.max is not None and found > asked.max:
        yield Misfit("number-out-of-range", f"{what} is {quoted(text)}; expected at most {asked.max}")


def _of_length(asked: Length, text: str, what: str) -> Iterator[Misfit]:
    """A length that is out of bounds whether characters are counted as in Python or as in JavaScript."""
    text = text.replace("\r\n", "\n")
    fewest, units = len(text), len(text.encode("utf-16-le")) // 2
    if asked.min is not None and units < asked.min:
        yield Misfit(
            "length-out-of-bounds", f"{what} has {counted(units, 'character')}; expected at least {asked.min:,}"
        )
    elif asked.max is not None and fewest > asked.max:
        yield Misfit(
            "length-out-of-bounds", f"{what} has {counted(fewest, 'character')}; expected at most {asked.max:,}"
        )


def _of_format(asked: AnswerFormatRegex, text: str, what: str) -> Iterator[Misfit]:
    found = is_found(asked.regex, asked.flags or "", text)
    if found is None:
        yield Misfit("format-not-checked", f"{what} was not checked against the regex {quoted(asked.regex)}")
    elif not found:
        said = asked.error_text and f"the worker's browser would show: {asked.error_text}"
        message = f"{what} is {quoted(text)}; expected a match for the regex {quoted(asked.regex)}"
        yield Misfit("format-not-matched", message, said or None)


def _guess(name: str, known: Sequence[str]) -> str:
    close = nearest(name, known) if len(known) <= _MOST_COMPARED and len(name) <= 100 else None
    return did_you_mean(close)
