"""HITs beside the assignments, whose columns are added to those of their assignments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.answers.archives.assignment_records import hit_columns
from questionforms.answers.archives.known_columns import COLUMNS
from questionforms.exceptions import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.answers.archives.assignment_records import Assignment

_HIT_ID = COLUMNS.index("HITId")
#: The key of a page of `list_hits`, and that of the response of `get_hit`.
_HOLDERS = ("HITs", "HIT")


class HITs:
    """The HITs found so far, by ID, and how many assignments were found beside them."""

    def __init__(self) -> None:
        self._by_id: dict[str, dict[str, Any]] = {}
        self.assignments = 0
        #: Where the first of them was found.
        self.place: str | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def add(self, hit: Mapping[str, Any], place: str | None = None) -> None:
        """Remember a HIT; what is said of it later replaces what was said before."""
        self.place = self.place or place or "the source"
        self._by_id.setdefault(str(hit["HITId"]), {}).update(hit_columns(hit))

    def collect(self, value: Any, place: str | None = None) -> None:
        """Remember the HITs in a page, a response, a HIT, or a sequence of these."""
        if isinstance(value, Mapping) and has_only_hits(value):
            self.place = self.place or place or "the source"
        for hit in hits_in(value):
            self.add(hit, place)

    def join(self, assignment: Assignment) -> Assignment:
        """The assignment with the columns of its HIT; its own values win."""
        self.assignments += 1
        hit = self._by_id.get(assignment.columns[_HIT_ID]) if self._by_id else None
        if hit is None:
            return assignment
        own = {name: value for name, value in assignment.others.items() if value is not None or name not in hit}
        return assignment._replace(others={**hit, **own})

    def refuse_alone(self) -> None:
        """Raise InvalidArgument if there are HITs, but no assignments."""
        if self.place is not None and not self.assignments:
            count = words.counted(len(self), "HIT")
            message = f"{self.place}: cannot be read alone: it has {count} but no assignments; pass them as well"
            raise InvalidArgument("answers", "source", message)


def hits_in(value: Any) -> Iterable[Mapping[str, Any]]:
    """The HITs in a page, a response, a HIT, or a list of these."""
    if isinstance(value, list | tuple):
        for item in value:
            if isinstance(item, Mapping | list):
                yield from hits_in(item)
    elif isinstance(value, Mapping):
        if is_hit(value):
            yield value
        for name in _HOLDERS:
            if isinstance(value.get(name), Mapping | list):
                yield from hits_in(value[name])


def is_hit(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a HIT rather than an assignment."""
    return (
        value.get("HITId") is not None
        and ("HITTypeId" in value or "Title" in value)
        and "AssignmentId" not in value
        and not any(str(name).startswith("Answer") for name in value)
    )


def has_only_hits(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a HIT, a page of HITs, or a response with one."""
    return is_hit(value) or (
        any(name in value for name in _HOLDERS) and not any(name in value for name in ("Assignments", "Assignment"))
    )
