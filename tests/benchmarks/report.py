"""What is measured, a row each, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

#: The units of time, from the longest on, in seconds.
UNITS = ((1, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One work, beside one peer."""

    work: str
    peer: str
    #: What the work takes, in the unit of the row.
    ours: float
    #: The peer's; None where it is missing.
    theirs: float | None
    #: The ratio that is not to be passed; None where nothing is promised.
    goal: float | None = None
    #: Seconds, seconds for each byte, or megabytes of memory.
    unit: Literal["s", "s/byte", "MB"] = "s"

    @property
    def ratio(self) -> float | None:
        """What we take over what the peer takes."""
        return None if self.theirs is None else self.ours / self.theirs

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or no ratio."""
        return None if self.ratio is None or self.goal is None else self.ratio <= self.goal


def table(rows: Sequence[Row]) -> str:
    """The rows as text, in columns."""
    lines = [("work", "ours", "peer", "theirs", "ratio", "goal", "met?"), *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    layout = "  ".join(f"{{:{side}{width}}}" for side, width in zip("<><>>>>", widths, strict=True))
    head, *body = (layout.format(*line) for line in lines)
    return "\n".join([head, "-" * len(head), *body])


def _cells(row: Row) -> tuple[str, ...]:
    """What stands in the columns for a row."""
    ours, theirs = ("missing" if amount is None else _amount(amount, row.unit) for amount in (row.ours, row.theirs))
    ratio = "-" if row.ratio is None else f"{row.ratio:.3f}"
    goal = "-" if row.goal is None else f"<= {row.goal:.3g}"
    met = "-" if row.met is None else "yes" if row.met else "no"
    return row.work, ours, row.peer, theirs, ratio, goal, met


def _amount(amount: float, unit: str) -> str:
    """A time or a size with its unit."""
    return f"{amount:.3g} MB" if unit == "MB" else _duration(amount) + unit.removeprefix("s")


def _duration(seconds: float) -> str:
    """A time in the unit that suits it."""
    scale, unit = next(((scale, unit) for scale, unit in UNITS if abs(seconds) >= scale), UNITS[-1])
    return f"{seconds / scale:.3g} {unit}"


def as_json(row: Row) -> dict[str, object]:
    """A row with what follows from it; times in seconds, memory in MB."""
    return {**asdict(row), "ratio": row.ratio, "met": row.met}
