"""The question of a HIT with a HITLayoutId: the layout filled in, and judged as the service judged layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.checks.validate import check, inspect
from questionforms.codes import CODES, verdict
from questionforms.exceptions import InvalidDocument
from questionforms.marketplace.api.documents import _refusal
from questionforms.marketplace.core.layouts import LayoutQuestion, layout_question, mismatch
from questionforms.marketplace.errors import Refusal, invalid, missing
from questionforms.marketplace.store import Layout
from questionforms.mturk.parameters.layouts import REJECTED_AMPERSAND
from questionforms.mturk.parameters.layouts import Layout as LayoutValues
from questionforms.problems import make_problem
from questionforms.task_pages.layout_values import placeholder_names
from questionforms.words import did_you_mean, nearest, quoted, together
from questionforms.xml.load import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from questionforms import Problem
    from questionforms.marketplace.configuration import VerdictMode
    from questionforms.marketplace.context import Call

#: The limit for the page of a layout where only documents that cannot be read are refused, in bytes of UTF-8.
MOST_BYTES_IF_OPEN = 1_048_576


def question_from_layout(call: Call, layout_id: str, parameters: Sequence[Mapping[str, Any]]) -> str:
    """The XML of the question, made from one of the requester's layouts as the requester site would have made it.

    Raises a Refusal if there is no such layout, or if the values or the page are refused. The problems of a page that
    is accepted are added to the call.
    """
    layout = call.session.get(Layout, layout_id)
    if layout is None or layout.requester_id != call.requester.id:
        raise missing("HITLayout", layout_id)
    values = _values(parameters)
    question = layout_question(layout, values)
    mode = call.options.verdict
    if mode != "open":
        _refuse_values(layout, question, values)
    problems = list(_document_problems(question))
    if refused := [problem for problem in problems if _is_refused(problem, question, mode)]:
        raise _refusal("Question", question.xml, refused)
    accepted = [problem for problem in problems if problem.severity == "error"]
    call.accepted_problems.extend([*_value_problems(layout, question, values), *accepted])
    return question.xml


def _values(parameters: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for parameter in parameters:
        if not parameter["Name"]:
            raise invalid("HITLayoutParameters contain a value without a name.")
        if parameter["Name"] in values:
            raise invalid(f"The value {parameter['Name']} is invalid for HITLayoutParameters. It appears twice.")
        values[parameter["Name"]] = parameter["Value"]
    return values


def _refuse_values(layout: Layout, question: LayoutQuestion, values: Mapping[str, str]) -> None:
    """Raise a Refusal for values that the service refused: missing ones, others, and those with a bare `&`."""
    if question.missing:
        message = (
            "Your request is missing required parameters. Required parameters include HITLayoutParameter. You have not "
            f"provided all required HITLayout parameters. Missing parameter names: {', '.join(question.missing)}"
        )
        raise Refusal("AWS.MissingParameters", message, kind="ParameterValidationError")
    if question.unused:
        name = question.unused[0]
        meant = did_you_mean(nearest(name, placeholder_names(layout.html)))
        raise mismatch(layout, f"The layout has no placeholder {quoted(name)}{meant or '.'}")
    for value in values.values():
        if found := REJECTED_AMPERSAND.search(value):
            place = question.html.find(value) + found.start()
            line = question.html.count("\n", 0, place) + 1
            column = place - question.html.rfind("\n", 0, place)
            message = (
                "There was an error parsing the HTML5 data in your request. Please make sure the data is well-formed "
                f"and validates as HTML5. Details: Errors: <! [{line},{column}] “&” did not start a character "
                "reference. (“&” probably should have been escaped as “&amp;”.) !>"
            )
            raise invalid(message)


def _value_problems(layout: Layout, question: LayoutQuestion, values: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with values that were accepted."""
    if question.missing:
        names = together([f"${{{name}}}" for name in question.missing[:3]])
        message = f"there is no value for {names}, so workers see the placeholder"
        yield make_problem("unfilled-placeholder", message, path="HITLayoutParameters")
    if question.unused:
        message = f"the layout has no placeholder for {together(list(question.unused[:3]))}"
        yield make_problem("unused-parameter", message, path="HITLayoutParameters")
    for problem in LayoutValues(layout.id, values).problems():
        if problem.rule == "unescaped-ampersand":
            yield problem


def _document_problems(question: LayoutQuestion) -> Iterator[Problem]:
    """The problems of the question as a document."""
    try:
        checked = check(load(question.xml))
    except InvalidDocument as error:
        yield from error.problems
    else:
        yield from inspect(checked)


def _is_refused(problem: Problem, question: LayoutQuestion, mode: VerdictMode) -> bool:
    """Whether a problem of the question makes the marketplace refuse it; those of its page never do."""
    family = CODES[problem.rule].family
    if family == "html_question":
        return False
    if mode == "open":
        if problem.rule == "too-large":
            return len(question.html.encode()) > MOST_BYTES_IF_OPEN
        return problem.severity == "error" and family in ("text", "schema")
    return verdict(problem).service == "refuses" or (mode == "strict" and problem.severity == "error")
