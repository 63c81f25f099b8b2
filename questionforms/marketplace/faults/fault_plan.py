"""A plan of faults: which calls fail, and how. The n-th call of an operation always has the same fate."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.words import did_you_mean, either, found, listed, nearest, quoted

if TYPE_CHECKING:
    from pathlib import Path

#: How a call can fail.
FaultKind = Literal[
    "cut-before", "cut-after", "cut-response", "delay", "slow", "error", "error-after", "throttle", "locked"
]
KINDS: tuple[str, ...] = get_args(FaultKind)
#: The kinds that `seconds` belongs to.
TIMED = ("delay", "slow")


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which some calls fail. Raises InvalidArgument and WrongType for values that make no sense.

    Without `at` and `rate`, every call of the operations fails; without operations, those of all operations do.
    """

    #: What happens; docs/faults.md describes the kinds.
    kind: FaultKind
    #: The operations, such as `CreateHIT`, or `worker.accept` in the workers' API. One may be a plain text.
    operations: str | Sequence[str] = ()
    #: The numbers of the calls that fail, counted from 1 for each operation.
    at: int | Sequence[int] = ()
    #: The share of calls that fail, from 0 to 1.
    rate: float | None = None
    #: Where `cut-response` cuts: the number of bytes sent, or not sent if negative. None is somewhere at random.
    byte: int | None = None
    #: How long `delay` waits, and how long `slow` takes to send a response.
    seconds: float | None = None

    def __post_init__(self) -> None:
        operations = (self.operations,) if isinstance(self.operations, str) else self.operations
        numbers = (self.at,) if isinstance(self.at, int) else self.at
        for argument, values in (("operations", operations), ("at", numbers)):
            if not isinstance(values, Sequence):
                raise WrongType("Fault", argument, f"{found(values)}; expected one value or a list")
        object.__setattr__(self, "operations", tuple(operations))
        object.__setattr__(self, "at", tuple(numbers))
        _check_names(self)
        _check_numbers(self)

    def strikes(self, operation: str, call: int, chance: float) -> bool:
        """Whether a call fails, given its number and a chance, which is a random number from 0 to 1."""
        if self.operations and operation not in self.operations:
            return False
        if self.at:
            return call in cast("tuple[int, ...]", self.at)
        return self.rate is None or chance < self.rate


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """Faults, and the seed of those that happen at random; of several for one call, the first happens."""

    faults: Sequence[Fault] = ()
    seed: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "faults", tuple(self.faults))
        for fault in self.faults:
            if not isinstance(fault, Fault):
                raise WrongType("FaultPlan", "faults", f"{found(fault)}; expected a Fault")
        if type(self.seed) is not int:
            raise WrongType("FaultPlan", "seed", f"{found(self.seed)}; expected an int")

    @classmethod
    def read(cls, file: Path) -> FaultPlan:
        """The plan in a TOML file. Raises InvalidArgument, with the line and what was probably meant."""
        text = file.read_text(encoding="utf-8-sig")
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InvalidArgument(str(file), "faults", f"not valid TOML: {error}") from None
        return _Reader(file.name, text.splitlines()).plan(table)

    def fault(self, operation: str, call: int) -> tuple[Fault, float] | None:
        """The fault of the n-th call of an operation, and a random number from 0 to 1; None if it does not fail."""
        for number, fault in enumerate(self.faults):
            random = Random(f"{self.seed} {number} {operation} {call}")
            if fault.strikes(operation, call, random.random()):
                return fault, random.random()
        return None


@cache
def operations() -> tuple[str, ...]:
    """The operations that a plan can name: those of the requester API, and those of the workers' API."""
    from flask import Flask

    from questionforms.marketplace.api.model import operation_names
    from questionforms.marketplace.worker.routes import worker_api

    app = Flask("operations", static_folder=None)
    app.register_blueprint(worker_api(cast("Any", None)))  # only its routes are needed
    return (*operation_names(), *sorted({rule.endpoint for rule in app.url_map.iter_rules()}))


def _check_names(fault: Fault) -> None:
    if fault.kind not in KINDS:
        meant = did_you_mean(nearest(fault.kind, KINDS)) or f"; expected {either(KINDS)}"
        raise InvalidArgument("Fault", "kind", f"there is no kind {quoted(fault.kind)}{meant}")
    for name in fault.operations:
        if name not in operations():
            meant = did_you_mean(nearest(name, operations()))
            raise InvalidArgument("Fault", "operations", f"there is no operation {quoted(name)}{meant}")


def _check_numbers(fault: Fault) -> None:
    for call in cast("tuple[int, ...]", fault.at):
        if type(call) is not int:
            raise WrongType("Fault", "at", f"{found(call)}; expected the number of a call")
        if call < 1:
            raise InvalidArgument("Fault", "at", f"it is {call}; calls are counted from 1")
    for argument, value, types in (
        ("rate", fault.rate, (int, float)),
        ("byte", fault.byte, (int,)),
        ("seconds", fault.seconds, (int, float)),
    ):
        if value is not None and type(value) not in types:
            raise WrongType("Fault", argument, f"{found(value)}; expected a number")
    if fault.rate is not None and not 0 <= fault.rate <= 1:
        raise InvalidArgument("Fault", "rate", f"it is {fault.rate}; expected a share from 0 to 1")
    if fault.rate is not None and fault.at:
        raise InvalidArgument("Fault", "rate", "`at` already says which calls fail; leave out one of them")
    if fault.byte is not None and fault.kind != "cut-response":
        raise InvalidArgument("Fault", "byte", f"it belongs to `cut-response`, not to {quoted(fault.kind)}")
    if fault.kind in TIMED and fault.seconds is None:
        raise InvalidArgument("Fault", "seconds", f"it is missing; {quoted(fault.kind)} needs it")
    if fault.seconds is not None and (fault.kind not in TIMED or not 0 <= fault.seconds <= 3600):
        message = (
            f"it is {fault.seconds}; expected 0 to 3600" if fault.kind in TIMED else f"only {either(TIMED)} take it"
        )
        raise InvalidArgument("Fault", "seconds", message)


class _Reader:
    """Reads the table of a TOML file, and knows on which line a key is."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self._name, self._lines = name, lines

    def plan(self, table: dict[str, Any]) -> FaultPlan:
        """The plan in a table."""
        self._check_keys(table, ("seed", "fault"), 0)
        entries = table.get("fault", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._wrong("fault", "expected tables that begin with `[[fault]]`", 0)
        faults = [self._fault(entry, number) for number, entry in enumerate(entries, 1)]
        try:
            return FaultPlan(faults, table.get("seed", 0))
        except WrongType as error:
            raise self._wrong(error.argument, error.message, 0) from None

    def _fault(self, entry: dict[str, Any], number: int) -> Fault:
        self._check_keys(entry, tuple(Fault.__dataclass_fields__), number)
        if "kind" not in entry:
            raise self._wrong("kind", f"it is missing; expected {either(KINDS)}", number)
        try:
            return Fault(**entry)
        except (InvalidArgument, WrongType) as error:
            raise self._wrong(error.argument, error.message, number) from None

    def _check_keys(self, table: dict[str, Any], known: tuple[str, ...], number: int) -> None:
        for key in table:
            if key not in known:
                meant = did_you_mean(nearest(key, known)) or f"; the keys are {listed(known)}"
                raise self._wrong(key, f"there is no such key{meant}", number)

    def _wrong(self, key: str, message: str, number: int) -> InvalidArgument:
        return InvalidArgument(f"{self._name}, line {self._line(key, number)}", key, message)

    def _line(self, key: str, number: int) -> int:
        """The line of a key in the n-th fault, or before the first if it is 0; of the fault if the key is not found."""
        starts = [at for at, line in enumerate(self._lines, 1) if re.match(r"\s*\[\[\s*fault\s*\]\]", line)]
        begins = [1, *starts, len(self._lines) + 1]
        first, last = (begins[number], begins[number + 1]) if number < len(begins) - 1 else (1, len(self._lines) + 1)
        keys = re.compile(rf"""\s*\[?["']?{re.escape(key)}\b""")
        return next((at for at in range(first, last) if keys.match(self._lines[at - 1])), first)
