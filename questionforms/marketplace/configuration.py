"""What an operator chooses: each option of `questionforms serve`, and its environment variable, declared once.

It needs nothing from the extra, so that the command can say that the extra is missing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args
from urllib.parse import urlsplit

from questionforms.exceptions import InvalidArgument
from questionforms.mturk.costs import FEES, Fees
from questionforms.mturk.parameters.findings import no_choice
from questionforms.words import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

#: Which documents are refused: those that the service refused, all with errors, or only those that cannot be read.
VerdictMode = Literal["service", "strict", "open"]
#: What SQLite keeps after a power cut: all committed transactions, or perhaps not the last ones.
Durability = Literal["full", "normal"]
LogFormat = Literal["text", "json"]


class Option(NamedTuple):
    """One option of `questionforms serve`."""

    #: The field of Options.
    name: str
    #: Turns its text into a value. Raises ValueError with what was expected.
    read: Callable[[str], Any]
    default: Any
    metavar: str
    help: str

    @property
    def flag(self) -> str:
        """The option on the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def variable(self) -> str:
        """The environment variable with the same meaning."""
        return f"QUESTIONFORMS_{self.name.upper()}"


def _text(value: str) -> str:
    return value


def _choice(choices: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(no_choice(value, choices))
        return value

    return read


def _amount(value: str) -> Decimal:
    """An amount of dollars, with at most two decimals."""
    amount = _number(value, "an amount in US dollars, such as 500")
    if amount < 0 or amount > 1_000_000_000 or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"{shown(value)} is not an amount in US dollars, such as 500 or 12.50")
    return amount


def _rate(value: str) -> Decimal:
    """A share from 0 to 10."""
    rate = _number(value, "a share, such as 0.2 for 20%")
    if not 0 <= rate <= 10:
        raise ValueError(f"{shown(value)} is not a share from 0 to 10, such as 0.2 for 20%")
    return rate


def _number(value: str, expected: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{shown(value)} is not {expected}") from None
    if not number.is_finite():
        raise ValueError(f"{shown(value)} is not {expected}")
    return number


def _address(value: str) -> str:
    """The URL of a site, without a path."""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"{shown(value)} is not the URL of a site, such as https://mturk.example.org")
    return value.rstrip("/")


def _receiver(value: str) -> str:
    """The URL of a program that receives notifications."""
    try:
        parts = urlsplit(value)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or not value.isascii() or not value.isprintable() or " " in value:
        raise ValueError("the value is not an http or https URL, such as https://example.org/mturk-events")
    return value.partition("#")[0]


def _option(read: Callable[[str], Any], metavar: str, help: str) -> dict[str, Any]:
    return {"read": read, "metavar": metavar, "help": help}


_DURABILITY: tuple[str, ...] = get_args(Durability)
_FORMATS: tuple[str, ...] = get_args(LogFormat)
_VERDICTS: tuple[str, ...] = get_args(VerdictMode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a marketplace: each field is one of `questionforms serve`, and an environment variable.

    The defaults are as much like the service as possible.
    """

    database: str = field(
        default="sqlite:///marketplace.sqlite", metadata=_option(_text, "URL", "An SQLAlchemy database URL.")
    )
    durability: Durability = field(
        default="full",
        metadata=_option(
            _choice(_DURABILITY),
            "|".join(_DURABILITY),
            "What SQLite keeps after a power cut: `full`, every call that was answered; `normal`, perhaps not the "
            "last ones. A killed process loses nothing with either.",
        ),
    )
    verdict: VerdictMode = field(
        default="service",
        metadata=_option(
            _choice(_VERDICTS),
            "|".join(_VERDICTS),
            "Which documents to refuse: those that the service refused, all that have errors (`strict`), or only those "
            "that cannot be read (`open`).",
        ),
    )
    deposit: Decimal = field(
        default=Decimal(10_000), metadata=_option(_amount, "DOLLARS", "The balance of a new requester.")
    )
    fee: Decimal = field(
        default=FEES.rate,
        metadata=_option(
            _rate,
            "SHARE",
            "The fee, as a share of each reward and bonus. Any other than the default replaces all of the service's "
            "fees, also its minimum and the higher ones for many assignments.",
        ),
    )
    notify: str | None = field(
        default=None,
        metadata=_option(_receiver, "URL", "Where to post the events that HIT types ask for (http or https)."),
    )
    public_address: str | None = field(
        default=None,
        metadata=_option(_address, "URL", "The address under which a reverse proxy is reached, for URLs in responses."),
    )
    log_format: LogFormat = field(
        default="text", metadata=_option(_choice(_FORMATS), "|".join(_FORMATS), "The format of the log on stderr.")
    )

    @property
    def fees(self) -> Fees:
        """The service's fees, or only the chosen rate."""
        if self.fee == FEES.rate:
            return FEES
        return Fees(rate=self.fee, large_rate=Decimal(0), masters_rate=Decimal(0), minimum=Decimal(0))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Options:
        """The options in the variables `QUESTIONFORMS_*`, by default of this process; an empty one counts as missing.

        Raises InvalidArgument for a value that is not valid.
        """
        environment = os.environ if environment is None else environment
        given: dict[str, Any] = {}
        for option in declared_options():
            if text := environment.get(option.variable):
                try:
                    given[option.name] = option.read(text)
                except ValueError as error:
                    raise InvalidArgument("environment", option.variable, str(error)) from None
        return cls(**given)


def declared_options() -> Iterator[Option]:
    """The options of `questionforms serve` that also configure the WSGI application."""
    for each in fields(Options):
        yield Option(each.name, default=each.default, **each.metadata)
