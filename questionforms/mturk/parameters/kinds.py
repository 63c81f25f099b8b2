"""The kinds of parameters: the values that each accepts, what is sent for a value, and what can be wrong with it.

A value of the wrong type raises WrongType immediately; anything wrong with a value of the right type is a Problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from operator import index
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidParameters, WrongType
from questionforms.mturk.parameters.findings import finding, refuse
from questionforms.words import counted, did_you_mean, found, quoted
from questionforms.xml.characters import FORBIDDEN, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.problems import Problem

#: Half of a surrogate pair, which is not a character, so it cannot be sent as JSON.
_HALF = re.compile("[\ud800-\udfff]")
_ABOVE = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a call; each kind knows how to send a value, and what can be wrong with it."""

    #: Its name in this library, such as `duration`.
    argument: str
    #: Its name in the service's API, such as `AssignmentDurationInSeconds`.
    name: str

    #: What it accepts, for messages.
    expected = ""

    def sent(self, where: str, value: Any) -> Any:
        """What to send for a value; None for nothing. Raises WrongType for a value of the wrong type."""
        raise NotImplementedError

    def problems(self, sent: Any) -> Iterator[Problem]:
        """Yield the problems with a value as it would be sent."""
        raise NotImplementedError

    def refused(self, where: str, value: object, reason: str = "") -> WrongType:
        """The exception for a value of another type."""
        return WrongType(where, self.argument, f"{found(value)}; expected {self.expected}{reason}")


@dataclass(frozen=True, slots=True)
class Text(Parameter):
    """Text with a maximum number of characters."""

    most: int
    #: Whether it must not be blank.
    needed: bool = False

    expected = "text (str)"

    def sent(self, where: str, value: Any) -> str | None:
        """The text; None if it is empty and not required."""
        if not isinstance(value, str):
            raise self.refused(where, value)
        if arguments.has_html(value):
            raise self.refused(where, value, ", since it is shown as plain text, not as markup")
        return str.__str__(value) or ("" if self.needed else None)

    def problems(self, sent: str) -> Iterator[Problem]:
        """Yield problems for blank text, too many characters, and characters that cannot be sent."""
        if self.needed and not sent.strip():
            case = "" if sent else "nothing"
            yield finding("empty-text", self.name, "it is blank; expected some text", case=case)
        if len(sent) > self.most:
            over = len(sent) - self.most
            message = f"it has {len(sent):,} characters; expected at most {self.most:,}"
            yield finding("text-too-long", self.name, message, f"remove {over:,}")
        yield from character_problems(self.name, sent)


@dataclass(frozen=True, slots=True)
class Keywords(Text):
    """Words separated by commas; a sequence is joined."""

    expected = "text (str), or a sequence of strings"

    def sent(self, where: str, value: Any) -> str | None:
        """The words, separated by a comma and a space; None if there are none."""
        if isinstance(value, str) or not isinstance(value, Iterable) or isinstance(value, bytes | Mapping):
            return Text.sent(self, where, value)
        return ", ".join([word for word in [Text.sent(self, where, word) for word in value] if word]) or None


@dataclass(frozen=True, slots=True)
class Amount(Parameter):
    """US dollars."""

    expected = "dollars as text, as a Decimal, or as a whole number"

    def sent(self, where: str, value: Any) -> str:
        """Dollars with two decimals, such as `0.10`; anything else is returned unchanged."""
        if isinstance(value, float):
            meant = as_cents(f"{value:.2f}")
            guess = did_you_mean(meant, repr)
            raise self.refused(where, value, f", since a float such as 0.1 is not an exact number of cents{guess}")
        if isinstance(value, bool) or not (isinstance(value, str | Decimal) or hasattr(type(value), "__index__")):
            raise self.refused(where, value)
        amount = value if isinstance(value, str | Decimal) else Decimal(index(value))
        return as_cents(amount) or str(amount)

    def problems(self, sent: str) -> Iterator[Problem]:
        """Yield problems for anything but dollars and cents, and for zero."""
        if not _AMOUNT.fullmatch(sent):
            rest = did_you_mean(_amount_meant(sent))
            message = f"{quoted(sent)} is not a number of dollars with at most two decimals, such as `0.10`{rest}"
            yield finding("invalid-amount", self.name, message)
        elif not Decimal(sent):
            yield finding("zero-amount", self.name, "it is zero; workers would not be paid")


#: Source: botocore's model, CurrencyAmount, which does not limit the digits.
_AMOUNT = re.compile(r"[0-9]{1,18}\.?[0-9]{0,2}")


def as_cents(value: str | Decimal) -> str | None:
    """The amount with two decimals, if the value is a whole number of cents."""
    if isinstance(value, str) and not _AMOUNT.fullmatch(value):
        return None
    amount = Decimal(value)
    if not amount.is_finite() or amount.is_signed() or amount.adjusted() >= _MOST_DIGITS:
        return None
    text = f"{amount:.2f}"
    return text if Decimal(text) == amount else None


#: Numbers with more digits than this are not amounts, and would take a long time to print.
_MOST_DIGITS = 18


def _amount_meant(sent: str) -> str | None:
    plain = re.sub(r"(?i)\s|\$|usd", "", sent)
    comma = re.fullmatch(r"([0-9]*),([0-9]{1,2})", plain)
    plain = f"{comma[1]}.{comma[2]}" if comma else plain
    try:
        return as_cents(Decimal(plain))
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Count(Parameter):
    """A whole number within bounds."""

    low: int
    high: int

    expected = "a whole number (int)"
    unit = ""
    #: What was probably meant by a number that is too small.
    hint = ""

    def sent(self, where: str, value: Any) -> int | float:
        """The number."""
        if isinstance(value, bool) or not hasattr(type(value), "__index__"):
            raise self.refused(where, value)
        return index(value)

    def problems(self, sent: float) -> Iterator[Problem]:
        """Yield a problem for a number out of bounds."""
        if not self.low <= sent <= self.high:
            message = f"it is {shown_number(sent, self.unit)}; expected {self.low:,} to {self.high:,}"
            yield finding(
                "number-out-of-range", self.name, message, self.hint.format(sent) if 0 < sent < self.low else None
            )


@dataclass(frozen=True, slots=True)
class Seconds(Count):
    """A time, as a timedelta or in whole seconds."""

    expected = "a timedelta, or whole seconds (int)"
    unit = "second"
    hint = "for minutes, pass `timedelta(minutes={:g})`"

    def sent(self, where: str, value: Any) -> int | float:
        """The seconds, with a fraction if a timedelta has one."""
        if isinstance(value, timedelta):
            whole, rest = divmod(value, timedelta(seconds=1))
            return value.total_seconds() if rest else whole
        return Count.sent(self, where, value)

    def problems(self, sent: float) -> Iterator[Problem]:
        """Yield a problem for a time out of bounds, or with a fraction of a second."""
        if isinstance(sent, float):
            yield finding("fraction-of-a-second", self.name, f"it is {sent:,} seconds; expected whole seconds")
        yield from Count.problems(self, sent)


def shown_number(number: float, unit: str = "") -> str:
    """A number with commas and its unit, or a description if it has too many digits."""
    if abs(number) >= 10**_MOST_DIGITS:
        return f"a number with more than {_MOST_DIGITS} digits"
    return counted(number, unit) if unit else f"{number:,}"


def character_problems(path: str, text: str) -> Iterator[Problem]:
    """Yield problems for characters that the service rejects in a Question, and those that cannot be sent at all."""
    if text.isascii() and text.isprintable():
        return
    if above := _ABOVE.search(text):
        message = f"`{above[0]}` is U+{ord(above[0]):X}; the service rejects characters above U+FFFF in a Question"
        yield finding("four-byte-character", path, message, "remove it", case="parameter")
    if wrong := _HALF.search(text) or FORBIDDEN.search(text):
        case = "" if _HALF.match(wrong[0]) else "parameter"
        message = f"character {wrong.start() + 1:,} is {name_of(wrong[0])}, which is not allowed in any document"
        yield finding("forbidden-character", path, message, "remove it", case=case)


#: Source: botocore's model, EntityId.
ID = re.compile(r"[A-Z0-9]{1,64}")


def id_problems(path: str, id: str) -> Iterator[Problem]:
    """Yield a problem if it is not a valid id."""
    if not ID.fullmatch(id):
        yield finding(
            "invalid-id", path, f"{quoted(id)} is not a valid id; expected 1 to 64 characters from A-Z and 0-9"
        )


def id_of(where: str, argument: str, value: Any, kind: type[Any]) -> str:
    """The id of a record of that kind, or the id itself. Raises WrongType for anything else."""
    id = value.id if isinstance(value, kind) else value
    if not isinstance(id, str):
        raise WrongType(where, argument, f"{found(value)}; expected a {kind.__name__}, or the id of one (str)")
    return id


def refuse_no_id(where: str, argument: str, id: str) -> str:
    """The id. Raises InvalidArgument if it is not valid, for calls that have no other parameters."""
    refuse(where, id_problems(argument, id))
    return id


class Prepared(NamedTuple):
    """A call that has not been made yet."""

    parameters: dict[str, Any]
    problems: list[Problem]

    def parameters_or_raise(self) -> dict[str, Any]:
        """The parameters. Raises InvalidParameters if a problem is an error."""
        if any(problem.severity == "error" for problem in self.problems):
            raise InvalidParameters(self.problems)
        return self.parameters
