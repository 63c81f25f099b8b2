"""The QuestionForm: overviews and questions, in any order.

Source: QuestionForm.xsd, and "QuestionForm data structure" in Amazon's API reference.
"""

from __future__ import annotations

from questionforms.elements import content as contents
from questionforms.elements.answer_specifications import FileUploadAnswer, FreeTextAnswer, SelectionAnswer
from questionforms.elements.base import arguments
from questionforms.elements.base.element import Document, Element
from questionforms.elements.base.fields import BOOLEAN, content, leaf, nested, version
from questionforms.elements.content import ITEMS, Application, Overview
from questionforms.exceptions import InvalidArgument
from questionforms.namespaces import VERSIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from questionforms.answers import Answers
    from questionforms.elements.answer_specifications import AnswerSpecification
    from questionforms.elements.content import AnyContent, ContentItem
    from questionforms.problems import Problem

_SPECIFICATIONS: tuple[type[AnswerSpecification], ...] = (FreeTextAnswer, SelectionAnswer, FileUploadAnswer)


class Question(Element):
    """One question: its identifier, what the worker sees, and how the worker may answer.

    `content` is one item or a sequence of items. `display_name` is shown as a heading. A question is optional unless
    `required` is True.
    """

    identifier: str = leaf("QuestionIdentifier")
    display_name: str | None = leaf("DisplayName", optional=True)
    required: bool | None = leaf("IsRequired", BOOLEAN, optional=True)
    content: tuple[ContentItem, ...] = content(*ITEMS, inside="QuestionContent", many=True)
    answer: AnswerSpecification = nested(*_SPECIFICATIONS, inside="AnswerSpecification")

    def __init__(
        self,
        identifier: str,
        content: AnyContent | Iterable[AnyContent],
        answer: AnswerSpecification,
        *,
        display_name: str | None = None,
        required: bool | None = None,
    ) -> None:
        self._identifier = arguments.identifier("Question", "identifier", identifier)
        self._content = _content(content)
        if type(answer) not in _SPECIFICATIONS:
            arguments.instance("Question", "answer", answer, *_SPECIFICATIONS)
        self._answer = answer
        self._display_name = None if display_name is None else arguments.text("Question", "display_name", display_name)
        self._required = None if required is None else arguments.boolean("Question", "required", required)

    def _argument(self, name: str) -> Any:
        if name == "content" and len(self.content) == 1:
            return self.content[0]
        return getattr(self, name)


def _content(given: Any) -> tuple[Any, ...]:
    if type(given) is str:
        return (arguments.text("Question", "content", given),)
    if isinstance(given, str) or arguments.has_html(given) or not arguments.is_iterable(given):
        given = (given,)
    given = arguments.several("Question", "content", given, "an item, such as a str or a Title, or a sequence of items")
    return contents.items("Question", "content", given)


class QuestionForm(Document):
    """A form of overviews and questions, with at least one question; the identifiers of its questions are unique.

    `version` is the date of the schema. "2005-10-01" also allows FileUploadAnswer and Application, which the service
    retired on 2017-12-12.
    """

    version: str = version()
    parts: tuple[Overview | Question, ...] = nested(Overview, Question, many=True)

    def __init__(self, *parts: Overview | Question, version: str = "2017-11-06") -> None:
        where = "QuestionForm"
        self._version = arguments.one_of(where, "version", version, VERSIONS[where])
        self._parts: tuple[Overview | Question, ...] = arguments.instances(where, "parts", parts, Overview, Question)
        questions = self.questions
        if not questions:
            raise InvalidArgument(where, "parts", "no Question is given; expected at least one")
        arguments.unique(where, "parts", [question.identifier for question in questions])
        if self._version == "2017-11-06":
            _refuse_retired(self._parts)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions in order, without the overviews."""
        return tuple([part for part in self._parts if type(part) is Question])

    def read(self, xml: str | bytes | Path | Answers | None) -> dict[str, Any]:
        """Read a worker's answers into a dict with an entry for each question of the form, None if it has no answer.

        Each value has the type that its question asks for: an identifier if one selection may be chosen, else a tuple
        of them; an int or a Decimal for IsNumeric; a Choice if there is a field for other text; an Upload for a file;
        else a str. Choice and Upload are in `questionforms.answers`. An answer that does not fit is returned as sent:
        text that is not a number as a str, several selections instead of one as a tuple, any other kind as an Answer.
        """
        from questionforms.answers.read.typed import read

        return read(self, xml)

    def iter_answer_problems(self, xml: str | bytes | Path | Answers | None) -> Iterator[Problem]:
        """Yield the problems in a worker's answers: first those of the document, then answers the form does not allow.

        Workers' browsers check answers, but the service does not. A document that is not XML is also a problem, not
        an exception.
        """
        from questionforms.answers.read.conformance import iter_problems

        return iter_problems(self, xml)


def _refuse_retired(parts: Iterable[Overview | Question]) -> None:
    for part in parts:
        retired = type(part) is Question and type(part._answer) is FileUploadAnswer and "FileUploadAnswer"
        for item in part._content:
            if type(item) is Application:
                retired = "Application"
        if retired:
            message = f'{retired} is not in the 2017-11-06 schema; set version="2005-10-01" to use it'
            raise InvalidArgument("QuestionForm", "parts", message)
