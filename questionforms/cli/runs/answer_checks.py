"""Reads answer documents once: counts the answers, checks them against a form, and scores them with a key."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from questionforms.answers.read.cells import as_asked
from questionforms.answers.read.parse import parse_answers
from questionforms.answers.summaries.distributions import Numbers
from questionforms.exceptions import InvalidDocument, QuestionFormsError
from questionforms.problems import make_problem
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.read.answers import Answers
    from questionforms.answers.summaries.summary_types import NumberSummary
    from questionforms.cli.inputs.collection import Document
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import QuestionForm
    from questionforms.problems import Problem


@dataclass(kw_only=True)
class Findings:
    """The problems in the documents, and their counts."""

    #: The most problems to keep; None for all.
    most: int | None = None
    problems: list[Problem] = field(default_factory=list)
    errors: int = 0
    warnings: int = 0
    #: The documents with problems, and all documents.
    bad: int = 0
    total: int = 0

    def add(self, found: Iterable[Problem]) -> None:
        """Count the problems of one document."""
        before = self.errors + self.warnings
        for problem in found:
            self.errors += problem.severity == "error"
            self.warnings += problem.severity == "warning"
            if self.most is None or len(self.problems) < self.most:
                self.problems.append(problem)
        self.bad += self.errors + self.warnings > before
        self.total += 1

    @property
    def left_out(self) -> int:
        """How many problems were counted but not kept."""
        return self.errors + self.warnings - len(self.problems)

    @property
    def summary(self) -> str:
        """The counts as a sentence."""
        documents = counted(self.total, "document")
        counts = ((self.errors, "error"), (self.warnings, "warning"))
        found = " and ".join(counted(count, noun) for count, noun in counts if count)
        return f"{found} in {self.bad:,} of {documents}" if found else f"{documents} checked, no problems found"


class AnswerChecks:
    """Checks documents against a form, and scores them with a key, keeping at most `most` problems."""

    def __init__(self, form: QuestionForm | None, key: AnswerKey | None, *, most: int | None) -> None:
        self.findings = Findings(most=most)
        self._form, self._key = form, key
        self._scores = Numbers()

    @property
    def reads_all(self) -> bool:
        """Whether there is something to check in documents that can be read."""
        return self._form is not None or self._key is not None

    @property
    def scores(self) -> NumberSummary | None:
        """The scores of the answers, if there is a key."""
        return self._scores.summary() if self._key else None

    def checked(self, documents: Iterable[Document]) -> Iterator[Assignment]:
        """Yield the assignments of documents after checking them; a document is not read again."""
        for document in documents:
            answers = self._check(document)
            given = document.given
            yield given if answers is None else given._replace(xml=answers)

    def add_unread(self, document: Document) -> None:
        """Add the problems of a document that cannot be read."""
        self._check(document)

    def add_read(self, count: int) -> None:
        """Count documents that could be read, if nothing else is checked."""
        self.findings.total += count

    def _check(self, document: Document) -> Answers | None:
        try:
            answers = parse_answers(document.assignment.xml)
        except QuestionFormsError as error:
            self.findings.add(_placed(_unread(error), document))
            return None
        asked = answers if self._form is None else as_asked(answers, self._form)
        if self._form is None:
            self.findings.add(())
        else:  # for a whole file pass the bytes, so that problems have lines
            given = document.assignment.xml if document.alone and asked is answers else asked
            self.findings.add(_placed(self._form.iter_answer_problems(given), document))
        if self._key is not None:
            self._scores.add(str(self._key.score(asked).value))
        return answers


def _unread(error: QuestionFormsError) -> Iterable[Problem]:
    if isinstance(error, InvalidDocument):
        return error.problems
    return [make_problem("not-well-formed", str(getattr(error, "message", error)))]


def _placed(problems: Iterable[Problem], document: Document) -> Iterator[Problem]:
    """The problems with their file; lines in one document of many are marked as such, not as lines of the file."""
    for problem in problems:
        if document.alone:
            yield replace(problem, file=document.place)
        else:
            inside = "" if problem.line is None else f": line {problem.line}, column {problem.column}"
            yield replace(problem, file=f"{document.place}{inside}", line=None, column=None, path="")
