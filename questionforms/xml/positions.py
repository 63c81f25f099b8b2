"""The XML read again by expat, with the line and column of every element: only done if there is a problem."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from questionforms.exceptions import InvalidDocument
from questionforms.problems import make_problem
from questionforms.xml.comments import Suppression, rules_named
from questionforms.xml.load import MOST_NODES
from questionforms.xml.nodes import Node, Run, path_of
from questionforms.xml.syntax_errors import explain_doctype, explain_syntax_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded

#: Reading stops at deeper nesting; the schemas need nine levels.
MOST_LEVELS = 255
#: Reading stops at longer names and namespaces; the longest name in the schemas has 28 characters.
MOST_CHARACTERS = {"name": 200, "namespace": 1_000}


class _Stop(Exception):
    """A finding after which the rest is not worth reading."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class _Builder:
    """Makes nodes from expat's events."""

    def __init__(self, loaded: Loaded, is_namespace: Callable[[str], bool] | None) -> None:
        self.loaded = loaded
        self.is_namespace = is_namespace
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0
        self.run: Run | None = None
        self.shared: dict[str, str] = {}
        self.suppressions: list[tuple[Suppression, Node | None]] = []
        #: How many of the last suppressions apply to the next element.
        self.waiting = 0
        self.parser = parser = expat.ParserCreate("utf-8", "}")
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartNamespaceDeclHandler = self.namespace
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.CommentHandler = self.comment

    @property
    def place(self) -> tuple[int, int]:
        """Where expat is, counted from 1."""
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def stop(self, rule: str, message: str, hint: str | None = None) -> _Stop:
        line, column = self.place
        path = path_of(self.open)
        file = self.loaded.file
        return _Stop(make_problem(rule, message, path=path, file=file, line=line, column=column, hint=hint))

    def declaration(self, version: str, *_: Any) -> None:
        if version not in ("1.0", "1.1"):
            raise self.stop("not-well-formed", f"the XML declaration has the version `{version[:20]}`; expected `1.0`")

    def doctype(self, name: str, *_: Any) -> None:
        raise self.stop("document-type", *explain_doctype(name))

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        uri = uri or ""
        self.refuse_long("namespace", uri)
        if prefix and uri and self.is_namespace is not None and not self.is_namespace(uri):
            raise self.stop(
                "wrong-namespace", f"`{uri}`, the namespace of the prefix `{prefix}`, is not a valid URI", "remove it"
            )

    def refuse_long(self, kind: str, name: str) -> None:
        if len(name) > MOST_CHARACTERS[kind]:
            message = f"a {kind} has {len(name):,} characters and was not read; it starts with `{name[:20]}`"
            raise self.stop("too-large", message)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1 + len(attributes)
        if len(self.open) >= MOST_LEVELS:
            raise self.stop("too-deep", f"elements are nested more than {MOST_LEVELS} levels deep", "use fewer levels")
        if self.count > MOST_NODES:
            message = f"the document has more than {MOST_NODES:,} elements and attributes, and was not checked further"
            raise self.stop("too-large", message, "check it in parts")
        uri, _, local = name.rpartition("}")
        for long in (local, *[key.rpartition("}")[2] for key in attributes]):
            self.refuse_long("name", long)
        parent = self.open[-1] if self.open else None
        names = {("{" + key if "}" in key else key): value for key, value in attributes.items()}
        node = Node(local, self.shared.setdefault(uri, uri), names, *self.place, parent)
        if self.waiting:
            self.apply_comments(node)
        if parent is None:
            self.root = node
        else:
            parent.children.append(node)
        self.open.append(node)
        self.run = None

    def end(self, _: str) -> None:
        self.open.pop()
        self.run = None
        self.waiting = 0

    def comment(self, content: str) -> None:
        if names := rules_named(content):
            self.suppressions.append((Suppression(names, self.place), None))
            self.waiting += 1

    def apply_comments(self, node: Node) -> None:
        applied = [comment for comment, _ in self.suppressions[-self.waiting :]]
        self.suppressions[-self.waiting :] = [(comment, node) for comment in applied]
        node.ignored = frozenset().union(*[comment.names for comment in applied])
        self.waiting = 0

    def characters(self, text: str) -> None:
        if self.run is None:
            self.run = Run(*self.place, [])
            self.open[-1].runs.append(self.run)
        self.run.pieces.append(text)


def read_positions(
    loaded: Loaded,
    of_namespaces: Callable[[str], bool] | None = None,
    suppressions: list[Suppression] | None = None,
) -> Node:
    """Return the root of the XML, with places. Raises InvalidDocument, with its problems, if it cannot be read.

    `of_namespaces`, if given, says whether the other parser accepts a namespace's name. The comments that turn rules
    off are added to `suppressions`.
    """
    builder = _Builder(loaded, of_namespaces)
    try:
        builder.parser.Parse(loaded.data, True)
    except _Stop as stop:
        raise InvalidDocument([stop.problem]) from None
    except expat.ExpatError as error:
        raise InvalidDocument(explain_syntax_error(loaded, error, builder.open)) from None
    assert builder.root is not None  # expat refuses a document without a root
    if suppressions is not None:
        suppressions += [
            replace(comment, path=node.path) if node else comment for comment, node in builder.suppressions
        ]
    return builder.root
