"""What a FormattedContent must not contain never becomes part of a page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    FormattedContent,
    FreeTextAnswer,
    InvalidArgument,
    Overview,
    Question,
    QuestionForm,
    Selection,
    SelectionAnswer,
)
from questionforms.conversion import to_html_question
from questionforms.conversion.content_markup import read_markup
from questionforms.conversion.refusals import iter_html_refusals
from tests.conversion.pages import page_of

FORBIDDEN = [
    ('<img src="https://e.org/a.png" alt="" onerror="f()"/>', "`onerror` of `img`"),
    ('<p ONCLICK="f()">a</p>', "`ONCLICK` of `p`"),
    ('<P OnClick="f()">a</P>', "`OnClick` of `p`"),
    ('<a href="javascript:f()">a</a>', "`javascript:f()`, which is a script"),
    ('<a href="&#106;ava&#x73;cript&#58;f()">a</a>', "`javascript:f()`, which is a script"),
    ('<a href="javascript&colon;f()">a</a>', "`javascript:f()`, which is a script"),
    ('<a href=" java&#10;script:f()">a</a>', r"`java\nscript:f()`; expected a URL"),
    ('<a href="data:text/html,x">a</a>', "`data:text/html,x`, which contains the data itself"),
    ('<a HREF="javascript:f()">a</a>', "`HREF` is `javascript:f()`"),
    ('<img src="vbscript:f()" alt=""/>', "`vbscript:f()`, which is a script"),
    ("<script>f()</script>", "`script` is not allowed"),
    ("<SCRIPT>f()</SCRIPT>", "`SCRIPT` is not allowed"),
    ('<x:script xmlns:x="http://www.w3.org/1999/xhtml">f()</x:script>', "`script` is not allowed"),
    ('<script xmlns="urn:x">f()</script>', "`script` is not a tag"),
    ('<b xmlns="urn:x" onclick="f()">a</b>', "`onclick` of `b`"),
    ("<style>p { color: red }</style>", "`style` is not allowed"),
    ('<p style="color: red">a</p>', "`style` of `p`"),
    ('<svg onload="f()"/>', "`svg` is not allowed"),
    ('<svg xmlns="http://www.w3.org/2000/svg"><script>f()</script></svg>', "`svg` is not a tag"),
    ("<form><input/></form>", "`form` is not allowed"),
    ('<base href="https://e.org/"/>', "`base` is not allowed"),
    ('<iframe src="https://e.org/" title="a" width="9" height="9" srcdoc="a"/>', "`srcdoc` of `iframe`"),
    ('<unknown onclick="f()">a</unknown>', "`unknown` is not a tag"),
    ("<unknown><script>f()</script></unknown>", "`unknown` is not a tag"),
    ('<p>a<br><b onclick="f()">a</b></br></p>', "`onclick` of `b`"),
    ('<p>&nbsp;<b onclick="f()">a</b></p>', "`onclick` of `b`"),
    ("<p/>" + "<unknown/>" * 1_200 + "<script>f()</script>", "`script` is not allowed"),
]
HARMLESS = [
    "<p>a<![CDATA[<script>f()</script>]]></p>",
    "<p>&lt;script>f()&lt;/script></p>",
    '<p title="&lt;script>">a</p>',
    "<?x ><script>f()</script>?><p>a</p>",
    "<p>a<!--><script>f()</script>--></p>",
    '<p xml:lang="de" xmlns:x="urn:x" x:a="b">a</p>',
    '<a href="https://e.org/javascript:f()">a</a>',
    "<p><ul><li>a</li></ul></p>",
    '<img src="https://e.org/a.png"/>',
]


def forms(xhtml: str) -> list[QuestionForm]:
    """Forms of both versions with the markup in an overview, in a question and in the label of a selection."""
    markup = FormattedContent(xhtml)
    plain = Question("r", "Why?", FreeTextAnswer())
    questions = [
        Question("q", ["Which?", markup], FreeTextAnswer()),
        Question("q", "Which?", SelectionAnswer([Selection("a", markup), Selection("b", "B")])),
    ]
    parts = [(Overview(markup), plain), *[(question,) for question in questions]]
    return [QuestionForm(*items, version=version) for items in parts for version in ("2017-11-06", "2005-10-01")]


@pytest.mark.parametrize(("xhtml", "said"), FORBIDDEN, ids=[said for _, said in FORBIDDEN])
def test_forbidden_markup(xhtml: str, said: str) -> None:
    """Scripts and all else that is not allowed are refused wherever they are, on one line that says what they are."""
    for form in forms(xhtml):
        messages = [refusal.message for refusal in iter_html_refusals(form)]
        assert said in messages[0]
        assert not [message for message in messages if "\n" in message]
        with pytest.raises(InvalidArgument, match=re.escape(messages[0])):
            to_html_question(form)


@pytest.mark.parametrize("xhtml", HARMLESS)
def test_other_markup(xhtml: str) -> None:
    """What only looks like a script is text in the page, or left out; other mistakes are those of the page."""
    for form in forms(xhtml):
        page = page_of(form)
        inside = page.xpath("//main//*")
        assert not [element for element in inside if element.tag == "script"]
        assert not [name for element in inside for name in element.attrib if str(name).startswith("on")]


def test_all_that_is_forbidden_is_named() -> None:
    """Each thing that has to be changed is named once, in the order of the markup."""
    form = forms('<p style="a">a</p><b onclick="f()">b</b><p style="b">c</p><script>f()</script>')[0]
    messages = [refusal.message.split("`")[1] for refusal in iter_html_refusals(form)]
    assert messages == ["style", "onclick", "script"]


_NAMES = st.sampled_from(["p", "b", "B", "a", "script", "unknown", "li", "ul", "table", "br", "x:script"])
_ATTRIBUTES = st.sampled_from(["", ' onclick="f()"', ' ONCLICK="f()"', ' href="javascript:f()"', ' title="a"'])
_MARKUP = st.recursive(
    st.sampled_from(["text", "&lt;script>", "<![CDATA[<script>]]>", "<!-- a -->", "<?a <script>?>"]),
    lambda inner: st.builds(
        lambda name, attribute, content: f"<{name}{attribute}>{content}</{name}>",
        _NAMES,
        _ATTRIBUTES,
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=8,
)


@given(_MARKUP)
def test_no_script_reaches_a_page(xhtml: str) -> None:
    """A page has no scripts and no handlers, and no links that are scripts, whatever the markup was."""
    xhtml = f'<p xmlns:x="http://www.w3.org/1999/xhtml">{xhtml}</p>'
    assert read_markup(xhtml) is not None
    form = forms(xhtml)[0]
    if list(iter_html_refusals(form)):
        return
    inside = page_of(form).xpath("//main//*")
    assert not [element for element in inside if element.tag == "script"]
    assert not [value for element in inside for value in element.attrib.values() if "f()" in value]
