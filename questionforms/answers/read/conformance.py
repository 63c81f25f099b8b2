"""Check answers against their form: each mismatch is a problem with its position in the answers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from questionforms.answers.read import misfits
from questionforms.answers.read.answers import Answers
from questionforms.answers.read.parse import parse_answers
from questionforms.answers.read.typed import by_identifier, grouped, name_in
from questionforms.exceptions import InvalidDocument
from questionforms.problems import make_problem
from questionforms.xml.load import load
from questionforms.xml.positions import read_positions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from questionforms.answers.read.misfits import Misfit
    from questionforms.elements.question_form import QuestionForm
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
    found = list(islice(_misfits(form, answers), MOST_PROBLEMS))
    if found:
        root = _root(xml) if not any(problem.rule == "escaped-document" for problem in answers.problems) else None
        for misfit, index in found:
            yield _problem(misfit, index, root, len(answers.entries))


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
            yield misfits.unknown_question(answer.identifier, questions), index
        elif counts[name] <= MOST_REPEATED:
            for misfit in misfits.in_answer(question, answer, first=counts[name] == 1):
                yield misfit, index
            if counts[name] == len(given[name]) or counts[name] == MOST_REPEATED:
                for misfit in misfits.in_counts(question, given[name]):
                    yield misfit, index
    for question in questions.values():
        if misfits.is_required(question) and not any(map(misfits.is_given, given.get(question.identifier, ()))):
            yield misfits.unanswered(question), None


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
