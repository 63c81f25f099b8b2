"""Reads responses into records: each field names its member in the response, and how to read its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import WrongType
from questionforms.words import found

if TYPE_CHECKING:
    from collections.abc import Callable


def member(name: str, read: Callable[[Any], Any]) -> dict[str, Any]:
    """The metadata of a dataclass field for a member of a response; the field is None if the member is missing."""
    return {"member": name, "read": read}


def members_of(cls: str, response: object, holder: str, needed: str) -> Mapping[str, Any]:
    """The members of a record, from a response that contains it as its `holder`, such as `HIT`, or the record itself.

    Raises WrongType if the member `needed` is missing.
    """
    where, expected = f"{cls}.from_response", f"expected `{needed}`, or a response with `{holder}`, which contains it"
    if not isinstance(response, Mapping):
        raise WrongType(where, "response", f"{found(response)}; {expected}")
    members = response.get(holder, response)
    if isinstance(members, Mapping) and members.get(needed):
        return members
    names = ", ".join(f"`{name}`" for name in list(response)[:4]) or "nothing"
    several = "; a list has several: pass one at a time" if f"{holder}s" in response else ""
    raise WrongType(where, "response", f"it has {names}; {expected}{several}")


def read_members(cls: type[Any], response: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a class, read from the members of a response."""
    read = {}
    for each in fields(cls):
        if "member" in each.metadata:
            value = response.get(each.metadata["member"])
            read[each.name] = None if value is None else each.metadata["read"](value)
    return read


def text(value: Any) -> str:
    """The value as text."""
    return str(value)


def number(value: Any) -> int | None:
    """A whole number."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def seconds(value: Any) -> timedelta | None:
    """A time in seconds."""
    whole = number(value)
    try:
        return None if whole is None else timedelta(seconds=whole)
    except OverflowError:
        return None


def amount(value: Any) -> Decimal | None:
    """Dollars."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def words(value: Any) -> tuple[str, ...]:
    """Comma-separated words."""
    return tuple([word.strip() for word in str(value).split(",") if word.strip()])


def moment(value: Any) -> datetime | None:
    """A time in UTC, as boto3 returns it or as the AWS CLI writes it."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        when = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def requirements(value: Any) -> tuple[Mapping[str, Any], ...]:
    """The QualificationRequirements, without RequiredToPreview, which only repeats ActionsGuarded in responses."""
    listed = [dict(each) for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []
    for each in listed:
        if "ActionsGuarded" in each:
            each.pop("RequiredToPreview", None)
    return tuple(listed)
