"""Reads the root element at the start of an XML file, to see whether the file may be one of the five documents."""

from __future__ import annotations

import os
import re
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from questionforms.namespaces import VERSIONS
from questionforms.xml.load import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

#: What may be before a root element or a page. Each part is matched at once and never again, so that a file with many
#: comments takes no longer than its length.
BEFORE = rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.{0,200}?\?>|<!--.{0,2000}?-->)*+"
#: How the XML of a document starts.
DOCUMENT = re.compile(BEFORE + rb"<(?:[\w.-]+:)?(?:%s)[\s/>]" % "|".join(VERSIONS).encode(), re.DOTALL)

#: Where nearly all root elements are, in bytes.
_START = 4_000
_CHUNK = 64_000
#: The names of the documents in lower case, and how similar to one of them a misspelt name is.
_NAMES = [name.casefold() for name in VERSIONS]
_ALIKE = 0.85
#: What all namespaces of the documents have in common, in lower case; those with another typo have it too.
_NAMESPACE = "mechanicalturk"


class Root(NamedTuple):
    """A root element: its name without the prefix, and its namespace, or an empty text."""

    name: str
    namespace: str


def may_be_document(file: str | Path) -> bool:
    """Whether an XML file may be one of the documents: by the name or namespace of its root, or because it has none.

    Names and namespaces with typos count, and so does a file whose root cannot be read.
    """
    try:
        start = _start(file)
        if DOCUMENT.match(start):
            return True
        with BytesIO(start) if len(start) < _START else open(file, "rb") as stream:
            root = read_root(stream)
    except OSError:
        return True  # the check says why it cannot be read
    return root is None or _is_of_document(root)


def root_name(file: str | Path) -> str | None:
    """The name of the root element of an XML file, or None if it cannot be read."""
    try:
        with open(file, "rb") as stream:
            root = read_root(stream)
    except OSError:
        return None
    return None if root is None else root.name


def read_root(stream: BinaryIO) -> Root | None:
    """The root element of an XML file, or None if there is an error before it."""
    from xml.parsers import expat

    for encoding in (None, "iso-8859-1"):  # an unknown or wrong encoding does not change ASCII names
        stream.seek(0)
        try:
            return _parse_root(stream, encoding)
        except (expat.ExpatError, ValueError, LookupError):
            continue
    return None


def _start(file: str | Path) -> bytes:
    """The first bytes of a file, read without a buffer, since folders may have thousands of them."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, _START)
    finally:
        os.close(descriptor)


def _parse_root(stream: BinaryIO, encoding: str | None) -> Root | None:
    from xml.parsers import expat

    parser = expat.ParserCreate(encoding)
    roots: list[Root] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        prefix, colon, local = name.rpartition(":")
        roots.append(Root(local, attributes.get(f"xmlns{colon}{prefix}", "")))
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    data = stream.read(_CHUNK).lstrip()
    while not roots and stream.tell() <= MOST_BYTES:
        try:
            parser.Parse(data, not data)
        except expat.ExpatError:
            if not roots:
                raise
        if not data:
            break
        data = stream.read(_CHUNK)
    return roots[0] if roots else None


def _is_of_document(root: Root) -> bool:
    from difflib import get_close_matches

    name = root.name.casefold().replace("-", "").replace("_", "")
    return _NAMESPACE in root.namespace.casefold() or bool(get_close_matches(name, _NAMES, 1, _ALIKE))
