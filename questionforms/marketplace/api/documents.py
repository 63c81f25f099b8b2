"""Documents in a call, checked with this library's rules, and rejected with the service's error messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from questionforms.checks.validate import Checked, check, inspect
from questionforms.exceptions import InvalidDocument
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.reading import read_checked
from questionforms.words import type_of
from questionforms.xml.load import load
from questionforms.xml.parse import parse_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms import Problem, QuestionForm
    from questionforms.elements.base.element import Document

D = TypeVar("D", bound="Document")


def check_document(parameter: str, xml: str, kinds: tuple[type[D], ...], form: QuestionForm | None = None) -> D:
    """The document in a parameter. Raises a Refusal if it has errors or is not one of these kinds; ignores warnings.

    A key is also checked against its form. Each document is checked once, here, and only read from then on.
    """
    try:
        checked = check(load(xml))
        document = read_checked(checked)
    except InvalidDocument as error:
        raise _refusal(parameter, xml, error.problems) from error
    if not isinstance(document, kinds):
        expected = ", ".join(kind.__name__ for kind in kinds)
        raise invalid(f"The value is invalid for {parameter}. It is {type_of(document)}; expected {expected}.")
    problems = inspect(checked, None if form is None else _known_valid(form))
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise _refusal(parameter, xml, errors)
    return document


def _known_valid(document: Document) -> Checked:
    """A document that was read from valid XML, marked as checked."""
    loaded = load(document)
    return Checked(loaded, document.tag, parse_tree(loaded))


def _refusal(parameter: str, xml: str, problems: Sequence[Problem]) -> Refusal:
    """The error for a document, as in recorded calls; its details are the problems from `questionforms validate`."""
    if any(problem.rule == "four-byte-character" for problem in problems):
        return invalid(f"The value  is not valid for the parameter {parameter}XML.")
    kind = "HTML5" if any(problem.rule.startswith("html-") for problem in problems) else "XML question or answer"
    details = "; ".join(
        (f"[{problem.line},{problem.column}] " if problem.line else "") + f"{problem.rule}: {problem.message}"
        for problem in problems[:10]
    )
    code = "XMLParseError" if xml.lstrip()[:1] != "<" else "InvalidParameterValue"
    message = (
        f"There was an error parsing the {kind} data in your request. Please make sure the data is well-formed and "
        f"validates against the appropriate schema. Details: {details}"
    )
    return Refusal(code, message, kind="ParameterValidationError")
