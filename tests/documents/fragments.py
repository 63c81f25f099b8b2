"""Markup of FormattedContents as authors write it: of the subset, or with a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from lxml import etree

from questionforms.namespaces import XHTML
from tests.documents.mutations import mutated
from tests.documents.valid import valid


def fragments(count: int = 400, *, changed: bool) -> Iterator[str]:
    """Yield markup, always the same, without what CDATA cannot hold."""
    for seed in range(count):
        random = Random(seed)
        root = valid(XHTML, random)
        xml = etree.tostring(mutated(root, random) if changed else root, encoding="unicode")
        markup = "" if xml.endswith("/>") else xml.partition(">")[2].rpartition("<")[0]
        if "]]>" not in markup:
            yield markup


def wrapped(markup: str) -> bytes | None:
    """The markup in its root; None where that is no XML, as where the generator declares a prefix at the root."""
    xml = f'<FormattedContent xmlns="{XHTML}">{markup}</FormattedContent>'.encode()
    try:
        etree.fromstring(xml)
    except etree.XMLSyntaxError:
        return None
    return xml
