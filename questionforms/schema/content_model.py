"""Which children an element may have, and in what order: the model, and the smallest correction of a sequence.

A model is an automaton over the names of the children (Glushkov's construction: one state for each place of a name in
the declaration). The correction is the cheapest way to turn the existing children into ones that the model accepts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Literal

from questionforms.words import all_near

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from xmlschema.validators import XsdElement, XsdGroup

#: In longer sequences, the correction that is found is not always the cheapest.
MOST_CHILDREN = 1_000


@dataclass(frozen=True, slots=True)
class Edit:
    """One step from the existing children to ones that the model accepts."""

    kind: Literal["keep", "drop", "rename", "insert"]
    #: The index of the child; for an insert, of the child before which one is missing.
    index: int
    #: The name that the model has there; for a drop, the child's own.
    name: str
    #: If the model has a choice there, all its names.
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Part:
    """A part of a model: the places with which it may start and end, and whether it may be empty."""

    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    empty: bool = True


class ContentModel:
    """The children that a declared element may have."""

    def __init__(self, group: XsdGroup) -> None:
        #: Name -> declaration, in the order of the schema.
        self.elements: dict[str, XsdElement] = {}
        self._names: list[str] = [""]
        self._choices: list[tuple[str, ...]] = [()]
        self._rivals: dict[str, tuple[str, ...]] = {}
        self._follow: list[list[int]] = [[]]
        whole = self._particle(group, ())
        self._follow[0] = whole.first
        self._final = {*whole.last, *([0] if whole.empty else [])}

    @property
    def order(self) -> str:
        """The names in the schema's order, as a message lists them."""
        return ", ".join(self.elements)

    def rivals(self, name: str) -> tuple[str, ...]:
        """The names, including this one, of which an element may have only one."""
        return self._rivals.get(name, ())

    def _particle(self, particle: Any, choices: tuple[str, ...]) -> _Part:
        part = self._group(particle) if hasattr(particle, "model") else self._place(particle, choices)
        if particle.max_occurs is None or particle.max_occurs > 1:
            self._join(part.last, part.first)
        part.empty = part.empty or particle.min_occurs == 0
        return part

    def _place(self, element: Any, choices: tuple[str, ...]) -> _Part:
        name = element.local_name
        self.elements.setdefault(name, element)
        self._names.append(name)
        self._choices.append(choices)
        self._follow.append([])
        place = len(self._names) - 1
        return _Part([place], [place], empty=False)

    def _group(self, group: Any) -> _Part:
        if group.model == "choice":
            names = tuple(_names(group))
            if group.max_occurs == 1:
                self._rivals.update(dict.fromkeys(names, names))
            parts = [self._particle(particle, names) for particle in group]
            firsts = [place for part in parts for place in part.first]
            lasts = [place for part in parts for place in part.last]
            return _Part(firsts, lasts, any(part.empty for part in parts) or not parts)
        whole = _Part()
        for particle in group:
            part = self._particle(particle, ())
            self._join(whole.last, part.first)
            whole.first = whole.first + part.first if whole.empty else whole.first
            whole.last = whole.last + part.last if part.empty else part.last
            whole.empty = whole.empty and part.empty
        return whole

    def _join(self, lasts: Iterable[int], firsts: Iterable[int]) -> None:
        for last in lasts:
            self._follow[last] = list(dict.fromkeys([*self._follow[last], *firsts]))

    def edits(self, names: Sequence[str], known: Container[str] = ()) -> list[Edit]:
        """The cheapest way from these names to ones that the model accepts, including the names to keep, in order.

        A name that is `known`, because the schema has it elsewhere, is not treated as misspelt.
        """
        kept = self._kept(names)
        if kept is not None:
            return kept
        if len(names) > MOST_CHILDREN:
            return self._straight_on(names)
        strange = {name for name in names if name not in self.elements and name not in known}
        return self._cheapest(names, {name: self._spelt_like(name) for name in strange})

    def _spelt_like(self, name: str) -> list[str]:
        """The names that may have been meant: `Text` for `SelectionText`, `Title` for `Titel`."""
        ends = [known for known in self.elements if len(known) > 3 and name.endswith(known)]
        return list(dict.fromkeys([*ends, *all_near(name, self.elements, 2, alike=0.6)]))

    def _cheapest(self, names: Sequence[str], close: dict[str, list[str]]) -> list[Edit]:
        """Use Dijkstra's algorithm over pairs of a child and a place in the model."""
        queue: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)]
        came: dict[tuple[int, int], tuple[tuple[int, int], Edit] | None] = {}
        found: dict[tuple[int, int], tuple[tuple[int, int], Edit] | None] = {(0, 0): None}
        costs = {(0, 0): 0}
        while queue:
            cost, _, index, place = heappop(queue)
            here = index, place
            if here in came:
                continue
            came[here] = found[here]
            if index == len(names) and place in self._final:
                return _trace(came, here)
            for more, to, edit in self._steps(names, index, place, close):
                if to not in came and cost + more < costs.get(to, 1 << 60):
                    costs[to] = cost + more
                    found[to] = here, edit
                    heappush(queue, (cost + more, len(costs), *to))
        return []

    def _straight_on(self, names: Sequence[str]) -> list[Edit]:
        """A correction of a long sequence: each name that the model can still reach is kept, any other is dropped."""
        ways: dict[tuple[int, str], list[int] | None] = {}
        edits: list[Edit] = []
        place = 0
        for index, name in enumerate(names):
            if (place, name) not in ways:
                ways[place, name] = self._way(place, {to for to in range(len(self._names)) if self._names[to] == name})
            way = ways[place, name]
            if way is None:
                edits.append(Edit("drop", index, name))
                continue
            edits += [Edit("insert", index, self._names[to], self._choices[to]) for to in way[:-1]]
            edits.append(Edit("keep", index, name))
            place = way[-1]
        rest = [] if place in self._final else self._way(place, self._final) or []
        return edits + [Edit("insert", len(names), self._names[to], self._choices[to]) for to in rest]

    def _way(self, place: int, goals: set[int]) -> list[int] | None:
        """The shortest way from a place to one of the goals, breadth first; at least one step."""
        ways = [[to] for to in self._follow[place]]
        seen = set(self._follow[place])
        for way in ways:
            if way[-1] in goals:
                return way
            new = [to for to in self._follow[way[-1]] if to not in seen]
            seen.update(new)
            ways += [[*way, to] for to in new]
        return None

    def accepts(self, names: Sequence[str]) -> bool:
        """Whether an element may have children with these names, in this order."""
        return self._kept(names) is not None

    def _kept(self, names: Sequence[str]) -> list[Edit] | None:
        """An edit that keeps each name; None if the model does not accept the names unchanged."""
        place = 0
        for name in names:
            place = next((to for to in self._follow[place] if self._names[to] == name), -1)
            if place < 0:
                return None
        if place not in self._final:
            return None
        return [Edit("keep", index, name) for index, name in enumerate(names)]

    def _steps(
        self, names: Sequence[str], index: int, place: int, close: dict[str, list[str]]
    ) -> Iterator[tuple[int, tuple[int, int], Edit]]:
        name = names[index] if index < len(names) else None
        for to in self._follow[place]:
            expected = self._names[to]
            if name == expected:
                yield 0, (index + 1, to), Edit("keep", index, expected)
            elif name is not None and expected in close.get(name, ()):
                yield 4 + close[name].index(expected), (index + 1, to), Edit("rename", index, expected)
            yield 5, (index, to), Edit("insert", index, expected, self._choices[to])
        if name is not None:
            yield 5, (index + 1, place), Edit("drop", index, name)


def _names(group: Any) -> Iterator[str]:
    for particle in group:
        if hasattr(particle, "model"):
            yield from _names(particle)
        else:
            yield particle.local_name


def _trace(came: dict[tuple[int, int], tuple[tuple[int, int], Edit] | None], here: tuple[int, int]) -> list[Edit]:
    edits = []
    while (step := came[here]) is not None:
        here, edit = step
        edits.append(edit)
    return edits[::-1]
