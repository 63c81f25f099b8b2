"""Checks of review policies against the question of their HIT: its identifiers, and the answers that can be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.read.pipe_separated import split_answer
from questionforms.checks.html.page import Page
from questionforms.elements.base.element import Document
from questionforms.elements.html_question import HTMLQuestion
from questionforms.elements.question_form import QuestionForm
from questionforms.exceptions import InvalidDocument
from questionforms.mturk.parameters.findings import finding
from questionforms.mturk.review_policies.page_questions import asked_on
from questionforms.mturk.review_policies.parameters import ALIASES
from questionforms.mturk.review_policies.possible_answers import asked_in_form
from questionforms.reading import parse
from questionforms.words import counted, did_you_mean, listed, nearest, quoted

if TYPE_CHECKING:
    from questionforms.mturk.review_policies.possible_answers import Asked, Possible
    from questionforms.problems import Problem


def problems_with_question(policies: Mapping[str, Any], question: Any) -> Iterator[Problem]:
    """Yield the problems of policies, given by the name of their parameter, with the question of their HIT.

    An ExternalQuestion can ask anything, and so can a page whose fields a script makes: nothing is checked then.
    """
    named = [each for level, policy in policies.items() for each in _named(policy, level)]
    asked = _asked_in(question) if named else None
    if asked is None:
        return
    for each in named:
        if not asked.has(each.identifier):
            yield _missing(asked, each)
        elif each.answers is not None and each.identifier in asked.questions:
            yield from _unmatchable(asked.questions[each.identifier], each)


def _asked_in(question: Any) -> Asked | None:
    """The questions in a document, its XML or its file; None if they are not known, or it cannot be read."""
    document = question if isinstance(question, Document) else _parsed(question)
    if isinstance(document, QuestionForm):
        return asked_in_form(document)
    return asked_on(Page(document.html)) if isinstance(document, HTMLQuestion) else None


def _parsed(source: Any) -> Any:
    """The document; None if it cannot be read, which other problems say."""
    try:
        return parse(source)
    except (InvalidDocument, OSError):
        return None


class _Named(NamedTuple):
    """A question that a policy names."""

    identifier: str
    path: str
    #: Its known answers, with their path; None in a policy that has none, and where they are not texts.
    answers: tuple[str, ...] | None = None
    answers_path: str = ""


def _named(policy: Any, level: str) -> Iterator[_Named]:
    """The questions in the parameters of a policy; what has the wrong type is left out."""
    parameters = policy.get("Parameters") if isinstance(policy, Mapping) else None
    for index, parameter in enumerate(parameters if isinstance(parameters, list | tuple) else ()):
        if not isinstance(parameter, Mapping):
            continue
        path, key = f"{level}.Parameters[{index}]", parameter.get("Key")
        if key == "AnswerKey":
            yield from _keyed(parameter.get("MapEntries"), f"{path}.MapEntries")
        elif isinstance(key, str) and ALIASES.get(key, key) == "QuestionIds":
            for place, text in enumerate(_texts(parameter.get("Values"))):
                for identifier in filter(None, map(str.strip, text.split(","))):
                    yield _Named(identifier, f"{path}.Values[{place}]")


def _keyed(entries: Any, path: str) -> Iterator[_Named]:
    for index, entry in enumerate(entries if isinstance(entries, list | tuple) else ()):
        if isinstance(entry, Mapping) and isinstance(entry.get("Key"), str):
            place = f"{path}[{index}]"
            values = entry.get("Values")
            answers = _texts(values)
            is_right = isinstance(values, list | tuple) and len(answers) == len(values)
            yield _Named(entry["Key"], f"{place}.Key", answers if is_right else None, f"{place}.Values")


def _texts(values: Any) -> tuple[str, ...]:
    return tuple([text for text in values if isinstance(text, str)]) if isinstance(values, list | tuple) else ()


def _missing(asked: Asked, named: _Named) -> Problem:
    names, stem = list(asked.questions), named.identifier.partition(".")[0]
    close = nearest(named.identifier, names) or nearest(stem, names)
    rest = did_you_mean(close) or f"; expected {'one of ' if names[1:] else ''}{listed(names)}"
    end, hint = asked.instead.get(named.identifier) or asked.instead.get(stem) or (rest, None)
    message = f"{asked.holder} has no {asked.noun} {quoted(named.identifier)}{end}"
    return finding("reviewed-question-not-in-form", named.path, message, hint)


def _unmatchable(possible: Possible, named: _Named) -> Iterator[Problem]:
    """Yield what makes a known answer one that no worker can give."""
    for message in _reasons(possible, named):
        yield finding("unmatchable-known-answer", named.answers_path, message)


def _reasons(possible: Possible, named: _Named) -> Iterator[str]:
    name, answers = quoted(named.identifier), named.answers or ()
    if possible.uncompared:
        yield possible.uncompared
        return
    if possible.offered is None:
        values = [answer.strip() for answer in answers if answer.strip()]
        yield from filter(None, [possible.misfit(value) for value in values]) if len(values) == 1 else ()
    else:
        values = _chosen(answers, possible.offered)
        for value in values:
            if value not in possible.offered:
                yield f"{quoted(value)} is not a selection of {name}{_meant(value, possible.offered)}"
    if possible.most is not None and len(values) > possible.most:
        allowed = "one selection" if possible.most == 1 else f"at most {counted(possible.most, 'selection')}"
        yield f"{name} allows {allowed}, but its known answer has {len(values)}"
    elif possible.required and not values:
        yield f"{name} is required, but its known answer is empty"
    elif 0 < len(values) < possible.least:
        yield f"{name} needs at least {counted(possible.least, 'selection')}, but its known answer has {len(values)}"


def _chosen(answers: tuple[str, ...], offered: Mapping[str, str]) -> list[str]:
    """The values of a known answer: each text, or what `|` separates in it, as the answers of pages are written."""
    stripped = [answer.strip() for answer in answers if answer.strip()]
    split = [[text] if text in offered else sorted(split_answer(text)) for text in stripped]
    return list(dict.fromkeys(value for values in split for value in values))


def _meant(value: str, offered: Mapping[str, str]) -> str:
    """The selection that was probably meant, by its text or its spelling; else those that there are."""
    folded = value.casefold()
    by_label = next((known for known, label in offered.items() if label and label.casefold() == folded), None)
    close = by_label if by_label is not None else nearest(value, offered)
    return did_you_mean(close) or f"; expected one of {listed(list(offered))}"
