"""What HITs cost: the fees from the pricing page, and invalid arguments."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import ExternalQuestion
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.mturk import cost, hit_parameters
from questionforms.mturk.costs import Fees
from questionforms.mturk.hits.hit import Hit
from questionforms.mturk.qualifications import approval_rate, masters

PARAMETERS: dict[str, Any] = {
    "title": "Label pictures",
    "description": "Say what is in a picture.",
    "reward": "1.00",
    "duration": timedelta(hours=1),
    "lifetime": timedelta(days=1),
}


@pytest.mark.parametrize(
    ("reward", "assignments", "fee"),
    [
        ("0.50", 9, "0.10"),  # 20 %
        ("0.50", 10, "0.20"),  # 40 %
        ("0.01", 1, "0.01"),  # the least
        ("0.00", 1, "0.01"),
        ("0.12", 1, "0.02"),  # 0.024, rounded down
        ("0.13", 1, "0.03"),  # 0.026, rounded up
        (1, 1, "0.20"),
        (Decimal("2.5"), 1, "0.50"),
    ],
)
def test_the_fee_of_an_assignment(reward: Any, assignments: int, fee: str) -> None:
    """The fee is 20 %, 40 % from ten assignments, at least a cent, to the nearest cent for each assignment."""
    [line] = cost((reward, assignments)).hits
    assert line.fee_each == Decimal(fee)
    assert line.fee == Decimal(fee) * assignments
    assert line.total == line.reward + line.fee


def test_half_a_cent_is_rounded_up() -> None:
    """A fee that ends in half a cent is rounded up, as the page said: 45 % of 0.10 is 0.045, so 0.05."""
    sent = {"Reward": "0.10", "MaxAssignments": 10, "QualificationRequirements": [masters().to_dict()]}
    assert cost(sent).hits[0].fee_each == Decimal("0.05")


def test_masters_cost_more() -> None:
    """A HIT that requires Masters, by either id, costs 5 % more; other requirements cost nothing."""
    question = ExternalQuestion("https://tasks.example.org/label")
    for required, fee in ((masters(), "0.25"), (masters("sandbox"), "0.25"), (approval_rate(at_least=95), "0.20")):
        sent = hit_parameters(question, **PARAMETERS, qualifications=[required])
        assert cost(sent).fee == Decimal(fee)


def test_a_hit_of_the_service_costs_the_same() -> None:
    """A Hit, the response it was read from, and a pair of its figures have the same cost."""
    response = {"HITId": "3HIT", "Reward": "0.50", "MaxAssignments": 20}
    assert cost(Hit.from_response(response)) == cost(response) == cost(("0.50", 20)) == cost([("0.50", 20)])


def test_many_are_added_up() -> None:
    """The totals are exact sums of the lines, for any iterable; no HITs cost nothing."""
    total = cost(("0.07", number) for number in range(1, 21))
    assert [line.assignments for line in total.hits] == list(range(1, 21))
    assert total.assignments == 210
    assert total.reward == Decimal("14.70")
    assert total.fee == 45 * Decimal("0.01") + 165 * Decimal("0.03")
    assert total.total == total.reward + total.fee
    assert (cost([]).total, cost([]).split_saving) == (Decimal(0), Decimal(0))


def test_splitting_saves_the_fee_for_large_hits() -> None:
    """Twenty assignments in one HIT cost 40 %, in three HITs 20 %; small HITs save nothing."""
    whole, parts = cost(("0.50", 20)), cost([("0.50", 9), ("0.50", 9), ("0.50", 2)])
    assert whole.split_saving == whole.total - parts.total == Decimal("2.00")
    assert parts.split_saving == 0


@given(cents=st.integers(0, 10_000), assignments=st.integers(1, 1000))
def test_the_saving_is_what_splitting_saves(cents: int, assignments: int) -> None:
    """For any HIT, the saving is the difference to the cost of its parts of nine."""
    reward = Decimal(cents) / 100
    parts = [(reward, min(9, assignments - done)) for done in range(0, assignments, 9)]
    whole = cost((reward, assignments))
    assert whole.split_saving == whole.total - cost(parts).total


def test_other_fees_can_be_given() -> None:
    """Each figure can be changed, for another service or another year."""
    fees = Fees(rate=Decimal("0.10"), large_rate=Decimal(0), minimum=Decimal("0.005"))
    assert cost(("0.50", 20), fees=fees).fee == Decimal("1.00")
    assert cost(("0.01", 1), fees=fees).fee == Decimal("0.005")
    assert cost(("0.50", 20), fees=fees).split_saving == 0


@pytest.mark.parametrize(
    ("hits", "kind", "message"),
    [
        (0.5, WrongType, "0.5 is a float; expected a Hit"),
        ("0.50", WrongType, "'0.50' is a str; expected a Hit"),
        ([7], WrongType, "7 is an int; expected a Hit"),
        ((0.1, 3), WrongType, "did you mean '0.10'?"),
        (("$1", 3), InvalidArgument, "did you mean `1.00`?"),
        (("0.025", 3), InvalidArgument, "argument `Reward`"),
        (("1.00", 0), InvalidArgument, "it is 0; expected 1 to"),
        (("1.00", "3"), WrongType, "'3' is a str; expected a whole number"),
        ({"HITId": "3HIT", "MaxAssignments": 3}, InvalidArgument, "the HIT has no Reward, since its HIT type sets it"),
        (Hit(id="3HIT"), InvalidArgument, "the HIT has no Reward"),
    ],
)
def test_what_is_no_hit_is_refused(hits: Any, kind: type[Exception], message: str) -> None:
    """A float, an impossible reward, and a HIT without a reward are rejected with what was expected."""
    with pytest.raises(kind) as caught:
        cost(hits)
    assert message in str(caught.value)
