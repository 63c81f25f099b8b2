"""Small documents, one for each thing that can stand somewhere: each value, each attribute, each child."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from itertools import count, groupby
from random import Random

from lxml import etree

from tests.documents.formats import FORMATS, Shape
from tests.documents.valid import elements, filled, local_name, valid
from tests.documents.values import POOL, TEXT, Values

#: For an attribute that has met the whole pool at another element: no type but that of any text takes all of these.
PROBES: Values = ("", "x y", "+5", "5", "Left", "0x", "5%", "HTTP://a", "red")


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
            if values is not TEXT:
                pool = PROBES if (name, values) in done else POOL
                yield from _with_attribute(element, name, [*pool, *values, f" {values[0]} "])
                done.add((name, values))


def with_each_attribute(uri: str) -> Iterator[bytes]:
    """Yield a document for each attribute of the format at each element, and for each attribute that it lacks."""
    known = {name: values for shape in FORMATS[uri].shapes.values() for name, values in shape.attributes.items()}
    for element, shape in _each_element(uri):
        for name, values in known.items():
            yield from _with_attribute(element, name, [shape.attributes.get(name, values)[0]])
        for name, value in element.attrib.items():
            del element.attrib[name]
            yield _written(element)
            element.set(name, value)


def with_each_child(uri: str) -> Iterator[bytes]:
    """Yield a document for each element of the format at each place within each other."""
    random = Random(uri)
    children = [filled(uri, name, random) for name in sorted(set(FORMATS[uri].names))]
    for element, _ in _each_element(uri):
        for child in children:
            for at in range(len(element) + 1):
                element.insert(at, child)
                yield _written(element)
                element.remove(child)


def with_each_change(uri: str) -> Iterator[bytes]:
    """Yield documents with the children of one element dropped, doubled and moved, and with text among them."""
    random = Random(uri)
    done = set()
    for _ in range(300):
        for element in elements(valid(uri, random, size=8)):
            key = FORMATS[uri].key(element), *(name for name, _ in groupby(map(local_name, element)))
            if key in done or FORMATS[uri].shape(element).mixed:
                continue
            done.add(key)
            kept, text = list(element), element.text
            for children in _changed(kept):
                element[:] = children
                yield _written(element)
            element[:] = kept
            for element.text in ("x", " ", "\u00a0"):
                yield _written(element)
            element.text = text


def _changed(children: list[etree._Element]) -> Iterator[list[etree._Element]]:
    """Yield children with all of them dropped or doubled, then each of them dropped, doubled, put before the last."""
    yield []
    yield [*children, *map(copy.deepcopy, children)]
    for at, child in enumerate(children):
        before, after = children[:at], children[at + 1 :]
        yield [*before, *after]
        yield [*before, child, copy.deepcopy(child), *after]
        yield [*before[:-1], child, *before[-1:], *after]


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


def _with_attribute(element: etree._Element, name: str, values: Iterable[str]) -> Iterator[bytes]:
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
