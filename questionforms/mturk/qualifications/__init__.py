"""What a HIT requires of its workers: QualificationRequirement objects, and checks for a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from questionforms.elements.base.arguments import text
from questionforms.exceptions import InvalidArgument
from questionforms.mturk.client.call import without_none
from questionforms.mturk.parameters.findings import finding, refuse
from questionforms.mturk.qualifications.requirement_checks import masters_id, problems_of, problems_of_list
from questionforms.mturk.qualifications.system import ADULT, APPROVAL_RATE, HITS_APPROVED, LOCALE
from questionforms.problems import Problem
from questionforms.words import either

__all__ = [
    "Locale",
    "Qualification",
    "Requirement",
    "adult",
    "approval_rate",
    "as_parameters",
    "custom",
    "hits_approved",
    "locale",
    "masters",
    "not_locale",
    "requirement_problems",
]


class Locale(NamedTuple):
    """A country, or one part of the United States."""

    #: The two-letter code of ISO 3166-1, such as `US`.
    country: str
    #: The part after `US-` in ISO 3166-2, such as `NY`.
    subdivision: str | None = None

    def to_dict(self) -> dict[str, str]:
        """The locale as boto3 accepts it."""
        given = {"Country": self.country}
        return given if self.subdivision is None else given | {"Subdivision": self.subdivision}


@dataclass(frozen=True, slots=True)
class Requirement:
    """A QualificationRequirement. Raises InvalidArgument for one that the service would reject."""

    #: The id of the qualification type.
    qualification_type_id: str
    #: Such as `GreaterThanOrEqualTo`.
    comparator: str
    integer_values: tuple[int, ...] = ()
    locale_values: tuple[Locale, ...] = ()
    #: `Accept`, `PreviewAndAccept` or `DiscoverPreviewAndAccept`; None means the service's default, `Accept`.
    guarding: str | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        refuse("Requirement", problems_of(self.to_dict(), ""))

    def to_dict(self) -> dict[str, Any]:
        """The requirement as boto3 accepts it."""
        given: dict[str, Any] = {"QualificationTypeId": self.qualification_type_id, "Comparator": self.comparator}
        if self.integer_values:
            given["IntegerValues"] = list(self.integer_values)
        if self.locale_values:
            given["LocaleValues"] = [locale.to_dict() for locale in self.locale_values]
        if self.guarding is not None:
            given["ActionsGuarded"] = self.guarding
        return given


@dataclass(frozen=True, slots=True)
class Qualification:
    """A qualification type; each method returns a requirement on its value."""

    #: The id of the type.
    id: str
    #: What workers without it cannot do; see `Requirement.guarding`.
    guarding: str | None = field(default=None, kw_only=True)

    def at_least(self, value: int) -> Requirement:
        """GreaterThanOrEqualTo the value."""
        return self._compared("GreaterThanOrEqualTo", value)

    def greater_than(self, value: int) -> Requirement:
        """GreaterThan the value."""
        return self._compared("GreaterThan", value)

    def at_most(self, value: int) -> Requirement:
        """LessThanOrEqualTo the value."""
        return self._compared("LessThanOrEqualTo", value)

    def less_than(self, value: int) -> Requirement:
        """LessThan the value."""
        return self._compared("LessThan", value)

    def equal_to(self, value: int) -> Requirement:
        """EqualTo the value."""
        return self._compared("EqualTo", value)

    def not_equal_to(self, value: int) -> Requirement:
        """NotEqualTo the value."""
        return self._compared("NotEqualTo", value)

    def one_of(self, *values: int) -> Requirement:
        """In the values, at most 15."""
        return self._compared("In", *values)

    def none_of(self, *values: int) -> Requirement:
        """NotIn the values, at most 15."""
        return self._compared("NotIn", *values)

    def exists(self) -> Requirement:
        """The worker has the qualification, with any value."""
        return self._compared("Exists")

    def does_not_exist(self) -> Requirement:
        """The worker does not have the qualification."""
        return self._compared("DoesNotExist")

    def _compared(self, comparator: str, *values: int) -> Requirement:
        return Requirement(self.id, comparator, values, guarding=self.guarding)


def custom(id: str, *, guarding: str | None = None) -> Qualification:
    """A qualification type by its id; add a comparison, such as `.at_least(50)` or `.exists()`."""
    return Qualification(id, guarding=guarding)


def approval_rate(
    *,
    at_least: int | None = None,
    greater_than: int | None = None,
    at_most: int | None = None,
    less_than: int | None = None,
    guarding: str | None = None,
) -> Requirement:
    """Worker_PercentAssignmentsApproved, from 0 to 100, against one bound.

    Workers count as 100 until they have submitted 100 assignments, so require `hits_approved` as well.
    """
    bounds = {"at_least": at_least, "greater_than": greater_than, "at_most": at_most, "less_than": less_than}
    return _bounded("approval_rate", Qualification(APPROVAL_RATE, guarding=guarding), bounds)


def hits_approved(
    *,
    at_least: int | None = None,
    greater_than: int | None = None,
    at_most: int | None = None,
    less_than: int | None = None,
    guarding: str | None = None,
) -> Requirement:
    """Worker_NumberHITsApproved, 0 or more, against one bound."""
    bounds = {"at_least": at_least, "greater_than": greater_than, "at_most": at_most, "less_than": less_than}
    return _bounded("hits_approved", Qualification(HITS_APPROVED, guarding=guarding), bounds)


def locale(*places: str, subdivision: str | Iterable[str] | None = None, guarding: str | None = None) -> Requirement:
    """Worker_Locale is one of the places: `locale("US", "CA")`, `locale("US", subdivision="NY")`, `locale("US-NY")`.

    At most 30 places. Only the United States has subdivisions, so `subdivision` needs `US` as the only place.
    """
    return _located("locale", ("EqualTo", "In"), places, subdivision, guarding)


def not_locale(
    *places: str, subdivision: str | Iterable[str] | None = None, guarding: str | None = None
) -> Requirement:
    """Worker_Locale is none of the places; the arguments are those of `locale`."""
    return _located("not_locale", ("NotEqualTo", "NotIn"), places, subdivision, guarding)


def masters(endpoint: str = "production", *, guarding: str | None = None) -> Requirement:
    """The worker has the Masters qualification. Its id in the sandbox differs from production and the marketplace."""
    return Qualification(masters_id(endpoint), guarding=guarding).exists()


def adult(*, guarding: str | None = None) -> Requirement:
    """Worker_Adult: the worker agreed to adult content. The HIT's title should contain the words `adult content`."""
    return Qualification(ADULT, guarding=guarding).equal_to(1)


def as_parameters(requirements: Iterable[Requirement | Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The requirements as boto3 accepts them, in order.

    You can pass requirements from a response. They have `RequiredToPreview` as well as `ActionsGuarded`, which replaces
    it, so it is left out unless the two contradict each other. Members that are None are left out too.
    """
    return [dict(_plain(requirement)) for requirement in requirements]


def requirement_problems(
    requirements: Iterable[Requirement | Mapping[str, Any]], *, endpoint: str | None = None
) -> Iterator[Problem]:
    """Yield all problems of a HIT's QualificationRequirements, each with its path.

    `endpoint` is what `connect` accepts; for the sandbox and production, the id of Masters is checked against it.
    """
    return problems_of_list([_plain(requirement) for requirement in requirements], endpoint)


def title_problems(title: str, requirements: Iterable[Requirement | Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield a problem if Worker_Adult is required but the title lacks the words `adult content`."""
    ids = [requirement.get("QualificationTypeId") for requirement in as_parameters(requirements)]
    if ADULT in ids and "adult content" not in title.lower():
        message = "the HIT requires Worker_Adult, but its title does not contain the words `adult content`"
        yield finding("title-without-adult-content", "Title", message, "add them at the end, in parentheses")


def _plain(requirement: Any) -> Any:
    """A requirement as boto3 accepts it; anything else is returned unchanged."""
    if isinstance(requirement, Requirement):
        return requirement.to_dict()
    given = without_none(requirement)
    if isinstance(given, dict) and _is_repeated(given):
        del given["RequiredToPreview"]
    return given


def _is_repeated(given: Mapping[str, Any]) -> bool:
    """Whether RequiredToPreview says nothing that ActionsGuarded does not say; True next to `Accept` contradicts it."""
    guard, required = given.get("ActionsGuarded"), given.get("RequiredToPreview")
    return required is False if guard == "Accept" else isinstance(required, bool) and guard is not None


def _bounded(where: str, qualification: Qualification, bounds: Mapping[str, int | None]) -> Requirement:
    given = {name: bound for name, bound in bounds.items() if bound is not None}
    if len(given) != 1:
        message = f"{len(given) or 'no'} bounds are given; expected exactly one of {either(bounds)}"
        raise InvalidArgument(where, next(iter(given), "at_least"), message)
    [(name, bound)] = given.items()
    made: Requirement = getattr(qualification, name)(bound)
    return made


def _located(
    where: str,
    comparators: tuple[str, str],
    places: tuple[str, ...],
    subdivision: str | Iterable[str] | None,
    guarding: str | None,
) -> Requirement:
    for place in places:
        text(where, "places", place, "a country such as 'US', or 'US-NY'")
    if not places:
        raise InvalidArgument(where, "places", "no country is given; expected at least one, such as `US`")
    if subdivision is None:
        locales = [Locale(country, part or None) for country, _, part in (place.partition("-") for place in places)]
    elif len(places) == 1:
        parts = [subdivision] if isinstance(subdivision, str) else list(subdivision)
        locales = [Locale(places[0], part) for part in parts]
    else:
        message = f"it is given with {len(places)} countries; expected one, or places such as `US-NY`"
        raise InvalidArgument(where, "subdivision", message)
    comparator = comparators[len(locales) > 1]
    return Requirement(LOCALE, comparator, locale_values=tuple(locales), guarding=guarding)
