"""`questionforms.mturk` with the marketplace: the HITs that it creates and the calls that it refuses."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from questionforms import FreeTextAnswer, Question, QuestionForm
from questionforms.exceptions import HITAlreadyExists, ServiceError
from questionforms.mturk import Hit, create_hit, create_hit_type, create_hit_with_hit_type, qualifications

FORM = QuestionForm(Question("why", "Why?", FreeTextAnswer(), required=True))
TYPE: dict[str, Any] = {"title": "Read", "description": "Say", "reward": "0.10", "duration": 600}


def test_hit_is_what_was_asked_for(mturk_client: Any) -> None:
    """A HIT has every field as given, in the response that created it and when it is requested again."""
    given: dict[str, Any] = {
        "max_assignments": 3,
        "auto_approval_delay": timedelta(days=1),
        "keywords": ["review", "text"],
        "annotation": "row 7",
        "qualifications": [qualifications.hits_approved(at_least=100)],
    }
    made = create_hit(mturk_client, FORM, **TYPE, lifetime=timedelta(days=2), **given)
    for hit in (made, Hit.from_response(mturk_client.get_hit(HITId=made.id))):
        assert (hit.title, hit.description, hit.reward) == ("Read", "Say", Decimal("0.10"))
        assert (hit.duration, hit.auto_approval_delay) == (timedelta(minutes=10), timedelta(days=1))
        assert (hit.keywords, hit.annotation) == (("review", "text"), "row 7")
        [requirement] = hit.qualifications or ()
        assert given["qualifications"][0].to_dict().items() <= requirement.items()
        assert (hit.max_assignments, hit.available, hit.pending, hit.completed) == (3, 3, 0, 0)
        assert (hit.status, hit.review_status) == ("Assignable", "NotReviewed")
        assert hit.creation is not None
        assert hit.expiration == hit.creation + timedelta(days=2)
        assert hit.question == FORM


def test_hits_of_a_type_share_it(mturk_client: Any) -> None:
    """HITs created with a type have that type, and so does one created with equal fields."""
    hit_type = create_hit_type(mturk_client, **TYPE)
    of_type = create_hit_with_hit_type(mturk_client, hit_type, FORM, lifetime=3_600)
    alone = create_hit(mturk_client, FORM, **TYPE, lifetime=60)
    assert of_type.type_id == alone.type_id == hit_type.id
    assert (of_type.title, of_type.reward) == (hit_type.title, hit_type.reward)


def test_token_makes_one_hit(mturk_client: Any) -> None:
    """A reused token creates nothing and leads to the earlier HIT; without a token, each call creates a HIT."""
    first = create_hit(mturk_client, FORM, **TYPE, lifetime=60, token="row-1")
    with pytest.raises(HITAlreadyExists) as caught:
        create_hit(mturk_client, FORM, **TYPE, lifetime=60, token="row-1")
    assert caught.value.hit_id == first.id
    others = [create_hit(mturk_client, FORM, **TYPE, lifetime=60) for _ in range(2)]
    assert {each["HITId"] for each in mturk_client.list_hits()["HITs"]} == {first.id, *(each.id for each in others)}


def test_what_only_the_service_knows_is_its_error(mturk_client: Any) -> None:
    """The service rejects an unknown HIT type or qualification type, and nothing is created."""
    with pytest.raises(ServiceError) as caught:
        create_hit_with_hit_type(mturk_client, "3NOSUCHTYPE", FORM, lifetime=60)
    assert caught.value.code == "HITTypeDoesNotExist"
    missing = qualifications.custom("3NOSUCHTYPE").exists()
    with pytest.raises(ServiceError) as caught:
        create_hit(mturk_client, FORM, **TYPE, lifetime=60, qualifications=[missing])
    assert caught.value.turk_error_code == "AWS.MechanicalTurk.QualificationTypeDoesNotExist"
    assert (caught.value.fix or "").startswith("Check the endpoint")
    assert mturk_client.list_hits()["HITs"] == []
