"""What is wrong with the parameters of a review policy together, and with the two policies of a HIT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from questionforms.mturk.findings import error, warning
from questionforms.mturk.policy_parameters import KNOWN_ANSWERS, LARGE, LEVELS, PARAMETERS, PLURALITY
from questionforms.problems import Problem

#: The default of ExtendMaximumAssignments, where known answers extend.
_DEFAULT_MAXIMUM = 5
_SCORES = {KNOWN_ANSWERS: "KnownAnswerScore", PLURALITY: "WorkerAgreementScore"}
_NUMBER = re.compile(r"-?[0-9]{1,10}")


def combined(name: str, there: set[str], numbers: Mapping[str, int], path: str) -> Iterator[Problem]:
    """What is missing, what does nothing alone, and bounds that contradict each other, in one policy."""
    for key, parameter in PARAMETERS[name].items():
        if parameter.required and key not in there:
            yield _missing(name, key, path)
        if parameter.only_with and key in there and parameter.only_with not in there:
            message = f"`{key}` does nothing without `{parameter.only_with}`"
            yield warning("unused-parameter", f"{path}.Parameters", message)
        if name == PLURALITY and key.startswith("ExtendM") and key not in there and parameter.only_with in there:
            yield error("missing-parameter", f"{path}.Parameters", f"`{parameter.only_with}` needs `{key}`")
    approve = numbers.get(f"ApproveIf{_SCORES[name]}IsAtLeast")
    reject = numbers.get(f"RejectIf{_SCORES[name]}IsLessThan")
    if approve is not None and reject is not None and approve < reject:
        message = (
            f"scores from {approve} to {reject - 1} are approved and rejected; expected no more than {approve} for both"
        )
        yield warning("contradicting-bounds", f"{path}.Parameters", message)


def _missing(name: str, key: str, path: str) -> Problem:
    message = f"`{name}` needs `{key}`"
    if key == "DisregardAssignmentIfRejected":
        message = f"{message} by its table, and Amazon's own samples have none"
        return warning("missing-parameter", f"{path}.Parameters", message, "write `T` or `F`")
    return error("missing-parameter", f"{path}.Parameters", message)


def problems_together(policies: Mapping[str, Any], max_assignments: int) -> Iterator[Problem]:
    """Policies by the name of their parameter, beside the assignments of the HIT and beside each other."""
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
            message = f"`{alone}` does nothing without known answers; expected `{KNOWN_ANSWERS}` beside it"
            yield warning("unused-parameter", f"{level}.Parameters", message)


def _extended(most: int | None, max_assignments: int, path: str) -> Iterator[Problem]:
    if most is None:
        return
    if most <= max_assignments:
        message = f"the HIT is made with {max_assignments} assignments and extended to {most}, so never"
        yield warning("never-extended", path, message, "raise `ExtendMaximumAssignments`, the number of all together")
    elif max_assignments < LARGE <= most:
        message = f"a HIT made with {max_assignments} is not extended to {most} assignments; it ends at {LARGE - 1}"
        yield warning("never-extended", path, message, f"make the HIT with {LARGE} or more, which costs more a piece")


def numbers_of(policy: Mapping[str, Any]) -> dict[str, int]:
    """The parameters of a policy that are one number, by their names; what is of no right shape is left out."""
    parameters = policy.get("Parameters")
    found: dict[str, int] = {}
    for parameter in parameters if isinstance(parameters, list | tuple) else ():
        key, values = (parameter.get("Key"), parameter.get("Values")) if isinstance(parameter, dict) else (None, None)
        if isinstance(key, str) and isinstance(values, list | tuple) and len(values) == 1:
            text = values[0]
            if isinstance(text, str) and _NUMBER.fullmatch(text):
                found[key.strip()] = int(text)
    return found
