"""What a HIT requires of workers: the functions, the dicts that boto3 accepts, and what can be wrong with them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import botocore.session  # type: ignore[import-untyped]
import pytest
from botocore.validate import ParamValidator  # type: ignore[import-untyped]

from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.mturk import Hit
from questionforms.mturk import qualifications as q
from questionforms.mturk.client.endpoints import ENDPOINTS
from questionforms.mturk.qualifications import Requirement, as_parameters, requirement_problems, title_problems
from questionforms.mturk.qualifications.requirement_checks import (
    COMPARATORS,
    COUNTRIES,
    GUARDS,
    US_SUBDIVISIONS,
    country_meant,
)

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = "000000000000000000L0"
LOCALE = "00000000000000000071"
ADULT = "00000000000000000060"
PRODUCTION_MASTERS = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH"
SANDBOX_MASTERS = "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6"


@pytest.fixture(scope="module")
def model() -> Any:
    """Botocore's model of the service."""
    return botocore.session.get_session().get_service_model("mturk", "2017-01-17")


def found(*requirements: Any, endpoint: str | None = None) -> list[str]:
    """The severity, rule and path of each problem, without the name of the list."""
    problems = requirement_problems(requirements, endpoint=endpoint)
    return [
        f"{problem.severity} {problem.rule} {problem.path.removeprefix('QualificationRequirements')}"
        for problem in problems
    ]


def requirement(type_id: str = "ABC", comparator: str = "Exists", **members: Any) -> dict[str, Any]:
    """A requirement as boto3 accepts it."""
    return {"QualificationTypeId": type_id, "Comparator": comparator, **members}


MADE: list[tuple[Requirement, dict[str, Any]]] = [
    (q.approval_rate(at_least=95), requirement(RATE, "GreaterThanOrEqualTo", IntegerValues=[95])),
    (q.approval_rate(less_than=50), requirement(RATE, "LessThan", IntegerValues=[50])),
    (
        q.hits_approved(greater_than=100, guarding="DiscoverPreviewAndAccept"),
        requirement(
            "00000000000000000040", "GreaterThan", IntegerValues=[100], ActionsGuarded="DiscoverPreviewAndAccept"
        ),
    ),
    (q.hits_approved(at_most=0), requirement("00000000000000000040", "LessThanOrEqualTo", IntegerValues=[0])),
    (q.locale("US"), requirement(LOCALE, "EqualTo", LocaleValues=[{"Country": "US"}])),
    (q.locale("US", "CA"), requirement(LOCALE, "In", LocaleValues=[{"Country": "US"}, {"Country": "CA"}])),
    (
        q.locale("US", subdivision="NY"),
        requirement(LOCALE, "EqualTo", LocaleValues=[{"Country": "US", "Subdivision": "NY"}]),
    ),
    (
        q.locale("US", subdivision=("NY", "CA")),
        requirement(
            LOCALE,
            "In",
            LocaleValues=[{"Country": "US", "Subdivision": "NY"}, {"Country": "US", "Subdivision": "CA"}],
        ),
    ),
    (
        q.locale("US-NY", "CA"),
        requirement(LOCALE, "In", LocaleValues=[{"Country": "US", "Subdivision": "NY"}, {"Country": "CA"}]),
    ),
    (q.not_locale("GB"), requirement(LOCALE, "NotEqualTo", LocaleValues=[{"Country": "GB"}])),
    (q.not_locale("GB", "IE"), requirement(LOCALE, "NotIn", LocaleValues=[{"Country": "GB"}, {"Country": "IE"}])),
    (q.masters(), requirement(PRODUCTION_MASTERS)),
    (q.masters("sandbox"), requirement(SANDBOX_MASTERS)),
    (q.masters(ENDPOINTS["sandbox"]), requirement(SANDBOX_MASTERS)),
    (q.masters("local"), requirement(PRODUCTION_MASTERS)),
    (q.masters("http://127.0.0.1:1234"), requirement(PRODUCTION_MASTERS)),
    (q.adult(), requirement(ADULT, "EqualTo", IntegerValues=[1])),
    (q.custom("ABC").at_least(1), requirement(comparator="GreaterThanOrEqualTo", IntegerValues=[1])),
    (q.custom("ABC").greater_than(1), requirement(comparator="GreaterThan", IntegerValues=[1])),
    (q.custom("ABC").at_most(-1), requirement(comparator="LessThanOrEqualTo", IntegerValues=[-1])),
    (q.custom("ABC").less_than(1), requirement(comparator="LessThan", IntegerValues=[1])),
    (q.custom("ABC").equal_to(1), requirement(comparator="EqualTo", IntegerValues=[1])),
    (q.custom("ABC").not_equal_to(1), requirement(comparator="NotEqualTo", IntegerValues=[1])),
    (q.custom("ABC").one_of(1, 2), requirement(comparator="In", IntegerValues=[1, 2])),
    (q.custom("ABC").none_of(3), requirement(comparator="NotIn", IntegerValues=[3])),
    (q.custom("ABC").exists(), requirement()),
    (
        q.custom("ABC", guarding="PreviewAndAccept").does_not_exist(),
        requirement(comparator="DoesNotExist", ActionsGuarded="PreviewAndAccept"),
    ),
]


@pytest.mark.parametrize(("made", "expected"), MADE, ids=lambda value: str(value)[:40])
def test_each_maker_gives_what_boto3_takes(made: Requirement, expected: dict[str, Any], model: Any) -> None:
    """Each function returns the documented members, which botocore's validator accepts, without problems."""
    assert [expected] == as_parameters([made])
    report = ParamValidator().validate(expected, model.shape_for("QualificationRequirement"))
    assert report.generate_report() == ""
    assert found(made) == []


def test_requirements_are_values() -> None:
    """Requirements are compared and hashed by value, frozen, and survive pickling."""
    made = q.locale("US", "CA")
    assert q.locale("US", "CA") == made
    assert len({made, q.locale("US", "CA")}) == 1
    assert made == pickle.loads(pickle.dumps(made))
    with pytest.raises(AttributeError):
        made.comparator = "EqualTo"  # type: ignore[misc]


def test_what_is_known_is_what_the_model_knows(model: Any) -> None:
    """Comparators and guards are those of botocore's model, so that additions to the model are detected."""
    assert set(model.shape_for("Comparator").enum) == set(COMPARATORS)
    assert set(model.shape_for("HITAccessActions").enum) == set(GUARDS)


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: q.approval_rate(at_least=101), "`101` is out of range; expected 0 to 100"),
    (lambda: q.hits_approved(at_least=-1), "`-1` is out of range; expected 0 to 2147483647"),
    (
        q.approval_rate,
        "no bounds are given; expected exactly one of `at_least`, `greater_than`, `at_most` or `less_than`",
    ),
    (lambda: q.approval_rate(at_least=1, at_most=2), "2 bounds are given; expected exactly one of"),
    (lambda: q.approval_rate(at_least=True), "`True` is of type bool; expected a whole number"),
    (lambda: q.locale("UK"), "`UK` is not a two-letter country code (ISO 3166-1); did you mean `GB`?"),
    (lambda: q.locale("usa"), "`usa` is not a two-letter country code (ISO 3166-1); did you mean `US`?"),
    (q.locale, "no country is given; expected at least one, such as `US`"),
    (lambda: q.locale("US", "CA", subdivision="NY"), "it is given with 2 countries; expected one"),
    (lambda: q.locale("CA-ON"), "`ON` is a subdivision of `CA`; the service only has subdivisions of `US`"),
    (lambda: q.locale("US", subdivision="New York"), "`New York` is not an ISO 3166-2:US code; expected two letters"),
    (lambda: q.locale("US", subdivision="US-ny"), "did you mean `NY`?"),
    (lambda: q.masters("prod"), "did you mean 'production'?"),
    (lambda: q.custom("abc").exists(), "`abc` is not a valid id; expected 1 to 64 characters from A-Z and 0-9"),
    (lambda: q.custom("ABC").one_of(), "`In` has no values; expected 1 to 15"),
    (lambda: q.custom("ABC").one_of(*range(16)), "`In` has 16 values; expected 1 to 15"),
    (lambda: q.custom("ABC", guarding="preview").exists(), "did you mean `PreviewAndAccept`?"),
    (lambda: q.not_locale(*list(COUNTRIES)[:31]), "`NotIn` has 31 values; expected 1 to 30"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED, ids=range(len(REFUSED)))
def test_what_no_hit_can_require_is_refused_where_it_is_made(make: Callable[[], Any], message: str) -> None:
    """An invalid requirement raises InvalidArgument on the line that creates it."""
    with pytest.raises(InvalidArgument) as caught:
        make()
    assert message in str(caught.value)


def test_a_country_that_is_no_text_is_refused() -> None:
    """A list instead of separate countries raises WrongType."""
    with pytest.raises(WrongType, match="expected a country such as 'US'"):
        q.locale(["US", "CA"])  # type: ignore[arg-type]


LOCALES = [{"Country": "US"}]
FOUND: list[tuple[Any, list[str]]] = [
    (requirement(comparator="GreaterThanOrEquals", IntegerValues=[1]), ["error unknown-comparator [0].Comparator"]),
    (requirement(comparator=">", IntegerValues=[1]), ["error unknown-comparator [0].Comparator"]),
    (requirement("Worker_Locale"), ["error invalid-qualification-type-id [0].QualificationTypeId"]),
    (requirement(""), ["error missing-member [0].QualificationTypeId"]),
    ({}, ["error missing-member [0].QualificationTypeId", "error missing-member [0].Comparator"]),
    (requirement(None), ["error missing-member [0].QualificationTypeId"]),  # type: ignore[arg-type]
    (requirement(7), ["error wrong-type [0].QualificationTypeId"]),  # type: ignore[arg-type]
    (requirement(IntegerValues=[1]), ["error unexpected-values [0].IntegerValues"]),
    (requirement(comparator="DoesNotExist", IntegerValues=[1]), ["error unexpected-values [0].IntegerValues"]),
    (requirement(IntegerValues=[]), []),
    (requirement(comparator="EqualTo"), ["error missing-values [0].IntegerValues"]),
    (requirement(comparator="EqualTo", IntegerValues=[1, 2]), ["error too-many-values [0].IntegerValues"]),
    (
        requirement(comparator="EqualTo", IntegerValues=5),
        ["error wrong-type [0].IntegerValues"],
    ),
    (requirement(comparator="EqualTo", IntegerValues=["5"]), ["error wrong-type [0].IntegerValues[0]"]),
    (requirement(comparator="EqualTo", IntegerValues=[2**31]), ["error number-out-of-range [0].IntegerValues[0]"]),
    (requirement(comparator="In", IntegerValues=list(range(15))), []),
    (requirement(comparator="EqualTo", LocaleValues=LOCALES), ["error unexpected-values [0].LocaleValues"]),
    (requirement(LOCALE, "EqualTo", IntegerValues=[1]), ["error unexpected-values [0].IntegerValues"]),
    (requirement(LOCALE, "EqualTo"), ["error missing-values [0].LocaleValues"]),
    (requirement(LOCALE, "GreaterThan", LocaleValues=LOCALES), ["error wrong-comparator [0].Comparator"]),
    (requirement(LOCALE, "EqualTo", LocaleValues=LOCALES * 2), ["error too-many-values [0].LocaleValues"]),
    (requirement(LOCALE, "In", LocaleValues=LOCALES * 30), []),
    (requirement(LOCALE, "In", LocaleValues=LOCALES * 31), ["error too-many-values [0].LocaleValues"]),
    (requirement(LOCALE, "EqualTo", LocaleValues=["US"]), ["error wrong-type [0].LocaleValues[0]"]),
    (
        requirement(LOCALE, "EqualTo", LocaleValues=[{"Country": "USA"}]),
        ["error unknown-country [0].LocaleValues[0].Country"],
    ),
    (
        requirement(LOCALE, "EqualTo", LocaleValues=[{"Country": "AN"}]),
        ["warning unknown-country [0].LocaleValues[0].Country"],
    ),
    (
        requirement(LOCALE, "EqualTo", LocaleValues=[{"Country": "US", "Subdivision": "XX"}]),
        ["error unknown-subdivision [0].LocaleValues[0].Subdivision"],
    ),
    (
        requirement(LOCALE, "EqualTo", LocaleValues=[{"Country": "US", "Region": "NY"}]),
        ["error unknown-member [0].LocaleValues[0].Region"],
    ),
    (requirement(ActionsGuarded="Preview"), ["error unknown-actions-guarded [0].ActionsGuarded"]),
    (
        requirement(ActionsGuarded="Accept", RequiredToPreview=True),
        ["error guards-combined [0].RequiredToPreview"],
    ),
    (requirement(RequiredToPreview=True), ["warning deprecated-member [0].RequiredToPreview"]),
    (requirement(RequiredToPreview="yes"), ["error wrong-type [0].RequiredToPreview"]),
    (requirement(IntegerValue=1), ["error unknown-member [0].IntegerValue"]),
    (
        requirement("000000000000000000S0", "LessThan", IntegerValues=[5]),
        ["warning retired-qualification [0].QualificationTypeId"],
    ),
    (requirement(ADULT), ["warning wrong-comparator [0].Comparator"]),
    (
        requirement(ADULT, "EqualTo", IntegerValues=[2]),
        ["warning wrong-comparator [0].Comparator", "error number-out-of-range [0].IntegerValues[0]"],
    ),
    (requirement(RATE, "GreaterThan", IntegerValues=[100]), ["warning never-met "]),
    ("approval", ["error wrong-type [0]"]),
]


@pytest.mark.parametrize(("given", "expected"), FOUND, ids=range(len(FOUND)))
def test_each_mistake_in_a_dict_is_found(given: Any, expected: list[str]) -> None:
    """Each mistake that boto3 would send is one problem at its place; a near miss has none."""
    assert expected == found(given)


def test_requirements_of_a_response_are_sent_again() -> None:
    """Responses repeat what is guarded; the member that only repeats it, and those that are None, are left out."""
    copied = requirement(RequiredToPreview=False, ActionsGuarded="Accept", IntegerValues=None)
    placed = requirement(LOCALE, "In", LocaleValues=[{"Country": "US", "Subdivision": None}])
    assert [found(copied), found(placed)] == [[], []]
    assert as_parameters([copied, placed]) == [
        requirement(ActionsGuarded="Accept"),
        requirement(LOCALE, "In", LocaleValues=[{"Country": "US"}]),
    ]
    guarded = requirement(RequiredToPreview=True, ActionsGuarded="PreviewAndAccept")
    hit = Hit.from_response({"HITId": "3HIT", "QualificationRequirements": [guarded, placed]})
    assert hit.qualifications == (requirement(ActionsGuarded="PreviewAndAccept"), placed)
    assert hit.response["QualificationRequirements"][0] == guarded


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("guard", ["Accept", "PreviewAndAccept", "DiscoverPreviewAndAccept"])
def test_both_guards(guard: str, required: bool) -> None:
    """Next to ActionsGuarded, RequiredToPreview is left out without a word, unless it contradicts `Accept`."""
    both = requirement(ActionsGuarded=guard, RequiredToPreview=required)
    contradicts = required and guard == "Accept"
    assert found(both) == ["error guards-combined [0].RequiredToPreview"] * contradicts
    assert as_parameters([both]) == [both if contradicts else requirement(ActionsGuarded=guard)]


def test_all_problems_of_a_list_come_at_once() -> None:
    """One call reports every requirement, with its index, and their number."""
    many = [requirement(comparator="exists") for _ in range(11)]
    problems = list(requirement_problems(many))
    assert {f"QualificationRequirements[{index}].Comparator" for index in range(11)} <= {each.path for each in problems}
    [number] = [problem for problem in problems if problem.rule == "too-many-requirements"]
    assert number.message == "the HIT has 11 requirements; expected at most 10"


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        ("production", ["error masters-of-other-endpoint [1].QualificationTypeId"]),
        ("sandbox", ["error masters-of-other-endpoint [0].QualificationTypeId"]),
        (ENDPOINTS["sandbox"], ["error masters-of-other-endpoint [0].QualificationTypeId"]),
        ("local", []),
        (None, []),
    ],
)
def test_masters_of_another_endpoint_are_found(endpoint: str | None, expected: list[str]) -> None:
    """The sandbox's id of Masters in production, or the reverse, is an error if the endpoint is known."""
    assert expected == found(q.masters("production"), q.masters("sandbox"), endpoint=endpoint)


def test_a_requirement_that_stands_twice_is_found() -> None:
    """The second of two equal requirements is a warning, whether it is an object or a dict."""
    twice = [q.custom("ABC").exists(), q.custom("ABC").exists().to_dict()]
    assert found(*twice) == ["warning duplicate-requirement [1]"]


@pytest.mark.parametrize(
    ("together", "is_met"),
    [
        ([q.custom("A").at_least(5), q.custom("A").at_most(5)], True),
        ([q.custom("A").at_least(6), q.custom("A").at_most(5)], False),
        ([q.custom("A").greater_than(5), q.custom("A").less_than(6)], False),
        ([q.custom("A").greater_than(5), q.custom("B").less_than(6)], True),
        ([q.custom("A").one_of(1, 2), q.custom("A").one_of(2, 3)], True),
        ([q.custom("A").one_of(1, 2), q.custom("A").equal_to(3)], False),
        ([q.custom("A").one_of(1, 2), q.custom("A").at_least(3)], False),
        ([q.custom("A").exists(), q.custom("A").does_not_exist()], False),
        ([q.custom("A").not_equal_to(1), q.custom("A").does_not_exist()], True),
        ([q.locale("US"), q.not_locale("CA")], True),
        ([q.hits_approved(less_than=0)], False),
    ],
)
def test_requirements_that_no_worker_meets_are_found(together: list[Requirement], is_met: bool) -> None:
    """Comparisons for one type that rule out every value are a warning; others are not."""
    assert ([] if is_met else ["warning never-met "]) == found(*together)


def test_the_title_of_a_hit_for_adults_says_so() -> None:
    """A title without `adult content` (in any case) is a warning if Worker_Adult is required."""
    [problem] = title_problems("Label pictures", [q.adult()])
    assert (problem.severity, problem.rule, problem.path) == ("warning", "title-without-adult-content", "Title")
    assert list(title_problems("Label pictures (Adult Content)", [q.adult().to_dict()])) == []
    assert list(title_problems("Label pictures", [q.locale("US")])) == []


def test_the_codes_are_whole() -> None:
    """The lists have as many codes as the standards, with the right lengths; three letters lead to two."""
    assert (len(COUNTRIES), len(US_SUBDIVISIONS)) == (249, 57)
    assert {(2, 3)} == {(len(two), len(three)) for two, three in COUNTRIES.items()}
    assert len(set(COUNTRIES.values())) == 249
    assert (
        country_meant("deu"),
        country_meant("UK"),
        country_meant("EL"),
        country_meant("EU"),
    ) == ("DE", "GB", "GR", None)
