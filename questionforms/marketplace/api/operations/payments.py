"""The balance of an account, and bonuses, which are paid in addition to the reward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from questionforms.marketplace.api.idempotency import already_processed, claim_token
from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.core.accounts import pay
from questionforms.marketplace.core.limits import check_said, money
from questionforms.marketplace.errors import Refusal, unknown_worker
from questionforms.marketplace.store import Assignment, Bonus, new_id

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call


def send_bonus(call: Call) -> dict[str, Any]:
    """Pay a worker a bonus for a submitted assignment; a used token is rejected."""
    amount = money("BonusAmount", call.given["BonusAmount"], least="0.01")
    check_said("Reason", call.given["Reason"])
    assignment, worker = call.assignment(lock=True), call.given["WorkerId"]
    if assignment.worker_id != worker:
        raise unknown_worker(worker)
    bonus_id = new_id()
    if claim_token(call, bonus_id) is not None:
        raise already_processed(call)
    amounts = {"bonus": amount, "fee": call.options.fees.each(amount, 1, masters=False)}
    pay(call.session, call.requester, amounts, call.now, worker_id=worker, assignment_id=assignment.id)
    call.session.add(
        Bonus(
            id=bonus_id,
            requester_id=call.requester.id,
            assignment_id=assignment.id,
            worker_id=worker,
            amount=amount,
            reason=call.given["Reason"],
            time=call.now,
        )
    )
    return {}


def list_bonus_payments(call: Call) -> dict[str, Any]:
    """The bonuses for a HIT or an assignment, in the order of payment."""
    query = select(Bonus)
    if not call.given.keys() & {"HITId", "AssignmentId"}:
        raise Refusal("AWS.MissingParameters", "The request must contain the parameter HITId or AssignmentId.")
    if "AssignmentId" in call.given:
        query = query.where(Bonus.assignment_id == call.assignment().id)
    if "HITId" in call.given:
        query = query.join(Assignment, Bonus.assignment_id == Assignment.id).where(Assignment.hit_id == call.hit().id)
    return page(call, query, (Bonus.time, Bonus.id), "BonusPayments", _structure)


def _structure(bonus: Bonus) -> dict[str, Any]:
    return {
        "WorkerId": bonus.worker_id,
        "BonusAmount": bonus.amount,
        "AssignmentId": bonus.assignment_id,
        "Reason": bonus.reason,
        "GrantTime": bonus.time,
    }


def get_account_balance(call: Call) -> dict[str, Any]:
    """The requester's balance. Nothing is ever on hold, since money is taken on approval."""
    return {"AvailableBalance": call.requester.balance}
