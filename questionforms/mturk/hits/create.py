"""The calls that make HITs and their types. Nothing is sent before everything is checked."""

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
    """The HIT that the service made of a question; the fields are those of HitFields.

    Where no token is given, one is made for this call, so that boto3's retries never make a second HIT. Raises
    InvalidParameters with all problems before the call, WrongType for values of other types, HITAlreadyExists for a
    token that was used before, and ServiceError for what else the service refuses.
    """
    prepared = prepare("create_hit", question, fields, HitFields, endpoint=endpoint_of("create_hit", client))
    return _created(client, "create_hit", prepared.parameters_or_raise())


def create_hit_type(client: Any, **fields: Unpack[HitTypeFields]) -> HitType:
    """The HIT type of these fields, those of HitTypeFields. The service gives equal fields the same type.

    Raises what `create_hit` raises.
    """
    prepared = prepare("create_hit_type", None, fields, HitTypeFields, endpoint=endpoint_of("create_hit_type", client))
    parameters = prepared.parameters_or_raise()
    return HitType.from_response(parameters | call(client, "create_hit_type", **parameters))


def create_hit_with_hit_type(
    client: Any, hit_type: HitType | str, question: Question | None = None, **fields: Unpack[OwnFields]
) -> Hit:
    """The HIT that the service made of a question, of a type or the id of one; the fields are those of OwnFields.

    What belongs to the type is refused. Raises what `create_hit` raises.
    """
    where = "create_hit_with_hit_type"
    type_id = id_of(where, "hit_type", hit_type, HitType)
    prepared = prepare(where, question, fields, OwnFields, endpoint=endpoint_of(where, client))
    prepared.problems[:0] = id_problems("HITTypeId", type_id)
    return _created(client, where, {"HITTypeId": type_id, **prepared.parameters_or_raise()})


def _created(client: Any, method: str, parameters: dict[str, Any]) -> Hit:
    """The HIT of a call, which is made so that it can be repeated."""
    token = {"UniqueRequestToken": uuid4().hex}
    try:
        return Hit.from_response(call(client, method, **token | parameters))
    except HITAlreadyExists as error:
        if "UniqueRequestToken" in parameters or error.hit_id is None:
            raise
        # The token is new, so it was this call: boto3 made it again after the first answer was lost.
        return Hit.from_response(call(client, "get_hit", HITId=error.hit_id))
