"""Guess a form from the answers that workers gave, for archives whose form is lost."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.archives.sources import iter_assignments
from questionforms.answers.read.answers import as_sent
from questionforms.answers.read.conformance import is_given
from questionforms.answers.read.crowd_forms import CROWD_FORM, parts_in, texts_in
from questionforms.answers.read.parse import parse_answers
from questionforms.elements.answer_specifications import (
    MAX_FILE_SIZE,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    SelectionAnswer,
)
from questionforms.elements.question_form import Question, QuestionForm
from questionforms.exceptions import InvalidArgument, QuestionFormsError
from questionforms.words import counted, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from questionforms.answers.read.answers import Answer, Answers
    from questionforms.elements.answer_specifications import AnswerSpecification, Style

_LOG = logging.getLogger("questionforms.answers")
#: A number as it is usually written: without a leading zero, which is a sign of a code, such as a postcode.
_NUMBER = re.compile(r"\s*-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?\s*")
#: Cells are choices if there are at most `_MOST_CHOICES` different ones, none longer than `_LONGEST_CHOICE`, and any is
#: repeated; if there are more than `_FEW_CHOICES`, each must occur twice on average.
_MOST_CHOICES, _FEW_CHOICES, _LONGEST_CHOICE = 20, 5, 100
#: A part of a divided cell is not longer than this, unless it also is a whole cell; the most parts of that kind.
_LONGEST_PART, _MOST_PARTS = 40, 200
#: The most different cells of a question to look at; if there are more, they are text.
_MOST_CELLS = 1_000
_BOOLEANS = {"true", "false"}
#: The most selections to show as radio buttons, and the length of a text that needs several lines.
_MOST_BUTTONS, _LONG = 7, 100
_LINES = 5
#: The size of a form, in bytes, that the service accepts.
_MOST_BYTES = 65_535
#: Columns of a results file that belong to the question in front of the suffix.
_OTHER, _SIZE = ".other_text", ".upload_size"


class Guess(NamedTuple):
    """A form, with what had to be left out of it."""

    form: QuestionForm
    #: Sentences about answers that do not fit the form.
    notes: tuple[str, ...]
    #: How many documents could not be read.
    unread: int


def guess_form(source: Any) -> QuestionForm:
    """Return a form that fits the answers, from any source that `table` accepts, which is read once.

    A question is required if every document answers it. Selections are those that workers chose; labels and questions
    show the identifiers, since answers do not record more. In a results file from the requester site, cells become
    selections if they are few and repeat, or if they can be split into few parts. What no form can contain, such as an
    empty identifier, is left out and logged. Raises InvalidArgument if there are no answers.
    """
    guess = guessed(source)
    for note in guess.notes:
        _LOG.warning("%s", note)
    return guess.form


def guessed(source: Any) -> Guess:
    """The same, with notes for the caller to report."""
    evidence: dict[str, _Evidence] = {}
    total = unread = 0
    for assignment in iter_assignments(source):
        total += 1
        try:
            answers = parse_answers(assignment.xml)
        except QuestionFormsError:
            unread += 1
            continue
        _add(evidence, answers)
    questions, notes = _questions(evidence, total - unread)
    if not questions:
        found = f"{counted(total, 'document')} {'has' if total == 1 else 'have'} no answers" if total else "it is empty"
        raise InvalidArgument("guess_form", "source", f"{found}; expected answers to guess a form from")
    uploads = any(isinstance(question.answer, FileUploadAnswer) for question in questions)
    form = QuestionForm(*questions, version="2005-10-01" if uploads else "2017-11-06")
    if form.size > _MOST_BYTES:
        notes.append(f"the form has {form.size:,} bytes; the service accepts at most {_MOST_BYTES:,}")
    if unread:
        notes.append(f"{counted(unread, 'document')} of {total:,} could not be read")
    return Guess(form, tuple(notes), unread)


class _Evidence:
    """What was given for one question."""

    def __init__(self) -> None:
        #: Documents that answer it.
        self.answered = 0
        #: How many answers are text, selections, files, or cells of a table, which may be any of these.
        self.kinds: Counter[str] = Counter()
        self.selections: Counter[str] = Counter()
        self.several = self.other = self.long = self.repeated = False
        #: Whether all texts are numbers.
        self.numeric: bool | None = None
        #: Different cells, up to one more than are looked at, and what divides several values in one.
        self.cells: Counter[str] = Counter()
        self.separator = "|"

    def add(self, answers: Sequence[Answer], separator: str | None) -> None:
        """Add the answers of one document; with a separator, they are cells of a table."""
        self.answered += any(map(is_given, answers))
        self.repeated |= len(answers) > 1
        chosen: set[str] = set()
        for answer in answers:
            text, selections = answer.text, answer.selections
            if text is not None:
                self.kinds["text" if separator is None else "cell"] += 1
                self._add_text(text, separator)
            if selections or answer.other_text is not None:
                self.kinds["selection"] += 1
                chosen.update(selections)
                self.selections.update(selections)
                self.other |= answer.other_text is not None
            if answer.upload_key is not None or answer.upload_size is not None:
                self.kinds["upload"] += 1
        self.several |= len(chosen) > 1

    def _add_text(self, text: str, separator: str | None) -> None:
        self.long |= len(text) > _LONG or "\n" in text
        if text and self.numeric is not False:
            self.numeric = _NUMBER.fullmatch(text) is not None
        if separator is not None:
            self.separator = separator
            if text in self.cells or len(self.cells) <= _MOST_CELLS:
                self.cells[text] += 1


def _add(evidence: dict[str, _Evidence], answers: Answers) -> None:
    """Add one document; identifiers are stripped, as a form's questions are found without whitespace."""
    given: dict[tuple[str, str | None], list[Answer]] = {}
    for answer in answers.entries:
        opened = parts_in(answer.text or "") if answer.identifier == CROWD_FORM else None
        for one in _of_parts(opened) if opened else (answer,):
            separator = "|" if opened else answers._separator
            given.setdefault((one.identifier.strip(), separator), []).append(one)
    for (name, separator), entries in given.items():
        if name not in evidence:
            evidence[name] = _Evidence()
        evidence[name].add(entries, separator)


def _of_parts(parts: Iterable[tuple[str, str, str | None]]) -> Iterator[Answer]:
    """The values in a crowd-form's JSON as the answers that a form would have."""
    chosen: dict[str, tuple[str, ...]] = {}
    for name, part, value in parts:
        texts = texts_in(value or "") if part == "json" else None
        if part == "null":
            continue
        if part == "boolean":
            chosen[name] = ("on",) if value == "true" else ()
        elif part in {"selection", "empty"} or texts is not None:
            chosen[name] = (*chosen.get(name, ()), *(texts or ()), *([value] if part == "selection" and value else []))
        else:
            yield as_sent(name, value)
    for name, selections in chosen.items():
        yield as_sent(name, None, selections)


def _questions(evidence: dict[str, _Evidence], documents: int) -> tuple[list[Question], list[str]]:
    """A question for each identifier that a form can have, and notes on everything that does not fit."""
    _join_columns(evidence)
    questions: list[Question] = []
    lost: list[str] = []
    notes: list[str] = []
    for name, found in evidence.items():
        if not _is_allowed(name):
            lost.append(name)
            continue
        answer, selections = _specification(found)
        questions.append(Question(name, name, answer, required=True if found.answered == documents else None))
        notes += _notes(name, found, answer, selections)
    if lost:
        notes.insert(0, f"not in the form, since a form cannot have such an identifier: {listed(lost)}")
    return questions, notes


def _join_columns(evidence: dict[str, _Evidence]) -> None:
    """Add columns with other text or the size of a file to the question that they belong to."""
    for name in [name for name in evidence if name.endswith((_OTHER, _SIZE))]:
        stem, dot, end = name.rpartition(".")
        owner = evidence.get(stem)
        if owner is None or set(evidence[name].kinds) | set(owner.kinds) != {"cell"}:
            continue
        if dot + end == _SIZE and evidence[name].numeric and all(map(str.isdigit, evidence[name].cells)):
            owner.kinds = Counter(upload=owner.kinds["cell"])
            del evidence[name]
        elif dot + end == _OTHER and isinstance(_of_cells(owner), SelectionAnswer):
            owner.other = True
            owner.answered = max(owner.answered, evidence[name].answered)
            del evidence[name]


def _specification(found: _Evidence) -> tuple[AnswerSpecification, list[str]]:
    """What the question asks for, and the selections that a form cannot have."""
    kind = _kind(found)
    if kind == "upload":
        return FileUploadAnswer(max_bytes=MAX_FILE_SIZE), []
    if kind == "cell":
        return _of_cells(found), []
    if kind == "selection":
        allowed = [name for name in _ordered(found.selections) if _is_allowed(name)]
        lost = [name for name in found.selections if name not in set(allowed)]
        return _of_selections(allowed, several=found.several, other=found.other), lost
    return _of_text(found), []


def _kind(found: _Evidence) -> str:
    """The most frequent kind of answer."""
    return max(found.kinds, key=found.kinds.__getitem__, default="text")


def _of_text(found: _Evidence) -> FreeTextAnswer:
    if found.numeric:
        return FreeTextAnswer(IsNumeric())
    return FreeTextAnswer(lines=_LINES if found.long else None)


def _of_selections(identifiers: Iterable[str], *, several: bool, other: bool) -> SelectionAnswer:
    """A choice among selections; their labels are their identifiers."""
    selections = {name: name for name in identifiers} or {"none": "(nobody chose a selection)"}
    if several and len(selections) > 1:
        return SelectionAnswer(selections, max=len(selections), style="checkbox", other=other or None)
    style: Style = "radiobutton" if len(selections) <= _MOST_BUTTONS else "dropdown"
    return SelectionAnswer(selections, style=style, other=other or None)


def _of_cells(found: _Evidence) -> AnswerSpecification:
    """What a column of a results file asks for: selections, a number or text."""
    cells = found.cells
    if not found.numeric and len(cells) <= _MOST_CELLS:
        parts = _parts(cells, found.separator)
        names = parts or (cells if _are_choices(cells) else Counter())
        if names and all(map(_is_allowed, names)):
            return _of_selections(_ordered(names), several=bool(parts), other=found.other)
    return _of_text(found)


def _parts(cells: Counter[str], separator: str) -> Counter[str]:
    """How often each part of a cell occurs, if cells can be split into selections; else nothing."""
    parts: Counter[str] = Counter()
    for cell, count in cells.items():
        for part in cell.split(separator):
            parts[part] += count
    divided = [cell for cell in cells if separator in cell]
    few = len(parts) <= _MOST_CHOICES and all(len(part.split()) == 1 and len(part) <= _LONGEST_PART for part in parts)
    known = len(parts) <= _MOST_PARTS and all(part in cells for cell in divided for part in cell.split(separator))
    return parts if divided and (few or known) else Counter()


def _are_choices(cells: Counter[str]) -> bool:
    """Whether cells are few and repeat, or are booleans."""
    different, count = len(cells), cells.total()
    if cells and {cell.casefold() for cell in cells} <= _BOOLEANS:
        return True
    repeat = count >= 2 * different or (different <= _FEW_CHOICES and count > different)
    return repeat and different <= _MOST_CHOICES and max(map(len, cells)) <= _LONGEST_CHOICE


def _ordered(names: Counter[str]) -> list[str]:
    """Whole numbers in ascending order, anything else by how often it occurs."""
    if all(_NUMBER.fullmatch(name) and "." not in name for name in names):
        return sorted(names, key=int)
    return [name for name, _ in names.most_common()]


def _is_allowed(identifier: str) -> bool:
    """Whether a form can have an identifier: it is not empty, and the service accepts all its characters."""
    try:
        Question(identifier, identifier, FreeTextAnswer())
    except InvalidArgument:
        return False
    return max(identifier) <= "\uffff"


def _notes(name: str, found: _Evidence, answer: AnswerSpecification, lost: Sequence[str]) -> Iterator[str]:
    """Sentences about the answers to a question that do not fit it."""
    if lost:
        yield f"not among the selections of {quoted(name)}, since a form cannot have them: {listed(lost)}"
    if len(found.kinds) > 1:
        kinds = ", ".join([f"{_KINDS[kind]} ({count:,})" for kind, count in found.kinds.most_common()])
        yield f"the answers to {quoted(name)} are of several kinds: {kinds}; the form only asks for the first"
    if found.repeated and not isinstance(answer, SelectionAnswer):
        yield f"{quoted(name)} is answered more than once in a document, which the form does not allow"


_KINDS = {"text": "text", "selection": "selections", "upload": "files", "cell": "cells"}
