"""The same XML once more, with the line and column of every element: made by expat only where there is a problem."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from questionforms.exceptions import InvalidDocument
from questionforms.loading import MOST_NODES
from questionforms.problems import Problem
from questionforms.wellformedness import explain_syntax_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from questionforms.loading import Loaded

#: Elements nested deeper than this are not read; the schemas need nine levels.
MOST_LEVELS = 255
#: XML's own blanks.
BLANKS = " \t\r\n"


@dataclass(slots=True)
class Run:
    """Character data without a tag in it, and where it begins, counted from 1."""

    line: int
    column: int
    #: As expat gives it: in pieces.
    pieces: list[str]

    @property
    def text(self) -> str:
        """The character data."""
        return "".join(self.pieces)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the first character that is no blank."""
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
    #: Character data between two tags, each run with its place.
    runs: list[Run] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    _single: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The character data of the element itself."""
        return "".join([run.text for run in self.runs])

    @property
    def path(self) -> str:
        """Where the element stands, such as `/QuestionForm/Question[2]/AnswerSpecification`."""
        steps = []
        node: Node | None = self
        while node is not None:
            steps.append(f"/{node.name}{node.parent.number(node) if node.parent else ''}")
            node = node.parent
        return "".join(reversed(steps))

    def number(self, child: Node) -> str:
        """The child's number among those of its name, such as `[2]`; nothing for one that has its name alone."""
        if not self._numbers:
            counts: dict[str, int] = {}
            for node in self.children:
                counts[node.name] = counts.get(node.name, 0) + 1
                self._numbers[id(node)] = counts[node.name]
            self._single = {name for name, count in counts.items() if count == 1}
        return "" if child.name in self._single else f"[{self._numbers[id(child)]}]"


class _Stop(Exception):
    """A finding after which the rest is not worth reading."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class _Builder:
    """Takes expat's events and makes nodes of them."""

    def __init__(self, loaded: Loaded) -> None:
        self.file = loaded.file
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0
        self.run: Run | None = None
        self.parser = parser = expat.ParserCreate("utf-8", "}")
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters

    def stop(self, rule: str, message: str, hint: str) -> _Stop:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        path = path_of(self.open)
        problem = Problem(rule=rule, message=message, path=path, file=self.file, line=line, column=column, hint=hint)
        return _Stop(problem)

    def doctype(self, name: str, *_: Any) -> None:
        message = (
            f"the document has a DOCTYPE (`{name}`); a document type definition, and entities of its own, are not read"
        )
        raise self.stop("document-type", message, "remove the whole <!DOCTYPE ...>")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1 + len(attributes)
        if len(self.open) >= MOST_LEVELS:
            raise self.stop("too-deep", f"elements are nested more than {MOST_LEVELS} deep", "nest them less")
        if self.count > MOST_NODES:
            message = f"the document has more than {MOST_NODES:,} elements and attributes and was not checked further"
            raise self.stop("too-large", message, "split it")
        namespace, _, local = name.rpartition("}")
        parent = self.open[-1] if self.open else None
        names = {("{" + key if "}" in key else key): value for key, value in attributes.items()}
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        node = Node(local, namespace, names, line, column, parent)
        if parent is None:
            self.root = node
        else:
            parent.children.append(node)
        self.open.append(node)
        self.run = None

    def end(self, _: str) -> None:
        self.open.pop()
        self.run = None

    def characters(self, text: str) -> None:
        if self.run is None:
            self.run = Run(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, [])
            self.open[-1].runs.append(self.run)
        self.run.pieces.append(text)


def path_of(nodes: Sequence[Node]) -> str:
    """The path of open elements, of which later ones of the same name are not known yet."""
    return "".join(f"/{node.name}" for node in nodes)


def read_positions(loaded: Loaded) -> Node:
    """The root of the XML, with places. InvalidDocument, with one problem, where it cannot be read."""
    builder = _Builder(loaded)
    try:
        builder.parser.Parse(loaded.data, True)
    except _Stop as stop:
        raise InvalidDocument([stop.problem]) from None
    except expat.ExpatError as error:
        raise InvalidDocument([explain_syntax_error(loaded, error, builder.open)]) from None
    assert builder.root is not None  # expat refuses a document without a root
    return builder.root
