"""Makes random valid documents of each format."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from random import Random

from lxml import etree

from tests.documents.formats import FORMATS, Format
from tests.documents.values import TEXT

#: A content model: a name, or "," or "|" with its parts; then how often it may stand there.
Model = tuple[str, tuple["Model", ...], str]


def valid(uri: str, random: Random, size: int | None = None) -> etree._Element:
    """Make a valid document of the namespace, with odd values at times; about `size` elements hold others."""
    root = etree.Element(f"{{{uri}}}{FORMATS[uri].root}", nsmap={random.choice([None, None, "q"]): uri})
    _Filler(uri, random, random.choice([0, 5, 15, 30]) if size is None else size).fill(root)
    if size is None and random.random() < 0.15:
        add_note(root, random)
    return root


def filled(uri: str, name: str, random: Random) -> etree._Element:
    """Make an element of the format with as little inside as it may have."""
    element = etree.Element(f"{{{uri}}}{name}", nsmap={None: uri})
    _Filler(uri, random, 0).fill(element)
    return element


def elements(root: etree._Element) -> list[etree._Element]:
    """List the elements of a document, the root first."""
    return [element for element in root.iter("*") if isinstance(element.tag, str)]


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname


def add_note(root: etree._Element, random: Random) -> None:
    """Put in a comment or a processing instruction, at times in the middle of a value."""
    element = random.choice(elements(root))
    note = random.choice([etree.Comment(" note "), etree.ProcessingInstruction("note", "x")])
    element.insert(random.randint(0, len(element)), note)
    if len(element) == 1 and element.text:
        at = random.randint(0, len(element.text))
        element.text, note.tail = element.text[:at], element.text[at:]


class _Filler:
    """Fills elements with children, values and attributes until enough of them hold others."""

    def __init__(self, uri: str, random: Random, size: int) -> None:
        self.uri = uri
        self.format: Format = FORMATS[uri]
        self.random = random
        self.left = size
        self.indented = random.random() < 0.5
        self.ids = 0

    def fill(self, element: etree._Element) -> None:
        """Give an element what its shape asks for, and some of what it allows."""
        shape = self.format.shape(element)
        for name, values in shape.attributes.items():
            if name in shape.required or self.random.random() < 1.5 / len(shape.attributes):
                element.set(name, self._fresh_id() if name == "id" else self.random.choice(values))
        if isinstance(shape.content, tuple):
            element.text = self.random.choice(shape.content)
        elif shape.content:
            self._fill_with_children(element, shape.content, mixed=shape.mixed)

    def _fill_with_children(self, element: etree._Element, content: str, *, mixed: bool) -> None:
        """Add children that fit the content model, with text or blanks around them."""
        self.left -= 1
        few = self.left < 0
        if mixed:
            element.text = self.random.choice(TEXT)
        elif self.indented:
            element.text = "\n  "
        for name in _names(_model(content), self.random, few=few):
            child = etree.SubElement(element, f"{{{self.uri}}}{name}")
            self.fill(child)
            if mixed and self.random.random() < 0.4:
                child.tail = self.random.choice(TEXT)
            elif not mixed and self.indented:
                child.tail = "\n\t "

    def _fresh_id(self) -> str:
        """Return an id that no other element of the document has."""
        self.ids += 1
        return f"id{self.ids}"


@functools.cache
def _model(content: str) -> Model:
    """Read a content model that is written as in a DTD."""
    tokens = re.findall(r"\w+|[(),|?*+]", content)

    def group() -> Model:
        parts, kind = [item()], ","
        while tokens and tokens[0] in ",|":
            kind = tokens.pop(0)
            parts.append(item())
        return kind, tuple(parts), ""

    def item() -> Model:
        kind: str = tokens.pop(0)
        parts: tuple[Model, ...] = ()
        if kind == "(":
            kind, parts, _ = group()
            tokens.pop(0)
        return kind, parts, tokens.pop(0) if tokens and tokens[0] in "?*+" else ""

    return group()


def _names(model: Model, random: Random, *, few: bool) -> Iterator[str]:
    """Yield names of children that fit the model: as few as there may be, or a handful."""
    kind, parts, often = model
    least = 0 if often in ("?", "*") else 1
    most = 3 if often in ("*", "+") else 1
    for _ in range(least if few else random.randint(least, most)):
        if kind == "|":
            yield from _names(random.choice(parts), random, few=few)
        elif kind == ",":
            for part in parts:
                yield from _names(part, random, few=few)
        else:
            yield kind
