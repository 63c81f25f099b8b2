"""Checks for a ReviewPolicy, in the form that boto3 accepts, and for the two policies of a HIT together.

Where the documentation contradicts itself, docs/review-policies.md says which version is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from questionforms.mturk.parameters.findings import finding, unknown, wrong_type
from questionforms.mturk.review_policies.parameters import (
    ALIASES,
    KNOWN_ANSWERS,
    LARGE,
    LEVELS,
    LONGEST_ANSWER,
    LONGEST_KEY,
    MOST_QUESTIONS,
    PARAMETERS,
    PLURALITY,
    Parameter,
)
from questionforms.problems import Problem
from questionforms.words import counted, did_you_mean, nearest, quoted

_INTEGER = re.compile(r"-?[0-9]{1,10}")
_TRUTHS = {"true": "T", "t": "T", "1": "T", "yes": "T", "false": "F", "f": "F", "0": "F", "no": "F"}


@dataclass(frozen=True, slots=True)
class _Value:
    """One parameter, as given."""

    key: str
    path: str
    given: Mapping[str, Any]
    parameter: Parameter

    @property
    def texts(self) -> list[Any]:
        values = self.given.get("Values") or ()
        return list(values) if isinstance(values, list | tuple) else [values]


def problems_of(policy: Any, path: str) -> Iterator[Problem]:
    """Yield the problems of one policy; the path is the name of its parameter, such as `HITReviewPolicy`."""
    if not isinstance(policy, Mapping):
        yield wrong_type(path, policy, "a policy, such as `known_answers(...)`, or a dict")
        return
    for name in policy.keys() - {"PolicyName", "Parameters"}:
        message = f"a policy has no {quoted(name)}; expected `PolicyName` and `Parameters`"
        yield finding("unknown-member", f"{path}.{name}", message)
    name = policy.get("PolicyName")
    if not isinstance(name, str):
        yield wrong_type(f"{path}.PolicyName", name, "text such as `SimplePlurality/2011-09-01`")
    elif name not in LEVELS:
        yield unknown("unknown-policy", f"{path}.PolicyName", name, LEVELS)
    else:
        if LEVELS[name] != path:
            yield finding("wrong-level", f"{path}.PolicyName", f"`{name}` belongs in `{LEVELS[name]}`, not in `{path}`")
        yield from _parameters(policy, name, path)


def _parameters(policy: Mapping[str, Any], name: str, path: str) -> Iterator[Problem]:
    known = PARAMETERS[name]
    values: dict[str, _Value] = {}
    for index, given in enumerate(_listed(policy)):
        place = f"{path}.Parameters[{index}]"
        if not isinstance(given, Mapping) or not isinstance(given.get("Key"), str):
            yield wrong_type(place, given, "a dict with `Key`, and `Values` or `MapEntries`")
            continue
        key = given["Key"]
        if key not in known:
            yield _unknown_parameter(name, key, f"{place}.Key")
            key = ALIASES.get(key, key.strip())
        if key in values:
            yield finding("duplicate-parameter", f"{place}.Key", f"`{key}` is already given at `{values[key].path}`")
        elif key in known:
            values[key] = _Value(key, place, given, known[key])
            yield from _checked(values[key])
    yield from combined(name, set(values), numbers_of(policy), path)


def _listed(policy: Mapping[str, Any]) -> list[Any]:
    parameters = policy.get("Parameters")
    return list(parameters) if isinstance(parameters, list | tuple) else [] if parameters is None else [parameters]


def _unknown_parameter(name: str, key: str, path: str) -> Problem:
    meant = ALIASES.get(key) or nearest(key, PARAMETERS[name])
    if key == "QuestionIDs" and meant in PARAMETERS[name]:
        message = (
            "`QuestionIDs` is in a sample in the documentation, but its table and Amazon's tools use `QuestionIds`"
        )
        return finding("unknown-parameter", path, message, "write `QuestionIds`", case="sample")
    rest = did_you_mean(meant if meant in PARAMETERS[name] else None)
    return finding("unknown-parameter", path, f"`{name}` has no parameter {quoted(key)}{rest}")


def _checked(value: _Value) -> Iterator[Problem]:
    """Check a parameter according to its kind."""
    for member in value.given.keys() - {"Key", "Values", "MapEntries"}:
        rest = did_you_mean(nearest(member, ("Values", "MapEntries")))
        yield finding("unknown-member", f"{value.path}.{member}", f"a parameter has no {quoted(member)}{rest}")
    if value.parameter.kind == "answers":
        yield from _entries(value)
        return
    if value.given.get("MapEntries"):
        message = f"only `AnswerKey` has entries; expected `Values` for `{value.key}`"
        yield finding("unexpected-values", f"{value.path}.MapEntries", message)
    elif not value.texts or (len(value.texts) > 1 and value.parameter.kind != "questions"):
        expected = "one or more" if value.parameter.kind == "questions" else "one"
        rule = "too-many-values" if value.texts else "missing-values"
        message = f"`{value.key}` has {len(value.texts) or 'no'} values; expected {expected}"
        yield finding(rule, f"{value.path}.Values", message)
    elif not isinstance(value.given["Values"], list | tuple):
        yield wrong_type(f"{value.path}.Values", value.given["Values"], "a list of strings")
    elif wrong := [text for text in value.texts if not isinstance(text, str)]:
        yield wrong_type(f"{value.path}.Values", wrong[0], "text (str), even for numbers")
    else:
        yield from _worth(value)


def _worth(value: _Value) -> Iterator[Problem]:
    """Check the value of a parameter, or the identifiers of questions."""
    path, text, parameter = f"{value.path}.Values", value.texts[0], value.parameter
    if parameter.kind == "boolean" and text not in {"T", "F"}:
        rest = did_you_mean(_TRUTHS.get(text.strip().lower()))
        yield finding("wrong-value", path, f"`{value.key}` is {quoted(text)}; expected `T` or `F`{rest}")
    elif parameter.kind == "integer" and not _INTEGER.fullmatch(text):
        yield finding("wrong-value", path, f"`{value.key}` is {quoted(text)}; expected a whole number")
    elif parameter.kind == "integer" and not _is_within(int(text), parameter):
        span = f"{parameter.low} to {parameter.high}" if parameter.high is not None else f"{parameter.low} or more"
        yield finding("number-out-of-range", path, f"`{value.key}` is {int(text)}; expected {span}")
    elif value.key == "QuestionAgreementThreshold" and int(text) >= 100:
        message = f"the agreement must be above `{value.key}`, but is never above {text}"
        yield finding("threshold-never-exceeded", path, message, "use 99 if all workers should agree")
    elif parameter.kind == "questions":
        identifiers = ",".join(value.texts).split(",")
        count = len(identifiers)
        if not all(map(str.strip, identifiers)):
            yield finding(
                "wrong-value", path, "an identifier is empty; expected the identifiers of the questions to compare"
            )
        elif count > MOST_QUESTIONS:
            message = f"{count} questions are compared; the documentation's sample allows up to {MOST_QUESTIONS}"
            yield finding("too-many-questions", path, message)


def _is_within(number: int, parameter: Parameter) -> bool:
    return not (
        (parameter.low is not None and number < parameter.low)
        or (parameter.high is not None and number > parameter.high)
    )


def _entries(value: _Value) -> Iterator[Problem]:
    path = f"{value.path}.MapEntries"
    entries = value.given.get("MapEntries") or ()
    if not entries:
        yield finding("missing-values", path, "`AnswerKey` has no entries; expected a question with its answer")
    seen: set[str] = set()
    for index, entry in enumerate(entries if isinstance(entries, list | tuple) else [entries]):
        answers = entry.get("Values") if isinstance(entry, Mapping) else None
        if not isinstance(answers, list | tuple) or not isinstance(entry.get("Key"), str):
            yield wrong_type(f"{path}[{index}]", entry, "a dict with `Key`, a string, and `Values`, a list of strings")
            continue
        size = len(entry["Key"].encode())
        if not 0 < size <= LONGEST_KEY:
            yield finding("wrong-value", f"{path}[{index}].Key", f"it has {size} bytes; expected 1 to {LONGEST_KEY}")
        if entry["Key"] in seen:
            yield finding("duplicate-parameter", f"{path}[{index}].Key", f"{quoted(entry['Key'])} already has answers")
        seen.add(entry["Key"])
        yield from _answers(answers, f"{path}[{index}].Values")


def _answers(answers: list[Any] | tuple[Any, ...], path: str) -> Iterator[Problem]:
    for index, answer in enumerate(answers):
        if not isinstance(answer, str):
            yield wrong_type(f"{path}[{index}]", answer, "text (str)")
        elif len(answer) > LONGEST_ANSWER:
            message = f"it has {len(answer)} characters; answers with more than {LONGEST_ANSWER} are not compared"
            yield finding("answer-too-long", f"{path}[{index}]", message)


#: The default of ExtendMaximumAssignments for known answers.
_DEFAULT_MAXIMUM = 5
_SCORES = {KNOWN_ANSWERS: "KnownAnswerScore", PLURALITY: "WorkerAgreementScore"}
_NUMBER = re.compile(r"-?[0-9]{1,10}")


def combined(name: str, there: set[str], numbers: Mapping[str, int], path: str) -> Iterator[Problem]:
    """Yield problems for missing parameters, those without effect, and contradicting bounds in one policy."""
    for key, parameter in PARAMETERS[name].items():
        if parameter.required and key not in there:
            yield _missing(name, key, path)
        if parameter.only_with and key in there and parameter.only_with not in there:
            message = f"`{key}` has no effect without `{parameter.only_with}`"
            yield finding("unused-parameter", f"{path}.Parameters", message)
        if name == PLURALITY and key.startswith("ExtendM") and key not in there and parameter.only_with in there:
            yield finding("missing-parameter", f"{path}.Parameters", f"`{parameter.only_with}` needs `{key}`")
    approve = numbers.get(f"ApproveIf{_SCORES[name]}IsAtLeast")
    reject = numbers.get(f"RejectIf{_SCORES[name]}IsLessThan")
    if approve is not None and reject is not None and approve < reject:
        message = (
            f"scores from {approve} to {reject - 1} are both approved and rejected; "
            f"expected a rejection bound of at most {approve}"
        )
        yield finding("contradicting-bounds", f"{path}.Parameters", message)


def _missing(name: str, key: str, path: str) -> Problem:
    message = f"`{name}` needs `{key}`"
    if key == "DisregardAssignmentIfRejected":
        message = f"{message} according to its table, but Amazon's own samples omit it"
        return finding("missing-parameter", f"{path}.Parameters", message, "write `T` or `F`", case="disregard")
    return finding("missing-parameter", f"{path}.Parameters", message)


def problems_together(policies: Mapping[str, Any], max_assignments: int) -> Iterator[Problem]:
    """Check policies, given by the name of their parameter, against the HIT's assignments and each other."""
    for name, level in LEVELS.items():
        if not isinstance(policies.get(level), Mapping):
            continue
        numbers = numbers_of(policies[level])
        if any(key.startswith("ExtendIf") for key in numbers):
            default = _DEFAULT_MAXIMUM if name == KNOWN_ANSWERS else None
            most = numbers.get("ExtendMaximumAssignments", default)
            yield from _extended(most, max_assignments, f"{level}.Parameters")
        alone = "DisregardAssignmentIfKnownAnswerScoreIsLessThan"
        if alone in numbers and "AssignmentReviewPolicy" not in policies:
            message = f"`{alone}` has no effect without known answers; expected `{KNOWN_ANSWERS}` as well"
            yield finding("unused-parameter", f"{level}.Parameters", message)


def _extended(most: int | None, max_assignments: int, path: str) -> Iterator[Problem]:
    if most is None:
        return
    if most <= max_assignments:
        message = f"the HIT starts with {counted(max_assignments, 'assignment')}, so it is never extended to {most}"
        yield finding("never-extended", path, message, "raise `ExtendMaximumAssignments`, which is the total number")
    elif max_assignments < LARGE <= most:
        started = counted(max_assignments, "assignment")
        message = f"a HIT created with {started} is extended to at most {LARGE - 1}, not {most}"
        yield finding("never-extended", path, message, f"create it with {LARGE} or more, each at a higher fee")


def numbers_of(policy: Mapping[str, Any]) -> dict[str, int]:
    """The parameters of a policy with one number as their value; malformed ones are left out."""
    parameters = policy.get("Parameters")
    found: dict[str, int] = {}
    for parameter in parameters if isinstance(parameters, list | tuple) else ():
        key, values = (parameter.get("Key"), parameter.get("Values")) if isinstance(parameter, dict) else (None, None)
        if isinstance(key, str) and isinstance(values, list | tuple) and len(values) == 1:
            text = values[0]
            if isinstance(text, str) and _NUMBER.fullmatch(text):
                found[key.strip()] = int(text)
    return found
