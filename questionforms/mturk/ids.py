"""The ids that the service gives: what one looks like, and where a caller may give a record in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from questionforms.elements.base.arguments import found
from questionforms.exceptions import WrongType
from questionforms.mturk.findings import error, refuse, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.problems import Problem

#: Source: botocore's model, EntityId.
ID = re.compile(r"[A-Z0-9]{1,64}")


def id_problems(path: str, id: str) -> Iterator[Problem]:
    """What is no id of the service's."""
    if not ID.fullmatch(id):
        yield error("invalid-id", path, f"{shown(id)} is no id; expected 1 to 64 of A to Z and 0 to 9")


def id_of(where: str, argument: str, value: Any, kind: type[Any]) -> str:
    """The id of a record of that kind, or the id itself. Raises WrongType for what is neither."""
    id = value.id if isinstance(value, kind) else value
    if not isinstance(id, str):
        raise WrongType(where, argument, f"{found(value)}; expected a {kind.__name__}, or the id of one (str)")
    return id


def refuse_no_id(where: str, argument: str, id: str) -> str:
    """The id. Raises InvalidArgument for what is none, where it is all that a call has."""
    refuse(where, id_problems(argument, id))
    return id
