"""Documents that a call holds, checked as everywhere in this library, and refused in the service's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms import InvalidDocument, QuestionForm, iter_problems, parse
from questionforms.marketplace.refusals import Refusal, invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms import Problem
    from questionforms.elements.base.element import Document


def document(parameter: str, xml: str, kinds: tuple[type[Document], ...], form: QuestionForm | None = None) -> Document:
    """The document of a parameter; a Refusal where it has errors, or is none of these kinds. Warnings are let through.

    A key is also checked beside its form.
    """
    try:
        read = parse(xml)
    except InvalidDocument as error:
        raise _refusal(parameter, xml, error.problems) from error
    if not isinstance(read, kinds):
        expected = ", ".join(kind.__name__ for kind in kinds)
        raise invalid(f"The value is invalid for {parameter}. It is {type(read).__name__}; expected {expected}.")
    found = [problem for problem in iter_problems(xml, form=form) if problem.severity == "error"]
    if found:
        raise _refusal(parameter, xml, found)
    return read


def _refusal(parameter: str, xml: str, problems: Sequence[Problem]) -> Refusal:
    """What recorded calls say of a document; its details are the problems as `questionforms validate` words them."""
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
