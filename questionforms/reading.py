"""Read XML into documents. The schema is checked first, so the code that reads never meets anything unexpected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from lxml.etree import QName

from questionforms.checks.validate import Checked, check
from questionforms.exceptions import InvalidDocument, WrongType
from questionforms.problems import make_problem
from questionforms.words import alternatives, found, quoted
from questionforms.xml.load import load, refuse_no_source
from questionforms.xml.parse import parse_tree
from questionforms.xml.positions import read_positions

if TYPE_CHECKING:
    from questionforms.elements.base.element import Document
    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded, Source

#: The most digits of an integer that Python converts from text.
MOST_DIGITS = 4_300

D = TypeVar("D", bound="Document")


@overload
def parse(source: Source) -> Any: ...
@overload
def parse(source: Source, *, kind: type[D]) -> D: ...
def parse(source: Source, *, kind: type[Document] | None = None) -> Any:
    """Read a document of any of the five kinds; its root element decides which.

    With a `kind`, such as QuestionForm, a document of another kind raises InvalidDocument, and a type checker knows
    what is returned.

    Raises InvalidDocument, with line and column, if it is not well-formed or does not fit its schema. A document that
    only breaks the documentation's rules, or is too large, is read all the same; `validate` reports such problems.
    """
    refuse_no_source("parse", "source", source)
    if kind is None:
        return read_checked(check(load(source)))
    if kind not in (kinds := _classes().values()):
        message = f"{found(kind)}; expected one of the classes {alternatives(cls.__name__ for cls in kinds)}"
        raise WrongType("parse", "kind", message)
    return read_document(source, kind)


def read_checked(checked: Checked) -> Any:
    """The document in XML that `check` has checked; raises InvalidDocument if it does not fit its schema."""
    return _built(_readable(checked), _classes()[checked.document])


def class_of(checked: Checked) -> type[Document]:
    """The class for a document that `check` has checked; raises InvalidDocument if it does not fit its schema."""
    return _classes()[_readable(checked).document]


def read_valid(xml: str) -> Any:
    """The document in XML that was valid when it was stored, read without checking it again."""
    from questionforms.answers.read.answers import from_parts
    from questionforms.answers.read.fast import split

    if (parts := split(xml)) is not None:
        return from_parts(parts)
    root = parse_tree(load(xml))
    if root is None:
        return parse(xml)  # raises InvalidDocument, which says what is wrong
    return _classes()[QName(root).localname]._read(root)


def read_document(source: Source, cls: type[D]) -> D:
    """Read a document of the given kind."""
    checked = _readable(check(load(source)))
    if checked.document != cls.tag and checked.root is not None:
        message = f"the root element is `{checked.document}`; expected `{cls.tag}`"
        problem = make_problem(
            "unknown-root",
            message,
            path=f"/{checked.document}",
            file=checked.loaded.file,
            line=checked.root.sourceline,
            column=1,
        )
        raise InvalidDocument([problem])
    return _built(checked, cls)


def _classes() -> dict[str, type[Document]]:
    from questionforms.answers import Answers
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.external_question import ExternalQuestion
    from questionforms.elements.html_question import HTMLQuestion
    from questionforms.elements.question_form import QuestionForm

    return {cls.tag: cls for cls in (QuestionForm, HTMLQuestion, ExternalQuestion, AnswerKey, Answers)}


def _readable(checked: Checked) -> Checked:
    if checked.root is None:
        raise InvalidDocument(checked.problems)
    return checked


def _built(checked: Checked, cls: type[D]) -> D:
    try:
        return cls._read(checked.root)  # type: ignore[arg-type]
    except ValueError:
        raise InvalidDocument([_unreadable_number(checked.loaded)]) from None


def _unreadable_number(loaded: Loaded) -> Problem:
    """The number that Python cannot read: one that is too long, or one such as `1e`, which libxml2 accepts."""
    waiting = [read_positions(loaded)]
    message = ""
    for node in waiting:
        values = [value.strip() for value in (node.text, *node.attributes.values())]
        long = next((value for value in values if len(value) > MOST_DIGITS and value.lstrip("+-").isdecimal()), None)
        if long is not None:
            message = f"the number has {len(long):,} digits, too many to read; expected at most {MOST_DIGITS:,}"
            break
        if node.name == "SummedScoreMultiplier":  # the last element with a value, so nothing after it is too long
            message = f"{quoted(values[0])} is not a number; expected one such as 0.5"
            break
        waiting += node.children
    return make_problem(
        "invalid-value",
        message,
        path=node.path,
        file=loaded.file,
        line=node.line,
        column=node.column,
    )
