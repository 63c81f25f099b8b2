"""The XHTML of a FormattedContent as HTML."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from lxml import etree
from markupsafe import Markup

from questionforms.xml.load import load
from questionforms.xml.parse import parse_tree

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A reference to a character by HTML's name for it, which XML does not know.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]*;")


def to_html(xhtml: str) -> Markup | None:
    """The same as HTML, in which `<p/>` is no empty element; None for what is not well-formed.

    HTML's named characters, such as `&nbsp;`, are taken, though a FormattedContent cannot hold them. Comments are left
    out.
    """
    text = _NAMED.sub(lambda name: unescape(name[0]), xhtml)
    root = parse_tree(load(f"<div>{text}</div>"))
    if root is None:
        return None
    for element in root.iter():
        _forget_namespaces(element)
    etree.cleanup_namespaces(root)
    written = etree.tostring(root, method="html", encoding="unicode")
    return Markup(written.removeprefix("<div>").removesuffix("</div>"))


def _forget_namespaces(element: _Element) -> None:
    element.tag = etree.QName(element).localname
    for name in [name for name in element.attrib if str(name).startswith("{")]:
        del element.attrib[name]
