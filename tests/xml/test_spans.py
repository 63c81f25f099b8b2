"""The places of tags, attributes, comments and characters in well-formed XML."""

from __future__ import annotations

from hypothesis import given
from lxml import etree

from questionforms.elements.base.element import Document
from questionforms.xml.spans import characters_between, read_tags
from tests.strategies import documents

XML = (
    "<?xml version='1.0'?>\r\n<!-- <a> --><q:a x=\"1>2\" y = 'b'>\r\n"
    "<b/><!-- in a --><c>x<![CDATA[<d>&amp;]]>&#65;<!-- no -->\r\n</c ></q:a>"
)


def test_tags() -> None:
    """Each element has the places of its tags, its attributes with their values, and its comments."""
    root = read_tags(XML)
    assert root is not None
    assert (root.name, root.local, [child.name for child in root.children]) == ("q:a", "a", ["b", "c"])
    assert XML[root.start : root.inside] == "<q:a x=\"1>2\" y = 'b'>"
    assert XML[root.close : root.end] == "</q:a>"
    assert [XML[each.value.start : each.value.end] for each in root.attributes] == ["1>2", "b"]
    assert [XML[comment.start : comment.end] for comment in root.comments] == ["<!-- in a -->"]
    inner = root.children[1]
    assert root.at(inner.inside) is inner
    assert root.at(root.inside) is root
    assert root.children[0].close == root.children[0].end


def test_characters() -> None:
    """A text is read as XML reads it, with the place of each character."""
    root = read_tags(XML)
    assert root is not None
    inner = root.children[1]
    found = characters_between(XML, inner.inside, inner.close)
    assert found.text == "x<d>&amp;A\n"
    places = [XML[place.start : place.end] for place in map(found.place, range(len(found.text)))]
    assert places == ["x", *"<d>&amp;", "&#65;", "\r\n"]
    assert [found.is_literal(index) for index in range(len(found.text))] == [False, *[True] * 8, False, False]


def test_what_cannot_be_followed() -> None:
    """Tags that do not match give nothing."""
    for text in ("", "no XML", "<a>", "<a></b>", "</a>"):
        assert read_tags(text) is None


@given(documents)
def test_it_reads_what_lxml_reads(document: Document) -> None:
    """Every document has the elements, attributes and texts that lxml finds in it."""
    text = document.to_xml()
    root = read_tags(text)
    assert root is not None
    waiting, elements = [root], [etree.fromstring(text.encode())]
    for tag, element in zip(waiting, elements, strict=True):
        assert tag.local == etree.QName(element).localname
        values = [characters_between(text, each.value.start, each.value.end).text for each in tag.attributes]
        names = [each.name for each in tag.attributes if not each.name.startswith("xmlns")]
        assert names == [etree.QName(name).localname for name in element.attrib]
        assert values[len(values) - len(names) :] == list(element.attrib.values())
        if not tag.children:
            assert characters_between(text, tag.inside, tag.close).text == (element.text or "")
        waiting += tag.children
        elements += list(element)
