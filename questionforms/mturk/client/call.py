"""The only place that calls the service, through boto3; errors and lost responses become this library's exceptions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import HITAlreadyExists, LostResponse, MissingExtra, ServiceError, WrongType
from questionforms.mturk.client.lost_responses import (
    CODE,
    can_be_repeated,
    lost_connection,
    lost_refusal,
    lost_response,
)
from questionforms.words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The time in milliseconds, which the service puts at the end of its messages.
_STAMP = re.compile(r"\s*\(\d{10,13}(?: s)?\)\s*\Z")


#: How often a call is made if the responses to it are lost.
ATTEMPTS = 3


def call(client: Any, method: str, **parameters: Any) -> dict[str, Any]:
    """Call a method of the boto3 client, such as `create_hit`, and return its complete response.

    If the response is lost or cut off, the call is made again, at most ATTEMPTS times in all: this is only for calls
    that may be repeated. Raises ServiceError for errors from the service, and LostResponse, which is also boto3's own
    exception if boto3 lost the connection. Whatever boto3 raises before it sends the call, as for missing keys, is left
    unchanged.
    """
    sent, left = 0, ATTEMPTS
    lost: LostResponse | None = None
    while True:
        try:
            return _send(client, method, parameters)
        except ServiceError as error:
            sent, left = sent + error.attempts, left - 1
            error.attempts = sent
            if not left or not isinstance(error, LostResponse) or not can_be_repeated(error):
                raise
            lost = error
        except Exception as error:
            if lost is None:
                raise
            raise lost from error  # it could not be repeated, which changes nothing about the call that was lost


def pages(client: Any, method: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    """Yield each page of a list, as it is needed; the list ends with the page without a NextToken.

    Raises the same exceptions as `call`, also if a page has the NextToken of the page before it.
    """
    token: str | None = None
    while True:
        page = call(client, method, **parameters, **({} if token is None else {"NextToken": token}))
        yield page
        last, token = token, page.get("NextToken")
        if not token:
            return
        if token == last:
            message = "two pages in a row have the same `NextToken`, so the list would never end"
            raise LostResponse(_operation(client, method), CODE, message)


def _send(client: Any, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
    try:
        from botocore.exceptions import ClientError  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        raise missing_boto3() from error
    operation = _operation(client, method)
    try:
        response: dict[str, Any] = method_of(client, method)(**parameters)
    except ClientError as error:
        raise (lost_refusal(error) or translated(error)) from error
    except Exception as error:
        lost = lost_connection(operation, error)
        if lost is None:
            raise
        raise lost from error
    if (cut := lost_response(operation, method, response)) is not None:
        raise cut
    return response


def _operation(client: Any, method: str) -> str:
    """The name of a method in the service's API, such as `CreateHIT`."""
    names = getattr(getattr(client, "meta", None), "method_to_api_mapping", None)
    return str(names.get(method, method)) if isinstance(names, Mapping) else method


def method_of(client: Any, name: str, where: str | None = None) -> Any:
    """A method of the boto3 client. Raises WrongType, naming `where`, if it is not a client for the service."""
    method = getattr(client, name, None)
    if not callable(method):
        raise WrongType(
            where or name, "client", f"{found(client)}; expected a boto3 client, such as the one from `connect`"
        )
    return method


def without_none(value: Any) -> Any:
    """A dict as boto3 accepts it: without the members that are None, at any depth."""
    if isinstance(value, Mapping):
        return {name: without_none(member) for name, member in value.items() if member is not None}
    return [without_none(each) for each in value] if isinstance(value, list | tuple) else value


def translated(error: Any) -> ServiceError:
    """The ServiceError for a botocore ClientError."""
    response = error.response
    said = response.get("Error", {})
    metadata = response.get("ResponseMetadata", {})
    whole = response.get("TurkErrorCode")
    code = (whole or said.get("Code") or "Unknown").rpartition(".")[2]
    message = _STAMP.sub("", said.get("Message") or "").strip()
    made = HITAlreadyExists if code.lower() == "hitalreadyexists" or _IS_THERE.search(message) else ServiceError
    return made(
        error.operation_name,
        code,
        message,
        turk_error_code=whole,
        status=metadata.get("HTTPStatusCode"),
        fix=_fix(code, message),
        attempts=metadata.get("RetryAttempts", 0) + 1,
    )


#: The message for a token that was used before, whatever the error code.
_IS_THERE = re.compile(r"\bThe HIT with ID \S+ already exists\b")


def _fix(code: str, message: str) -> str | None:
    """What to do about an error: looked up by its message, or by its code if the message is unknown."""
    from questionforms.service_errors import explain

    explained = explain(f"An error occurred ({code}): {message}") or explain(code)
    return explained[0].cure if explained else None


def missing_boto3() -> MissingExtra:
    """The exception to raise if boto3 is not installed."""
    return MissingExtra("calls to the service need boto3; install it with `pip install 'questionforms[mturk]'`")
