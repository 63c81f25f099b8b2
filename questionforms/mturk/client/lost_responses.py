"""Which responses are lost: cut off anywhere, empty, or not from the service; and the exceptions for them.

botocore checks neither the length of a body nor its shape: it parses what is left of a response into one without
members, or fails in its parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import LostResponse
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

CODE = "LostResponse"
#: Method -> what every complete response to it has: the path to an id or an address.
MEMBERS = {
    "create_hit": ("HIT", "HITId"),
    "create_hit_with_hit_type": ("HIT", "HITId"),
    "create_hit_type": ("HITTypeId",),
    "get_hit": ("HIT", "HITId"),
    "create_qualification_type": ("QualificationType", "QualificationTypeId"),
    "update_qualification_type": ("QualificationType", "QualificationTypeId"),
}
#: Method -> the list in its responses, and what each item has.
LISTS = {
    "list_assignments_for_hit": ("Assignments", "AssignmentId"),
    "list_qualification_types": ("QualificationTypes", "QualificationTypeId"),
}


def lost_response(operation: str, method: str, response: Any) -> LostResponse | None:
    """The exception for a response that is not complete; None if it is complete, or if the method is not known here."""
    lacks = _lacks(method, response)
    if lacks is None:
        return None
    metadata = response.get("ResponseMetadata", {}) if isinstance(response, Mapping) else {}
    return _unreadable(operation, metadata, lacks)


def lost_refusal(error: Any) -> LostResponse | None:
    """The exception for a ClientError whose response is not complete: it lacks the code that every error has."""
    metadata = error.response.get("ResponseMetadata", {})
    status = metadata.get("HTTPStatusCode")
    code = error.response.get("Error", {}).get("Code")
    # botocore fills in the status if there is no code. From 500 on, that is a proxy's answer, or the service's fault.
    if code and (code != str(status) or status >= _FAULT):
        return None
    return _unreadable(error.operation_name, metadata, "no error code")


_FAULT = 500


def lost_connection(operation: str, error: Exception) -> LostResponse | None:
    """The exception for what boto3 raised instead of a response; None if it raised that before it sent the call."""
    from botocore import exceptions  # type: ignore[import-untyped]

    if isinstance(error, exceptions.HTTPClientError | exceptions.ConnectionError):
        raised: Any = type(error)
        lost = _class_for(raised)(operation, CODE, str(error))
        lost.__dict__.update(kwargs=getattr(error, "kwargs", {}), request=None, response=None)
        return lost
    if _is_from_parsing(error):
        return LostResponse(operation, CODE, f"the response could not be read ({error}); {_CUT_OFF}")
    return None


def can_be_repeated(error: LostResponse) -> bool:
    """Whether it makes sense to make the call again at once: it reached the service, or what answers for it."""
    from botocore import exceptions

    return not isinstance(error, exceptions.ConnectionError | exceptions.ReadTimeoutError)


_CUT_OFF = "it was cut off, or did not come from the service"


def _lacks(method: str, response: Any) -> str | None:
    """What a response has instead of what it must have; None if it is complete."""
    if method in LISTS:
        return _lacks_items(response, *LISTS[method])
    found = response
    for name in MEMBERS.get(method, ()):
        found = found.get(name) if isinstance(found, Mapping) else None
        if not found:
            return f"no `{name}`"
    return None if method not in MEMBERS or isinstance(found, str) else f"no `{MEMBERS[method][-1]}`"


def _lacks_items(response: Any, name: str, id_name: str) -> str | None:
    page = response if isinstance(response, Mapping) else {}
    count = page.get("NumResults")
    items = page.get(name, () if count == 0 else None)
    if not isinstance(items, list | tuple):
        return f"no `{name}`"
    if not all(isinstance(item, Mapping) and isinstance(item.get(id_name), str) for item in items):
        return f"`{name}` without `{id_name}`"
    if isinstance(count, int) and count > len(items):
        return f"only {len(items)} of {count} `{name}`"
    return None


def _unreadable(operation: str, metadata: Mapping[str, Any], lacks: str) -> LostResponse:
    status = metadata.get("HTTPStatusCode")
    kind = metadata.get("HTTPHeaders", {}).get("content-type", "")
    said = f"the response with status {status} has {lacks}; {_CUT_OFF}"
    if kind and "json" not in kind:
        said = f"{said}: its Content-Type is {quoted(kind)}"
    return LostResponse(operation, CODE, said, status=status, attempts=metadata.get("RetryAttempts", 0) + 1)


def _is_from_parsing(error: Exception) -> bool:
    """Whether botocore failed while it read a response: its parser raises whatever comes of an unexpected shape."""
    modules = [frame.f_globals.get("__name__") for frame, _ in walk_tb(error.__traceback__)]
    return "botocore.parsers" in modules or (isinstance(error, AttributeError) and modules[-1] == "botocore.endpoint")


class _LostConnection(LostResponse):
    """A LostResponse that is boto3's own exception, too."""

    def __reduce__(self) -> tuple[Callable[..., LostResponse], tuple[Any, ...]]:
        kwargs = {name: str(value) for name, value in self.__dict__["kwargs"].items() if name != "request"}
        return _rebuilt, (type(self).__bases__[1], self.args, self.__dict__ | {"kwargs": kwargs})


@cache
def _class_for(raised: Any) -> type[LostResponse]:
    """The class for an exception of boto3's, with its name."""
    return type(raised.__name__, (_LostConnection, raised), {"__module__": __name__, "__doc__": raised.__doc__})


def _rebuilt(raised: Any, args: tuple[Any, ...], state: dict[str, Any]) -> LostResponse:
    error = _class_for(raised)(*args)
    error.__dict__.update(state)
    return error
