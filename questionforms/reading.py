"""From XML to documents: the schema is checked first, so reading itself meets nothing unexpected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from lxml.etree import QName

from questionforms.checks.validate import Checked, check
from questionforms.exceptions import InvalidDocument
from questionforms.problems import make_problem
from questionforms.xml.load import load
from questionforms.xml.parse import parse_tree
from questionforms.xml.positions import read_positions

if TYPE_CHECKING:
    from questionforms.elements.base.element import Document
    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded, Source

#: Python reads whole numbers of at most so many digits.
MOST_DIGITS = 4_300

D = TypeVar("D", bound="Document")


def parse(source: Source) -> Any:
    """The document that the source holds, any of the five: by its root element.

    Raises InvalidDocument, with line and column, where it is not well-formed or does not fit its schema. What only
    the documentation forbids, and the size, are no hindrance to reading; `validate` reports them.
    """
    return read_checked(check(load(source)))


def read_checked(checked: Checked) -> Any:
    """The document of what has been through `check`; raises InvalidDocument where it does not fit its schema."""
    return _built(_readable(checked), _classes()[checked.document])


def read_valid(xml: str) -> Any:
    """The document in XML that was valid when it was stored: it is read, and not checked again."""
    from questionforms.answers.read.answers import from_parts
    from questionforms.answers.read.fast import split

    if (parts := split(xml)) is not None:
        return from_parts(parts)
    root = parse_tree(load(xml))
    if root is None:
        return parse(xml)  # which says what is wrong with it
    return _classes()[QName(root).localname]._read(root)


def read_document(source: Source, cls: type[D]) -> D:
    """The document of one kind that the source holds."""
    checked = _readable(check(load(source)))
    if checked.document != cls.tag and checked.root is not None:
        message = f"the document is of kind `{checked.document}`; expected `{cls.tag}`"
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
        raise InvalidDocument([_long_number(checked.loaded)]) from None


def _long_number(loaded: Loaded) -> Problem:
    """Where the number stands that Python does not read."""
    waiting = [read_positions(loaded)]
    for node in waiting:
        values = [value.strip() for value in (node.text, *node.attributes.values())]
        long = next((value for value in values if len(value) > MOST_DIGITS and value.lstrip("+-").isdecimal()), None)
        if long is not None:
            break
        waiting += node.children
    return make_problem(
        "invalid-value",
        f"a number of {len(long or ''):,} digits is too long to be read; expected at most {MOST_DIGITS:,}",
        path=node.path,
        file=loaded.file,
        line=node.line,
        column=node.column,
    )
