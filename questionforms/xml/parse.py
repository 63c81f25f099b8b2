"""The hardened parser: no DTD, no entities beyond the five, no network, no recovery, bounded depth and size."""

from __future__ import annotations

import re
from itertools import accumulate

from lxml import etree

from questionforms.xml.load import LIMIT, MOST_BYTES_OF_MANY_NODES, MOST_NODES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from questionforms.xml.load import Loaded

# The text before the root; the patterns are possessive, so that they stay linear.
_PROLOG = r"(?>\s++|<!--.*?-->|<\?.*?\?>)*+"
_DOCTYPE = re.compile(_PROLOG + "<!DOCTYPE", re.DOTALL)
_ROOT = re.compile(_PROLOG + r"<(?:[^\s<>:/]{1,100}:)?([^\s<>:/]{1,100})[\s/>]", re.DOTALL)


def root_name(loaded: Loaded) -> str:
    """The name of the root element, even if the text is not XML further on; empty if there is none."""
    found = _ROOT.match(loaded.text)
    return found[1] if found else ""


def parse_tree(loaded: Loaded) -> etree._Element | None:
    """The root of the XML, without comments and processing instructions; None if it cannot be read.

    libxml2's own limits apply: 256 levels, 10,000,000 characters in a text.
    """
    if "<!DOCTYPE" in loaded.text and _DOCTYPE.match(loaded.text):
        return None
    try:
        root = etree.fromstring(loaded.data, _parser())
    except etree.XMLSyntaxError:
        return None
    return root if root.getroottree().docinfo.internalDTD is None else None


def fits(loaded: Loaded, root: etree._Element, schema: etree.XMLSchema) -> bool:
    """Whether the document fits the schema. Safe to call from many threads.

    Validating a tree takes lxml quadratic time in the number of errors, since it records the path of each. Validating
    while it parses again, it records none, but takes quadratic time for a text with many references. So documents with
    many elements are parsed again, up to a certain size.
    """
    try:
        if not has_many_nodes(loaded, root):
            return schema.validate(root)
        if len(loaded.data) > MOST_BYTES_OF_MANY_NODES:
            return False
        etree.fromstring(loaded.data, _parser(schema))
    except etree.LxmlError:
        return False
    return True


def has_many_nodes(loaded: Loaded, root: etree._Element) -> bool:
    """Whether the document has more elements and attributes than a document within the size limit can have."""
    if len(loaded.data) <= LIMIT or loaded.data.count(b"<") + loaded.data.count(b"=") <= MOST_NODES:
        return False  # each element has its own `<`, and each attribute its own `=`
    counts = accumulate(1 + len(element.attrib) for element in root.iter())
    return any(count > MOST_NODES for count in counts)


def first_bad_line(loaded: Loaded, file: Path) -> int:
    """The line of the first error that libxml2 finds with the schema in a file; 1 if that would take too long.

    The schema is compiled again, since the errors of a shared one may come from another thread's document.
    """
    root = parse_tree(loaded)
    if root is None or has_many_nodes(loaded, root):
        return 1
    schema = etree.XMLSchema(file=str(file))
    schema.validate(root)
    return next((error.line for error in schema.error_log), 1)


def is_namespace(uri: str) -> bool:
    """Whether libxml2 accepts the name of a namespace."""
    try:
        etree.fromstring(etree.tostring(etree.Element("a", nsmap={"a": uri})), _parser())
    except (etree.LxmlError, ValueError):
        return False
    return True


def _parser(schema: etree.XMLSchema | None = None) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        schema=schema,
    )
