"""Small documents, one for each thing that can stand somewhere: each value, each attribute and each child."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from random import Random

from lxml import etree

from tests.documents.formats import FORMATS, Shape
from tests.documents.valid import elements, filled, valid
from tests.documents.values import POOL, TEXT, Values


def with_each_value(uri: str) -> Iterator[bytes]:
    """Yield a document for each value of the pool in each place that does not take any text."""
    done: set[tuple[str, Values]] = set()
    for element, shape in _each_element(uri):
        if shape.strict:
            kept = element.text
            for value in POOL:
                element.text = value
                yield _written(element)
            element.text = kept
        for name, values in shape.attributes.items():
            if values is not TEXT and (name, values) not in done:
                done.add((name, values))
                yield from _with_attribute(element, name, POOL)


def with_each_attribute(uri: str) -> Iterator[bytes]:
    """Yield a document for each attribute of the format at each element, with one value that is right somewhere."""
    known = {name: values for shape in FORMATS[uri].shapes.values() for name, values in shape.attributes.items()}
    for element, shape in _each_element(uri):
        for name, values in known.items():
            yield from _with_attribute(element, name, [shape.attributes.get(name, values)[0]])


def with_each_child(uri: str) -> Iterator[bytes]:
    """Yield a document for each element of the format within each other, as its first child and as its last."""
    random = Random(uri)
    children = [filled(uri, name, random) for name in sorted(set(FORMATS[uri].names))]
    for element, _ in _each_element(uri):
        for child in children:
            for at in {0, len(element)}:
                element.insert(at, child)
                yield _written(element)
                element.remove(child)


def _each_element(uri: str) -> Iterator[tuple[etree._Element, Shape]]:
    """Yield each element of a format, in some small valid document, with its shape."""
    random = Random(uri)
    missing = dict(FORMATS[uri].shapes)
    tries = count()
    while missing:
        for element in elements(valid(uri, random, size=next(tries) // 50)):
            key = FORMATS[uri].key(element)
            if key in missing:
                yield element, missing.pop(key)


def _with_attribute(element: etree._Element, name: str, values: Values | list[str]) -> Iterator[bytes]:
    """Yield the element's document with each of the values in an attribute, and leave it as it was."""
    kept = element.get(name)
    for value in values:
        element.set(name, value)
        yield _written(element)
    if kept is None:
        del element.attrib[name]
    else:
        element.set(name, kept)


def _written(element: etree._Element) -> bytes:
    """Write the document that an element stands in."""
    return etree.tostring(element.getroottree(), encoding="utf-8")
