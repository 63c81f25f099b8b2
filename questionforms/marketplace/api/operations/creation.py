"""New HITs, and additional assignments for existing ones."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from questionforms import ExternalQuestion, HTMLQuestion, QuestionForm
from questionforms.marketplace.api.documents import check_document
from questionforms.marketplace.api.idempotency import already_processed, claim_token
from questionforms.marketplace.api.layout_questions import question_from_layout
from questionforms.marketplace.api.serializers import hit_structure
from questionforms.marketplace.core import reviews
from questionforms.marketplace.core.accounts import check_funds
from questionforms.marketplace.core.approvals import price
from questionforms.marketplace.core.extensions import MOST, extend
from questionforms.marketplace.core.hit_types import check_required_types, find_or_create_hit_type, group_of
from questionforms.marketplace.core.limits import check_limits, check_number, check_said
from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import HIT, Base, new_id

if TYPE_CHECKING:
    from questionforms.elements.base.element import Document
    from questionforms.marketplace.context import Call
    from questionforms.marketplace.store import HITType

_HITS = Base.metadata.tables["hits"]
_KINDS: tuple[type[Document], ...] = (QuestionForm, HTMLQuestion, ExternalQuestion)


def create_hit(call: Call) -> dict[str, Any]:
    """Create a HIT, with the HIT type for its values."""
    return _create(call, find_or_create_hit_type(call))


def create_hit_with_hit_type(call: Call) -> dict[str, Any]:
    """Create a HIT with an existing type. The qualification types that it requires must still be active."""
    hit_type = call.hit_type()
    check_required_types(call, hit_type.qualification_requirements)
    return _create(call, hit_type)


def create_additional_assignments_for_hit(call: Call) -> dict[str, Any]:
    """Add assignments to a HIT. A used token is rejected, so that a repeated call adds none."""
    hit = call.hit(lock=True)
    number = call.given["NumberOfAdditionalAssignments"]
    check_number("NumberOfAdditionalAssignments", number, 1, MOST)
    if claim_token(call, hit.id) is not None:
        raise already_processed(call)
    extend(call.session, hit, call.now, assignments=number)
    _check_funds(call, hit, number)
    return {}


def _create(call: Call, hit_type: HITType) -> dict[str, Any]:
    check_limits(call)
    identifier = new_id()
    if (made := claim_token(call, identifier)) is not None:
        raise Refusal("HitAlreadyExists", f'The HIT with ID "{made}" already exists.')
    question = _question(call)
    reviews.check(call, question)
    values = _columns(call, hit_type, identifier, question)
    hit = HIT(**values, type=hit_type)
    _check_funds(call, hit, hit.max_assignments)
    call.session.execute(insert(_HITS), values)  # in a third of the time of the session's own way
    log_notification(call.session, "HITCreated", hit, call.now)
    return {"HIT": hit_structure(hit, call.now)}


def _check_funds(call: Call, hit: HIT, assignments: int) -> None:
    """Raise a Refusal if the balance does not cover this many assignments."""
    check_funds(call.requester, assignments * sum(price(call.session, hit).values(), Decimal(0)))


def _columns(call: Call, hit_type: HITType, identifier: str, question: str) -> dict[str, Any]:
    """The columns of a new HIT."""
    assignments = call.given.get("MaxAssignments", 1)
    return {
        "id": identifier,
        "requester_id": call.requester.id,
        "type_id": hit_type.id,
        "group_id": group_of(hit_type.id),
        "layout_id": call.given.get("HITLayoutId"),
        "created": call.now,
        "expiration": call.now + timedelta(seconds=call.given["LifetimeInSeconds"]),
        "question": question,
        "annotation": call.given.get("RequesterAnnotation"),
        "max_assignments": assignments,
        "available": assignments,
        "pending": 0,
        "submitted": 0,
        "completed": 0,
        "review_status": "NotReviewed",
        "disposed": False,
        "reviewing": False,
        "assignment_review_policy": call.given.get("AssignmentReviewPolicy"),
        "hit_review_policy": call.given.get("HITReviewPolicy"),
    }


def _question(call: Call) -> str:
    """The checked XML of the question, as sent or made from the layout."""
    given, layout = call.given.get("Question"), call.given.get("HITLayoutId")
    parameters = call.given.get("HITLayoutParameters", [])
    if given is not None and layout is not None:
        message = "The combination of parameters supplied to the request is invalid: Question, HITLayoutId."
        raise Refusal("InvalidParameterCombinationError", message, kind="InvalidParameterCombinationError")
    if parameters and layout is None:
        raise invalid("HITLayoutParameters need a HITLayoutId.")
    if layout is not None:
        return question_from_layout(call, layout, parameters)
    if given is None:
        raise Refusal("AWS.MissingParameters", "The request must contain the parameter Question or HITLayoutId.")
    check_said("Question", given)
    check_document(call, "Question", str(given), _KINDS)
    return str(given)
