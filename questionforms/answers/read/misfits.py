"""What an answer may have that its question does not allow, in words. The names are those of `questionforms.codes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from questionforms.answers.read.typed import fits, is_single, number
from questionforms.checks.rules.answer_key_and_form._pairs import listed, meant
from questionforms.elements.answer_specifications import (
    AnswerFormatRegex,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    Length,
    SelectionAnswer,
)
from questionforms.javascript_regex import is_found
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from questionforms.answers.read.answer import Answer
    from questionforms.elements.question_form import Question

#: Names are compared with so many others at most to say which was meant.
_MOST_COMPARED = 50
_ASKED = {FreeTextAnswer: "a text", SelectionAnswer: "selections", FileUploadAnswer: "a file"}


class Misfit(NamedTuple):
    """What does not fit, without its place."""

    rule: str
    message: str
    hint: str | None = None


def unknown_question(name: str, known: Iterable[str]) -> Misfit:
    """An answer to no question."""
    message = f"{quoted(name)} is the identifier of no question of the form{_guess(name, list(known))}"
    return Misfit("unknown-question", message)


def unanswered(question: Question) -> Misfit:
    """A required question without an answer."""
    message = f"the question {quoted(question.identifier)} has no answer; expected one, since it is required"
    return Misfit("unanswered-question", message)


def is_required(question: Question) -> bool:
    """Whether a worker must answer; a minimum length asks for it too (documentation)."""
    constraints = getattr(question.answer, "constraints", ())
    return bool(question.required) or any(isinstance(item, Length) and item.min for item in constraints)


def is_given(answer: Answer) -> bool:
    """Whether the worker answered with more than nothing."""
    return bool(answer.text or answer.selections or answer.other_text or answer.upload_key)


def in_answer(question: Question, answer: Answer, *, first: bool) -> Iterator[Misfit]:
    """What does not fit in one answer by itself."""
    name, asked = quoted(question.identifier), question.answer
    if not first and not isinstance(asked, SelectionAnswer):
        yield Misfit("repeated-answer", f"the question {name} is answered once more; expected one answer")
    if not fits(asked, answer):
        found = "something else stands in its answer" if answer.kind == "empty" else f"its answer holds {_held(answer)}"
        yield Misfit("wrong-kind-of-answer", f"the question {name} asks for {_ASKED[type(asked)]}, and {found}")
    if isinstance(asked, SelectionAnswer):
        yield from _of_selections(asked, answer, name)
    elif isinstance(asked, FreeTextAnswer) and answer.text:
        yield from _of_text(asked, answer.text, f"the answer to {name}")
    elif isinstance(asked, FileUploadAnswer) and answer.upload_size is not None:
        low, high, size = asked.min_bytes, asked.max_bytes, answer.upload_size
        if not low <= size <= high:
            message = f"the file that answers {name} has {size:,} bytes; expected {low:,} to {high:,}"
            yield Misfit("upload-size-out-of-bounds", message)


def in_counts(question: Question, answers: Sequence[Answer]) -> Iterator[Misfit]:
    """What is wrong with the number of selections in all answers to a question."""
    asked = question.answer
    if not isinstance(asked, SelectionAnswer):
        return
    name = quoted(question.identifier)
    selections = [selection for answer in answers for selection in answer.selections]
    repeated = (
        list(dict.fromkeys(item for item in selections if selections.count(item) > 1)) if _few(selections) else []
    )
    if repeated:
        yield Misfit("repeated-selection", f"{listed(repeated)} is selected more than once in the answer to {name}")
    count, others = len(selections), sum(bool(answer.other_text) for answer in answers)
    least, most = 1 if asked.min is None else asked.min, asked.max or 1
    if count > most:
        allowed = "one" if is_single(asked) else f"at most {most}"
        yield Misfit("selections-above-maximum", f"{count} selections answer {name}; expected {allowed}")
    elif 0 < count + others < least:
        yield Misfit("selections-below-minimum", f"{count} of the selections answer {name}; expected at least {least}")


def _few(selections: Sequence[str]) -> bool:
    return len(set(selections)) < len(selections) <= 1_000


def _held(answer: Answer) -> str:
    held = [
        ("text", answer.text is not None),
        ("selections", bool(answer.selections)),
        ("other text", answer.other_text is not None),
        ("a file", answer.upload_key is not None or answer.upload_size is not None),
        ("what the schema does not have", bool(answer.extras)),
    ]
    return " and ".join([words for words, there in held if there])


def _of_selections(asked: SelectionAnswer, answer: Answer, name: str) -> Iterator[Misfit]:
    offered = {selection.identifier for selection in asked.selections}
    for selection in dict.fromkeys(answer.selections):
        if selection not in offered:
            message = f"{quoted(selection)} is no selection of {name}{_guess(selection, sorted(offered))}"
            yield Misfit("unknown-selection", message)
    if answer.other_text and asked.other is None:
        message = f"the answer to {name} has the other text {quoted(answer.other_text)}, for which there is no field"
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
    """A length that is out of bounds whether characters are counted as here or as JavaScript does."""
    text = text.replace("\r\n", "\n")
    fewest, units = len(text), len(text.encode("utf-16-le")) // 2
    if asked.min is not None and units < asked.min:
        yield Misfit("length-out-of-bounds", f"{what} has {units:,} characters; expected at least {asked.min:,}")
    elif asked.max is not None and fewest > asked.max:
        yield Misfit("length-out-of-bounds", f"{what} has {fewest:,} characters; expected at most {asked.max:,}")


def _of_format(asked: AnswerFormatRegex, text: str, what: str) -> Iterator[Misfit]:
    found = is_found(asked.regex, asked.flags or "", text)
    if found is None:
        yield Misfit("format-not-checked", f"the regex {quoted(asked.regex)} was not looked for in {what}")
    elif not found:
        said = asked.error_text and f"the worker was told: {asked.error_text}"
        message = f"{what} is {quoted(text)}; expected the regex {quoted(asked.regex)} to be found in it"
        yield Misfit("format-not-matched", message, said or None)


def _guess(name: str, known: Sequence[str]) -> str:
    close = meant(name, known) if len(known) <= _MOST_COMPARED and len(name) <= 100 else None
    return f"; did you mean {quoted(close)}?" if close else ""
