"""Count the answers to one question, document by document, or many documents at once in Arrow columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from questionforms.answers.read.crowd_forms import texts_in
from questionforms.answers.read.typed import is_numeric, is_single
from questionforms.answers.summaries.distributions import Numbers, Texts
from questionforms.answers.summaries.summary_types import ChoiceSummary, QuestionSummary
from questionforms.answers.tables.parts import TEXTS, UPLOADS
from questionforms.elements.answer_specifications import FileUploadAnswer, FreeTextAnswer, SelectionAnswer
from questionforms.elements.content import FormattedContent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.answers.summaries.arrow_counts import Counts
    from questionforms.answers.summaries.summary_types import QuestionKind
    from questionforms.answers.tables.parts import Part
    from questionforms.elements.question_form import Question

#: The most texts to collect before they are looked at.
_MOST_PENDING = 100_000


class CountedQuestion:
    """The counts of one question; `question` is None if it is not in a form, and `numeric` says if it has numbers."""

    def __init__(self, question: Question | None, *, numeric: bool = False) -> None:
        self.question = question
        asked = None if question is None else question.answer
        self.numeric = numeric if asked is None else isinstance(asked, FreeTextAnswer) and is_numeric(asked)
        self.several = False
        self.answered = self.empty_text = self.nothing = self.other_text = self.uploads = 0
        self.choices: Counter[str] = Counter()
        self.numbers = Numbers()
        self.texts = Texts()
        #: Texts that may be numbers: most of them occur in many groups.
        self._pending: Counter[str] = Counter()

    def add(self, parts: Iterable[Part]) -> None:
        """Count the parts of one document."""
        given = empty = other = file = False
        chosen: dict[str, None] = {}
        for part in parts:
            kind, value = part.part, part.value or ""
            if kind == "selection":
                chosen[value] = None
            elif kind == "json" and (texts := texts_in(value)) is not None:
                chosen |= dict.fromkeys(texts)
            elif kind in TEXTS and value:
                self._write(value)
                given = True
            elif kind == "other_text" and value:
                other = True
                self.texts.add(value)
            file = file or kind in UPLOADS
            empty = empty or (kind == "free_text" and not value)
            given = given or kind.startswith("extra/")
        given = given or other or file or bool(chosen)
        self.answered += given
        self.empty_text += empty and not given
        self.nothing += not (empty or given)
        self.other_text += other
        self.uploads += file
        self.several |= len(chosen) > 1
        self.choices.update(chosen.keys())

    def add_counts(self, found: Counts) -> None:
        """Add the counts of many documents."""
        from questionforms.answers.summaries.arrow_counts import add_texts, pairs_in

        self.answered += found.answered
        self.empty_text += found.empty_text
        self.nothing += found.nothing
        self.other_text += found.other_text
        self.uploads += found.uploads
        self.several |= found.several
        self.choices.update(found.choices)
        if self.numeric:
            self._pending.update(dict(pairs_in(found.texts)))
            if len(self._pending) > _MOST_PENDING:
                self._write_pending()
        else:
            add_texts(self.texts, found.texts)
        add_texts(self.texts, found.others)

    def _write_pending(self) -> None:
        for text, count in self._pending.items():
            self._write(text, count)
        self._pending.clear()

    def _write(self, text: str, count: int = 1) -> None:
        if not (self.numeric and self.numbers.add(text, count, as_json=self.question is None)):
            self.texts.add(text, count)

    def summary(self, name: str, in_form: bool | None, read: int) -> QuestionSummary:
        """The summary; `read` is the number of documents that could be read."""
        self._write_pending()
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
        if asked is None and self.uploads and not (self.texts.count or self.numbers.counts):
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
