"""HTML where XML is needed: every slip is found, at its place, and repaired to the XML that HTML makes of it."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from questionforms.checks.xhtml.tag_soup import MOST, TagSoup
from questionforms.namespaces import XHTML
from tests.documents import valid
from tests.steps import takes_linear_time


@pytest.mark.parametrize(
    ("text", "repaired", "count"),
    [
        ("a<br>b<BR>c<hr>", "a<br/>b<BR/>c<hr/>", 3),
        ('<img src="x" alt="">', '<img src="x" alt=""/>', 1),
        ("<br></br><hr\n/>", "<br></br><hr\n/>", 0),
        ("<p>a<p>b", "<p>a</p><p>b</p>", 2),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", 3),
        (
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            5,
        ),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>", 3),
        ("<p>a<table><tr><td>b</td></tr></table>", "<p>a</p><table><tr><td>b</td></tr></table>", 1),
        ("<p><b>a</p>", "<p><b>a</b></p>", 1),
        ("<p><b>a</p></b>", "<p><b>a</b></p>", 1),
        ("a</b>c", "ac", 1),
        ("<b>a</B>", "<b>a</b>", 1),
        ("<p align=center>a</p>", '<p align="center">a</p>', 1),
        ("<img src=https://x.org/a/>", '<img src="https://x.org/a"/>', 1),
        ("<td nowrap>a</td>", '<td nowrap="nowrap">a</td>', 1),
        ('<p a="b"c="d">x</p>', '<p a="b" c="d">x</p>', 1),
        ("<p a = 'b'\n c='>'>x</p>", "<p a = 'b'\n c='>'>x</p>", 0),
        ("<p class='a', id=b>x</p>", "<p class='a' id=\"b\">x</p>", 2),
        ('<p a="b"]>x</p>', '<p a="b">x</p>', 1),
        ("<p a='b' c='d' a=e>x</p>", "<p a='b' c='d' >x</p>", 1),
        ("<p/ >x</p>", "<p >x</p>", 1),
        ("a&nbsp;b&eacute;c&bogus;", "a&#160;b&#233;c&amp;bogus;", 3),
        ("&amp;&lt;&#160;&#xA0;", "&amp;&lt;&#160;&#xA0;", 0),
        ("AT&T & co &nbsp x", "AT&amp;T &amp; co &amp;nbsp x", 3),
        ('<a href="?a=1&b=2">x</a>', '<a href="?a=1&amp;b=2">x</a>', 1),
        ("a < b <= c <3", "a &lt; b &lt;= c &lt;3", 3),
        ("<script>if (a < b && c) </script>x", "<script></script>x", 0),
        ("<style>p > a</style>", "<style></style>", 0),
        ('<!DOCTYPE html><?xml version="1.0"?><?php a ?>x', "<?php a ?>x", 2),
        ("<!-- <br> & --><![CDATA[<br> & ]]>", "<!-- <br> & --><![CDATA[<br> & ]]>", 0),
    ],
)
def test_what_was_meant_is_told(text: str, repaired: str, count: int) -> None:
    """Each mistake is one slip, and the repaired text is what was meant."""
    soup = TagSoup(text)
    assert soup.repaired == repaired
    assert len(soup.slips) == count


def test_slips_stand_where_the_mistake_is() -> None:
    """Tags at their start, attributes at their name, references at their `&`; in the order of the text."""
    text = "<p align=center>a</p>&nbsp;AT&T</i><b><br>"
    soup = TagSoup(text)
    assert [text[slip.offset :] for slip in sorted(soup.slips, key=lambda slip: slip.offset)] == [
        text[text.index(start) :] for start in ("align", "&nbsp;", "&T", "</i>", "<b>", "<br>")
    ]


@given(st.integers(0, 10_000))
def test_well_formed_markup_has_no_slips(seed: int) -> None:
    """Markup that is XML is unchanged, and has no slips."""
    xml = etree.tostring(valid(XHTML, Random(seed)), encoding="unicode")
    soup = TagSoup(xml)
    assert (soup.repaired, soup.slips) == (xml, [])


@given(st.integers(0, 10_000))
def test_tags_without_an_end_are_ended(seed: int) -> None:
    """Each void tag without its end is reported, and closed."""
    xml = etree.tostring(valid(XHTML, Random(seed)), encoding="unicode")
    html, count = re.subn(r"<((?:br|hr|img|area|col)\b[^<>]*)/>", r"<\1>", xml)
    soup = TagSoup(html)
    assert (soup.repaired, len(soup.slips)) == (xml, count)


TAGS = [f"<{end}{name}>" for name in ("p", "b", "B", "ul", "li", "table", "tr", "td", "i") for end in ("", "/")]
OTHERS = [
    "<br>",
    "<br/>",
    "<img a=b>",
    "<td nowrap>",
    "&nbsp;",
    "&amp;",
    "&",
    " < ",
    "é",
    "\U0001f600",
    "\r\n",
    "</br>",
]
BROKEN = [
    "<",
    ">",
    "'",
    '"',
    "=",
    "<a ",
    "/",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<script>",
    "</script>",
    "<!doctype",
]


@given(st.lists(st.sampled_from(TAGS + OTHERS), max_size=30).map("".join))
def test_tags_in_any_order_become_xml(text: str) -> None:
    """Whatever is opened and closed, and in what order, the repaired text is well-formed."""
    etree.fromstring(f"<x>{TagSoup(text).repaired}</x>")


@given(st.lists(st.sampled_from(TAGS + OTHERS + BROKEN), max_size=30).map("".join))
def test_any_text_is_read(text: str) -> None:
    """No text is refused; places are inside it, and in the order of the repaired text."""
    soup = TagSoup(text)
    assert all(0 <= slip.offset <= len(text) for slip in soup.slips)
    offsets = [soup.offset(index) for index in range(len(soup.repaired) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[0] >= 0
    assert offsets[-1] == len(text)


@given(st.lists(st.sampled_from(TAGS + OTHERS), max_size=30).map("".join))
def test_what_stays_is_found_again(text: str) -> None:
    """A character that no slip touches has its own place in the text."""
    soup = TagSoup(text)
    kept = [(index, character) for index, character in enumerate(soup.repaired) if character in "é\U0001f600\r\n"]
    assert [character for _, character in kept] == [character for character in text if character in "é\U0001f600\r\n"]
    assert all(text[soup.offset(index)] == character for index, character in kept)


UNITS = [
    *TAGS,
    *OTHERS,
    *BROKEN,
    "<a b=c ",
    "<a 'x",
    "<td><tr>",
    "<i></b>",
    "<a" + " " * 50,
    "<b",
    "&#",
    "<script>a<b</script>",
]


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """Half a megabyte of anything is read in linear time, with a bounded number of slips."""

    def read(size: int) -> TagSoup:
        return TagSoup(unit * (size // len(unit)))

    assert takes_linear_time(read, 500_000)
    assert len(read(500_000).slips) <= MOST
