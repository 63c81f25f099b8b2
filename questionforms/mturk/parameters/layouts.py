"""Layouts of the requester site as parameters of a call; a layout takes the place of a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import WrongType
from questionforms.mturk.parameters.findings import finding
from questionforms.mturk.parameters.kinds import character_problems, id_problems
from questionforms.words import found, quoted
from questionforms.xml.load import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.problems import Problem

#: A `&` that does not start a reference.
_BARE = re.compile(r"&(?!\w+;|#\d+;|#[xX][0-9a-fA-F]+;)")
#: One that the service rejected: a letter or `#` follows it directly. In HTML, `&` before a blank is only text.
REJECTED_AMPERSAND = re.compile(rf"{_BARE.pattern}(?=[A-Za-z#])")


@dataclass(frozen=True, slots=True)
class Layout:
    """A project on the requester site, with the values for its placeholders `${name}`.

    The values are inserted unescaped, so write `&` as `&amp;`. Source: HITLayout, in the API reference.
    """

    #: The HITLayoutId.
    id: str
    #: The name of a placeholder -> its value.
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.id, str):
            raise WrongType("Layout", "id", f"{found(self.id)}; expected text (str)")
        if not isinstance(self.parameters, Mapping):
            raise WrongType("Layout", "parameters", f"{found(self.parameters)}; expected names with their values")
        for part in (part for pair in self.parameters.items() for part in pair):
            if not isinstance(part, str):
                raise WrongType("Layout", "parameters", f"{found(part)}; expected names and values that are text (str)")
        object.__setattr__(self, "parameters", {str(name): str(value) for name, value in self.parameters.items()})

    def to_parameters(self) -> dict[str, Any]:
        """The layout as boto3 accepts it."""
        named = [{"Name": name, "Value": value} for name, value in self.parameters.items()]
        return {"HITLayoutId": self.id} | ({"HITLayoutParameters": named} if named else {})

    def problems(self) -> Iterator[Problem]:
        """Yield the problems with the id and the values."""
        yield from id_problems("HITLayoutId", self.id)
        for place, (name, value) in enumerate(self.parameters.items()):
            path = f"HITLayoutParameters[{place}]"
            if not name:
                yield finding("empty-text", f"{path}.Name", "it is empty; expected the name of a placeholder")
            rejected = REJECTED_AMPERSAND.search(value)
            if bare := rejected or _BARE.search(value):
                message = f"{quoted(value[bare.start() : bare.start() + 12])} has `&`, which is inserted unescaped"
                case = "layout-value" if rejected else ""
                yield finding("unescaped-ampersand", f"{path}.Value", message, "write `&amp;`", case=case)
            yield from character_problems(f"{path}.Value", value)
        size = sum(len(value.encode("utf-8", "surrogatepass")) for value in self.parameters.values())
        if size > LIMIT:
            message = f"the values have {size:,} bytes; expected at most {LIMIT:,}, including the layout"
            yield finding("too-large", "HITLayoutParameters", message)


def layout_of(where: str, value: object) -> Layout:
    """The layout, given as a Layout or by its id."""
    if isinstance(value, Layout):
        return value
    if isinstance(value, str):
        return Layout(value)
    raise WrongType(where, "layout", f"{found(value)}; expected a Layout, or the id of one (str)")
