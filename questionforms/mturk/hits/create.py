"""The calls that create HITs and HIT types. Everything is checked before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack
from uuid import uuid4

from questionforms.exceptions import HITAlreadyExists
from questionforms.mturk.client.call import call
from questionforms.mturk.client.endpoints import endpoint_of
from questionforms.mturk.hits.hit import Hit, HitType
from questionforms.mturk.hits.parameters import HitFields, HitTypeFields, OwnFields, prepare
from questionforms.mturk.parameters.kinds import id_of, id_problems

if TYPE_CHECKING:
    from questionforms.mturk.hits.parameters import Question


def create_hit(client: Any, question: Question | None = None, **fields: Unpack[HitFields]) -> Hit:
    """Create a HIT from a question and the fields in HitFields.

    If you pass no token, a new one is used for this call, so that boto3's retries never create a second HIT. Raises
    InvalidParameters with all problems before the call, WrongType for values of the wrong type, HITAlreadyExists for a
    token that was used before, and ServiceError for any other error from the service.
    """
    prepared = prepare("create_hit", question, fields, HitFields, endpoint=endpoint_of("create_hit", client))
    return _created(client, "create_hit", prepared.parameters_or_raise())


def create_hit_type(client: Any, **fields: Unpack[HitTypeFields]) -> HitType:
    """Create a HIT type from the fields in HitTypeFields. The service returns the same type for equal fields.

    Raises the same exceptions as `create_hit`.
    """
    prepared = prepare("create_hit_type", None, fields, HitTypeFields, endpoint=endpoint_of("create_hit_type", client))
    parameters = prepared.parameters_or_raise()
    return HitType.from_response(parameters | call(client, "create_hit_type", **parameters))


def create_hit_with_hit_type(
    client: Any, hit_type: HitType | str, question: Question | None = None, **fields: Unpack[OwnFields]
) -> Hit:
    """Create a HIT from a HIT type or its id, a question, and the fields in OwnFields.

    Fields of the type are rejected. Raises the same exceptions as `create_hit`.
    """
    where = "create_hit_with_hit_type"
    type_id = id_of(where, "hit_type", hit_type, HitType)
    prepared = prepare(where, question, fields, OwnFields, endpoint=endpoint_of(where, client))
    prepared.problems[:0] = id_problems("HITTypeId", type_id)
    return _created(client, where, {"HITTypeId": type_id, **prepared.parameters_or_raise()})


def _created(client: Any, method: str, parameters: dict[str, Any]) -> Hit:
    """Make the call and return its HIT; the token makes the call safe to repeat."""
    token = {"UniqueRequestToken": uuid4().hex}
    try:
        return Hit.from_response(call(client, method, **token | parameters))
    except HITAlreadyExists as error:
        if "UniqueRequestToken" in parameters or error.hit_id is None:
            raise
        # The token is new, so this very call created the HIT: boto3 retried after the first response was lost.
        return Hit.from_response(call(client, "get_hit", HITId=error.hit_id))
