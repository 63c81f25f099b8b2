"""From a check's finding to a problem with its place: path, line and column, or the repr of what was built."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from questionforms.elements.base.element import Element
from questionforms.problems import make_problem
from questionforms.words import shortened
from questionforms.xml.positions import read_positions
from questionforms.xml.source_map import Lines, SourceMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding
    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded
    from questionforms.xml.nodes import Node

#: The maximum number of characters that are shown of an element's repr.
MOST_OF_REPR = 80


class Places:
    """The places in one document; its XML is read again, with positions, when the first one is requested."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded

    def problem(self, name: str, finding: Finding, subject: _Element | None) -> Problem:
        """The problem for a finding. The subject is the element that was checked; None for the whole text."""
        element = subject if finding.element is None else finding.element
        if element is not None:
            return self._of_element(name, finding, self._node(element))
        line, column = self._source.lines.place(finding.offset or 0)
        return self._problem(name, finding, self._last_before(line, column), line, column)

    def in_text(self, name: str, finding: Finding) -> Problem:
        """The problem for a finding in a text without elements."""
        return self._problem(name, finding, None, *self._source.lines.place(finding.offset or 0))

    def _of_element(self, name: str, finding: Finding, node: Node) -> Problem:
        line, column = node.line, node.column
        if finding.attribute is not None:
            line, column = self._source.of_attribute(node, finding.attribute)
        elif finding.offset is not None and self._loaded.document is None:
            line, column = self._source.of_text(node, finding.offset)
        elif finding.offset is not None:
            at = "line {}, column {}".format(*Lines(node.text).place(finding.offset))
            finding = replace(finding, message=f"{finding.message}, at {at} of its text")
        return self._problem(name, finding, node, line, column)

    def _problem(self, name: str, finding: Finding, node: Node | None, line: int, column: int) -> Problem:
        return make_problem(
            name,
            finding.message,
            case=finding.case,
            path=node.path if node else "",
            file=self._loaded.file,
            line=line,
            column=column,
            hint=finding.hint,
            element=self._shown(node) if node else None,
        )

    @cached_property
    def _root(self) -> Node:
        return read_positions(self._loaded)

    @cached_property
    def _source(self) -> SourceMap:
        return SourceMap(self._loaded.text)

    def _node(self, element: _Element) -> Node:
        """The node of an element. Neither tree has comments, so the numbers of the children are the same."""
        numbers = []
        for parent in element.iterancestors():
            numbers.append(parent.index(element))
            element = parent
        node = self._root
        for number in reversed(numbers):
            node = node.children[number]
        return node

    def _last_before(self, line: int, column: int) -> Node:
        """The last element that starts at or before a place."""
        node = self._root
        while before := bisect_right(node.children, (line, column), key=_start):
            node = node.children[before - 1]
        return node

    def _shown(self, node: Node) -> str | None:
        """The start of the repr of the object written as this element, or as the nearest one that contains it."""
        if self._loaded.document is None:
            return None
        at = node
        while at.parent is not None and id(at) not in self._elements:
            at = at.parent
        shown = repr(self._elements[id(at)])
        return shortened(shown, MOST_OF_REPR)

    @cached_property
    def _elements(self) -> dict[int, Element]:
        """The object written as each node, by the node's id: the two are in the same order."""
        document = self._loaded.document
        assert isinstance(document, Element)
        nodes: dict[str, list[Node]] = {}
        built: dict[str, list[Element]] = {}
        for node in _all(self._root):
            nodes.setdefault(node.name, []).append(node)
        for tag, element in _built(document, self._root.name):
            built.setdefault(tag, []).append(element)
        return {
            id(node): element
            for name, elements in built.items()
            if len(elements) == len(nodes[name])
            for node, element in zip(nodes[name], elements, strict=True)
        }


def _start(node: Node) -> tuple[int, int]:
    return node.line, node.column


def _all(node: Node) -> Iterator[Node]:
    """A node and all below it, in the order of the document."""
    yield node
    for child in node.children:
        yield from _all(child)


def _built(element: Element, tag: str) -> Iterator[tuple[str, Element]]:
    """An element and everything in it, in the order in which they are written, each with its name in the XML."""
    yield tag, element
    for field in element._fields:
        value = getattr(element, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Element):
                yield from _built(item, getattr(field, "tag", None) or item.tag)
