"""The service's model from botocore: what a call may contain, and what a response must contain."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from questionforms.marketplace.api.constraints import violations
from questionforms.marketplace.errors import Refusal, constraints_broken, invalid, out_of_range


@cache
def service() -> Any:
    """The model `mturk/2017-01-17` from botocore."""
    from botocore.loaders import Loader  # type: ignore[import-untyped]
    from botocore.model import ServiceModel  # type: ignore[import-untyped]

    # not through a session, which would read the user's configuration
    return ServiceModel(Loader().load_service_model("mturk", "service-2", "2017-01-17"), service_name="mturk")


def operation_names() -> list[str]:
    """The names of all operations."""
    return list(service().operation_names)


def checked(operation: str, given: Any) -> dict[str, Any]:
    """The parameters of a call, with times parsed. Raises a Refusal if they do not fit the model.

    botocore checks types and names, but not enumerations, patterns and the longest texts.
    """
    from botocore.validate import ParamValidator  # type: ignore[import-untyped]

    shape = service().operation_model(operation).input_shape
    if broken := violations(shape, given):
        raise constraints_broken(broken)
    try:
        report = ParamValidator().validate(given, shape)
    except RuntimeError as error:  # a time outside the calendar
        raise invalid(str(error)) from error
    if report.has_errors():
        raise invalid(report.generate_report())
    found: dict[str, Any] = _read(shape, given, "")
    return found


def _read(shape: Any, value: Any, name: str) -> Any:
    """A value as a Python object. Checks what no constraint of the model rules out, but no database can store."""
    if shape.type_name == "structure":
        return {
            member: _read(shape.members[member], one, member)
            for member, one in value.items()
            if member in shape.members and one is not None
        }
    if shape.type_name == "list":
        return [_read(shape.member, one, name) for one in value]
    if shape.type_name == "timestamp":
        return _instant(value, name)
    if shape.type_name == "string" and _UNSTORABLE.search(value):
        raise invalid(f"The value {value!a} is invalid for {name}. It contains an invalid character.")
    if shape.type_name in _SPANS:
        _check_number(shape, value, name)
    return value


#: Half a UTF-16 surrogate pair is not text, and PostgreSQL cannot store U+0000.
_UNSTORABLE = re.compile("[\\0\\ud800-\\udfff]")
#: The range of whole numbers in a type.
_SPANS = {"integer": (-(2**31), 2**31 - 1), "long": (-(2**63), 2**63 - 1)}


def _check_number(shape: Any, value: int, name: str) -> None:
    """Raise a Refusal for a whole number out of range, and for True or False, which are whole numbers in Python."""
    if isinstance(value, bool):
        raise invalid(f"The value {str(value).lower()} is invalid for {name}. It is not a number.")
    low, high = _SPANS[shape.type_name]
    if not low <= value <= high:
        raise out_of_range(name, value, low, high)


def _instant(value: Any, name: str) -> datetime:
    from botocore.utils import parse_timestamp  # type: ignore[import-untyped]

    try:
        found: datetime = parse_timestamp(None if isinstance(value, bool) else value)
        found = found.replace(tzinfo=found.tzinfo or UTC)  # the service's own time zone does not matter
        found.astimezone(UTC)  # a time at the end of the calendar may be out of range in UTC
    except (TypeError, ValueError, OverflowError, RuntimeError) as error:
        raise invalid(f"The value {value} is invalid for {name}. It is not a valid time.") from error
    return found


def rendered(operation: str, result: dict[str, Any]) -> dict[str, Any]:
    """A result for JSON, without members that are None, and with times in milliseconds, as the service's had.

    A member that is not in the model is a bug.
    """
    shape = service().operation_model(operation).output_shape
    found: dict[str, Any] = {} if shape is None else _render(shape, result)
    return found


def _render(shape: Any, value: Any) -> Any:
    if shape.type_name == "structure":
        unknown = set(value) - set(shape.members)
        lacking = {name for name in shape.required_members if value.get(name) is None}
        if unknown or lacking:
            raise LookupError(f"{shape.name}: unknown {sorted(unknown)}, missing {sorted(lacking)}")
        return {name: _render(shape.members[name], one) for name, one in value.items() if one is not None}
    if shape.type_name == "list":
        return [_render(shape.member, one) for one in value]
    if isinstance(value, datetime):
        return round(in_milliseconds(value).timestamp(), 3)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value


def in_milliseconds(time: datetime) -> datetime:
    """A time without the microseconds that responses leave out; it is never later than the time itself."""
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def operation_of(target: str) -> str:
    """The operation named in the X-Amz-Target header. Raises a Refusal if the service does not have it."""
    prefix, _, name = target.partition(".")
    if prefix != service().metadata["targetPrefix"] or name not in service().operation_names:
        raise Refusal("AWS.UnknownOperation", f"There is no operation {target}.", kind="UnknownOperationException")
    return name
