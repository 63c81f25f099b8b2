"""The markup inside a FormattedContent, checked as the service checks it: against the subset of XHTML that it allows.

Source: "Formatted content: XHTML" in Amazon's API reference: the service puts the text in a root in the namespace of
XHTML, without a document type, and validates it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from questionforms.checks.xhtml.tag_soup import TagSoup
from questionforms.exceptions import InvalidDocument
from questionforms.namespaces import XHTML
from questionforms.problems import make_problem
from questionforms.xml.load import Loaded
from questionforms.xml.parse import fits, parse_tree
from questionforms.xml.source_map import SourceMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.problems import Problem
    from questionforms.schema.schemas import Schemas
    from questionforms.xml.nodes import Node

_START = f'<FormattedContent xmlns="{XHTML}">'
_END = "</FormattedContent>"


@dataclass(frozen=True)
class Fragment:
    """The markup of a FormattedContent that fits the subset of XHTML."""

    text: str
    #: The root that the service puts around it.
    root: _Element

    def offset(self, element: _Element, attribute: str | None = None) -> int:
        """The index in the text of a tag, or of one of its attributes."""
        node = self._nodes[element]
        line, column = self._source.of_attribute(node, attribute) if attribute else (node.line, node.column)
        return self._source.lines.offset(line, column) - len(_START)

    @cached_property
    def _source(self) -> SourceMap:
        return SourceMap(_wrapped(self.text).text)

    @cached_property
    def _nodes(self) -> dict[_Element, Node]:
        """The node, which has the place, of each element of the tree."""
        from questionforms.xml.positions import read_positions

        nodes: list[Node] = [read_positions(_wrapped(self.text))]
        elements: list[_Element] = [self.root]
        for node, element in zip(nodes, elements, strict=True):
            nodes += node.children
            elements += element
        return dict(zip(elements, nodes, strict=True))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A reason why a fragment does not fit the subset, as a problem of one of the schema's rules."""

    problem: Problem
    #: Its index in the fragment's text.
    offset: int


def read_fragment(text: str, schemas: Schemas) -> Fragment | list[Mistake]:
    """The markup of a FormattedContent, or every reason why it is not valid."""
    loaded = _wrapped(text)
    root = parse_tree(loaded)
    if root is not None and fits(loaded, root, schemas.compiled(XHTML)):
        return Fragment(text, root)
    return _mistakes(text, schemas, parsed=root is not None)


def _wrapped(text: str) -> Loaded:
    wrapped = f"{_START}{text}{_END}"
    return Loaded(text=wrapped, data=wrapped.encode(), file=None)


def _mistakes(text: str, schemas: Schemas, *, parsed: bool) -> list[Mistake]:
    """What is wrong; in a text that is not XML, also what would be wrong with the XML that was probably meant."""
    if parsed:
        return list(_misfits(text, schemas))
    soup = TagSoup(text)
    slips = [Mistake(make_problem(slip.rule, slip.message, hint=slip.hint), slip.offset) for slip in soup.slips]
    try:
        misfits = list(_misfits(soup.repaired, schemas))
    except InvalidDocument as error:
        source = SourceMap(_wrapped(text).text)
        return slips or [Mistake(problem, _offset(problem, source)) for problem in error.problems]
    found = [Mistake(misfit.problem, soup.offset(misfit.offset)) for misfit in misfits]
    return [*slips, *[misfit for misfit in found if not slips or misfit.problem.rule != "schema"]]


def _misfits(text: str, schemas: Schemas) -> Iterator[Mistake]:
    """What does not fit the subset in well-formed markup. Raises InvalidDocument if it is not well-formed."""
    from questionforms.checks.xhtml.subset import MarkupWalk
    from questionforms.schema.compare import EnoughError
    from questionforms.xml.positions import read_positions

    source = SourceMap(_wrapped(text).text)
    root = read_positions(_wrapped(text))
    walk = MarkupWalk(schemas.vocabulary(XHTML), root, source)
    with suppress(EnoughError):
        walk.element(root, walk.vocabulary.root("FormattedContent"))
    if not walk.problems:
        walk.report("schema", "the markup does not fit the subset of XHTML that FormattedContent allows", root)
    for problem in walk.problems:
        yield Mistake(problem, _offset(problem, source))


def _offset(problem: Problem, source: SourceMap) -> int:
    """The index in the fragment's text of a problem with a place in the wrapped text."""
    offset = source.lines.offset(problem.line or 1, problem.column or 1) - len(_START)
    return max(0, min(offset, len(source.text) - len(_START) - len(_END)))
