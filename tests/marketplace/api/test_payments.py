"""Bonuses: paid in addition to the reward, once per token, and listed by HIT or by assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.marketplace.making import new_hit, refused

if TYPE_CHECKING:
    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker


def bonus(worker: Worker, hit: dict[str, Any], **given: Any) -> dict[str, Any]:
    """The arguments of a bonus for a new worker's submission."""
    other = worker.another()
    name = other.answer(hit, {"q": "a"})["AssignmentId"]
    return {"WorkerId": other.id, "AssignmentId": name, "BonusAmount": "1.50", "Reason": "Thank you"} | given


def balance(client: Any) -> str:
    """The requester's balance."""
    return str(client.get_account_balance()["AvailableBalance"])


def test_send_bonus(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A bonus costs its amount plus a fifth, needs no approval, and is listed with its reason and time."""
    hit = new_hit(mturk_client)
    given = bonus(mturk_worker, hit)
    mturk_client.send_bonus(**given)
    assert balance(mturk_client) == "9998.20"
    for by in ({"HITId": hit["HITId"]}, {"AssignmentId": given["AssignmentId"]}):
        (found,) = mturk_client.list_bonus_payments(**by)["BonusPayments"]
        assert found.pop("GrantTime") <= marketplace.now
        assert found == given


def test_list_bonuses(mturk_client: Any, mturk_worker: Worker) -> None:
    """The bonuses of a HIT are those of all its assignments, in order, on pages; other HITs have their own."""
    hit, other = new_hit(mturk_client, MaxAssignments=2), new_hit(mturk_client)
    first, second = bonus(mturk_worker, hit), bonus(mturk_worker, hit)
    sent = [(first, "0.01"), (second, "0.02"), (first, "0.03"), (bonus(mturk_worker, other), "0.04")]
    for given, amount in sent:
        mturk_client.send_bonus(**given | {"BonusAmount": amount})

    def amounts(**by: str) -> list[str]:
        pages = mturk_client.get_paginator("list_bonus_payments").paginate(**by, PaginationConfig={"PageSize": 2})
        return [one["BonusAmount"] for page in pages for one in page["BonusPayments"]]

    assert amounts(HITId=hit["HITId"]) == ["0.01", "0.02", "0.03"]
    assert amounts(AssignmentId=first["AssignmentId"]) == ["0.01", "0.03"]
    assert amounts(AssignmentId=first["AssignmentId"], HITId=other["HITId"]) == []
    with refused("MissingParameters", "HITId or AssignmentId"):
        amounts()


def test_bonus_once(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A repeated token pays nothing within a day."""
    given = bonus(mturk_worker, new_hit(mturk_client), UniqueRequestToken="t")
    mturk_client.send_bonus(**given)
    with refused("RequestAlreadyProcessed", 'The idempotency token "t" has already been processed.'):
        mturk_client.send_bonus(**given)
    assert balance(mturk_client) == "9998.20"
    marketplace.advance(hours=24)
    mturk_client.send_bonus(**given)
    assert balance(mturk_client) == "9996.40"


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        ({"BonusAmount": "0"}, "ParameterValidationError", "BonusAmount. Valid values range from 0.01 to 1000000.00"),
        ({"BonusAmount": "0.001"}, "ValidationException", "bonusAmount"),
        ({"BonusAmount": "1000001"}, "ParameterValidationError", "BonusAmount"),
        ({"BonusAmount": "8333.34"}, "InsufficientFunds", "insufficient funds"),
        ({"BonusAmount": "8333.34"}, "InsufficientFunds", "It needs $10000.01."),
        ({"Reason": " "}, "ParameterValidationError", "Reason  has a minimum length of 1"),
        (
            {"WorkerId": "A2OTHER"},
            "ParameterValidationError",
            'The value "A2OTHER" is not valid for the parameter WorkerId.',
        ),
        ({"AssignmentId": "3NONE"}, "AssignmentDoesNotExist", "3NONE does not exist"),
    ],
    ids=["nothing", "fraction", "huge", "funds", "cents", "reason", "worker", "assignment"],
)
def test_wrong_bonuses(mturk_client: Any, mturk_worker: Worker, wrong: dict[str, Any], code: str, words: str) -> None:
    """A refused bonus costs nothing, and its token can still be used."""
    given = bonus(mturk_worker, new_hit(mturk_client), UniqueRequestToken="t")
    with refused(code, words):
        mturk_client.send_bonus(**given | wrong)
    assert balance(mturk_client) == "10000.00"
    mturk_client.send_bonus(**given | {"BonusAmount": "8333.33"})
    assert balance(mturk_client) == "0.00"


def test_bonus_for_nothing(mturk_client: Any, other_client: Any, mturk_worker: Worker) -> None:
    """Bonuses for unsubmitted work or another requester's are refused, and others' bonuses are not shown."""
    hit = new_hit(mturk_client, MaxAssignments=2)
    given = bonus(mturk_worker, hit)
    taken = mturk_worker.accept(hit)["AssignmentId"]
    with refused("InvalidAssignmentState", "called with a status of: Reviewable,Approved,Rejected"):
        mturk_client.send_bonus(**given | {"WorkerId": mturk_worker.id, "AssignmentId": taken})
    with refused("AssignmentDoesNotExist"):
        other_client.send_bonus(**given)
    with refused("AssignmentDoesNotExist"):
        other_client.list_bonus_payments(AssignmentId=given["AssignmentId"])
    with refused("HITDoesNotExist"):
        other_client.list_bonus_payments(HITId=hit["HITId"])
