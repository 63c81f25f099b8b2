"""Checks for the QualificationRequirements of a HIT, one by one and together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any

from questionforms.mturk.client.endpoints import ENDPOINTS, url_of
from questionforms.mturk.parameters.findings import finding
from questionforms.mturk.qualifications.requirement_checks import problems_of
from questionforms.mturk.qualifications.system import MASTERS, RANGES
from questionforms.problems import Problem

#: The most requirements for a HIT. Source: CreateHIT, QualificationRequirements.
MOST = 10
_NAME = "QualificationRequirements"


def masters_id(endpoint: str) -> str:
    """The id of Masters at an endpoint, given by name as for `connect`, or by URL."""
    return MASTERS.get(_name(endpoint), MASTERS["production"])


def problems_of_list(requirements: Sequence[Any], endpoint: str | None) -> Iterator[Problem]:
    """Yield the problems of each requirement, then those of all together."""
    if len(requirements) > MOST:
        message = f"the HIT has {len(requirements)} requirements; expected at most {MOST}"
        yield finding("too-many-requirements", _NAME, message)
    here = _name(endpoint) if endpoint else ""
    sound: dict[str, list[Mapping[str, Any]]] = {}
    for index, requirement in enumerate(requirements):
        path = f"{_NAME}[{index}]"
        found = list(problems_of(requirement, path))
        yield from found
        if requirement in requirements[:index]:
            message = f"it is the same as `{_NAME}[{requirements.index(requirement)}]`"
            yield finding("duplicate-requirement", path, message, "remove one of them")
        if all(problem.severity == "warning" for problem in found):
            sound.setdefault(requirement["QualificationTypeId"], []).append(requirement)
            yield from _other_masters(requirement["QualificationTypeId"], here, path)
    for type_id, together in sound.items():
        if _is_never_met(type_id, together):
            shown = " and ".join(_words(requirement) for requirement in together)
            yield finding("never-met", _NAME, f"no worker can meet all requirements on `{type_id}`: {shown}")


def _other_masters(type_id: str, here: str, path: str) -> Iterator[Problem]:
    """Yield a problem for the sandbox's Masters in production, or the other way round."""
    if here in MASTERS and type_id in MASTERS.values() and type_id != MASTERS[here]:
        there = next(name for name, known in MASTERS.items() if known == type_id)
        message = f"`{type_id}` is Masters in `{there}`; expected `{MASTERS[here]}`, its id in `{here}`"
        yield finding("masters-of-other-endpoint", f"{path}.QualificationTypeId", message, f"write `masters({here!r})`")


def _name(endpoint: str) -> str:
    """The name of an endpoint, given by name or by URL; empty for any other URL."""
    url = url_of("masters", endpoint).rstrip("/")
    return next((name for name, known in ENDPOINTS.items() if known == url), "")


def _is_never_met(type_id: str, requirements: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the comparisons for one type rule out every value that a worker can have."""
    low, high = RANGES.get(type_id, (-inf, inf))
    comparators = {requirement["Comparator"] for requirement in requirements}
    allowed: set[int] | None = None
    for requirement in requirements:
        values = requirement.get("IntegerValues") or ()
        match requirement["Comparator"], *values:
            case "GreaterThan", value:
                low = max(low, value + 1)
            case "GreaterThanOrEqualTo", value:
                low = max(low, value)
            case "LessThan", value:
                high = min(high, value - 1)
            case "LessThanOrEqualTo", value:
                high = min(high, value)
            case (("EqualTo" | "In"), *_):
                if values:
                    allowed = set(values) if allowed is None else allowed & set(values)
    met = low <= high if allowed is None else any(low <= value <= high for value in allowed)
    return not met or ("DoesNotExist" in comparators and len(comparators - _WITHOUT) > 0)


#: The comparators that a worker without the qualification can meet.
_WITHOUT = {"DoesNotExist", "NotEqualTo", "NotIn"}


def _words(requirement: Mapping[str, Any]) -> str:
    values = ", ".join(map(str, requirement.get("IntegerValues") or ()))
    return f"`{requirement['Comparator']}{f' {values}' if values else ''}`"
