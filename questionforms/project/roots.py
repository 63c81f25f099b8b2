"""Reads the root element at the start of an XML file, to see whether the file may be one of the five documents.

Nothing is expanded or checked, so a hostile file costs no more than its length.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from questionforms.namespaces import VERSIONS
from questionforms.xml.load import BOMS, MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

#: What may be before a root element or a page. Each part is matched at once and never again, so that a file with many
#: comments takes no longer than its length.
BEFORE = rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.{0,200}?\?>|<!--.{0,2000}?-->)*+"
#: How the XML of a document starts.
DOCUMENT = re.compile(BEFORE + rb"<(?:[\w.-]+:)?(?:%s)[\s/>]" % "|".join(VERSIONS).encode(), re.DOTALL)

#: The same for all XML: blanks, processing instructions, comments and a document type, then the root's tag.
_ROOT = re.compile(
    r"""
    (?> \s+ | <\?.*?\?> | <!--.*?-->
      | <!DOCTYPE (?> [^\[>"']+ | "[^"]*" | '[^']*' )*+
        (?: \[ (?> [^\]"'<]+ | "[^"]*" | '[^']*' | <!--.*?--> | <\?.*?\?> | <(?!!--|\?) )*+ \] \s* )? >
    )*+
    < (?: (?P<prefix>[^\W\d][\w.-]*) : )? (?P<name>[^\W\d][\w.-]*) (?= [\s/>] )
    (?P<attributes> (?> [^>"']+ | "[^"]*" | '[^']*' )*+ ) >
    """,
    re.DOTALL | re.VERBOSE,
)
#: Where nearly all root elements are, in bytes.
_START = 4_000
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
        start = _start(file, _START)
        if DOCUMENT.match(start):
            return True
        root = _root(file, start)
    except OSError:
        return True  # the check says why it cannot be read
    return root is None or _is_of_document(root)


def root_name(file: str | Path) -> str | None:
    """The name of the root element of an XML file, or None if it cannot be read."""
    try:
        root = _root(file, _start(file, _START))
    except OSError:
        return None
    return None if root is None else root.name


def _root(file: str | Path, start: bytes) -> Root | None:
    """The root element of an XML file, given its start, or None if there is something else before it."""
    root = _parse_root(start)
    return _parse_root(_start(file, MOST_BYTES)) if root is None and len(start) == _START else root


def _start(file: str | Path, count: int) -> bytes:
    """The first bytes of a file, read without a buffer, since folders may have thousands of them."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, count)
    finally:
        os.close(descriptor)


def _parse_root(data: bytes) -> Root | None:
    found = _ROOT.match(_decoded(data))
    if found is None:
        return None
    name = f"xmlns:{found['prefix']}" if found["prefix"] else "xmlns"
    declared = re.search(rf"""\s{re.escape(name)}\s*=\s*(?:"([^"]*)"|'([^']*)')""", found["attributes"])
    return Root(found["name"], (declared[1] or declared[2] or "") if declared else "")


def _decoded(data: bytes) -> str:
    """The bytes as text, in which names in ASCII are right; an unknown or wrong encoding does not change them."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    zeros = [position for position in (0, 1) if data[position : position + 1] == b"\0"]
    return data.decode(("utf-16-be", "utf-16-le")[zeros[0]] if len(zeros) == 1 else "iso-8859-1", "replace")


def _is_of_document(root: Root) -> bool:
    from difflib import get_close_matches

    name = root.name.casefold().replace("-", "").replace("_", "")
    return _NAMESPACE in root.namespace.casefold() or bool(get_close_matches(name, _NAMES, 1, _ALIKE))
