"""Documents in a call: checked with this library's rules, refused or accepted by the option `verdict`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from questionforms.checks.validate import Checked, check, inspect
from questionforms.codes import CODES
from questionforms.elements.external_question import ExternalQuestion
from questionforms.elements.html_question import HTMLQuestion
from questionforms.elements.question_form import QuestionForm
from questionforms.exceptions import InvalidDocument
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.verdicts import is_refused, refused_problems
from questionforms.reading import class_of, read_checked, read_valid
from questionforms.words import type_of
from questionforms.xml.comments import may_hold_comments
from questionforms.xml.load import LIMIT, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from questionforms import Problem
    from questionforms.elements.base.element import Document
    from questionforms.marketplace.context import Call

#: The limit with the verdict `open`, in bytes of UTF-8: for the page of an HTMLQuestion, else for the document.
LIMIT_IF_OPEN = 1_048_576
_MOST_DETAILS = 10


#: What a number that Python does not read may look like: it has more than 4,300 digits, or they are written as
#: character references.
_LONG_NUMBER = re.compile(r"\d{4300}|&#")


def check_document(
    call: Call,
    parameter: str,
    xml: str,
    kinds: tuple[type[Document], ...],
    *,
    form: Checked | None = None,
    is_layout: bool = False,
) -> Checked:
    """The document in a parameter, checked. Raises a Refusal if it is refused, or is not one of these kinds.

    Other errors are added to the call's accepted problems. A key is also checked against its `form`. `is_layout` says
    that the page comes from a layout: nothing in the page is refused.
    """
    try:
        checked = check(load(xml))
        kind = class_of(checked)
        # a form is not read, which takes longer than all checks, unless it might not be readable
        document = None if kind is QuestionForm and not _LONG_NUMBER.search(xml) else read_checked(checked)
    except InvalidDocument as error:
        raise refusal_of(parameter, xml, error.problems) from error
    if kind not in kinds:
        expected, document = ", ".join(each.__name__ for each in kinds), read_checked(checked)
        raise invalid(f"The value is invalid for {parameter}. It is {type_of(document)}; expected {expected}.")
    found = [_within(parameter, problem) for problem in _problems(checked, form)]
    if is_layout:
        in_page = [problem for problem in found if CODES[problem.rule].family == "html_question"]
        call.accepted_problems.extend(problem for problem in in_page if problem.severity == "error")
        found = [problem for problem in found if problem not in in_page]
    if call.options.verdict == "open":
        accepted = {rule for rule, is_accepted in _ACCEPTED_IF_OPEN.items() if is_accepted(document, xml)}
        call.accepted_problems.extend(problem for problem in found if problem.rule in accepted)
        found = [problem for problem in found if problem.rule not in accepted]
    if refused := refused_problems(call, found):
        limit = LIMIT_IF_OPEN if call.options.verdict == "open" else LIMIT
        raise refusal_of(parameter, xml, refused, limit=limit)
    return checked


def _problems(checked: Checked, form: Checked | None) -> list[Problem]:
    """The problems of a document. Those that its comments turn off are warnings: the service knew no such comments."""
    if not any(may_hold_comments(each.loaded.text) for each in (checked, form) if each is not None):
        return inspect(checked, form)
    reported = inspect(checked, form)
    return [
        problem if problem in reported else replace(problem, severity="warning")
        for problem in inspect(checked, form, heed_comments=False)
    ]


def _within(parameter: str, problem: Problem) -> Problem:
    """The problem with the parameter's name in its path. A problem of a key with its form can be in the Test."""
    is_in_test = parameter == "AnswerKey" and problem.path.startswith("/QuestionForm")
    return replace(problem, path=f"{'Test' if is_in_test else parameter}{problem.path}")


def _is_small(document: Document | None, xml: str) -> bool:
    """Whether a document is within the limit for the verdict `open`."""
    return len((document.html if isinstance(document, HTMLQuestion) else xml).encode()) <= LIMIT_IF_OPEN


def _is_on_the_web(document: Document | None, xml: str) -> bool:  # noqa: ARG001
    """Whether a browser could open the URL of an ExternalQuestion, with or without TLS."""
    return isinstance(document, ExternalQuestion) and re.match(r"https?://[^/?#\s]", document.url) is not None


#: What the verdict `open` accepts although the service refused it: the rule -> whether it holds for a document.
_ACCEPTED_IF_OPEN = {"too-large": _is_small, "external-url-not-https": _is_on_the_web}


def refusal_of(parameter: str, xml: str, problems: Sequence[Problem], *, limit: int = LIMIT) -> Refusal:
    """The error for a document that has these problems, in the service's words if it refused such documents."""
    known = [problem for problem in problems if is_refused(problem, "service")]
    rules = {problem.rule for problem in known}
    families = {CODES[problem.rule].family for problem in known if problem.rule != "too-large"}
    if not known:
        return _by_choice(parameter, problems)
    if "four-byte-character" in rules:
        return invalid(f"The value  is not valid for the parameter {parameter}XML.")
    if "external-url-not-https" in rules:
        url = read_valid(xml).url
        message = f'The value "{url}" is not valid for the parameter ExternalURL. This URL must use the HTTPS protocol.'
        return invalid(message)
    if "too-large" in rules and not families:
        size = len(xml.encode("utf-8", "surrogatepass"))
        message = f"Your request parameter {parameter} has a maximum length of {limit}; it has {size:,} bytes."
        return invalid(message)
    if "html_question" in families:
        return _html5_error([problem for problem in known if CODES[problem.rule].family == "html_question"])
    return _xml_error(xml, known)


def _by_choice(parameter: str, problems: Sequence[Problem]) -> Refusal:
    """The error for what only this marketplace refuses, because it was started with the verdict `strict`."""
    details = "; ".join(_details(problems))
    message = (
        f"The value of {parameter} has errors, which this marketplace refuses (`--verdict strict`); the service is not "
        f"known to refuse them. Details: {details}"
    )
    return invalid(message)


def _html5_error(problems: Sequence[Problem]) -> Refusal:
    """The error for the page of an HTMLQuestion, as in recorded calls."""
    errors = " ".join(
        f"<! [{problem.line or 1},{problem.column or 1}] "
        f"{_NU.get(problem.case) or f'{problem.rule}: {problem.message}'} !>"
        for problem in problems[:_MOST_DETAILS]
    )
    message = (
        "There was an error parsing the HTML5 data in your request.  Please make sure the data is well-formed and "
        f"validates as HTML5. Details: Errors: {errors}"
    )
    return invalid(message)


#: The case of a problem -> what the service said about it, which is what the Nu HTML checker says.
_NU = {
    "unexpected-start-tag-body": "An “body” start tag seen but an element of the same type was already open.",
    "unexpected-character-after-attribute-value": "No space between attributes.",
    "layout-value": "“&” did not start a character reference. (“&” probably should have been escaped as “&amp;”.)",
}


def _xml_error(xml: str, problems: Sequence[Problem]) -> Refusal:
    """The error for what is not XML or does not fit its schema, as in recorded calls, with places and rules."""
    details = "; ".join([*_words_of_xerces(xml, problems[0]), *_details(problems)])
    is_markup = CODES[problems[0].rule].family == "formatted_content" or problems[0].case == "formatted-content"
    message = (
        "There was an error parsing the XML question or answer data in your request.  Please make sure the data is "
        f"well-formed and validates against the appropriate schema. Details: {details}"
    )
    return Refusal("XHTMLParseError" if is_markup else "XMLParseError", message, kind="ParameterValidationError")


def _words_of_xerces(xml: str, problem: Problem) -> Iterator[str]:
    """What the service's parser said first, where that is recorded."""
    if problem.case or problem.rule not in ("not-well-formed", "undefined-entity"):
        return
    if xml.lstrip("\ufeff \t\r\n")[:1] != "<":
        yield "Content is not allowed in prolog."
    elif found := _REFERENCE.match(xml, _offset(xml, problem)):
        name = f'"{found[1]}"'
        if found[2]:
            yield f"The entity {name} was referenced, but not declared."
        else:
            yield f"The reference to entity {name} must end with the ';' delimiter."


#: A `&` with a name, and perhaps a `;`.
_REFERENCE = re.compile(r"&([A-Za-z_][\w.-]{0,60}+)(;?)")


def _offset(xml: str, problem: Problem) -> int:
    """The index of a problem in the XML."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", xml)
    return sum(map(len, lines[: (problem.line or 1) - 1])) + (problem.column or 1) - 1


def _details(problems: Sequence[Problem]) -> Iterator[str]:
    """Each problem as `questionforms validate` reports it."""
    for problem in problems[:_MOST_DETAILS]:
        place = f"[{problem.line},{problem.column}] " if problem.line else ""
        yield f"{place}{problem.rule}: {problem.message}"
