"""The service's model from botocore: what a call may contain, and what a response must contain."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from questionforms.marketplace.api.constraints import violations
from questionforms.marketplace.errors import Refusal, constraints_broken, invalid, out_of_range

if TYPE_CHECKING:
    from collections.abc import Callable


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
    except OverflowError as error:  # a time at the end of the calendar, or a number larger than any float
        raise _bad_time(shape, given) from error
    if report.has_errors():
        raise invalid(report.generate_report())
    found: dict[str, Any] = _read(shape, given, "")
    return found


def _bad_time(shape: Any, given: dict[str, Any]) -> Refusal:
    """The refusal of a call whose times cannot be read."""
    names = [name for name, member in shape.members.items() if member.type_name == "timestamp" and name in given]
    values, listed = ", ".join(str(given[name])[:80] for name in names), ", ".join(names)
    return invalid(f"The value {values} is invalid for {listed}. It is not a valid time.")


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
    """A result without members that are None, for `written`. A member that is not in the model is a bug."""
    shape = service().operation_model(operation).output_shape
    if shape is None:
        return {}
    found: dict[str, Any] = _renderer(shape.name)(result)
    return found


@cache
def _renderer(name: str) -> Callable[[Any], Any]:
    """Renders values of a shape, which only structures and lists of them need."""
    shape = service().shape_for(name)
    if shape.type_name == "list":
        inner = _renderer(shape.member.name)
        return lambda value: [inner(one) for one in value]
    if shape.type_name == "structure":
        return _structure_renderer(shape)
    return lambda value: value


def _structure_renderer(shape: Any) -> Callable[[Any], Any]:
    known, required = frozenset(shape.members), frozenset(shape.required_members)
    inner = {name: _renderer(one.name) for name, one in shape.members.items() if one.type_name in ("structure", "list")}

    def render(value: dict[str, Any]) -> dict[str, Any]:
        found = {name: one for name, one in value.items() if one is not None}
        if not (found.keys() <= known and required <= found.keys()):
            raise LookupError(f"{shape.name}: unknown {found.keys() - known}, missing {required - found.keys()}")
        for name in inner.keys() & found.keys():
            found[name] = inner[name](found[name])
        return found

    return render


def written(body: dict[str, Any]) -> str:
    """The JSON of a response: times in seconds since 1970, exact to the millisecond; amounts with two decimals."""
    return json.dumps(body, separators=(",", ":"), default=_plain)


def _plain(value: datetime | Decimal) -> float | str:
    return round(in_milliseconds(value).timestamp(), 3) if isinstance(value, datetime) else f"{value:.2f}"


def in_milliseconds(time: datetime) -> datetime:
    """A time without the microseconds that responses leave out; it is never later than the time itself."""
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def operation_of(target: str) -> str:
    """The operation named in the X-Amz-Target header. Raises a Refusal if the service does not have it."""
    prefix, _, name = target.partition(".")
    if prefix != service().metadata["targetPrefix"] or name not in service().operation_names:
        raise Refusal("AWS.UnknownOperation", f"There is no operation {target}.", kind="UnknownOperationException")
    return name
