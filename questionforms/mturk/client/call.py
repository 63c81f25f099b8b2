"""The one way from this layer to the service: a call by boto3, with the service's errors as this library's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import HITAlreadyExists, MissingExtra, ServiceError, WrongType
from questionforms.words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What the service puts at the end of its messages: the time in milliseconds.
_STAMP = re.compile(r"\s*\(\d{10,13}(?: s)?\)\s*\Z")


def call(client: Any, method: str, **parameters: Any) -> dict[str, Any]:
    """What the service answers to a method of boto3's client, such as `create_hit`; its errors are a ServiceError."""
    with service_errors():
        response: dict[str, Any] = method_of(client, method)(**parameters)
    return response


def method_of(client: Any, name: str, where: str | None = None) -> Any:
    """A method of boto3's client. Raises WrongType, in the name of `where`, for what is no client of the service."""
    method = getattr(client, name, None)
    if not callable(method):
        raise WrongType(where or name, "client", f"{found(client)}; expected boto3's client, as `connect` gives it")
    return method


def without_none(value: Any) -> Any:
    """A dict as boto3 takes it: members that are None are not there, at any depth."""
    if isinstance(value, Mapping):
        return {name: without_none(member) for name, member in value.items() if member is not None}
    return [without_none(each) for each in value] if isinstance(value, list | tuple) else value


@contextmanager
def service_errors() -> Iterator[None]:
    """Whatever is called inside, such as the pages of a paginator, raises ServiceError for the service's errors.

    What boto3 itself raises, for lost connections or missing keys, is not touched.
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
    """The ServiceError that says what a ClientError of botocore's says."""
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


#: How the service says that a token was used before, whatever the code beside it.
_IS_THERE = re.compile(r"\bThe HIT with ID \S+ already exists\b")


def _fix(code: str, message: str) -> str | None:
    """What to do, by the message, or by the code where the message is not known."""
    from questionforms.service_errors import explain

    explained = explain(f"An error occurred ({code}): {message}") or explain(code)
    return explained[0].cure if explained else None


def missing_boto3() -> MissingExtra:
    """What is raised where boto3 is not installed."""
    return MissingExtra("calls to the service need boto3; `pip install 'questionforms[mturk]'` installs it")
