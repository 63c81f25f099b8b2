"""Fixes for pages and URLs: the safe ones leave the page as browsers read it; the unsafe ones do what they say."""

from __future__ import annotations

from typing import Any

import pytest
import tinyhtml5  # type: ignore[import-untyped]

from questionforms import ExternalQuestion, FormattedContent, FreeTextAnswer, HTMLQuestion, Question, QuestionForm
from questionforms.namespaces import namespace
from tests.fixes.documents import FORM, PAGE, broken, check, fixed

#: What a page may have, and what a safe fix writes instead, which a browser reads alike.
ALIKE = [
    ("AT&T", "AT&amp;T"),
    ("a & b &c", "a & b &amp;c"),
    ("&copy 2020", "&copy; 2020"),
    ("&#169 2020", "&#169; 2020"),
    ("&#; x", "&amp;#; x"),
    ("&nosuch; x", "&amp;nosuch; x"),
    ("1 < 2", "1 &lt; 2"),
    ("<>", "&lt;&gt;"),
    ("a</br>b", "a<br>b"),
    ("a</img>b", "ab"),
    ("<image src='https://x.example.org/'>", "<img src='https://x.example.org/'>"),
    ("<b>x</b class='y'>", "<b>x</b>"),
    ("<b>x</b/>", "<b>x</b>"),
    ("<b id='y'class='z'>x</b>", "<b id='y' class='z'>x</b>"),
    ("<b class='z' class='z'>x</b>", "<b class='z'>x</b>"),
    ("<a href=https://x.example.org/?a=1>x</a>", '<a href="https://x.example.org/?a=1">x</a>'),
    ("<!-- a --!>", "<!-- a -->"),
    ("\U0001f600 x", "&#x1F600; x"),
]
#: What is left without unsafe fixes, and what they write.
UNSAFE = [
    ("<!DOCTYPE html>\n", "", "<!DOCTYPE html>\n"),
    ("<!DOCTYPE html>", '<!doctype html public "-//W3C//DTD HTML 4.01//EN">', "<!DOCTYPE html>"),
    ("https://pictures", "http://pictures", "https://pictures"),
    ('<script>\n', '<script src="http://x.example.org/a.js"></script><script>\n',
     '<script src="https://x.example.org/a.js"></script><script>\n'),
    ('method="post"', 'method="get"', 'method="post"'),
    ("<p>Salt &amp; pepper</p>", "<div/>", "<div></div>"),
]  # fmt: skip
#: The start of a URL, what a fix writes, and whether it is safe.
URLS = [
    ("https:/x.example.org/", "https://x.example.org/", True),
    ("https//x.example.org/", "https://x.example.org/", True),
    ("https:x.example.org/", "https://x.example.org/", True),
    ("https:///x.example.org/", "https://x.example.org/", True),
    ("HTTPS://x.example.org/", "https://x.example.org/", True),
    ("https://x.example.org/?a=1&amp;amp;b=2", "https://x.example.org/?a=1&amp;b=2", True),
    ("https://x.example.org/?a=50%", "https://x.example.org/?a=50%25", True),
    ("http://x.example.org/", "https://x.example.org/", False),
    ("//x.example.org/", "https://x.example.org/", False),
    ("www.example.org/", "https://www.example.org/", False),
    ("https://x.example.org/a b", "https://x.example.org/a%20b", False),
    ("https://x.example.org/a\n      ?b=1", "https://x.example.org/a?b=1", False),
    ("https://x.example.org/a\u200b", "https://x.example.org/a", False),
]


def tree(page: str) -> Any:
    """What the HTML standard's algorithm makes of a page: tags, attributes and texts."""
    return [
        (str(element.tag), sorted(element.attrib.items()), element.text, element.tail)
        for element in tinyhtml5.parse(page).iter()
        if isinstance(element.tag, str)
    ]


def question(page: str, *, cdata: bool) -> str:
    """An HTMLQuestion with a page, in CDATA or escaped."""
    inside = f"<![CDATA[{page}]]>" if cdata else page.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<HTMLQuestion xmlns="{namespace("HTMLQuestion")}">\r\n'
        f"  <HTMLContent>{inside}</HTMLContent>\r\n  <FrameHeight>450</FrameHeight>\r\n</HTMLQuestion>\r\n"
    )


@pytest.mark.parametrize(("wrong", "right"), ALIKE)
def test_safe_fixes_leave_the_page_alike(wrong: str, right: str) -> None:
    """A safe fix of a page changes nothing that a browser reads, and nothing else in the file."""
    page = broken(PAGE, "Salt &amp; pepper", wrong)
    result = fixed(page, page=True)
    assert result.data.decode() == broken(PAGE, "Salt &amp; pepper", right)
    assert tree(page) == tree(result.data.decode())
    assert result.problems == ()


@pytest.mark.parametrize("cdata", [True, False])
@pytest.mark.parametrize(("wrong", "right"), ALIKE)
def test_pages_in_a_document(wrong: str, right: str, cdata: bool) -> None:
    """The same in an HTMLContent, in CDATA and escaped; the line ends stay."""
    pages = [broken(PAGE, "Salt &amp; pepper", part).replace("\n", "\r\n") for part in (wrong, right)]
    result = fixed(question(pages[0], cdata=cdata))
    right_xml = question(pages[1], cdata=cdata)
    assert result.data.decode().replace("&gt;", ">") == right_xml.replace("&gt;", ">")
    assert result.problems == ()


@pytest.mark.parametrize(("right", "wrong", "new"), UNSAFE)
def test_unsafe_fixes_of_pages(right: str, wrong: str, new: str) -> None:
    """What changes the page is only fixed on request."""
    page = broken(PAGE, right, wrong)
    assert fixed(page, page=True).data.decode() == page
    assert fixed(page, page=True).problems
    result = fixed(page, page=True, unsafe=True)
    assert result.data.decode() == broken(PAGE, right, new)
    assert result.problems == ()


def test_a_crowd_script_is_added() -> None:
    """The script of crowd elements is loaded at the start of the head."""
    form = "<crowd-form><crowd-input name='a'></crowd-input></crowd-form>"
    page = f"<!DOCTYPE html>\n<html><head><title>x</title></head><body>{form}</body></html>"
    result = fixed(page, page=True, unsafe=True)
    assert (
        '<head>\n<script src="https://assets.crowd.aws/crowd-html-elements.js"></script><title>' in result.data.decode()
    )
    assert [problem.rule for problem in result.problems if problem.severity == "error"] == []


@pytest.mark.parametrize(("wrong", "right", "safe"), URLS)
def test_urls(wrong: str, right: str, safe: bool) -> None:
    """The URL of an ExternalQuestion is written as it was meant, if the fix is allowed."""
    text = ExternalQuestion("https://x.example.org/", frame_height=450).to_xml()
    before, after = (text.replace("https://x.example.org/", url) for url in (wrong, right))
    assert fixed(before).data.decode() == (after if safe else before)
    assert fixed(before, unsafe=True).data.decode() == after


@pytest.mark.parametrize(
    ("right", "wrong", "new"),
    [
        ("<b>one</b>", '<img src="http://x.example.org/a.png" alt="x"/>', "https://x"),
        ("<b>one</b>", "one<!-- comment -->", "Which one?"),
        ("<b>one</b>", "<b>one", "<b>one?<br/></b></p>"),
        ("How many?", "How\x0b many?", "How many?"),
        ("<QuestionIdentifier>count<", "<QuestionIdentifier>  count\n    <", "<QuestionIdentifier>count<"),
        ("How many?", "&foo; &nbsp x", "&amp;foo; &amp;nbsp x"),
        ("How many?", "caf\x92 x", "caf\u2019 x"),
        ("<Text>How many?</Text>", "How many?", "<Text>How many?</Text>"),
        (namespace("QuestionForm"), "urn:other", "http://mechanicalturk"),
    ],
)
def test_unsafe_fixes_of_forms(right: str, wrong: str, new: str) -> None:
    """In forms too, what changes what a worker sees is only fixed on request."""
    text = broken(FORM, right, wrong)
    assert fixed(text).data == text.encode()
    result = fixed(text, unsafe=True)
    assert new in result.data.decode()
    assert result.problems == ()


def test_markup_is_fixed_alike_in_cdata_and_escaped() -> None:
    """The markup of a FormattedContent is fixed in CDATA and escaped."""
    form = QuestionForm(Question("q", FormattedContent("<p>a<br/>b</p>"), FreeTextAnswer()))
    before, _, after = form.to_xml().partition("&lt;p>a&lt;br/>b&lt;/p>")
    pieces = ["<![CDATA[<p>a<br>b&nbsp;</p>]]>", "&lt;p>a&lt;br>b&amp;nbsp;&lt;/p>"]
    right = ["<![CDATA[<p>a<br/>b&#160;</p>]]>", "&lt;p>a&lt;br/>b&amp;#160;&lt;/p>"]
    for wrong, new in zip(pieces, right, strict=True):
        assert fixed(before + wrong + after).data.decode() == before + new + after


def test_media_and_regexes() -> None:
    """Media types, line breaks in an errorText and flags are written as the schema and browsers have them."""
    media = (
        "<EmbeddedBinary><EmbeddedMimeType><Type>{}</Type><SubType>{}</SubType></EmbeddedMimeType>"
        "<DataURL>https://x.example.org/a.jpg</DataURL><AltText>x</AltText><Width>5</Width><Height>5</Height>"
        "</EmbeddedBinary>"
    )
    old = "<Text>Salt &amp; pepper</Text>"
    right = broken(FORM, old, old + media.format("image", "jpeg"))
    for type_, subtype in (("image", "jpg"), ("Image", "jpeg"), ("IMAGE", "image/jpeg"), ("image/jpeg", "jpeg")):
        text = broken(FORM, old, old + media.format(type_, subtype))
        assert fixed(text).data.decode() == right, (type_, subtype)
    regex = '<Length maxLength="9"/><AnswerFormatRegex regex="[1-9]+"{}/>'
    for wrong, flags in ((' flags="I"', ' flags="i"'), (' flags="g"', ""), (' flags="ig"', ' flags="i"')):
        text = broken(FORM, '<Length maxLength="9"/>', regex.format(wrong))
        assert fixed(text).data.decode() == broken(FORM, '<Length maxLength="9"/>', regex.format(flags))
    text = broken(FORM, '<Length maxLength="9"/>', regex.format(' errorText="a\n     b"'))
    assert fixed(text).data.decode() == broken(FORM, '<Length maxLength="9"/>', regex.format(' errorText="a b"'))


def test_the_documents_have_no_problem() -> None:
    """The documents that are broken here have no problem before."""
    assert check().find(FORM.encode()) == []
    assert check(page=True).find(PAGE.encode()) == []
    assert check().find(question(PAGE, cdata=True).encode()) == []
    assert isinstance(HTMLQuestion(PAGE).size, int)
