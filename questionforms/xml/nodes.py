"""An element of the XML, with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The whitespace characters of XML.
BLANKS = " \t\r\n"


@dataclass(slots=True)
class Run:
    """Character data without a tag in it, and where it starts, counted from 1."""

    line: int
    column: int
    #: In pieces, as expat delivers it.
    pieces: list[str]

    @property
    def text(self) -> str:
        """The character data."""
        return "".join(self.pieces)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the first character that is not whitespace."""
        before = self.text[: len(self.text) - len(self.text.lstrip(BLANKS))]
        if "\n" in before:
            return self.line + before.count("\n"), len(before) - before.rfind("\n")
        return self.line, self.column + len(before)


@dataclass(slots=True, eq=False)
class Node:
    """An element with its place, counted from 1."""

    name: str
    namespace: str
    #: Name -> value; a name in a namespace is written `{uri}name`.
    attributes: dict[str, str]
    line: int
    column: int
    parent: Node | None
    children: list[Node] = field(default_factory=list)
    #: The character data between its tags, each run with its place.
    runs: list[Run] = field(default_factory=list)
    #: The rules that a comment before the element turns off for it.
    ignored: frozenset[str] = frozenset()
    _numbers: dict[int, int] = field(default_factory=dict)
    _single: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The character data of the element itself."""
        return "".join([run.text for run in self.runs])

    @property
    def path(self) -> str:
        """The path of the element, such as `/QuestionForm/Question[2]/AnswerSpecification`."""
        steps = []
        node: Node | None = self
        while node is not None:
            steps.append(f"/{node.name}{node.parent.number(node) if node.parent else ''}")
            node = node.parent
        return "".join(reversed(steps))

    def number(self, child: Node) -> str:
        """The child's number among those with its name, such as `[2]`; empty if it is the only one."""
        if not self._numbers:
            counts: dict[str, int] = {}
            for node in self.children:
                counts[node.name] = counts.get(node.name, 0) + 1
                self._numbers[id(node)] = counts[node.name]
            self._single = {name for name, count in counts.items() if count == 1}
        return "" if child.name in self._single else f"[{self._numbers[id(child)]}]"


def path_of(nodes: Sequence[Node]) -> str:
    """The path of open elements, from the root; later ones with the same name are not known yet."""
    steps = []
    for node in nodes:
        same = [child for child in node.parent.children if child.name == node.name] if node.parent else []
        steps.append(f"/{node.name}{f'[{len(same)}]' if len(same) > 1 else ''}")
    return "".join(steps)
