"""What HITs cost: rewards, the service's fees, and what splitting large HITs would save.

docs/cost.md has the sources, and how certain each figure is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.mturk.hits.hit import Hit
from questionforms.mturk.parameters.kinds import Amount, Count
from questionforms.mturk.qualifications.system import MASTERS
from questionforms.words import found

_CENT = Decimal("0.01")
_REWARD = Amount("reward", "Reward")
_ASSIGNMENTS = Count("max_assignments", "MaxAssignments", 1, 1_000_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """The service's fees. The defaults are from its pricing page until it closed in 2026."""

    #: The share of every reward.
    rate: Decimal = Decimal("0.20")
    #: Added if the HIT has `large_from` assignments or more.
    large_rate: Decimal = Decimal("0.20")
    large_from: int = 10
    #: Added if Masters are required.
    masters_rate: Decimal = Decimal("0.05")
    #: The minimum for each assignment, in dollars.
    minimum: Decimal = Decimal("0.01")

    def each(self, reward: Decimal, assignments: int, *, masters: bool) -> Decimal:
        """The fee for one assignment, rounded to the cent, halves up."""
        rate = self.rate + (self.large_rate if assignments >= self.large_from else 0)
        fee = reward * (rate + (self.masters_rate if masters else 0))
        return max(self.minimum, fee.quantize(_CENT, ROUND_HALF_UP))


FEES = Fees()


@dataclass(frozen=True, slots=True, kw_only=True)
class HitCost:
    """What one HIT costs if all its assignments are approved, in US dollars."""

    #: The reward for one assignment.
    reward_each: Decimal
    #: The fee for one assignment.
    fee_each: Decimal
    assignments: int
    masters: bool = False
    fees: Fees = field(default=FEES, repr=False)

    @property
    def reward(self) -> Decimal:
        """What the workers get."""
        return self.reward_each * self.assignments

    @property
    def fee(self) -> Decimal:
        """What the service gets."""
        return self.fee_each * self.assignments

    @property
    def total(self) -> Decimal:
        """Both."""
        return self.reward + self.fee

    @property
    def split_saving(self) -> Decimal:
        """What splitting a large HIT into HITs just below the limit would save."""
        small = self.fees.each(self.reward_each, 1, masters=self.masters)
        return max(self.fee_each - small, Decimal(0)) * self.assignments


@dataclass(frozen=True, slots=True)
class Cost:
    """What HITs cost together, if all assignments are approved, in US dollars."""

    #: Each HIT, in order.
    hits: tuple[HitCost, ...]

    @property
    def reward(self) -> Decimal:
        """What the workers get."""
        return sum((hit.reward for hit in self.hits), Decimal("0.00"))

    @property
    def fee(self) -> Decimal:
        """What the service gets."""
        return sum((hit.fee for hit in self.hits), Decimal("0.00"))

    @property
    def total(self) -> Decimal:
        """Both."""
        return self.reward + self.fee

    @property
    def assignments(self) -> int:
        """The maximum number of assignments."""
        return sum(hit.assignments for hit in self.hits)

    @property
    def split_saving(self) -> Decimal:
        """What you save by splitting each HIT of ten or more assignments into HITs of at most nine."""
        return sum((hit.split_saving for hit in self.hits), Decimal("0.00"))


def cost(hits: Any, *, fees: Fees = FEES) -> Cost:
    """The cost of one or more HITs, each a Hit, a dict from `hit_parameters`, or a pair of reward and assignments.

    Rewards have the types that `create_hit` accepts. Bonuses and premium qualifications are not included. Raises
    WrongType for anything that is not a HIT, and InvalidArgument for a reward or a number that no HIT can have.
    """
    several = [hits] if _is_one(hits) else hits
    if isinstance(several, str) or not isinstance(several, Iterable):
        raise WrongType("cost", "hits", f"{found(hits)}; expected {_EXPECTED}")
    return Cost(tuple(_cost(*_read(hit), fees=fees) for hit in several))


_EXPECTED = "a Hit, a dict of hit_parameters, a pair of reward and assignments, or several of these"


def _is_one(hits: Any) -> bool:
    is_pair = isinstance(hits, tuple) and len(hits) == 2 and isinstance(hits[0], str | int | Decimal | float)
    return is_pair or isinstance(hits, Hit | Mapping)


def _read(hit: Any) -> tuple[Any, Any, Iterable[Any]]:
    """The reward, the number of assignments and the requirements of a HIT."""
    if isinstance(hit, Hit):
        return hit.reward, hit.max_assignments, hit.qualifications or ()
    if isinstance(hit, Mapping):
        return hit.get("Reward"), hit.get("MaxAssignments", 1), hit.get("QualificationRequirements") or ()
    if isinstance(hit, tuple) and len(hit) == 2:
        return (*hit, ())
    raise WrongType("cost", "hits", f"{found(hit)}; expected {_EXPECTED}")


def _cost(reward: Any, assignments: Any, requirements: Iterable[Any], *, fees: Fees) -> HitCost:
    if reward is None:
        message = "the HIT has no Reward, since its HIT type sets it; pass a pair of reward and assignments"
        raise InvalidArgument("cost", "hits", message)
    price, count = _REWARD.sent("cost", reward), _ASSIGNMENTS.sent("cost", assignments)
    for problem in (*_REWARD.problems(price), *_ASSIGNMENTS.problems(count)):
        if problem.severity == "error":
            raise InvalidArgument("cost", problem.path, problem.message)
    masters = any(requirement.get("QualificationTypeId") in MASTERS.values() for requirement in requirements)
    each = Decimal(price)
    return HitCost(
        reward_each=each,
        fee_each=fees.each(each, int(count), masters=masters),
        assignments=int(count),
        masters=masters,
        fees=fees,
    )
