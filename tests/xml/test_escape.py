"""Text as XML: every character survives, in as few bytes as possible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from questionforms import (
    AnswerFormatRegex,
    Application,
    Binary,
    ExternalQuestion,
    Flash,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    JavaApplet,
    List,
    Overview,
    Question,
    QuestionForm,
    Selection,
    SelectionAnswer,
    parse,
)
from questionforms.xml.escape import escape, escape_all, quote
from tests.strategies import texts

NASTY = "a & b < c > d \"e\" 'f' ]]> g\r\nh\ri\tj é 日本 e\u0301 \U0001f600  "


@given(texts)
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    """An XML parser returns any text unchanged."""
    assert (etree.fromstring(f"<a>{escape(text)}</a>").text or "") == text


@given(texts)
def test_quoted_text_is_read_as_it_was(text: str) -> None:
    """Line breaks, tabs and quotes survive in an attribute too."""
    assert etree.fromstring(f"<a b={quote(text)}/>").get("b") == text


@given(texts)
def test_the_shorter_way_is_taken(text: str) -> None:
    """Neither escaping alone nor one CDATA section, split where it must be, would be shorter."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;").replace("\r", "&#13;")
    split = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    assert len(escape(text)) == min(len(escaped), len(f"<![CDATA[{split}]]>"))


@given(st.lists(texts))
def test_many_texts_are_escaped_as_one_is(many: list[str]) -> None:
    """Escaping texts together has the same result as escaping each."""
    assert escape_all(many) == [escape(text) for text in many]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("a > b", "a > b"),
        ("AT&T", "AT&amp;T"),
        ("<b>x</b>", "&lt;b>x&lt;/b>"),
        ("a]]>b", "a]]&gt;b"),
        ("<p>a</p><p>b</p>", "<![CDATA[<p>a</p><p>b</p>]]>"),
        ("&&&]]>&&&", "<![CDATA[&&&]]]]><![CDATA[>&&&]]>"),
        ("a\r\nb", "a&#13;\nb"),
    ],
)
def test_how_text_is_written(text: str, written: str) -> None:
    """Text is escaped or put in CDATA, whichever is shorter."""
    assert written == escape(text)


def nasty_form() -> QuestionForm:
    """A form with awkward text in every place that accepts text."""
    url = "https://example.org/?a=1&b=<2>&c=\"'"
    return QuestionForm(
        Overview(NASTY, List(NASTY, NASTY), FormattedContent(f"<p>{NASTY}</p>")),
        Question(
            NASTY,
            [
                Binary(url, "image/p&n<g", NASTY),
                Application(Flash(url, width=NASTY, height=NASTY, parameters={NASTY: NASTY})),
                Application(JavaApplet(url, NASTY, width=1, height=2, parameters=[("a", "&"), ("a", "<")])),
            ],
            SelectionAnswer(
                [
                    Selection(NASTY, NASTY),
                    Selection("b", Binary(url, "image", NASTY)),
                    Selection("c", FormattedContent("<i>&amp;</i>]]>")),
                ],
                other=FreeTextAnswer(AnswerFormatRegex(NASTY, error_text=NASTY), default=NASTY),
            ),
            display_name=NASTY,
        ),
        version="2005-10-01",
    )


def test_nothing_that_boto_broke_breaks_here() -> None:
    """`&`, `<` and quotes in labels, URLs, list items and regexes, `]]>` in markup, and applets all survive."""
    form = nasty_form()
    assert QuestionForm.from_xml(form.to_xml()) == form
    assert QuestionForm.from_xml(form.to_xml(indent=True)) == form
    flash = etree.fromstring(form.to_xml()).find(".//{*}Flash")
    assert flash is not None
    assert [etree.QName(child).localname for child in flash] == [
        "FlashMovieURL",
        "Width",
        "Height",
        "ApplicationParameter",
    ]


def test_html_with_the_end_of_cdata() -> None:
    """`]]>` in a page survives."""
    page = HTMLQuestion("<!DOCTYPE html><script>if (a[b[0]]>1 && c<d) {}</script>" * 3, 400)
    assert parse(page.to_xml()) == page
    assert page.size < len(page.html) + 350


def test_an_ampersand_in_a_url() -> None:
    """The `&` of a query is escaped in the XML and plain in the value."""
    question = ExternalQuestion("https://example.org/?a=1&b=2")
    assert "https://example.org/?a=1&amp;b=2</ExternalURL>" in question.to_xml()
    assert parse(question.to_xml()) == question


def test_indented_xml() -> None:
    """One element per line, two spaces per level; empty and multi-line texts are unchanged."""
    form = QuestionForm(Question("q", ["", "a\n b", FormattedContent("<p>x</p><p>y</p>")], FreeTextAnswer()))
    lines = form.to_xml(indent=True).split("\n")
    assert lines[1:] == [
        "  <Question>",
        "    <QuestionIdentifier>q</QuestionIdentifier>",
        "    <QuestionContent>",
        "      <Text></Text>",
        "      <Text>a",
        " b</Text>",
        "      <FormattedContent><![CDATA[<p>x</p><p>y</p>]]></FormattedContent>",
        "    </QuestionContent>",
        "    <AnswerSpecification>",
        "      <FreeTextAnswer/>",
        "    </AnswerSpecification>",
        "  </Question>",
        "</QuestionForm>",
    ]
