"""Reads answer documents once: counts the answers, checks them against a form, and scores them with a key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from questionforms.answers.read.parse import parse_answers
from questionforms.answers.summaries.distributions import Numbers
from questionforms.answers.summaries.summarise import Counting
from questionforms.exceptions import InvalidDocument, QuestionFormsError
from questionforms.problems import changed, make_problem
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.summaries.summary_types import NumberSummary, Summary
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


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The results for all documents together."""

    figures: Summary
    findings: Findings
    #: The scores of the answers, if there is a key.
    scores: NumberSummary | None


def check(
    documents: Iterable[Document], form: QuestionForm | None, key: AnswerKey | None, *, most: int | None
) -> Checked:
    """Summarise and check the documents, keeping at most `most` problems."""
    counting, findings, scores = Counting(form), Findings(most=most), Numbers()
    for document in documents:
        assignment = document.assignment
        try:
            answers = parse_answers(assignment.xml)
        except QuestionFormsError as error:
            findings.add(_placed(_unread(error), document))
        else:
            if form is not None:  # for a whole file pass the bytes, so that problems have lines
                given = assignment.xml if document.alone else answers
                findings.add(_placed(form.iter_answer_problems(given), document))
            else:
                findings.add(())
            if key is not None:
                scores.add(str(key.score(answers).value))
            assignment = assignment._replace(xml=answers)
        counting.add(assignment)
    return Checked(figures=counting.summary(), findings=findings, scores=scores.summary() if key else None)


def _unread(error: QuestionFormsError) -> Iterable[Problem]:
    if isinstance(error, InvalidDocument):
        return error.problems
    return [make_problem("not-well-formed", str(getattr(error, "message", error)))]


def _placed(problems: Iterable[Problem], document: Document) -> Iterator[Problem]:
    """The problems with their file; lines in one document of many are marked as such, not as lines of the file."""
    for problem in problems:
        if document.alone:
            yield changed(problem, file=document.place)
        else:
            inside = "" if problem.line is None else f": line {problem.line}, column {problem.column}"
            yield changed(problem, file=f"{document.place}{inside}", line=None, column=None, path="")
