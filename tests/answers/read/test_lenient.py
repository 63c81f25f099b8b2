"""Documents that do not follow the schema: nothing in them is lost, and what is wrong is said."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers, InvalidDocument, iter_problems, parse_answers
from questionforms.answers import rows, summary
from tests.answers.written import answer, document, escaped, in_lines
from tests.long_runs import examples
from tests.strategies import answers

TEXT, SELECTION, OTHER = (
    "<FreeText>t</FreeText>",
    "<SelectionIdentifier>s</SelectionIdentifier>",
    "<OtherSelectionText>o</OtherSelectionText>",
)
SIZE, KEY = "<UploadedFileSizeInBytes>5</UploadedFileSizeInBytes>", "<UploadedFileKey>k</UploadedFileKey>"


@pytest.mark.parametrize(
    ("body", "kind", "fields", "extras", "rule"),
    [
        (TEXT + SELECTION, "free_text", {"text": "t", "selections": ("s",)}, [], "misplaced-element"),
        (OTHER + SELECTION, "selection", {"other_text": "o", "selections": ("s",)}, [], "misplaced-element"),
        (TEXT * 2, "free_text", {"text": "t"}, [("FreeText", "t")], "misplaced-element"),
        (SIZE, "upload", {"upload_size": 5, "upload_key": None}, [], "misplaced-element"),
        (KEY, "upload", {"upload_size": None, "upload_key": "k"}, [], "misplaced-element"),
        (SIZE.replace("5", "0") + KEY, "upload", {"upload_size": 0, "upload_key": "k"}, [], "invalid-value"),
        (
            SIZE.replace("5", "5 KB") + KEY,
            "upload",
            {"upload_size": None, "upload_key": "k"},
            [("UploadedFileSizeInBytes", "5 KB")],
            "invalid-value",
        ),
        ("<Note>n</Note>", "empty", {"text": None}, [("Note", "n")], "unknown-element"),
        ("<Note/>", "empty", {}, [("Note", "")], "unknown-element"),
        (
            '<Note a="1">x<b>y</b></Note>',
            "empty",
            {},
            [("Note", "x"), ("Note/@a", "1"), ("Note/b", "y")],
            "unknown-element",
        ),
        ("stray" + TEXT, "free_text", {"text": "t"}, [("text()", "stray")], "unexpected-text"),
        ("<FreeText>a<b>c</b>d</FreeText>", "free_text", {"text": "acd"}, [("FreeText/b", "c")], "unexpected-element"),
        ('<FreeText x="y">a</FreeText>', "free_text", {"text": "a"}, [("FreeText/@x", "y")], "unknown-attribute"),
        ("<QuestionIdentifier>r</QuestionIdentifier>", "empty", {}, [("QuestionIdentifier", "r")], None),
    ],
)
def test_what_does_not_follow_the_schema_is_kept(
    body: str, kind: str, fields: dict[str, object], extras: list[tuple[str, str]], rule: str | None
) -> None:
    """Mixed kinds, repeated and unknown elements, attributes, text between: all is kept, and a problem says so."""
    read = parse_answers(document(answer("q", body)))
    entry = read["q"]
    assert entry.kind == kind
    assert {name: getattr(entry, name) for name in fields} == fields
    assert list(entry.extras) == extras
    assert read.problems
    assert rule is None or rule in {problem.rule for problem in read.problems}
    assert all(problem.line == 1 and problem.column for problem in read.problems)


def test_what_stands_outside_of_answers_is_kept() -> None:
    """Attributes, text and elements of the root are extras of the answers."""
    xml = document(answer("q") + "stray<Note>n</Note>").replace("Answers xmlns", 'Answers lang="en" xmlns')
    assert parse_answers(xml).extras == (("@lang", "en"), ("text()", "stray"), ("Note", "n"))
    assert len(parse_answers(xml).problems) == 3


def test_an_answer_without_an_identifier_is_kept() -> None:
    """Its identifier is empty, and a problem says what is missing."""
    read = parse_answers(document(f"<Answer>{TEXT}</Answer><Answer/>"))
    assert read.entries == (Answer("", text="t"), Answer(""))
    assert {problem.rule for problem in read.problems} == {"missing-element"}


def test_problems_are_those_of_the_checks() -> None:
    """They are what `iter_problems` says of the same document, with the same places."""
    xml = document("\n" + answer("q", TEXT + SELECTION) + "\n<Foo/>", "")
    assert list(parse_answers(xml).problems) == list(iter_problems(xml))
    assert [problem.line for problem in parse_answers(xml).problems] == [1, 2, 3]
    assert parse_answers(document(answer("q"))).problems == Answers(Answer("q")).problems == ()


@pytest.mark.parametrize("xml", ["", None, document(""), document(" \n ")])
def test_no_answers_are_no_problem(xml: str | None) -> None:
    """An empty text and an empty root, which the service may send, have no problems."""
    assert parse_answers(xml).problems == ()
    assert [problem.rule for problem in parse_answers(document("", "")).problems] == ["wrong-namespace"]


@examples(200)
@given(answers)
def test_documents_escaped_once_more(written: Answers) -> None:
    """They are unescaped and read, and a problem says so."""
    xml = in_lines(written)
    for again in (escaped(xml), f"\n {escaped(xml)}", xml.replace("&", "&amp;").replace("<", "&#60;")):
        read = parse_answers(again)
        assert read == written
        assert [problem.rule for problem in read.problems] == ["escaped-document"]
    with pytest.raises(InvalidDocument):
        parse_answers(escaped(escaped(xml)))


def test_what_one_parser_alone_takes_is_read() -> None:
    """A document that fits its schema by libxml2 has no problems but its escaping, though expat would not read it."""
    xml = document(answer("q")).replace("<?xml", "<?xm\ufeffl")
    assert parse_answers(xml) == parse_answers(escaped(xml)) == Answers(Answer("q"))
    assert [problem.rule for problem in parse_answers(escaped(xml)).problems] == ["escaped-document"]


def test_problems_are_pickled() -> None:
    """Answers that go to another process keep their problems and extras."""
    read = parse_answers(document(answer("q", TEXT + "<Foo>x</Foo>")))
    again = pickle.loads(pickle.dumps(read))
    assert again == read
    assert again.problems == read.problems != ()
    assert again["q"].extras == (("Foo", "x"),)
    quick = parse_answers(document(answer("q", TEXT)))
    assert pickle.loads(pickle.dumps(quick)) == quick


def test_extras_are_part_of_the_value() -> None:
    """Answers that differ in extras are not equal, and the repr shows them as code that builds an equal answer."""
    (entry,) = parse_answers(document(answer("q", "<Foo>x</Foo>"))).entries
    assert entry != Answer("q")
    assert eval(repr(entry)) == entry
    assert repr(entry) == "Answer('q', extras=[['Foo', 'x']])"


@pytest.mark.parametrize("xml", ["<Answers/>", "<QuestionForm/>", "<a><QuestionFormAnswers/></a>", "&lt;a/&gt;"])
def test_other_documents_are_refused(xml: str) -> None:
    """XML with another root is no worker's answers."""
    with pytest.raises(InvalidDocument, match="unknown-root"):
        parse_answers(xml)


NAMES = ["Answer", "QuestionIdentifier", "FreeText", "SelectionIdentifier", "OtherSelectionText", "UploadedFileKey"]
trees = st.recursive(
    st.text("abc ", max_size=5),
    lambda inner: st.tuples(
        st.sampled_from([*NAMES, "UploadedFileSizeInBytes", "Foo"]),
        st.dictionaries(st.sampled_from("xyz"), st.text("abc", min_size=1, max_size=3), max_size=2),
        st.lists(inner, max_size=4),
    ),
    max_leaves=15,
)


def written(tree: object) -> str:
    """A tree of elements and texts as XML."""
    if isinstance(tree, str):
        return tree
    assert isinstance(tree, tuple)
    name, attributes, inner = tree
    start = "".join([name, *(f' {key}="{value}"' for key, value in attributes.items())])
    return f"<{start}>{''.join(map(written, inner))}</{name}>"


@examples(500)
@given(st.lists(trees, max_size=5), st.sampled_from(["", ' xmlns="urn:x"', None]))
def test_no_text_is_lost(inner: list[object], xmlns: str | None) -> None:
    """Whatever elements a document has, each letter of its texts and attributes is in what is read."""
    body = "".join(map(written, inner))
    xml = document(body) if xmlns is None else document(body, xmlns)
    read = parse_answers(xml)
    there: Counter[str] = Counter()
    for entry in read.entries:
        values = [entry.identifier, *entry.selections, entry.other_text, entry.text, entry.upload_key]
        values += [value for _, value in (*entry.extras,)]
        there.update("".join([value or "" for value in values]))
    there.update("".join([value for _, value in read.extras]))
    root = ElementTree.fromstring(xml)
    sent = "".join([*root.itertext(), *[value for element in root.iter() for value in element.attrib.values()]])
    missing = Counter(re.sub(r"\s", "", sent)) - there
    assert not missing, missing


@pytest.mark.parametrize("digits", [1, 18, 1_000, 4_300, 4_301, 5_000, 50_000])
def test_sizes_of_any_length(digits: int) -> None:
    """A size of more digits than Python reads is an extra; no reader raises anything for it."""
    size = "9" * digits
    upload = f"<UploadedFileSizeInBytes>{size}</UploadedFileSizeInBytes><UploadedFileKey>k</UploadedFileKey>"
    xml = document(answer("q", upload))
    (found,) = parse_answers(xml).entries
    assert found.upload_key == "k"
    if digits <= 4_300:
        assert (found.upload_size, found.extras) == (int(size), ())
    else:
        assert (found.upload_size, found.extras) == (None, (("UploadedFileSizeInBytes", size),))
    assert any(part["value"] == size for part in rows([xml], layout="long"))
    assert next(rows([xml]))["problem"] is None
    assert summary([xml]).unread == 0
