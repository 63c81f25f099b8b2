"""The messages of every AWS service about a parameter that breaks a constraint of the service's model.

`1 validation error detected: Value '...' at '...' failed to satisfy constraint: Member must ...`; several are separated
by semicolons.
"""

from __future__ import annotations

from questionforms.service_errors.message import Message

#: The value before a constraint: quoted, null, or left out. It cannot contain the start of another one, so that reading
#: a text of nothing but starts takes linear time.
_VALUE = (
    r"\bValue (?:'(?P<value>(?:(?!\bValue ').){0,2000}?)' |null |of length (?P<length>\d+) |"
    r"with length (?P<size>\d+) )?at "
)
_MUST = (
    r"' failed to satisfy constraint: (?:(?:Map (?:keys?|values?)|Member) must satisfy constraint: ?\[)?"
    r"(?:Member must (?!satisfy regular|satisfy enum|not be null)[^,;\[\]]{0,80}, ){0,5}Member must "
)
_END = r"(?:, Member must [^;\]]{0,200}){0,5}\]?\]?"

_ID = r"(?:[\w./]{0,100}[./])?\w{0,60}Ids?(?:\.\d{1,5}\.member)?"
_ENUM = r"satisfy enum value set: \[(?P<choices>[^\]]{0,1000})\]"
_SPELT = "Use one of these values, spelt exactly like this: capitals matter"


def _constraint(must: str, meaning: str, cure: str, rules: str = "", *, at: str = r"[^']{1,200}") -> Message:
    """The message about one constraint, for the parameters whose path matches `at`."""
    return Message(rf"{_VALUE}'/?(?P<path>{at}){_MUST}{must}{_END}", meaning, cure, rules)


_PATTERNS = (
    _constraint(
        r"satisfy regular expression pattern: \^\[0-9\]\+\(\\*\.\)\?\[0-9\]\{0,2\}\$?",
        "{path} is {value}, but must be an amount in US dollars: digits, with at most two of them after the point",
        'Round it to cents and pass it as text without a currency sign, such as `"0.98"`: `f"{{amount:.2f}}"`',
        "invalid-amount",
    ),
    _constraint(
        r"satisfy regular expression pattern: \^A\[A-Z0-9\]\+\$?",
        "{path} is {value}, but must be a worker's ID: a capital `A`, then capital letters and digits, and nothing "
        "else",
        "Strip spaces and line breaks. Two IDs joined by a comma come from a page that "
        "sends `workerId` twice; an e-mail address or a name is not an ID",
        "invalid-id",
    ),
    _constraint(
        r"satisfy regular expression pattern: \^\[A-Z0-9\]\+\$?",
        "{path} is {value}, but must be an ID: capital letters and digits, and nothing else",
        "Strip spaces and quotes, and check that it is the ID itself, not a name, a URL or a placeholder such as "
        "`ASSIGNMENT_ID_NOT_AVAILABLE`, which a page gets in a preview",
        "invalid-id",
    ),
    _constraint(
        r"satisfy regular expression pattern: (?P<form>[^;\s]{1,200})",
        "{path} is {value}, but must match the regular expression {form}",
        "Compare the value with the pattern: letters that are not in it, spaces and line breaks are not allowed",
    ),
)
_LISTS = (
    _constraint(
        _ENUM,
        "{path}, the comparator of a requirement, is {value}, but can only be {choices}",
        _SPELT + ". `questionforms.mturk.qualifications` writes requirements",
        "unknown-comparator",
        at=r"[^']{0,200}[cC]omparator",
    ),
    _constraint(
        _ENUM,
        "{path} is {value}, but can only be {choices}",
        _SPELT,
        "unknown-actions-guarded",
        at=r"[^']{0,200}[aA]ctionsGuarded",
    ),
    _constraint(
        _ENUM,
        "{path} is {value}, but can only be {choices}",
        _SPELT,
        "unknown-status",
        at=r"[^']{0,200}[qQ]ualificationTypeStatus",
    ),
    _constraint(_ENUM, "{path} is {value}, but can only be {choices}", _SPELT),
)
_NULLS = (
    _constraint(
        r"not be null",
        "{path} is missing from one of the values of a list, or is null",
        "Add it to each of the values",
        "missing-member missing-values",
        at=r"[^']{1,100}\.\d{1,5}\.[^']{1,100}",
    ),
    _constraint(
        r"not be null",
        "{path} is missing, or is null",
        "Pass it. The cause is often a variable without a value, such as an environment variable that is not set",
        "missing-parameter",
    ),
)
_LOW = r"(?:greater than or equal to|at least) (?P<low>-?[\d.]*\d)"
_HIGH = r"(?:less than or equal to|at most) (?P<high>-?[\d.]*\d)"
_BOTH = (
    r"(?:greater than or equal to|between) (?P<low>-?[\d.]*\d) and (?:less than or equal to )?(?P<high>-?[\d.]*\d)"
    r"(?:,? inclusive)?"
)


def _lengths(at: str, cure: str, too_long: str, too_short: str) -> tuple[Message, ...]:
    """The messages about the number of characters of a text, or of the values of a list."""
    size = "{path} is {value}, but its length must be "
    length = r"have length "
    return (
        _constraint(length + _BOTH, size + "from {low} to {high}", cure, f"{too_long} {too_short}", at=at),
        _constraint(length + _HIGH, size + "at most {high}", cure, too_long, at=at),
        _constraint(length + _LOW, size + "at least {low}", cure, too_short, at=at),
    )


_LENGTHS = (
    *_lengths(
        r"[^']{0,200}[qQ]ualificationRequirements",
        "A HIT can have at most ten requirements, each of which can have several values",
        "too-many-requirements",
        "",
    ),
    *_lengths(
        r"[^']{0,200}(?:[iI]ntegerValues|[lL]ocaleValues)",
        "`In` and `NotIn` take several values, `Exists` and `DoesNotExist` none, the other comparators one",
        "too-many-values",
        "missing-values",
    ),
    *_lengths(
        r"[^']{0,200}[cC]ountry",
        "A country has a code of two capital letters, such as `US`",
        "unknown-country",
        "unknown-country",
    ),
    *_lengths(_ID, "Check that it is the ID itself: 1 to 64 capital letters and digits", "invalid-id", "invalid-id"),
    *_lengths(
        r"[^']{1,200}",
        "Shorten it, or fill it in; spaces count. Omit it rather than send an empty text",
        "text-too-long",
        "empty-text",
    ),
)
_NUMBERS = tuple(
    _constraint(
        must,
        "{path} is {value}, but must be " + bounds,
        "Use a number in that range. Times are in seconds; lists give at most 100 results a page",
        "number-out-of-range",
    )
    for must, bounds in (
        (r"(?:have value |be )?" + _BOTH, "from {low} to {high}"),
        (r"(?:have value |be )?" + _HIGH, "at most {high}"),
        (r"(?:have value |be )?" + _LOW, "at least {low}"),
    )
)

MESSAGES = (
    *_PATTERNS,
    *_LISTS,
    *_NULLS,
    *_LENGTHS,
    *_NUMBERS,
    Message(
        _VALUE + r"'/?(?P<path>[^']{1,200})' failed to satisfy constraint: (?P<must>Member must [^;]{0,200})",
        "{path} is {value}, which breaks a constraint of the service: {must}",
        "Check the parameter in the operation's reference",
        general=1,
    ),
    Message(
        r"\b\d+ validation errors? detected:?",
        "Parameters of the call break constraints of the service, but the message does not say which",
        "Look for the rest of the message, after `detected:`",
        general=3,
    ),
)
