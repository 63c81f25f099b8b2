"""Text that is not XML: one problem, at the place of the mistake, that says what was probably meant."""

from __future__ import annotations

import pytest

from questionforms import iter_problems
from questionforms.namespaces import namespace

CASES = [
    ("", 1, 1, "the document is empty"),
    (" \n ", 2, 2, "the document is empty"),
    ("<!-- only -->", 1, 14, "the document has no root element"),
    ("string", 1, 1, "the document starts with `string`, which is not XML"),
    ("form.xml", 1, 1, "to check a file, pass a pathlib.Path"),
    ('{"a": 1}', 1, 1, "the document starts with `{"),
    ("<a", 1, 1, "the tag that starts here, `<a`, is not closed; expected `>`"),
    ("<a>\n\n", 3, 1, "the document ends inside `a`, which is opened on line 1; expected `</a>` (the text may have"),
    ("<a><b></a>", 1, 7, "`</a>` does not match `<b>`, opened on line 1; expected `</b>`"),
    ("<x:a xmlns:x='u'><x:b></x:a>", 1, 23, "`</x:a>` does not match `<x:b>`, opened on line 1; expected `</x:b>`"),
    ("<a>x & y</a>", 1, 6, "`&` is not a complete reference such as `&amp;` (write & as &amp;)"),
    ("<a>AT&T</a>", 1, 6, "`&T` is not a complete reference"),
    ("<a>\n  x&#12</a>", 2, 4, "`&#12` is not a complete reference"),
    ("<a b='x?y=1&z=2'/>", 1, 12, "`&z` is not a complete reference"),
    ("<a b=c/>", 1, 6, "in the tag `<a`, the value of an attribute is not in quotes"),
    ("<a b='c'd='e'/>", 1, 9, "in the tag `<a`, there is no space between two attributes"),
    ("<a b='c' !/>", 1, 10, "in the tag `<a`, `!/>` is not allowed here; expected an attribute or `>`"),
    ("<a b='<'/>", 1, 7, "in the tag `<a`, the value of an attribute contains `<`; expected `&lt;`"),
    ("<a>1 <= 2</a>", 1, 6, "`<= 2</a>` starts with `<` like a tag, but is not one (write < as &lt;"),
    ("<a></ a></a>", 1, 4, "`</ a></a>` starts with `<` like a tag, but is not one"),
    ("<1a/>", 1, 1, "`<1a/>` starts with `<`"),
    ("<a><b</a>", 1, 6, "the tag `<b` is not closed before the next `<`; expected `>`"),
    ("<a></b\n</a>", 2, 1, "the tag `</b` is not closed before the next `<`"),
    ("<a>x<b", 1, 5, "the tag that starts here, `<b`, is not closed"),
    ("<a><!-- x</a>", 1, 4, "the comment that starts here is not closed; expected `-->`"),
    ("<a><!-- x -- y --></a>", 1, 13, "`--` is not allowed inside a comment"),
    ("<a><![CDATA[ x</a>", 1, 4, "the document ends inside a CDATA section, which starts here; expected `]]>`"),
    ("<a><![CDATA[ x\n</a>", 2, 5, "the document ends inside a CDATA section, which is not closed; expected `]]>`"),
    ("<a><![cdata[ x ]]></a>", 1, 4, "`<![cdata[` does not start a CDATA section; did you mean `<![CDATA[`?"),
    ("<a><!x></a>", 1, 4, "is neither a comment nor a CDATA section"),
    (
        "<a><!DOCTYPE html><p/></a>",
        1,
        4,
        "a DOCTYPE is not allowed here; it belongs to HTML (put HTML between <![CDATA[ and ]]>)",
    ),
    ("<!doctype html><p>", 1, 1, "this is an HTML page, not a Mechanical Turk document (put the page in the"),
    ("<a>one<br>two</a>", 1, 14, "expected `</br>` (put HTML between <![CDATA[ and ]]>, or close it as <br/>)"),
    ("<a></a></a>", 1, 8, "`</a>` closes an element that is not open"),
    ("<a b='1><c/></a>", 1, 9, "in the tag `<a`, the quote around `1>` is not closed"),
    ("<a><?= 1 ?></a>", 1, 6, "`<?= 1 ?></a>` has no name"),
    ("<?xml version='2.0'?><a/>", 1, 1, "the XML declaration has the version `2.0`; expected `1.0`"),
    ("<?xml version='1.0' encoding=UTF-8?><a/>", 1, 30, "the XML declaration is incomplete"),
    ("<a x:b='1'/>", 1, 1, "`x:b` uses a prefix that no xmlns declares"),
    ("<a xmlns:xml='u'/>", 1, 1, "declares a prefix in a way that XML does not allow"),
    ("<a><?x</a>", 1, 4, "the processing instruction `<?x` is not closed; expected `?>`"),
    ("<a>]]></a>", 1, 4, "`]]>` is not allowed in text (write ]]&gt;)"),
    ("\n<?xml version='1.0'?><a/>", 2, 1, "the XML declaration `<?xml ...?>` is not at the very start, but on line"),
    ("<? xml version='1.0'?><a/>", 1, 3, "`<?` is followed by whitespace; expected `<?xml`"),
    ("<?xml version=1.0?><a/>", 1, 15, "the XML declaration is incomplete; expected `<?xml version="),
    ("<a/><b/>", 1, 5, "`<b/>` comes after the end of the root element"),
    ("<a/>x", 1, 5, "`x` comes after the end of the root element"),
    ("<a b='1'\n b='2'/>", 2, 2, "the attribute `b` appears twice in one tag"),
    ("<x:a/>", 1, 1, "`x:a` uses a prefix that no xmlns declares"),
    ("<a xmlns:p=''/>", 1, 1, "in a way that XML does not allow"),
    ("<a xml:id='1'/>", 1, 1, "which is not a Mechanical Turk document"),
]


@pytest.mark.parametrize(("xml", "line", "column", "said"), CASES, ids=[repr(case[0]) for case in CASES])
def test_mistakes_in_xml(xml: str, line: int, column: int, said: str) -> None:
    """One problem, with its line and column, that says what is there and what was expected."""
    (problem,) = iter_problems(xml)
    assert (problem.line, problem.column) == (line, column)
    assert said in str(problem)


@pytest.mark.parametrize(
    ("reference", "rule", "hint"),
    [
        ("&nbsp;", "undefined-entity", "write &#160;"),
        ("&mdash;", "undefined-entity", "write &#8212;"),
        ("&unknown;", "undefined-entity", "write & as &amp; in text"),
        ("&#0;", "forbidden-character", "remove it"),
        ("&#xFFFE;", "forbidden-character", "remove it"),
        ("&#xD800;", "forbidden-character", "remove it"),
        ("\x0c", "forbidden-character", "remove it"),
        ("\ufffe", "forbidden-character", "remove it"),
    ],
)
def test_what_no_text_can_hold(reference: str, rule: str, hint: str) -> None:
    """HTML entities, and characters that XML does not allow, have their own rules."""
    for xml in (f"<a>\n one {reference}</a>", f"<a>\n {'é' * 4}{reference}</a>"):
        (problem,) = iter_problems(xml)
        assert (problem.rule, problem.hint, problem.line, problem.column) == (rule, hint, 2, 6)


def test_every_forbidden_character_is_told() -> None:
    """Each control character is a problem, up to a hundred."""
    for surrogate in ("\ud800", "\x00"):
        problems = iter_problems(f"<a>{surrogate}\r\n\x01\x02</a>")
        assert [problem.place for problem in problems] == [(1, 4), (2, 1), (2, 2)]
    assert len(list(iter_problems("<a>" + "\ud800" * 500 + "</a>"))) == 100


def test_columns_count_characters() -> None:
    """A column is a number of characters, not of bytes, on either side of U+FFFF."""
    (problem,) = iter_problems("<a>é\U0001f600日&</a>".encode())
    assert problem.column == 7


def test_a_refusal_of_libxml2_alone() -> None:
    """What only libxml2 refuses is explained too: an xml:id that is not a name, a namespace that is not a URI."""
    uri = namespace("QuestionForm")
    (problem,) = iter_problems(f'<QuestionForm xmlns="{uri}"><Overview xml:id="1"><Text/></Overview></QuestionForm>')
    assert problem.rule == "unknown-attribute"
    form = f'<QuestionForm xmlns="{uri}" xmlns:b="[not a URI]"><Overview><Text/></Overview></QuestionForm>'
    (problem,) = iter_problems(form)
    assert (problem.rule, problem.path) == ("wrong-namespace", "")
    assert problem.message == "`[not a URI]`, the namespace of the prefix `b`, is not a valid URI"
