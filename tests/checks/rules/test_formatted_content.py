"""The markup inside a FormattedContent: verdicts, places in every spelling, and words for what people write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from questionforms import FormattedContent, FreeTextAnswer, Problem, Question, QuestionForm, iter_problems
from questionforms.codes import names_of
from questionforms.namespaces import XHTML, namespace
from questionforms.xml.source_map import Lines
from tests.documents.fragments import fragments, wrapped
from tests.schema.reference_verdicts import DISPUTED, made, recorded_verdicts

START = (
    f'<QuestionForm xmlns="{namespace("QuestionForm")}"><Question>\n<QuestionIdentifier>q</QuestionIdentifier>'
    "<QuestionContent>\n<FormattedContent>"
)
END = (
    "</FormattedContent></QuestionContent><AnswerSpecification><FreeTextAnswer/></AnswerSpecification></Question>"
    "</QuestionForm>"
)
#: The rules that see the markup, and not the text of the document around it.
OTHERS = set(names_of("every_document")) | set(names_of("question_form"))


def problems(markup: str) -> list[Problem]:
    """What is found in markup that stands in CDATA."""
    return list(iter_problems(f"{START}<![CDATA[{markup}]]>{END}", ignore=OTHERS))


def rules(markup: str) -> list[str]:
    """The rules that report something in it."""
    return [problem.rule for problem in problems(markup)]


def shown(markup: str) -> list[tuple[str, str]]:
    """The rules with what stands in the markup at each problem's place."""
    xml = f"{START}<![CDATA[{markup}]]>{END}"
    text = xml.replace("\r\n", "\n")
    found = Lines(text)
    return [
        (problem.rule, text[found.offset(*problem.place) :].split("]]>", maxsplit=1)[0])
        for problem in iter_problems(xml, ignore=OTHERS)
    ]


# Places


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, list[int]]:
    """Some markup with mistakes in one of the ways to write it, and where in that each of its characters begins."""
    blocks = st.sampled_from(
        [
            "<p>é &amp; &#233;</p>",
            "<div>",
            "</div>",
            "<b class='x'>\U0001f600</b>",
            "a &#160; &nbsp;b",
            "x < y",
            "\n",
            "<br>",
            "<img src='/a' alt='&lt;'/>",
            "<ul><li>x</li></ul>",
            "<p align=left>x</p>",
            "<!-- > -->",
            "AT&T",
            "<h7/>",
            "<I>x</I>",
        ]
    )
    markup = "".join(draw(st.lists(blocks, max_size=8)))
    source, starts, inside = "", [], False
    for character in markup:
        way = draw(st.sampled_from(["as before", "cdata", "escaped", "decimal", "hex", "comment"]))
        if inside and (way not in ("as before", "cdata")):
            source, inside = f"{source}]]>", False
        elif not inside and way == "cdata":
            source, inside = f"{source}<![CDATA[", True
        elif way == "comment":
            source += "<!-- a\n & -->"
        starts.append(len(source))
        if inside:
            source += character
        elif way in ("decimal", "hex"):
            source += f"&#{ord(character)};" if way == "decimal" else f"&#x{ord(character):X};"
        else:
            source += {"<": "&lt;", "&": "&amp;", ">": "&gt;"}.get(character, character)
    return f"{source}{']]>' if inside else ''}", [*starts, len(source)]


@given(spellings(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_places_are_those_of_the_file_in_every_spelling(spelling: tuple[str, list[int]], newline: str) -> None:
    """In CDATA, escaped, as references, with comments between, with any line end: each place is the character's own."""
    source, starts = spelling
    xml = START + source + END
    tree = etree.fromstring(xml.encode(), etree.XMLParser(remove_comments=True))
    markup = next(tree.iter("{*}FormattedContent")).text or ""
    expected = {(problem.rule, problem.message, _offset(problem, markup)) for problem in _in_cdata(markup)}
    written = xml.replace("\n", newline)
    lines, origin = Lines(written), _origins(xml, newline)
    found = set()
    for problem in iter_problems(written, ignore=OTHERS):
        at = origin[lines.offset(*problem.place)] - len(START)
        index = max(index for index, start in enumerate(starts) if start <= max(at, starts[0]))
        found.add((problem.rule, problem.message, index))
        assert at == starts[index] or index == len(markup)
    assert found == expected


def _in_cdata(markup: str) -> list[Problem]:
    """What is found in markup in one CDATA section at the start of a line of its own."""
    return list(iter_problems(f"{START}<![CDATA[\n{markup}]]>{END}", ignore=OTHERS))


def _offset(problem: Problem, markup: str) -> int:
    """The index in the markup of a problem that was found so."""
    return Lines(markup).offset((problem.line or 0) - START.count("\n") - 1, problem.column or 0)


def _origins(xml: str, newline: str) -> dict[int, int]:
    """Where each character of a text with other line ends stood in the one with line feeds."""
    origins, at = {}, 0
    for index, character in enumerate(xml):
        origins[at] = index
        at += len(newline) if character == "\n" else 1
    origins[at] = len(xml)
    return origins


def test_a_document_of_python_has_the_place_in_its_text() -> None:
    """Without a file, the place in the text is a part of the message."""
    form = QuestionForm(Question("q", FormattedContent("<p>a</p>\n<p>&nbsp;</p>"), FreeTextAnswer()))
    (problem,) = iter_problems(form)
    assert problem.message.endswith(", at line 2, column 4 of its text")
    assert problem.element == "FormattedContent('<p>a</p>\\n<p>&nbsp;</p>')"


# Verdicts


@pytest.mark.parametrize("maker", ["valid_markup", "mutated_markup"])
def test_the_verdict_is_that_of_the_official_schema(maker: str) -> None:
    """Of the newest of the three official texts, but for references, which libxml2 does not look at."""
    changed = maker == "mutated_markup"
    verdicts = recorded_verdicts((XHTML, maker), made(XHTML, maker))
    for markup in fragments(changed=changed):
        xml = wrapped(markup)
        if xml is not None or changed:
            expected = xml is not None and verdicts[xml]
            errors = [problem for problem in problems(markup) if problem.severity == "error"]
            assert expected == all(problem.rule == "unresolved-reference" for problem in errors), markup
    assert set(verdicts.values()) == ({True, False} if changed else {True})


def test_markup_is_disputed_where_the_official_schemas_differ() -> None:
    """What all three take has no warning; what one of them refuses has one."""
    verdicts = recorded_verdicts(DISPUTED, made(XHTML, "valid_markup"))
    for markup in fragments(changed=False):
        if (xml := wrapped(markup)) is not None:
            assert ("disputed-markup" in rules(markup)) == verdicts[xml], markup
    assert sum(verdicts.values()) > 20


# Words


@pytest.mark.parametrize(
    ("markup", "rule", "at", "words"),
    [
        ("a&nbsp;b", "undefined-entity", "&nbsp;", "&#160;"),
        ("a&bogus;b", "undefined-entity", "&bogus;", "&amp;"),
        ("AT&T", "not-well-formed", "&T", "&amp;"),
        ("a < b", "not-well-formed", "< b", "&lt;"),
        ("<p>a<br>b</p>", "not-well-formed", "<br>", "<br/>"),
        ("<p>a<BR/>b</p>", "unknown-element", "<BR/>", "`br`"),
        ("<p align=center>a</p>", "not-well-formed", "align", 'align="center"'),
        ("<p ALIGN='center'>a</p>", "unknown-attribute", "ALIGN", "`align`"),
        ("<p>a<ul><li>b</li></ul></p>", "misplaced-element", "<ul>", "close <p> before it"),
        ("<p>a<p>b</p></p>", "misplaced-element", "<p>b", "close <p> before it"),
        ("<b><h1>a</h1></b>", "misplaced-element", "<h1>", "close <b> before it"),
        ("<table>a<tr><td>b</td></tr></table>", "unexpected-text", "a<tr>", "`table`"),
        ("<table><td>b</td></table>", "misplaced-element", "<td>", "wrap it in <tr>"),
        ("<ul>a<li>b</li></ul>", "unexpected-text", "a<li>", "`ul`"),
        ("<ul><p>b</p></ul>", "misplaced-element", "<p>", "wrap it in <li>"),
        ("<li>b</li>", "misplaced-element", "<li>", "`FormattedContent`"),
        ("<p>a<b>c</p>", "not-well-formed", "<b>", "`</p>`"),
        ("c</b>", "not-well-formed", "</b>", "not open"),
        ("<div>a</div>", "forbidden-tag", "<div>", "<p>"),
        ("<DIV STYLE='a'>a</DIV>", "forbidden-tag", "<DIV ", "<p>"),
        ("<crowd-form>a</crowd-form>", "forbidden-tag", "<crowd-form>", "HTMLQuestion"),
        ("<h7>a</h7>", "unknown-element", "<h7>", "not a tag"),
        ("<tabel/>", "unknown-element", "<tabel", "`table`"),
        ("<p id='a'>b</p>", "forbidden-attribute", "id", "remove it"),
        ("<p onMouseOver='a'>b</p>", "forbidden-attribute", "onMouseOver", "scripts are not allowed"),
        ("<p color='red'>b</p>", "forbidden-attribute", "color", "<font>"),
        ("<a href='#x'>b</a>", "forbidden-url", "href", "place in the page"),
        ("<a href=''>b</a>", "forbidden-url", "href", "empty"),
        ("<a href='HTTP://x.org'>b</a>", "forbidden-url", "href", "lower case"),
        ("<a href='http:x.org'>b</a>", "forbidden-url", "href", "http://"),
        ("<a href='tel:123'>b</a>", "forbidden-url", "href", "expected"),
        ("<img src='data:image/png;base64,x' alt=''/>", "forbidden-url", "src", "data"),
        ("<img src='https://x.org/'/>", "missing-attribute", "<img", "`alt`"),
        ("<img src='https://x.org/' alt='' width='9px'/>", "invalid-value", "width", "pixels"),
        ("<table><thead><tr><td/></tr></thead><thead><tr><td/></tr></thead><tr><td/></tr></table>",
         "repeated-element", "<thead><tr><td/></tr></thead><tr>", "once"),
        ("<map id='m' name='m'><area alt=''/></map><map id=' m' name='n'><area alt=''/></map>",
         "invalid-value", "id='m'", "already used"),
        ("<p title='b', >c</p>", "not-well-formed", ",", "remove it"),
        ("<!DOCTYPE html><p>a</p>", "not-well-formed", "<!DOCTYPE", "DOCTYPE"),
        ("<?xml version='1.0'?><p>a</p>", "not-well-formed", "<?xml", "XML declaration"),
        ("a</FormattedContent>", "not-well-formed", "</FormattedContent>", "not open"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_at_its_place(markup: str, rule: str, at: str, words: str) -> None:
    """One problem for one mistake, where it is, with the word that helps."""
    ((found, there),) = shown(markup)
    (problem,) = problems(markup)
    assert found == rule
    assert there.startswith(at)
    assert words in f"{problem.message} {problem.hint}"
    assert not re.search(r"\bline \d", problem.message)


def test_all_mistakes_are_told_at_once() -> None:
    """In a text that is no XML, each mistake of that kind, and what would be wrong beside them."""
    markup = "\n<div>a&nbsp;b<br>c&mdash;\n<span class='x'>AT&T</span></div><p align=left><a href='x'>y</p>"
    assert shown(markup) == [
        (rule, markup[markup.index(at) :])
        for rule, at in [
            ("forbidden-tag", "<div>"),
            ("undefined-entity", "&nbsp;"),
            ("not-well-formed", "<br>"),
            ("undefined-entity", "&mdash;"),
            ("forbidden-tag", "<span"),
            ("not-well-formed", "&T"),
            ("not-well-formed", "align"),
            ("not-well-formed", "<a "),
            ("forbidden-url", "href"),
        ]
    ]


def test_scripts_are_told_as_such() -> None:
    """What stands in a script is no markup, and nothing is said of it."""
    assert rules("<script>if (a < b && c > '</p>') { x &nbsp; }</script><p>a</p>") == ["forbidden-tag"]
    assert rules("<style>p > b { color: red }</style>") == ["forbidden-tag"]


def test_each_fragment_is_checked_by_itself() -> None:
    """A tag cannot begin in one FormattedContent and end in another."""
    xml = f"{START}<![CDATA[<p>a]]></FormattedContent><FormattedContent><![CDATA[b</p>]]>{END}"
    assert [problem.rule for problem in iter_problems(xml)] == ["not-well-formed"] * 2
    assert len({problem.path for problem in iter_problems(xml)}) == 2


# Doubtful markup


def test_comments_are_doubtful() -> None:
    """Each comment, but not what only looks like one."""
    assert shown("<p>a<!-- b -->c</p><!---->") == [
        ("comment-in-formatted-content", "<!-- b -->c</p><!---->"),
        ("comment-in-formatted-content", "<!---->"),
    ]
    assert rules("<p title='&lt;!-- a -->'>&lt;!-- a --></p>") == []
    assert [problem.rule for problem in iter_problems(f"{START}a<!-- b -->c{END}")] == []


def test_references_must_lead_somewhere() -> None:
    """The headers of a cell name the id of a map, or nothing that the subset has."""
    image = "<map id='m' name='m'><area alt=''/></map>"
    cell = "<table><tr><{0} headers='{1}'>a</{0}></tr></table>"
    assert shown(cell.format("td", "a")) == [("unresolved-reference", "headers='a'>a</td></tr></table>")]
    assert rules(cell.format("th", " ")) == ["unresolved-reference"]
    assert rules(image + cell.format("th", "m x")) == ["unresolved-reference"]
    assert rules(image + cell.format("td", " m\nm ")) == []
    assert rules("<p title='headers'>headers</p>") == []


def test_media_without_encryption_are_doubtful() -> None:
    """Images and frames of http; links may lead to such pages."""
    assert rules("<img src=' http://x.org/' alt=''/>") == ["http-media-in-markup"]
    assert rules("<iframe src='http://x.org/'>a</iframe>") == ["disputed-markup", "http-media-in-markup"]
    assert rules("<img src='https://x.org/' alt=''/><a href='http://x.org/'>a</a>") == []


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<a", " href='", "x'", ">", "&", "<!--", "-->", "<![CDATA[", "é", "\n"]))
)
def test_any_markup_is_read(parts: list[str]) -> None:
    """No markup makes a check raise, and one that is not well-formed always has an error."""
    markup = "".join(parts)
    xml = START + re.sub("[<>&]", lambda found: f"&#{ord(found[0])};", markup) + END
    found = list(iter_problems(xml))
    if wrapped(markup) is None:
        assert any(problem.severity == "error" for problem in found)
