"""The calls that create HITs and HIT types. Everything is checked before anything is sent."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Unpack
from uuid import uuid4

from questionforms.exceptions import HITAlreadyExists, LostResponse, ServiceError
from questionforms.mturk.client.call import call
from questionforms.mturk.client.endpoints import endpoint_of
from questionforms.mturk.hits.hit import Hit, HitType
from questionforms.mturk.hits.parameters import HitFields, HitTypeFields, OwnFields, prepare
from questionforms.mturk.parameters.kinds import id_of, id_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.mturk.hits.parameters import Question

#: From this status on, the service failed, so the call may have had its effect.
_FAULT = 500


def create_hit(client: Any, question: Question | None = None, **fields: Unpack[HitFields]) -> Hit:
    """Create a HIT from a question and the fields in HitFields.

    If you pass no token, a new one is used for this call. If the response is lost, the call is repeated with the same
    token, so there is never a second HIT. Raises InvalidParameters with all problems before the call, WrongType for
    values of the wrong type, HITAlreadyExists for a token that was used before, LostResponse if no response arrives,
    and ServiceError for any other error from the service. If the HIT may exist, the error has the token as `.token`.
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
    is_own = "UniqueRequestToken" in parameters
    token = parameters["UniqueRequestToken"] if is_own else uuid4().hex
    try:
        with _keeping(token):
            return Hit.from_response(call(client, method, **parameters | {"UniqueRequestToken": token}))
    except HITAlreadyExists as error:
        if error.hit_id is None or (is_own and error.attempts == 1):
            raise
        # The call was sent more than once, or its token is new: an earlier attempt created the HIT.
        hit_id = error.hit_id
    try:
        return Hit.from_response(call(client, "get_hit", HITId=hit_id))
    except ServiceError as error:
        error.token, error.message = token, f"{error.message}; CreateHIT created HIT {hit_id}"
        raise


@contextmanager
def _keeping(token: str) -> Iterator[None]:
    """Inside this context, an error that leaves open whether there is a HIT gets the token that finds it."""
    try:
        yield
    except ServiceError as error:
        if isinstance(error, HITAlreadyExists | LostResponse) or error.attempts > 1 or (error.status or 0) >= _FAULT:
            error.token = token
        raise
    except BaseException as error:
        from botocore import exceptions  # type: ignore[import-untyped]

        # boto3's own come before the call is sent, except where the keys for another attempt have expired
        if not isinstance(error, exceptions.BotoCoreError) or isinstance(error, exceptions.CredentialRetrievalError):
            error.add_note(f"If the call was sent, the HIT may exist; its UniqueRequestToken is {token!r}.")
            with suppress(AttributeError):
                error.token = token  # type: ignore[attr-defined]
        raise
