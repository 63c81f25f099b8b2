"""Write the content of overviews, questions and labels as HTML."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree
from markupsafe import Markup

from questionforms.conversion.html_writer import lines, tag
from questionforms.elements.content import Binary, EmbeddedBinary, FormattedContent, List, Text, Title
from questionforms.xml.load import load
from questionforms.xml.parse import parse_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lxml.etree import _Element

    from questionforms.elements.content import ContentItem


def write_content(item: ContentItem, heading: str = "h2") -> Markup:
    """A content item as HTML; a Title becomes the element `heading`."""
    if isinstance(item, Title):
        return tag(heading, lines(item.text))
    return _WRITERS[type(item)](item)


def write_label(label: Text | Binary | FormattedContent) -> Markup:
    """The label of a selection as HTML."""
    if isinstance(label, Text):
        return lines(label.text)
    return _medium(label) if isinstance(label, Binary) else _formatted(label)


def _formatted(item: FormattedContent) -> Markup:
    markup = read_markup(item.xhtml)
    return markup.to_html() if markup else Markup()


def _medium(item: Binary | EmbeddedBinary) -> Markup:
    width, height = (_pixels(item, "width"), _pixels(item, "height"))
    size: dict[str, object] = {"width": width, "height": height, "style": _shares(item)}
    if item.type == "image":
        return tag("img", src=item.url, alt=item.alt_text, **size)
    if item.type == "audio":
        size = {"style": size["style"]}
    link = tag("a", item.alt_text or item.url, href=item.url)
    return tag(item.type, link, src=item.url, controls=True, aria_label=item.alt_text or None, **size)


def _pixels(item: Binary | EmbeddedBinary, side: str) -> str | None:
    found = re.fullmatch(r"\s*(\d+)\s*(?:px)?\s*", getattr(item, side, ""))
    return found[1] if found else None


def _shares(item: Binary | EmbeddedBinary) -> str | None:
    """A style for the sides that are given as percentages."""
    found = [(side, re.fullmatch(r"\s*(\d+%)\s*", getattr(item, side, ""))) for side in ("width", "height")]
    return "; ".join([f"{side}: {share[1]}" for side, share in found if share]) or None


_WRITERS: dict[type, Callable[[Any], Markup]] = {
    Text: lambda item: tag("p", lines(item.text)),
    List: lambda item: tag("ul", *[tag("li", lines(text)) for text in item.items]),
    FormattedContent: lambda item: tag("div", _formatted(item)),
    Binary: lambda item: tag("p", _medium(item)),
    EmbeddedBinary: lambda item: tag("p", _medium(item)),
}


#: A reference to a character by its HTML name, which XML does not define.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]*;")


class ReadMarkup(NamedTuple):
    """The markup of a FormattedContent that is well-formed."""

    #: The XHTML, in which HTML's named characters are replaced.
    xhtml: str
    #: A `div` with the elements as they will be in the page: without namespaces, comments and prefixed attributes.
    root: _Element

    def to_html(self) -> Markup:
        """The same as HTML, in which `<p/>` is not an empty element."""
        written = etree.tostring(self.root, method="html", encoding="unicode")
        return Markup(written.removeprefix("<div>").removesuffix("</div>"))


def read_markup(xhtml: str) -> ReadMarkup | None:
    """Read the XHTML of a FormattedContent; None if it is not well-formed.

    HTML's named characters, such as `&nbsp;`, are accepted, although a FormattedContent must not contain them.
    """
    text = _NAMED.sub(lambda name: unescape(name[0]), xhtml)
    root = parse_tree(load(f"<div>{text}</div>"))
    if root is None:
        return None
    for element in root.iter():
        _forget_namespaces(element)
    etree.cleanup_namespaces(root)
    return ReadMarkup(text, root)


def _forget_namespaces(element: _Element) -> None:
    element.tag = etree.QName(element).localname
    for name in [name for name in element.attrib if str(name).startswith("{")]:
        del element.attrib[name]
