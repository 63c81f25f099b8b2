"""Money is exact and never negative, and the balance is the sum of the ledger, whatever happens concurrently."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]
from sqlalchemy import func, select

from questionforms.marketplace.store import Payment, Requester
from questionforms.mturk import cost
from tests.marketplace.making import new_hit, numbers, refused

if TYPE_CHECKING:
    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

MASTERS = [{"QualificationTypeId": "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH", "Comparator": "Exists"}]


def balance(client: Any) -> Decimal:
    """The requester's balance."""
    return Decimal(client.get_account_balance()["AvailableBalance"])


def ledger(marketplace: Running) -> list[tuple[str, Decimal]]:
    """The kinds and amounts in the ledger, in order; the requesters' balances must be its sums."""
    assert marketplace._marketplace is not None
    with marketplace._marketplace.database.transaction() as session:
        sums = select(Payment.requester_id, func.sum(Payment.amount)).group_by(Payment.requester_id)
        balances = select(Requester.id, Requester.balance)
        assert sorted(session.execute(sums).all()) == sorted(session.execute(balances).all())
        return [(one.kind, one.amount) for one in session.scalars(select(Payment).order_by(Payment.id))]


@pytest.mark.parametrize(
    ("given", "fee"),
    [
        ({"Reward": "0.00"}, "0.01"),
        ({"Reward": "0.01"}, "0.01"),
        ({"Reward": "0.07"}, "0.01"),
        ({"Reward": "0.13"}, "0.03"),
        ({"Reward": "1.00", "MaxAssignments": 9}, "0.20"),
        ({"Reward": "1.00", "MaxAssignments": 10}, "0.40"),
        ({"Reward": "1.00", "QualificationRequirements": MASTERS}, "0.25"),
        ({"Reward": "8333.33"}, "1666.67"),
    ],
)
def test_fees(mturk_client: Any, mturk_worker: Worker, marketplace: Running, given: dict[str, Any], fee: str) -> None:
    """An approval costs the reward and the fee that `cost` predicts, each as an entry in the ledger."""
    hit = new_hit(mturk_client, **given)
    name = mturk_worker.another(master=True).answer(hit, {"q": "a"})["AssignmentId"]
    mturk_client.approve_assignment(AssignmentId=name)
    paid = Decimal(given["Reward"]), Decimal(fee)
    assert ledger(marketplace)[1:] == [("reward", -paid[0]), ("fee", -paid[1])]
    assert balance(mturk_client) == 10_000 - sum(paid)
    assert cost(given).total == given.get("MaxAssignments", 1) * sum(paid)


def test_too_little_money(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """An approval that the balance does not cover is refused and changes nothing; the last cent can be spent."""
    first, hit = (new_hit(mturk_client, Reward="6000") for _ in range(2))
    names = [mturk_worker.answer(one, {"q": "a"})["AssignmentId"] for one in (first, hit)]
    mturk_client.approve_assignment(AssignmentId=names[0])
    with refused("InsufficientFunds", "This Requester has insufficient funds in their account"):
        mturk_client.approve_assignment(AssignmentId=names[1], RequesterFeedback="Thanks")
    left = mturk_client.get_assignment(AssignmentId=names[1])["Assignment"]
    assert left["AssignmentStatus"] == "Submitted"
    assert "RequesterFeedback" not in left
    assert numbers(mturk_client, hit) == ("Reviewable", 0, 0, 0)
    other = mturk_worker.another()
    name = other.answer(new_hit(mturk_client), {"q": "a"})["AssignmentId"]
    given = {"WorkerId": other.id, "AssignmentId": name, "Reason": "r"}
    mturk_client.send_bonus(**given, BonusAmount="2333.32")
    assert balance(mturk_client) == Decimal("0.02")
    mturk_client.send_bonus(**given, BonusAmount="0.01")
    with refused("InsufficientFunds"):
        mturk_client.send_bonus(**given, BonusAmount="0.01")
    assert balance(mturk_client) == 0
    assert sum(amount for _, amount in ledger(marketplace)) == 0


def test_a_hit_that_cannot_be_paid(mturk_client: Any) -> None:
    """A HIT, or additional assignments, that the balance does not cover are refused; nothing is put on hold."""
    with refused("InsufficientFunds", "It needs $10000.80"):
        new_hit(mturk_client, Reward="8334")
    assert mturk_client.list_hits()["HITs"] == []
    hit = new_hit(mturk_client, Reward="4166", MaxAssignments=2)
    with refused("InsufficientFunds"):
        mturk_client.create_additional_assignments_for_hit(HITId=hit["HITId"], NumberOfAdditionalAssignments=3)
    assert numbers(mturk_client, hit) == ("Assignable", 2, 0, 0)
    new_hit(mturk_client, Reward="8333")
    assert balance(mturk_client) == 10_000


def _outcome(call: Any, **given: Any) -> str:
    """The result of a call: None, or the code of its refusal."""
    try:
        call(**given)
    except ClientError as error:
        return str(error.response["TurkErrorCode"]).rpartition(".")[2]
    return ""


def test_approvals_at_the_same_time(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """If eight calls approve one assignment, one succeeds, and it is paid for once."""
    name = mturk_worker.answer(new_hit(mturk_client, Reward="1.00"), {"q": "a"})["AssignmentId"]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: _outcome(mturk_client.approve_assignment, AssignmentId=name), range(8)))
    assert sorted(found) == ["", *["InvalidAssignmentState"] * 7]
    assert len(ledger(marketplace)) == 3


def test_bonuses_at_the_same_time(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """Of eight simultaneous bonuses, as many are paid as the balance covers."""
    name = mturk_worker.answer(new_hit(mturk_client), {"q": "a"})["AssignmentId"]
    given = {"WorkerId": mturk_worker.id, "AssignmentId": name, "BonusAmount": "2000", "Reason": "r"}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: _outcome(mturk_client.send_bonus, **given), range(8)))
    assert sorted(found) == [*[""] * 4, *["InsufficientFunds"] * 4]
    assert balance(mturk_client) == 400
    assert len(ledger(marketplace)) == 9
