"""What is no XML: one problem, at the place of the mistake, with words that say what was meant."""

from __future__ import annotations

import pytest

from questionforms import iter_problems
from questionforms.namespaces import namespace

CASES = [
    ("", 1, 1, "the document is empty"),
    (" \n ", 2, 2, "the document is empty"),
    ("<!-- only -->", 1, 14, "the document has no root element"),
    ("string", 1, 1, "the document begins with `string`, which is not XML"),
    ("form.xml", 1, 1, "for a file give a pathlib.Path"),
    ('{"a": 1}', 1, 1, "the document begins with `{"),
    ("<a", 1, 1, "the tag that begins here, `<a`, is not closed; expected `>`"),
    ("<a>\n\n", 3, 1, "the document ends inside `a`, which opens in line 1; expected `</a>` (the text may have been"),
    ("<a><b></a>", 1, 7, "`</a>` stands here, but the open element is `b` from line 1; expected `</b>`"),
    ("<x:a xmlns:x='u'><x:b></x:a>", 1, 23, "the open element is `x:b` from line 1; expected `</x:b>`"),
    ("<a>x & y</a>", 1, 6, "`&` is no complete reference such as `&amp;` (write & as &amp;)"),
    ("<a>AT&T</a>", 1, 6, "`&T` is no complete reference"),
    ("<a>\n  x&#12</a>", 2, 4, "`&#12` is no complete reference"),
    ("<a b='x?y=1&z=2'/>", 1, 12, "`&z` is no complete reference"),
    ("<a b=c/>", 1, 6, "in the tag `<a`, the value of an attribute is not in quotes"),
    ("<a b='c'd='e'/>", 1, 9, "in the tag `<a`, no blank stands between two attributes"),
    ("<a b='c' !/>", 1, 10, "in the tag `<a`, `!/>` cannot stand here; expected an attribute or `>`"),
    ("<a b='<'/>", 1, 7, "in the tag `<a`, `<` stands in the value of an attribute; expected `&lt;`"),
    ("<a>1 <= 2</a>", 1, 6, "`<= 2</a>` begins with `<` as a tag does, but is none (write < as &lt;"),
    ("<a></ a></a>", 1, 4, "`</ a></a>` begins with `<` as a tag does, but is none"),
    ("<1a/>", 1, 1, "`<1a/>` begins with `<`"),
    ("<a><b</a>", 1, 6, "the tag `<b` is not closed before the next `<`; expected `>`"),
    ("<a></b\n</a>", 2, 1, "the tag `</b` is not closed before the next `<`"),
    ("<a>x<b", 1, 5, "the tag that begins here, `<b`, is not closed"),
    ("<a><!-- x</a>", 1, 4, "the comment that begins here is not closed; expected `-->`"),
    ("<a><!-- x -- y --></a>", 1, 13, "`--` stands inside a comment"),
    ("<a><![CDATA[ x</a>", 1, 4, "the document ends inside a CDATA section, which begins here; expected `]]>`"),
    ("<a><![CDATA[ x\n</a>", 2, 5, "the document ends inside a CDATA section, which is not closed; expected `]]>`"),
    ("<a><![cdata[ x ]]></a>", 1, 4, "`<![cdata[` stands here; did you mean `<![CDATA[`?"),
    ("<a><!x></a>", 1, 4, "is neither a comment nor a CDATA section"),
    (
        "<a><!DOCTYPE html><p/></a>",
        1,
        4,
        "a DOCTYPE stands here, which belongs to HTML (put HTML into <![CDATA[ and ]]>)",
    ),
    ("<!doctype html><p>", 1, 1, "this is a page of HTML, and no document (put the page into the HTMLContent of"),
    ("<a>one<br>two</a>", 1, 14, "expected `</br>` (put HTML into <![CDATA[ and ]]>, or close it as <br/>)"),
    ("<a></a></a>", 1, 8, "`</a>` closes an element that is not open"),
    ("<a b='1><c/></a>", 1, 9, "in the tag `<a`, the quote around `1>` is not closed"),
    ("<a><?= 1 ?></a>", 1, 6, "`<?= 1 ?></a>` has no name"),
    ("<?xml version='2.0'?><a/>", 1, 1, "the XML declaration has the version `2.0`; expected `1.0`"),
    ("<?xml version='1.0' encoding=UTF-8?><a/>", 1, 30, "the XML declaration is not complete"),
    ("<a x:b='1'/>", 1, 1, "`x:b` uses a prefix that no xmlns declares"),
    ("<a xmlns:xml='u'/>", 1, 1, "declares a prefix as XML does not allow it"),
    ("<a><?x</a>", 1, 4, "the processing instruction `<?x` is not closed; expected `?>`"),
    ("<a>]]></a>", 1, 4, "`]]>` stands in text, where XML does not allow it (write ]]&gt;)"),
    ("\n<?xml version='1.0'?><a/>", 2, 1, "the XML declaration `<?xml ...?>` is not at the very start (it stands in"),
    ("<? xml version='1.0'?><a/>", 1, 3, "`<?` is followed by a blank; expected `<?xml`"),
    ("<?xml version=1.0?><a/>", 1, 15, "the XML declaration is not complete; expected `<?xml version="),
    ("<a/><b/>", 1, 5, "`<b/>` stands after the end of the root element"),
    ("<a/>x", 1, 5, "`x` stands after the end of the root element"),
    ("<a b='1'\n b='2'/>", 2, 2, "the attribute `b` is given twice in one tag"),
    ("<x:a/>", 1, 1, "`x:a` uses a prefix that no xmlns declares"),
    ("<a xmlns:p=''/>", 1, 1, "XML does not allow it"),
    ("<a xml:id='1'/>", 1, 1, "which is no document of Mechanical Turk"),
]


@pytest.mark.parametrize(("xml", "line", "column", "said"), CASES, ids=[repr(case[0]) for case in CASES])
def test_mistakes_in_xml(xml: str, line: int, column: int, said: str) -> None:
    """One problem, with its line and column, which says what stands there and what was expected."""
    (problem,) = iter_problems(xml)
    assert (problem.line, problem.column) == (line, column)
    assert said in str(problem)


@pytest.mark.parametrize(
    ("reference", "rule", "hint"),
    [
        ("&nbsp;", "undefined-entity", "write &#160;"),
        ("&mdash;", "undefined-entity", "write &#8212;"),
        ("&unknown;", "undefined-entity", "write & as &amp; where text is meant"),
        ("&#0;", "forbidden-character", "remove it"),
        ("&#xFFFE;", "forbidden-character", "remove it"),
        ("&#xD800;", "forbidden-character", "remove it"),
        ("\x0c", "forbidden-character", "remove it"),
        ("\ufffe", "forbidden-character", "remove it"),
    ],
)
def test_what_no_text_can_hold(reference: str, rule: str, hint: str) -> None:
    """Entities of HTML, and characters that XML cannot hold, have rules of their own."""
    for xml in (f"<a>\n one {reference}</a>", f"<a>\n {'é' * 4}{reference}</a>"):
        (problem,) = iter_problems(xml)
        assert (problem.rule, problem.hint, problem.line, problem.column) == (rule, hint, 2, 6)


def test_every_forbidden_character_is_told() -> None:
    """Several control characters are several problems; of very many, the first hundred."""
    for surrogate in ("\ud800", "\x00"):
        problems = iter_problems(f"<a>{surrogate}\r\n\x01\x02</a>")
        assert [problem.place for problem in problems] == [(1, 4), (2, 1), (2, 2)]
    assert len(list(iter_problems("<a>" + "\ud800" * 500 + "</a>"))) == 100


def test_columns_count_characters() -> None:
    """A column is a number of characters, not of bytes, on either side of U+FFFF."""
    (problem,) = iter_problems("<a>é\U0001f600日&</a>".encode())
    assert problem.column == 7


def test_a_refusal_of_libxml2_alone() -> None:
    """What only libxml2 refuses, an xml:id that is no name, a namespace that is no URI, is explained all the same."""
    uri = namespace("QuestionForm")
    (problem,) = iter_problems(f'<QuestionForm xmlns="{uri}"><Overview xml:id="1"><Text/></Overview></QuestionForm>')
    assert problem.rule == "unknown-attribute"
    form = f'<QuestionForm xmlns="{uri}" xmlns:b="[not a URI]"><Overview><Text/></Overview></QuestionForm>'
    (problem,) = iter_problems(form)
    assert (problem.rule, problem.path) == ("wrong-namespace", "")
    assert problem.message == "`[not a URI]`, the namespace of the prefix `b`, is no URI"
