"""The QuestionForm: overviews and questions, in any order.

Source: QuestionForm.xsd, and "QuestionForm data structure" in Amazon's API reference.
"""

from __future__ import annotations

from questionforms.elements import content as contents
from questionforms.elements.answer_specifications import (
    AnswerFormatRegex,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    Length,
    SelectionAnswer,
)
from questionforms.elements.base import arguments
from questionforms.elements.base.element import Document, Element
from questionforms.elements.base.fields import BOOLEAN, content, leaf, nested, version
from questionforms.elements.base.misuse import on_callers_line
from questionforms.elements.content import ITEMS, Application, Overview
from questionforms.exceptions import InvalidArgument, QuestionNotFound, WrongType
from questionforms.namespaces import VERSIONS
from questionforms.words import found, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any, Final, Literal, Never, TypeAlias, overload

    from questionforms.answers import Answers
    from questionforms.elements.answer_specifications import AnswerSpecification
    from questionforms.elements.content import AnyContent, ContentItem
    from questionforms.problems import Problem

    #: Mypy takes it as True.
    MYPY: Final = False
    Contents: TypeAlias = AnyContent | Iterable[AnyContent]
    ContentAndAnswer: TypeAlias = tuple[Contents, *tuple[AnyContent, ...], AnswerSpecification]
    SchemaVersion: TypeAlias = Literal["2017-11-06", "2005-10-01"]

_SPECIFICATIONS: tuple[type[AnswerSpecification], ...] = (FreeTextAnswer, SelectionAnswer, FileUploadAnswer)
_ANSWERS = "FreeTextAnswer, SelectionAnswer or FileUploadAnswer"


class Question(Element):
    """One question: its identifier, what the worker sees, and how the worker may answer.

    Everything between the identifier and the answer is content: one or more items, or one sequence of items.
    `content` and `answer` can also be passed by name. `display_name` is shown as a heading. A question is optional
    unless `required` is True.
    """

    identifier: str = leaf("QuestionIdentifier")
    display_name: str | None = leaf("DisplayName", optional=True)
    required: bool | None = leaf("IsRequired", BOOLEAN, optional=True)
    content: tuple[ContentItem, ...] = content(*ITEMS, inside="QuestionContent", many=True)
    answer: AnswerSpecification = nested(*_SPECIFICATIONS, inside="AnswerSpecification")

    if TYPE_CHECKING:
        if MYPY:

            @overload
            def __init__(
                self,
                identifier: str,
                *content_and_answer: *ContentAndAnswer,
                display_name: str | None = None,
                required: bool | None = None,
            ) -> None: ...
        else:

            @overload
            def __init__(
                self,
                identifier: str,
                *content_and_answer: *ContentAndAnswer,
                display_name: str | None = None,
                required: bool | None = None,
                **unknown: Never,  # so that pyright names the argument if it is misspelt, as mypy does without this
            ) -> None: ...

        @overload
        def __init__(
            self,
            identifier: str,
            content: Contents,
            *,
            answer: AnswerSpecification,
            display_name: str | None = None,
            required: bool | None = None,
        ) -> None: ...

    def __init__(  # type: ignore[misc]  # mypy does not see that Any accepts the tuple of the first signature
        self,
        identifier: str,
        *content_and_answer: Any,
        display_name: str | None = None,
        required: bool | None = None,
        content: Any = None,
        answer: Any = None,
    ) -> None:
        if len(content_and_answer) == 2 and content is None and answer is None:
            content, answer = content_and_answer
        else:
            content, answer = _divided(content_and_answer, content, answer)
        if type(answer) not in _SPECIFICATIONS:
            _refuse_answer(content, answer)
        # plain text is recognised here, since each call takes a tenth of the time
        if type(identifier) is not str or not identifier or not identifier.isprintable():
            identifier = arguments.identifier("Question", "identifier", identifier)
        if display_name is not None and (type(display_name) is not str or not display_name.isprintable()):
            display_name = arguments.text("Question", "display_name", display_name)
        self._identifier = identifier
        self._display_name = display_name
        self._content = (content,) if type(content) is str and content.isprintable() else _content(content)
        self._answer = answer
        if type(required) is not bool and required is not None:
            arguments.boolean("Question", "required", required)
        self._required = required

    def _argument(self, name: str) -> Any:
        if name == "content_and_answer":
            return (*self.content, self.answer)
        return None if name in ("content", "answer") else getattr(self, name)


def _divided(given: tuple[Any, ...], content: Any, answer: Any) -> tuple[Any, Any]:
    """The content and the answer, from the arguments by position and those by name."""
    if given and content is not None and answer is not None:
        raise WrongType("Question", "content", f"{shown(given[0])} is given too; expected content only once")
    if answer is None and given and (content is not None or len(given) > 1 or type(given[0]) in _SPECIFICATIONS):
        *given, answer = given  # type: ignore[assignment]
    if given and content is not None:
        raise WrongType("Question", "content", f"{shown(given[0])} is given too; expected content only once")
    if content is None and given:
        content = given[0] if len(given) == 1 else given
    if content is None:
        message = "it is missing; expected at least one item, such as a str or a Title, before the answer"
        raise WrongType("Question", "content", message)
    if answer is None and len(given) < 2:
        raise WrongType("Question", "answer", f"it is missing; expected {_ANSWERS} as the last argument")
    return content, answer


def _refuse_answer(content: Any, answer: Any) -> None:
    """Reject an answer of the wrong type, with what was probably meant."""
    before = content if isinstance(content, list | tuple) else (content,)
    if any(type(item) in _SPECIFICATIONS for item in before):
        message = f"the answer is given before {shown(answer)}; expected it as the last argument, after the content"
        raise WrongType("Question", "answer", message)
    if isinstance(answer, type) and answer in _SPECIFICATIONS:
        meant = f"; did you mean {answer.__name__}(...)?"
    elif isinstance(answer, list | tuple | dict) and answer:
        meant = f"; did you mean SelectionAnswer({shown(answer)})?"
    elif isinstance(answer, IsNumeric | Length | AnswerFormatRegex):
        meant = f"; did you mean FreeTextAnswer({shown(answer)})?"
    else:
        meant = ""
    raise WrongType("Question", "answer", f"{found(answer)}; expected {_ANSWERS} as the last argument{meant}")


def _content(given: Any) -> tuple[Any, ...]:
    if isinstance(given, str) or arguments.has_html(given) or not arguments.is_iterable(given):
        given = (given,)
    given = arguments.several("Question", "content", given, "an item, such as a str or a Title, or a sequence of items")
    if any(type(item) in _SPECIFICATIONS for item in given):
        raise WrongType("Question", "content", "two answers are given; expected one, as the last argument")
    return contents.items("Question", "content", given)


class QuestionForm(Document):
    """A form of overviews and questions, with at least one question; the identifiers of its questions are unique.

    `form["q1"]` is the question with that identifier, and `"q1" in form` says whether there is one.
    `version` is the date of the schema. "2005-10-01" also allows FileUploadAnswer and Application, which the service
    retired on 2017-12-12.
    """

    version: SchemaVersion = version()
    parts: tuple[Overview | Question, ...] = nested(Overview, Question, many=True)

    def __init__(self, *parts: Overview | Question, version: SchemaVersion = "2017-11-06") -> None:
        where = "QuestionForm"
        self._version = arguments.one_of(where, "version", version, VERSIONS[where])
        self._parts: tuple[Overview | Question, ...] = arguments.instances(
            where, "parts", parts, Overview, Question, meant=_in_an_overview
        )
        questions = self.questions
        if not questions:
            raise InvalidArgument(where, "parts", "no Question is given; expected at least one")
        arguments.unique(where, "parts", [question._identifier for question in questions])
        if self._version == "2017-11-06":
            kinds = {type(item) for part in self._parts for item in part._content}
            kinds |= {type(question._answer) for question in questions}
            for retired in (FileUploadAnswer, Application):
                if retired in kinds:
                    message = f'{retired.__name__} is not in the 2017-11-06 schema; set version="2005-10-01" to use it'
                    raise InvalidArgument(where, "parts", message)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions in order, without the overviews."""
        return tuple([part for part in self._parts if type(part) is Question])

    @on_callers_line
    def __getitem__(self, identifier: str) -> Question:
        """Return the question with this identifier; QuestionNotFound, a KeyError, says which was probably meant."""
        for question in self.questions:
            if question._identifier == identifier:
                return question
        if not isinstance(identifier, str):
            message = f"{found(identifier)}; expected a question's identifier (str); form.questions has them in order"
            raise WrongType("QuestionForm", "identifier", message)
        raise QuestionNotFound(identifier, [question._identifier for question in self.questions])

    def __contains__(self, identifier: object) -> bool:
        """Whether the form has a question with this identifier."""
        return any(question._identifier == identifier for question in self.questions)

    if not TYPE_CHECKING:
        #: A form cannot be iterated over, since that could mean parts or questions.
        __iter__ = None

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


def _in_an_overview(value: object) -> str:
    return f"; did you mean Overview({shown(value)})?" if contents.is_item(value) else ""
