"""The questions of a key paired with those of its form, and identifiers as messages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from questionforms.checks.rules.rule import child, children, text
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Test


class Pair(NamedTuple):
    """A question of the key, and the first question of the form with the same identifier."""

    keyed: _Element
    asked: _Element


def pairs(test: Test) -> Iterator[Pair]:
    """Yield each question of the key that the form has too."""
    asked = questions(test.form)
    for keyed in children(test.key, "Question"):
        if (question := asked.get(text(keyed, "QuestionIdentifier"))) is not None:
            yield Pair(keyed, question)


def questions(root: _Element) -> dict[str, _Element]:
    """The questions of a form or key by identifier; if several have the same one, the first counts."""
    found: dict[str, _Element] = {}
    for question in children(root, "Question"):
        found.setdefault(text(question, "QuestionIdentifier"), question)
    return found


def answer(question: _Element, kind: str) -> _Element | None:
    """The element that says how a question is answered, if it is of this kind, such as `SelectionAnswer`."""
    specification = child(question, "AnswerSpecification")
    return None if specification is None else child(specification, kind)


def unkeyed(test: Test, kind: str) -> Iterator[tuple[str, _Element]]:
    """Yield the identifier and the answer element of each question of this kind that the key leaves out."""
    keyed = questions(test.key)
    for name, question in questions(test.form).items():
        element = answer(question, kind)
        if element is not None and name not in keyed:
            yield name, element


def offered(selection_answer: _Element) -> dict[str, str]:
    """The identifiers of the selections that a worker can choose, each with its text, which may be empty."""
    selections = child(selection_answer, "Selections")
    offers = () if selections is None else children(selections, "Selection")
    return {text(selection, "SelectionIdentifier"): text(selection, "Text").strip() for selection in offers}


def chosen(option: _Element) -> list[str]:
    """The identifiers of the selections in an AnswerOption."""
    return [selection.text or "" for selection in children(option, "SelectionIdentifier")]


class Counted(NamedTuple):
    """An option of the key, and how its question is answered in the form."""

    option: _Element
    #: The question's identifier, as messages show it.
    name: str
    #: The question's SelectionAnswer.
    answer: _Element
    #: The number of different selections in the option.
    size: int


def options(test: Test) -> Iterator[Counted]:
    """Yield each option for a question that is answered by choosing selections."""
    for pair in pairs(test):
        specification = answer(pair.asked, "SelectionAnswer")
        if specification is not None:
            name = quoted(text(pair.keyed, "QuestionIdentifier"))
            for option in children(pair.keyed, "AnswerOption"):
                yield Counted(option, name, specification, len(set(chosen(option))))
