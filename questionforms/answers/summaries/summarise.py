"""Count many workers' answers, one document at a time.

Memory grows with the number of distinct workers, questions, selections and numbers; distinct texts have a limit.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.sources import COLUMNS, iter_assignments
from questionforms.answers.read.conformance import is_given
from questionforms.answers.read.parse import parse_answers
from questionforms.answers.read.typed import by_identifier, is_numeric, is_single, name_in
from questionforms.answers.summaries.distributions import Numbers, Texts
from questionforms.answers.summaries.summary_types import ChoiceSummary, QuestionSummary, Summary
from questionforms.answers.tables.rows import check
from questionforms.elements.answer_specifications import FileUploadAnswer, FreeTextAnswer, SelectionAnswer
from questionforms.elements.content import FormattedContent
from questionforms.exceptions import QuestionFormsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.read.answers import Answer
    from questionforms.answers.summaries.summary_types import QuestionKind
    from questionforms.elements.question_form import Question, QuestionForm

_WORKER = COLUMNS.index("WorkerId")


def summary(assignments: Any, form: QuestionForm | None = None) -> Summary:
    """Summarise the answers of many workers; accepts what `rows` and `table` accept, and reads it once.

    Documents that cannot be read are counted in `unread`. An empty text, or an answer without a value, does not count
    as answered; both are counted separately. A document with several answers to a question counts once.
    """
    counting = Counting(form)
    for assignment in iter_assignments(assignments):
        counting.add(assignment)
    return counting.summary()


class Counting:
    """The counts so far, for callers that iterate over the assignments for other reasons as well."""

    def __init__(self, form: QuestionForm | None = None) -> None:
        check("summary", form, "wide")
        self._asked = None if form is None else by_identifier(form)
        self._questions = {name: _Counted(question) for name, question in (self._asked or {}).items()}
        self._total = self._unread = 0
        self._workers: set[str] = set()

    def add(self, assignment: Assignment) -> None:
        """Count one document; an `xml` that is an Answers is not read again."""
        self._total += 1
        worker = assignment.columns[_WORKER]
        if worker is not None:
            self._workers.add(worker)
        try:
            entries = parse_answers(assignment.xml).entries
        except QuestionFormsError:
            self._unread += 1
            return
        given: dict[str, list[Answer]] = {}
        for answer in entries:
            name = answer.identifier if self._asked is None else name_in(self._asked, answer)
            given.setdefault(name, []).append(answer)
        for name, answers in given.items():
            if name not in self._questions:
                self._questions[name] = _Counted(None)
            self._questions[name].add(answers)

    def summary(self) -> Summary:
        """The summary of what was counted so far."""
        read = self._total - self._unread
        asked = self._asked
        return Summary(
            total=self._total,
            unread=self._unread,
            workers=len(self._workers),
            questions=tuple(
                [
                    counted.summary(name, None if asked is None else name in asked, read)
                    for name, counted in self._questions.items()
                ]
            ),
        )


class _Counted:
    """The counts of one question; None stands for a question that is not in a form."""

    def __init__(self, question: Question | None) -> None:
        self.question = question
        asked = None if question is None else question.answer
        #: Whether the question asks for a number; without a form, whether all texts so far are numbers.
        self.numeric = asked is None or (isinstance(asked, FreeTextAnswer) and is_numeric(asked))
        self.several = False
        self.answered = self.empty_text = self.nothing = self.other_text = self.uploads = 0
        self.choices: Counter[str] = Counter()
        self.numbers = Numbers()
        self.texts = Texts()

    def add(self, answers: Sequence[Answer]) -> None:
        """Count the answers of one document."""
        given = empty = other = file = False
        chosen: dict[str, None] = {}
        for answer in answers:
            if text := answer.text:
                self._write(text)
            elif text is not None:
                empty = True
            if answer.other_text:
                other = True
                self.texts.add(answer.other_text)
            if answer.upload_key or answer.upload_size is not None:
                file = True
            for selection in answer.selections:
                chosen[selection] = None
            given = given or is_given(answer) or bool(answer.extras)
        given = given or file
        self.answered += given
        self.empty_text += empty and not given
        self.nothing += not (empty or given)
        self.other_text += other
        self.uploads += file
        self.several |= len(chosen) > 1
        for selection in chosen:
            self.choices[selection] += 1

    def _write(self, text: str) -> None:
        is_number = self.numeric and self.numbers.add(text)
        if self.question is None and not is_number:
            self.numeric, self.numbers = False, Numbers()
        if self.question is None or not is_number:
            self.texts.add(text)

    def summary(self, name: str, in_form: bool | None, read: int) -> QuestionSummary:
        """The summary; `read` is the number of documents that could be read."""
        kind = self._kind()
        written = self.texts.count and not (kind == "number" and self.question is None)
        return QuestionSummary(
            identifier=name,
            text=None if self.question is None else _words(self.question.content),
            kind=kind,
            in_form=in_form,
            answered=self.answered,
            share=self.answered / read if read else 0.0,
            empty_text=self.empty_text,
            nothing=self.nothing,
            choices=self._choices(in_form),
            other_text=self.other_text,
            numbers=self.numbers.summary() if kind == "number" else None,
            texts=self.texts.summary() if written or kind == "text" else None,
            uploads=self.uploads,
        )

    def _kind(self) -> QuestionKind:
        asked = None if self.question is None else self.question.answer
        if isinstance(asked, SelectionAnswer):
            return "choice" if is_single(asked) else "choices"
        if isinstance(asked, FileUploadAnswer):
            return "upload"
        if asked is None and (self.choices or self.other_text):
            return "choices" if self.several else "choice"
        if asked is None and self.uploads and not self.texts.count:
            return "upload"
        return "number" if self.numeric and (self.numbers.counts or asked is not None) else "text"

    def _choices(self, in_form: bool | None) -> tuple[ChoiceSummary, ...]:
        asked = None if self.question is None else self.question.answer
        offered = asked.selections if isinstance(asked, SelectionAnswer) else ()
        labels = {selection.identifier: _words([selection.label]) for selection in offered}
        others = [name for name, _ in self.choices.most_common() if name not in labels]
        return tuple(
            [
                ChoiceSummary(
                    identifier=name,
                    label=labels.get(name),
                    in_form=None if in_form is None else name in labels,
                    count=self.choices[name],
                    share=self.choices[name] / self.answered if self.answered else 0.0,
                )
                for name in [*labels, *others]
            ]
        )


def _words(content: Iterable[Any]) -> str | None:
    """The text that a worker reads in the content, as plain text on one line; for a medium, its alternative text."""
    found = " ".join(word for item in content for word in _text(item).split())
    return found or None


def _text(item: Any) -> str:
    if isinstance(item, FormattedContent):
        from markupsafe import Markup

        return Markup(item.xhtml).striptags()
    return " ".join(getattr(item, "items", ())) or getattr(item, "text", getattr(item, "alt_text", ""))
