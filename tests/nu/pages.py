"""The pages of the corpus."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from tests.documents import corpus

_CONTENT = re.compile(rb"<HTMLContent>\s*<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)


def page_of(path: Path) -> str:
    """The HTMLContent of an HTMLQuestion, also of one that is no XML."""
    data = path.read_bytes().strip()
    try:
        return etree.fromstring(data).findtext("{*}HTMLContent") or ""
    except etree.XMLSyntaxError:
        found = _CONTENT.search(data)
        return found[1].decode("cp949") if found else ""


def corpus_pages() -> dict[str, str]:
    """Name -> HTML of each HTMLQuestion of the corpus."""
    return {path.stem: page_of(path) for path in corpus("htmlquestion")}
