"""What `--fix` repairs in a form: each form is broken in one way, and is equal to the original after its fix."""

from __future__ import annotations

import re

import pytest

from questionforms import parse
from questionforms.namespaces import namespace
from tests.fixes.documents import FORM, broken, check, fixed

NS = namespace("QuestionForm")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
NUMERIC = "<IsNumeric minValue=\"1\" maxValue='99'/>"
LENGTH = '<Length maxLength="9"/>'
MARKUP = '<![CDATA[<p align="left">Which <b>one</b>?<br/></p>]]>'

STYLES = [
    "radio", "Radio", "RadioButton", "RADIOBUTTON", "radio button", "radio-button", "radio_button", "radiobuttons",
    "radio buttons", " radiobutton ", "radiobuton", "raidobutton",
]  # fmt: skip
TRUE = ["True", "TRUE", "yes", "Yes", "YES", "y", "1", "on", "ture", " True "]
FALSE = ["False", "FALSE", "no", "No", "n", "off"]
NAMESPACES = [
    NS.replace("http:", "https:"), f" {NS}", f"{NS} ", f"\n    {NS}", f"{NS}/", NS.replace("2017-11-06", "2017-11-6"),
    NS.replace("2017-11-06", "2017-06-11"), NS.replace("2017-11-06/", ""), NS.lower(), NS.replace(".xsd", ""), "",
    NS.replace(".xsd", ".XSD"), NS.replace("mechanicalturk.", "mechanicalturks."), NS.replace("http://", ""),
    NS.replace("Schemas", "Schema"), NS.replace("http:", "HTTP:"), namespace("HTMLQuestion"),
]  # fmt: skip
MISTAKES = [
    ("<Title>Fruit<", "<title>Fruit<"),
    ("</Title>", "</title>"),
    ("</Title>", "</Titel>"),
    ("</Title>", ""),
    ("<Text>How many?</Text>", "<Text>How many?<Text>"),
    ("<Text>How many?</Text>", "<Text>How many?</Text"),
    ("<Text>How many?</Text>", "<text>How many?</text>"),
    ("</Question>\n  <Question>", "<Question>"),
    ("<Selections>", "<selections>"),
    ("minValue", "minvalue"),
    ("minValue", "min_value"),
    ("minValue", "min"),
    ('minValue="1"', "minValue=1"),
    ('maxLength="9"', 'maxLength="9'),
    ('minValue="1"', "minValue=\u201c1\u201d"),
    ('minValue="1"', 'minValue="1" minValue="1"'),
    ('minValue="1"', 'minValue="1.0"'),
    ('minValue="1" max', 'minValue="1"max'),
    (">3<", ">3 lines<"),
    (f"{NUMERIC}{LENGTH}", f"{LENGTH}{NUMERIC}"),
]
WITH_DECLARATION = [
    f"\n{DECLARATION}", f"  {DECLARATION}", DECLARATION.replace("?>", ">"), DECLARATION.replace('"', ""),
    DECLARATION.replace(' version="1.0"', ""), DECLARATION.replace("<?", "<? "), DECLARATION.replace("1.0", "2.0"),
    DECLARATION.replace("UTF-8", "UTF-16"), DECLARATION.replace("UTF-8", "no-such"),
    DECLARATION.replace("<?xml", "<?XML"), f"{DECLARATION}\n<!DOCTYPE QuestionForm>",
    f'{DECLARATION}\n<!DOCTYPE QuestionForm SYSTEM "QuestionForm.dtd">', f"{DECLARATION}<!-- a -- b -->",
]  # fmt: skip
IN_MARKUP = [
    ("<br/>", "<br>"),
    ("<br/>", "<BR>"),
    ("<b>one</b>", "<B>one</B>"),
    ("<b>one</b>", "<b>one</B>"),
    ('align="left"', "align=left"),
    ('align="left"', 'ALIGN="left"'),
    ('align="left"', 'align="left" class="x" id="y" onclick="go()" data-x="1"'),
    ("<![CDATA[", "<![cdata["),
    (MARKUP, MARKUP.removeprefix("<![CDATA[").removesuffix("]]>")),
    (MARKUP, MARKUP.removeprefix("<![CDATA[").removesuffix("]]>").replace("<br/>", "<br>")),
]


def check_equal(text: str, *, prolog: bool = False) -> None:
    """What was broken is repaired: the form is the original one, and so is each byte outside the repaired part."""
    assert check().find(text.encode())
    result = fixed(text)
    assert result.problems == ()
    assert parse(result.data) == parse(FORM.encode())
    assert result.count >= 1
    if not prolog:
        assert result.data.decode().splitlines()[:2] == FORM.splitlines()[:2]


@pytest.mark.parametrize("style", STYLES)
def test_styles(style: str) -> None:
    """A style in other words or capitals is written as the schema has it."""
    check_equal(broken(FORM, ">radiobutton<", f">{style}<"))


@pytest.mark.parametrize("value", TRUE + FALSE)
def test_booleans(value: str) -> None:
    """Yes and no are written as true and false."""
    word = "true" if value in TRUE else "false"
    check_equal(broken(FORM, f"<IsRequired>{word}<", f"<IsRequired>{value}<"))


@pytest.mark.parametrize("uri", NAMESPACES)
def test_namespaces(uri: str) -> None:
    """A misspelt namespace is written as it is, and nothing else changes."""
    text = broken(FORM, f'xmlns="{NS}"', f'xmlns="{uri}"')
    check_equal(text)
    assert fixed(text).data.decode() == FORM


def test_no_namespace() -> None:
    """A missing declaration is added to the root."""
    text = broken(FORM, f' xmlns="{NS}"', "")
    check_equal(text)
    assert fixed(text).data.decode() == FORM


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (f'<QuestionForm xmlns="{NS}"', f'<QuestionForm xmlns="{NS}" xsi:schemaLocation="a b"'),
        ("<Overview>", '<Overview xmlns="">'),
        ("<Overview>", f'<Overview xmlns="{namespace("QuestionForm", "2005-10-01")}">'),
    ],
)
def test_prefixes_and_children(right: str, wrong: str) -> None:
    """A prefix that is not declared is, and a child comes into the namespace of the root."""
    check_equal(broken(FORM, right, wrong))


@pytest.mark.parametrize("wrong", ["", f' xmlns="{NS}"', f' xmlns:q="{NS.replace("http:", "https:")}"'])
def test_a_prefixed_form(wrong: str) -> None:
    """The prefix of all elements is declared, or its namespace corrected."""
    text = re.sub(r"<(/?)(?=[A-Z][a-z])", r"<\1q:", FORM).replace(f' xmlns="{NS}"', wrong)
    check_equal(text)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("]]>", "]]&gt;"), ("&", "&amp;"), ("AT&T", "AT&amp;T"), ("a && b", "a &amp;&amp; b"), ("&amp x", "&amp; x"),
        ("?a=1&copy=2", "?a=1&amp;copy=2"), ("&nbsp;", "&#160;"), ("&NBSP;", "&#160;"),
        ("&copy;&rarr;", "&#169;&#8594;"),
        ("a < b", "a &lt; b"), ("<3", "&lt;3"), ("x<y", "x&lt;y"), ("<= 5", "&lt;= 5"),
        ("&#xA0;&nbsp;", "&#xA0;&#160;"),
    ],
)  # fmt: skip
def test_characters_in_text(wrong: str, right: str) -> None:
    """What XML does not allow in a text is escaped, and nothing else changes."""
    text = broken(FORM, "How many?", wrong)
    assert fixed(text).data.decode() == broken(FORM, "How many?", right)


@pytest.mark.parametrize("text", ["&foo;", "R&D; x", "&nbsp x", "\U0001f600", "a\x0bb"])
def test_what_is_not_clear_stays(text: str) -> None:
    """What may have been meant in two ways is left as it is."""
    form = broken(FORM, "How many?", text)
    assert fixed(form).data == form.encode()
    assert fixed(form).problems


@pytest.mark.parametrize(("right", "wrong"), MISTAKES + IN_MARKUP)
def test_mistakes(right: str, wrong: str) -> None:
    """Names, tags, attributes and markup are repaired."""
    check_equal(broken(FORM, right, wrong))


@pytest.mark.parametrize("declaration", WITH_DECLARATION)
def test_before_the_root(declaration: str) -> None:
    """The XML declaration is completed and moved to the start, and a DOCTYPE that declares nothing is removed."""
    check_equal(broken(FORM, DECLARATION, declaration), prolog=True)


def test_order_takes_comments_along() -> None:
    """Child elements come into order with the comments before them and on their line; what is between them stays."""
    text = broken(
        FORM,
        "    <IsRequired>false</IsRequired>  <!-- not everyone counts -->\n"
        "    <QuestionContent><Text>How many?</Text></QuestionContent>\n",
        "    <!-- one -->\n    <QuestionContent><Text>How many?</Text></QuestionContent>\n"
        "    <!-- two -->\n    <IsRequired>false</IsRequired>  <!-- not everyone counts -->\n",
    )
    assert fixed(text).data.decode() == broken(
        FORM,
        "    <IsRequired>false</IsRequired>  <!-- not everyone counts -->\n"
        "    <QuestionContent><Text>How many?</Text></QuestionContent>\n",
        "    <!-- two -->\n    <IsRequired>false</IsRequired>  <!-- not everyone counts -->\n"
        "    <!-- one -->\n    <QuestionContent><Text>How many?</Text></QuestionContent>\n",
    )


def test_wrapping() -> None:
    """Elements directly inside the parent of the one that they belong in are put into it, side by side."""
    inner = FORM[FORM.index("<Selections>") + len("<Selections>") : FORM.index("</Selections>")]
    text = FORM.replace(f"<Selections>{inner}</Selections>", inner.strip())
    check_equal(text)
    check_equal(broken(FORM, "<QuestionContent><Text>How many?</Text></QuestionContent>", "<Text>How many?</Text>"))


def test_a_copy_is_removed() -> None:
    """An element that appears twice is removed once; two that differ both stay."""
    once = "    <IsRequired>true</IsRequired>\n"
    assert fixed(broken(FORM, once, once * 2)).data.decode() == FORM
    other = broken(FORM, once, once + once.replace("true", "false"))
    assert fixed(other).data.decode() == other


def test_names_that_may_be_several() -> None:
    """A name that is similar to two others, or of an element that was retired, is left as it is."""
    for right, wrong in (
        ('minValue="1"', 'Value="1"'),
        ("FreeTextAnswer>", "FileUploadAnswer>"),
        ("<Title>Fruit</Title>", "<Title>Fruit</Text>"),
    ):
        text = FORM.replace(right, wrong)
        assert fixed(text).data.decode() == text
