"""The only place that calls the service, through boto3; the service's errors become this library's exceptions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import HITAlreadyExists, MissingExtra, ServiceError, WrongType
from questionforms.words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The time in milliseconds, which the service puts at the end of its messages.
_STAMP = re.compile(r"\s*\(\d{10,13}(?: s)?\)\s*\Z")


def call(client: Any, method: str, **parameters: Any) -> dict[str, Any]:
    """Call a method of the boto3 client, such as `create_hit`. Raises ServiceError for errors from the service."""
    with service_errors():
        response: dict[str, Any] = method_of(client, method)(**parameters)
    return response


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


@contextmanager
def service_errors() -> Iterator[None]:
    """Inside this context, errors from the service are raised as ServiceError.

    What boto3 itself raises, for lost connections or missing keys, is left unchanged.
    """
    try:
        from botocore.exceptions import ClientError  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        raise missing_boto3() from error
    try:
        yield
    except ClientError as error:
        raise translated(error) from error


def translated(error: Any) -> ServiceError:
    """The ServiceError for a botocore ClientError."""
    response = error.response
    said = response.get("Error", {})
    whole = response.get("TurkErrorCode")
    code = (whole or said.get("Code") or "Unknown").rpartition(".")[2]
    message = _STAMP.sub("", said.get("Message") or "").strip()
    made = HITAlreadyExists if code.lower() == "hitalreadyexists" or _IS_THERE.search(message) else ServiceError
    return made(
        error.operation_name,
        code,
        message,
        turk_error_code=whole,
        status=response.get("ResponseMetadata", {}).get("HTTPStatusCode"),
        fix=_fix(code, message),
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
