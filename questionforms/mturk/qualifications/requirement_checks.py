"""Checks for one QualificationRequirement, in the form that boto3 accepts.

Source: QualificationRequirement and Locale data structures, in the API reference; botocore's model `mturk/2017-01-17`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from questionforms.mturk.client.endpoints import ENDPOINTS, url_of
from questionforms.mturk.parameters.findings import finding, unknown, wrong_type
from questionforms.mturk.qualifications.system import ADULT, LOCALE, MASTERS, RANGES, RETIRED_IDS, SYSTEM_IDS
from questionforms.problems import Problem
from questionforms.words import did_you_mean, nearest, quoted

_INTEGERS = (-(2**31), 2**31 - 1)

ORDERING = ("LessThan", "LessThanOrEqualTo", "GreaterThan", "GreaterThanOrEqualTo")
EQUALITY = ("EqualTo", "NotEqualTo")
SETS = ("In", "NotIn")
PRESENCE = ("Exists", "DoesNotExist")
COMPARATORS = (*ORDERING, *EQUALITY, *PRESENCE, *SETS)
_SIGNS = {"<": ORDERING[0], "<=": ORDERING[1], ">": ORDERING[2], ">=": ORDERING[3], "=": "EqualTo", "==": "EqualTo"}
GUARDS = ("Accept", "PreviewAndAccept", "DiscoverPreviewAndAccept")

_ID = re.compile(r"[A-Z0-9]{1,64}")
_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "QualificationTypeId": ((str,), "text"),
    "Comparator": ((str,), "text"),
    "IntegerValues": ((list, tuple), "a list of whole numbers"),
    "LocaleValues": ((list, tuple), "a list of dicts with `Country`"),
    "RequiredToPreview": ((bool,), "True or False"),
    "ActionsGuarded": ((str,), "text"),
}


@dataclass(frozen=True, slots=True)
class _Given:
    """A requirement without the members that have the wrong type."""

    members: Mapping[str, Any]
    path: str

    def at(self, member: str) -> str:
        return _place(self.path, member)

    def values(self, member: str) -> list[Any]:
        return list(self.members.get(member, ()))

    @property
    def type_id(self) -> str:
        return str(self.members.get("QualificationTypeId", ""))

    @property
    def comparator(self) -> str:
        return str(self.members.get("Comparator", ""))


def _place(path: str, member: object) -> str:
    return f"{path}.{member}" if path else str(member)


def problems_of(requirement: Any, path: str) -> Iterator[Problem]:
    """Yield the problems of one requirement at a path such as `QualificationRequirements[0]`."""
    if not isinstance(requirement, Mapping):
        yield wrong_type(path, requirement, "a requirement, such as `approval_rate(at_least=95)`, or a dict")
        return
    given = {name: value for name, value in requirement.items() if value is not None}
    wrong = list(_wrong_members(given, path))
    yield from wrong
    places = {problem.path for problem in wrong}
    sound = _Given({name: value for name, value in given.items() if _place(path, name) not in places}, path)
    for check in (_missing, _id, _comparator, _values, _integers, _locales, _guards):
        yield from (problem for problem in check(sound) if problem.path not in places)


def _wrong_members(given: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for name, value in given.items():
        where = _place(path, name)
        if name not in _TYPES:
            rest = did_you_mean(nearest(name, _TYPES))
            yield finding("unknown-member", where, f"a requirement has no `{name}`{rest}")
        elif not isinstance(value, _TYPES[name][0]):
            yield wrong_type(where, value, _TYPES[name][1])


def _missing(given: _Given) -> Iterator[Problem]:
    for name in ("QualificationTypeId", "Comparator"):
        if not given.members.get(name):
            yield finding("missing-member", given.at(name), f"the requirement has no `{name}`")


def _id(given: _Given) -> Iterator[Problem]:
    type_id, path = given.type_id, given.at("QualificationTypeId")
    if type_id in RETIRED_IDS:
        message = f"`{type_id}` was {RETIRED_IDS[type_id]}, but is no longer in the documentation"
        yield finding("retired-qualification", path, message, "use `approval_rate` or `hits_approved`")
    elif type_id and not _ID.fullmatch(type_id):
        name = nearest(type_id, SYSTEM_IDS)
        meant = f"; did you mean `{SYSTEM_IDS[name]}`, the id of {name}?" if name else ""
        message = f"{quoted(type_id)} is not a valid id; expected 1 to 64 characters from A-Z and 0-9{meant}"
        yield finding("invalid-qualification-type-id", path, message)


def _comparator(given: _Given) -> Iterator[Problem]:
    comparator, path = given.comparator, given.at("Comparator")
    if comparator and comparator not in COMPARATORS:
        yield unknown("unknown-comparator", path, comparator, COMPARATORS, _SIGNS)
    elif given.type_id == LOCALE and comparator in ORDERING:
        message = f"`{comparator}` cannot compare countries; expected `EqualTo`, `NotEqualTo`, `In` or `NotIn`"
        yield finding("wrong-comparator", path, message)
    elif given.type_id == ADULT and (comparator, given.values("IntegerValues")) != ("EqualTo", [1]):
        message = "Worker_Adult is 1 for workers who agreed to adult content; expected `EqualTo` 1"
        yield finding("wrong-comparator", path, message, case="adult")


def _values(given: _Given) -> Iterator[Problem]:
    """Check that the values suit the type, and that their number suits the comparator."""
    is_locale = given.type_id == LOCALE
    member, other = ("LocaleValues", "IntegerValues") if is_locale else ("IntegerValues", "LocaleValues")
    if given.values(other):
        kinds = (
            "the values of Worker_Locale are countries" if is_locale else f"only Worker_Locale (`{LOCALE}`) has locales"
        )
        yield finding("unexpected-values", given.at(other), f"{kinds}; expected `{member}`")
    elif given.comparator in COMPARATORS:
        yield from _count(given, member, len(given.values(member)))


def _count(given: _Given, member: str, count: int) -> Iterator[Problem]:
    most = 1 if given.comparator not in SETS else 30 if member == "LocaleValues" else 15
    low, high = (0, 0) if given.comparator in PRESENCE else (1, most)
    if low <= count <= high:
        return
    rule = "unexpected-values" if not high else "missing-values" if not count else "too-many-values"
    expected = "none" if not high else "one" if high == 1 else f"1 to {high}"
    meant = {"EqualTo": "; did you mean `In`?", "NotEqualTo": "; did you mean `NotIn`?"} if count > 1 else {}
    message = f"`{given.comparator}` has {count or 'no'} value{'s' * (count != 1)}; expected {expected}"
    yield finding(rule, given.at(member), message + meant.get(given.comparator, ""))


def _integers(given: _Given) -> Iterator[Problem]:
    low, high = RANGES.get(given.type_id, _INTEGERS)
    for index, value in enumerate(given.values("IntegerValues")):
        path = f"{given.at('IntegerValues')}[{index}]"
        if isinstance(value, bool) or not isinstance(value, int):
            yield wrong_type(path, value, "a whole number (int)")
        elif not low <= value <= high:
            yield finding("number-out-of-range", path, f"{quoted(value)} is out of range; expected {low} to {high}")


def _locales(given: _Given) -> Iterator[Problem]:
    for index, value in enumerate(given.values("LocaleValues")):
        path = f"{given.at('LocaleValues')}[{index}]"
        if not isinstance(value, Mapping) or not isinstance(value.get("Country"), str):
            yield wrong_type(path, value, "a dict with `Country`, such as `{'Country': 'US'}`")
            continue
        for name in value.keys() - {"Country", "Subdivision"}:
            yield finding(
                "unknown-member", f"{path}.{name}", f"a locale has no `{name}`; expected `Country`, `Subdivision`"
            )
        yield from _country(value["Country"], f"{path}.Country")
        if value.get("Subdivision") is not None:
            yield from _subdivision(value["Country"], value["Subdivision"], f"{path}.Subdivision")


def _country(code: str, path: str) -> Iterator[Problem]:
    if code in WITHDRAWN:
        message = f"`{code}` was withdrawn from ISO 3166-1; expected a current country"
        yield finding("unknown-country", path, message, case="withdrawn")
    elif code not in COUNTRIES:
        rest = did_you_mean(country_meant(code)) or ", such as `US`"
        yield finding("unknown-country", path, f"{quoted(code)} is not a two-letter country code (ISO 3166-1){rest}")


def _subdivision(country: str, code: Any, path: str) -> Iterator[Problem]:
    if not isinstance(code, str):
        yield wrong_type(path, code, "text such as `NY`")
    elif country != "US":
        message = f"{quoted(code)} is a subdivision of `{country}`; the service only has subdivisions of `US`"
        yield finding("unknown-subdivision", path, message, "give only the country")
    elif code not in US_SUBDIVISIONS:
        short = code.strip().upper().removeprefix("US-")
        rest = f"did you mean `{short}`?" if short in US_SUBDIVISIONS else "expected two letters such as `NY`"
        yield finding("unknown-subdivision", path, f"{quoted(code)} is not an ISO 3166-2:US code; {rest}")


def _guards(given: _Given) -> Iterator[Problem]:
    guard = given.members.get("ActionsGuarded")
    if guard is not None and guard not in GUARDS:
        yield unknown("unknown-actions-guarded", given.at("ActionsGuarded"), guard, GUARDS)
    if "RequiredToPreview" not in given.members:
        return
    path = given.at("RequiredToPreview")
    if guard == "Accept" and given.members["RequiredToPreview"]:
        message = "`RequiredToPreview` is true, but `ActionsGuarded` is `Accept`, which allows a preview"
        yield finding("guards-combined", path, message, "remove it, or write `PreviewAndAccept`")
    elif guard is None:
        message = "`RequiredToPreview` has been deprecated since 2018"
        meant = "PreviewAndAccept" if given.members["RequiredToPreview"] else "Accept"
        yield finding("deprecated-member", path, message, f'write `"ActionsGuarded": "{meant}"` instead')


#: Each country's two-letter code, which the service uses, and its three-letter code.
_CODES = """
AD:AND AE:ARE AF:AFG AG:ATG AI:AIA AL:ALB AM:ARM AO:AGO AQ:ATA AR:ARG AS:ASM AT:AUT AU:AUS AW:ABW AX:ALA AZ:AZE
BA:BIH BB:BRB BD:BGD BE:BEL BF:BFA BG:BGR BH:BHR BI:BDI BJ:BEN BL:BLM BM:BMU BN:BRN BO:BOL BQ:BES BR:BRA BS:BHS
BT:BTN BV:BVT BW:BWA BY:BLR BZ:BLZ CA:CAN CC:CCK CD:COD CF:CAF CG:COG CH:CHE CI:CIV CK:COK CL:CHL CM:CMR CN:CHN
CO:COL CR:CRI CU:CUB CV:CPV CW:CUW CX:CXR CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA DO:DOM DZ:DZA EC:ECU EE:EST
EG:EGY EH:ESH ER:ERI ES:ESP ET:ETH FI:FIN FJ:FJI FK:FLK FM:FSM FO:FRO FR:FRA GA:GAB GB:GBR GD:GRD GE:GEO GF:GUF
GG:GGY GH:GHA GI:GIB GL:GRL GM:GMB GN:GIN GP:GLP GQ:GNQ GR:GRC GS:SGS GT:GTM GU:GUM GW:GNB GY:GUY HK:HKG HM:HMD
HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL IL:ISR IM:IMN IN:IND IO:IOT IQ:IRQ IR:IRN IS:ISL IT:ITA JE:JEY JM:JAM
JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM KN:KNA KP:PRK KR:KOR KW:KWT KY:CYM KZ:KAZ LA:LAO LB:LBN LC:LCA
LI:LIE LK:LKA LR:LBR LS:LSO LT:LTU LU:LUX LV:LVA LY:LBY MA:MAR MC:MCO MD:MDA ME:MNE MF:MAF MG:MDG MH:MHL MK:MKD
ML:MLI MM:MMR MN:MNG MO:MAC MP:MNP MQ:MTQ MR:MRT MS:MSR MT:MLT MU:MUS MV:MDV MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM
NC:NCL NE:NER NF:NFK NG:NGA NI:NIC NL:NLD NO:NOR NP:NPL NR:NRU NU:NIU NZ:NZL OM:OMN PA:PAN PE:PER PF:PYF PG:PNG
PH:PHL PK:PAK PL:POL PM:SPM PN:PCN PR:PRI PS:PSE PT:PRT PW:PLW PY:PRY QA:QAT RE:REU RO:ROU RS:SRB RU:RUS RW:RWA
SA:SAU SB:SLB SC:SYC SD:SDN SE:SWE SG:SGP SH:SHN SI:SVN SJ:SJM SK:SVK SL:SLE SM:SMR SN:SEN SO:SOM SR:SUR SS:SSD
ST:STP SV:SLV SX:SXM SY:SYR SZ:SWZ TC:TCA TD:TCD TF:ATF TG:TGO TH:THA TJ:TJK TK:TKL TL:TLS TM:TKM TN:TUN TO:TON
TR:TUR TT:TTO TV:TUV TW:TWN TZ:TZA UA:UKR UG:UGA UM:UMI US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN VG:VGB VI:VIR
VN:VNM VU:VUT WF:WLF WS:WSM YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE
"""

#: The two-letter code of each country -> its three-letter code.
COUNTRIES: dict[str, str] = {pair[:2]: pair[3:] for pair in _CODES.split()}

_PARTS = """
AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC ND NE NH NJ NM NV NY
OH OK OR PA PR RI SC SD TN TX UM UT VA VI VT WA WI WV WY
"""
#: What can come after `US-`: states, the district, outlying areas.
US_SUBDIVISIONS = frozenset(_PARTS.split())

_MEANT = {three: two for two, three in COUNTRIES.items()} | {"UK": "GB", "EL": "GR"}
#: Withdrawn from ISO 3166-1, but still in the service's list in 2018 (github.com/jcjohnson/simple-amt, issue 23).
WITHDRAWN = frozenset({"AN", "CS"})


def country_meant(code: str) -> str | None:
    """The code that was probably meant by an unknown one: `GB` for `UK`, `US` for `usa`."""
    wanted = code.strip().upper()
    return wanted if wanted in COUNTRIES else _MEANT.get(wanted)


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
