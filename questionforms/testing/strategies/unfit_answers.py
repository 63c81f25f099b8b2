"""Strategies for answers that do not fit a form, each with one rule that it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from questionforms import (
    Answer,
    AnswerFormatRegex,
    Answers,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    Length,
    QuestionForm,
)
from questionforms.answers.read.conformance import is_required
from questionforms.answers.read.questions import by_identifier
from questionforms.answers.read.typed import number
from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument
from questionforms.javascript_regex import is_found, is_found_in_anything
from questionforms.testing.strategies.fitting_answers import empty_entry, entry, given_entry, uploads
from questionforms.testing.strategies.texts import identifiers, range_of, typed_characters
from questionforms.words import alternatives, did_you_mean, nearest, quoted, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms import Question, SelectionAnswer

    #: The answers to one question, which break a rule.
    Entries = st.SearchStrategy[list[Answer]]

_UNKNOWN = "unknown-question"
#: The size of the longest text that is made to be too long.
_MOST_CHARACTERS = 10_000
_NO_NUMBERS = ["about 5", "five", "1,000", "1e3", "5 or 6", "NaN", "-"]


def misfits(form: QuestionForm, *, rules: Iterable[str] | None = None) -> st.SearchStrategy[Answers]:
    """Answers that do not fit the form: `form.iter_answer_problems` finds at least one problem in them.

    The documents themselves are valid. `rules` names the rules to break, such as `["unknown-selection"]`, out of those
    that answers to this form can break; by default, each of them.
    """
    arguments.instance("misfits", "form", form, QuestionForm)
    questions = by_identifier(form)
    broken: dict[str, list[tuple[str, Entries]]] = {_UNKNOWN: []}
    for name, question in questions.items():
        for rule, entries in _breaks(question):
            broken.setdefault(rule, []).append((name, entries))
    wanted = list(broken) if rules is None else _known(rules, broken)
    strategies = [_with(form, name, entries) for rule in wanted for name, entries in broken[rule]]
    if _UNKNOWN in wanted:
        strategies.insert(0, _with_unknown(form))
    return st.one_of(strategies)


def _known(rules: Iterable[str], broken: Iterable[str]) -> list[str]:
    """The given rules. Raises InvalidArgument for one that no answers to the form can break, and for no rules."""
    meant = f"; did you mean [{shown(rules)}]?" if isinstance(rules, str) else ""
    found = list(arguments.several("misfits", "rules", rules, f"a sequence of names of rules (str){meant}"))
    for rule in found:
        if rule not in broken:
            meant = did_you_mean(nearest(rule, broken)) or f"; expected {alternatives(map(quoted, broken))}"
            raise InvalidArgument("misfits", "rules", f"no answers to this form break the rule {quoted(rule)}{meant}")
    if not found:
        raise InvalidArgument("misfits", "rules", "it is empty; expected at least one rule")
    return found


@st.composite
def _with(draw: st.DrawFn, form: QuestionForm, name: str, entries: Entries) -> Answers:
    """Answers that fit, except those to one question."""
    found: list[Answer | None] = []
    for question in by_identifier(form).values():
        found += draw(entries) if question.identifier == name else [draw(entry(question))]
    return Answers(*[answer for answer in found if answer is not None])


@st.composite
def _with_unknown(draw: st.DrawFn, form: QuestionForm) -> Answers:
    """Answers that fit, and one to a question that the form does not have."""
    questions = by_identifier(form)
    known = {name.strip() for name in questions}
    unknown = draw(identifiers.filter(lambda name: name not in known))
    found = [draw(entry(question)) for question in questions.values()]
    return Answers(*[answer for answer in found if answer is not None], Answer(unknown, text=draw(st.text("ab"))))


def _breaks(question: Question) -> Iterator[tuple[str, Entries]]:
    """Each rule that answers to a question can break, with such answers."""
    name, asked = question.identifier, question.answer
    if is_required(question):
        yield "unanswered-question", st.sampled_from([[], [empty_entry(question)]])
    if isinstance(asked, FreeTextAnswer):
        yield "wrong-kind-of-answer", st.just([Answer(name, selections=["a"])])
        yield "repeated-answer", st.lists(given_entry(question), min_size=2, max_size=2)
        for rule, texts in _wrong_texts(asked):
            yield rule, texts.map(lambda text: [Answer(name, text=text)])
    elif isinstance(asked, FileUploadAnswer):
        yield "wrong-kind-of-answer", st.just([Answer(name, text="photo.png")])
        yield "repeated-answer", st.lists(given_entry(question), min_size=2, max_size=2)
        yield "upload-size-out-of-bounds", _wrong_sizes(name, asked)
    else:
        yield "wrong-kind-of-answer", st.just([Answer(name, text=asked.selections[0].identifier)])
        yield from _wrong_selections(name, asked)


def _wrong_sizes(name: str, asked: FileUploadAnswer) -> Entries:
    large = uploads(name, asked.max_bytes + 1, asked.max_bytes * 2)
    small = [uploads(name, 1, asked.min_bytes - 1)] if asked.min_bytes > 1 else []
    return st.one_of(large, *small).map(lambda answer: [answer])


def _wrong_texts(asked: FreeTextAnswer) -> Iterator[tuple[str, st.SearchStrategy[str]]]:
    """Each rule for texts with texts that break it."""
    for item in asked.constraints:
        if isinstance(item, IsNumeric):
            texts = st.text(typed_characters, min_size=1, max_size=5)
            yield "not-a-number", st.sampled_from(_NO_NUMBERS) | texts.filter(lambda text: number(text) is None)
            low, high = range_of(asked)
            below = [st.integers(max_value=low - 1)] if low is not None else []
            above = [st.integers(min_value=high + 1)] if high is not None else []
            if below or above:
                yield "number-out-of-range", st.one_of(*below, *above).map(str)
        elif isinstance(item, Length):
            yield from [("length-out-of-bounds", st.one_of(found)) for found in [_wrong_lengths(item)] if found]
        elif not is_found_in_anything(item.regex):
            yield "format-not-matched", _mismatches(item)


def _wrong_lengths(asked: Length) -> list[st.SearchStrategy[str]]:
    """Texts that are too short or too long; characters count once, whether as in Python or in JavaScript."""
    letters = st.characters(codec="ascii", categories=["L", "N"])
    found = []
    if (asked.min or 0) > 1:
        found.append(st.text(letters, min_size=1, max_size=min(asked.min or 0, _MOST_CHARACTERS) - 1))
    if asked.max is not None and asked.max < _MOST_CHARACTERS:
        found.append(st.text(letters, min_size=asked.max + 1, max_size=asked.max + 5))
    return found


def _mismatches(asked: AnswerFormatRegex) -> st.SearchStrategy[str]:
    texts = st.sampled_from(["?", "a", "0", "-", "A b", "\n"]) | st.text(typed_characters, min_size=1, max_size=10)
    return texts.filter(lambda text: is_found(asked.regex, asked.flags or "", text) is False)


def _wrong_selections(name: str, asked: SelectionAnswer) -> Iterator[tuple[str, Entries]]:
    offered = [selection.identifier for selection in asked.selections]
    unknown = identifiers.filter(lambda identifier: identifier not in offered)
    yield "unknown-selection", unknown.map(lambda found: [Answer(name, selections=[found])])
    yield "repeated-selection", st.sampled_from(offered).map(lambda found: [Answer(name, selections=[found, found])])
    least, most = 1 if asked.min is None else asked.min, asked.max or 1
    if most < len(offered):
        yield "selections-above-maximum", _selected(name, offered, most + 1, len(offered))
    if least > 1:
        yield "selections-below-minimum", _selected(name, offered, 1, min(least - 1, len(offered)))
    if asked.other is None:
        texts = st.text(typed_characters, min_size=1, max_size=10)
        yield "other-text-not-offered", texts.map(lambda text: [Answer(name, other_text=text)])


def _selected(name: str, offered: list[str], least: int, most: int) -> Entries:
    chosen = st.lists(st.sampled_from(offered), min_size=least, max_size=most, unique=True)
    return chosen.map(lambda found: [Answer(name, selections=found)])
