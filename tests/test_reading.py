"""Reading what real documents are: any prefix, encoding, line end, comment; both namespaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from questionforms import (
    AnswerKey,
    AnswerOption,
    Answers,
    ExternalQuestion,
    FreeTextAnswer,
    HTMLQuestion,
    InvalidDocument,
    KeyedQuestion,
    Question,
    QuestionForm,
    ScaleMapping,
    SelectionAnswer,
    parse,
)
from questionforms.namespaces import namespace

EXTERNAL = namespace("ExternalQuestion")
FORM = namespace("QuestionForm")
OLD_FORM = namespace("QuestionForm", "2005-10-01")
KEY = namespace("AnswerKey")
QUESTION = ExternalQuestion("https://example.org/é?a=1&b=2", 400)
URL = "https://example.org/é?a=1&amp;b=2"
PLAIN = (
    f'<ExternalQuestion xmlns="{EXTERNAL}">'
    f"<ExternalURL>{URL}</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>"
)


def declared(encoding: str) -> str:
    """The document with an XML declaration of that encoding."""
    return f"<?xml version='1.0' encoding='{encoding}'?>\n{PLAIN}"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "UTF-8",
        "iso-8859-1",
        "windows-1252",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp850",
        "mac-roman",
    ],
)
def test_any_declared_encoding(encoding: str) -> None:
    """Bytes are read in the encoding that they declare, with or without a byte order mark."""
    assert parse(declared(encoding).encode(encoding)) == QUESTION


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_enough(encoding: str) -> None:
    """Without a declaration the byte order mark says the encoding, and UTF-8 is the default."""
    assert parse(PLAIN.encode(encoding)) == QUESTION
    assert parse(PLAIN.encode()) == QUESTION
    assert parse("\ufeff" + PLAIN) == QUESTION


@pytest.mark.parametrize("encoding", ["ASCII", "utf-8", "utf-16", "shift_jis", "nonsense"])
def test_a_str_with_a_declaration(encoding: str) -> None:
    """A str is read whatever encoding it declares, since it has been decoded."""
    assert parse(declared(encoding)) == QUESTION


def test_numeric_references_under_ascii() -> None:
    """The service's own way: ASCII with numeric references."""
    assert parse(declared("ASCII").encode("ascii", "xmlcharrefreplace")) == QUESTION


@pytest.mark.parametrize(
    "xml",
    [
        PLAIN.replace("<", "<n:").replace("<n:/", "</n:").replace("xmlns", "xmlns:n"),
        PLAIN.replace("><", ">\r\n  <"),
        PLAIN.replace("><", "><!-- > & < --><?pi x?><"),
        PLAIN.replace("400", "\n  +400<!-- c --> "),
        PLAIN.replace(URL, f"\t {URL[:10]}<!-- c -->{URL[10:]} \n"),
        PLAIN.replace(URL, f"<![CDATA[{URL.replace('&amp;', '&')}]]>"),
        PLAIN.replace("<ExternalQuestion ", "\n<!-- before --><?x?>\n<ExternalQuestion\n") + "\n<!-- after -->\n",
        PLAIN.replace('"', "'").replace(">400", ' xml:lang="en">400').replace(' xml:lang="en"', ""),
        PLAIN.replace(
            "xmlns=", 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" xmlns='
        ),
    ],
    ids=["prefix", "CRLF", "comments", "number", "url", "cdata", "around", "quotes", "schemaLocation"],
)
def test_whatever_xml_leaves_open(xml: str) -> None:
    """Prefixes, line ends, comments, blanks around values, CDATA: the document is the same."""
    assert parse(xml) == QUESTION
    assert parse(xml.encode()) == QUESTION
    assert ExternalQuestion.from_xml(xml) == QUESTION


def test_from_a_path(tmp_path: Path) -> None:
    """`parse` reads a file."""
    path = tmp_path / "form.xml"
    path.write_bytes(declared("utf-16").encode("utf-16"))
    assert parse(path) == QUESTION
    with pytest.raises(FileNotFoundError):
        parse(tmp_path / "none.xml")


def test_blanks_in_text_are_kept() -> None:
    """Text is not trimmed: leading and trailing blanks, and blanks alone, are content."""
    form = QuestionForm(Question(" q ", [" a ", "\n", ""], FreeTextAnswer(default="  ")))
    assert parse(form.to_xml()) == form


def test_line_ends_are_those_of_xml() -> None:
    """A CRLF in the file is one LF in the text, as XML has it; a referenced CR stays."""
    xml = QuestionForm(Question("q", "a\nb\rc", FreeTextAnswer())).to_xml()
    read = parse(xml.replace("\n", "\r\n"))
    assert read.parts[0].content[0].text == "a\nb\rc"


def test_both_versions() -> None:
    """The version is read from the namespace, and written to it."""
    question = Question("q", "?", FreeTextAnswer())
    for form, uri in ((QuestionForm(question), FORM), (QuestionForm(question, version="2005-10-01"), OLD_FORM)):
        assert f'xmlns="{uri}"' in form.to_xml()
        assert parse(form.to_xml()).version == form.version


def test_each_kind_has_its_class() -> None:
    """`parse` gives the class that belongs to the root element."""
    documents = [
        QuestionForm(Question("q", "?", SelectionAnswer({"a": "A"}))),
        HTMLQuestion("<p>", 1),
        QUESTION,
        AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1))),
    ]
    for document in documents:
        assert type(parse(document.to_xml())) is type(document)
    answers = f'<QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers")}"><Answer><QuestionIdentifier>q'
    xml = answers + "</QuestionIdentifier><FreeText/></Answer></QuestionFormAnswers>"
    assert type(parse(xml)) is Answers


def test_another_kind_is_refused() -> None:
    """A class reads documents of its own kind alone."""
    with pytest.raises(InvalidDocument, match="the root element is `ExternalQuestion`; expected `HTMLQuestion`"):
        HTMLQuestion.from_xml(PLAIN)


@pytest.mark.parametrize(
    ("xml", "line", "column"),
    [("<a>\n<b></a>", 2, 4), (PLAIN.replace("400", "high"), 1, PLAIN.index("400") + 1), ("", 1, 1), ("\n  x", 2, 3)],
)
def test_what_cannot_be_read_says_where(xml: str, line: int, column: int) -> None:
    """InvalidDocument, with the line and the column of the problem."""
    with pytest.raises(InvalidDocument) as caught:
        parse(xml)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, column)


def test_what_only_the_documentation_forbids_is_read() -> None:
    """A schema-valid form that the builder would refuse is read, and written again as it was."""
    selection = "<Selection><SelectionIdentifier>a</SelectionIdentifier><Text/></Selection>"
    xml = (
        f'<QuestionForm xmlns="{FORM}"><Question><QuestionIdentifier/><QuestionContent><Title/></QuestionContent>'
        "<AnswerSpecification><SelectionAnswer><MinSelectionCount>5</MinSelectionCount>"
        f"<MaxSelectionCount>3</MaxSelectionCount><Selections>{selection * 2}<OtherSelection><Constraints/>"
        "</OtherSelection></Selections></SelectionAnswer></AnswerSpecification></Question></QuestionForm>"
    )
    form = parse(xml)
    assert form.parts[0].answer.min == 5
    assert etree.tostring(etree.fromstring(form.to_xml()), method="c14n") == etree.tostring(
        etree.fromstring(xml), method="c14n"
    )


def test_an_empty_wrapper_is_written_again() -> None:
    """An empty Constraints, which means nothing, makes no difference to equality and is still there when written."""
    xml = QuestionForm(Question("q", "?", FreeTextAnswer())).to_xml()
    wrapped = xml.replace("<FreeTextAnswer/>", "<FreeTextAnswer><Constraints></Constraints></FreeTextAnswer>")
    assert parse(wrapped) == parse(xml)
    assert parse(wrapped).to_xml() == wrapped


@pytest.mark.parametrize(("written", "value"), [("INF", float("inf")), ("-INF", float("-inf")), (" 1.50 ", 1.5)])
def test_doubles(written: str, value: float) -> None:
    """xs:double in any of its forms."""
    key = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1)), mapping=ScaleMapping(7.0))
    assert parse(key.to_xml().replace("7.0", written)).mapping.multiplier == value


def test_not_a_number_is_equal_to_itself() -> None:
    """A key whose multiplier is NaN, which the schema takes, is read equal each time, and written as NaN."""
    key = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1)), mapping=ScaleMapping(7.0))
    xml = key.to_xml().replace("7.0", "NaN")
    assert parse(xml) == parse(xml)
    assert parse(xml).to_xml() == xml


@pytest.mark.parametrize(("written", "value"), [("1", True), (" true ", True), ("0", False), ("false", False)])
def test_booleans(written: str, value: bool) -> None:
    """xs:boolean in any of its forms."""
    xml = QuestionForm(Question("q", "?", FreeTextAnswer(), required=True)).to_xml()
    assert parse(xml.replace("true", written)).parts[0].required is value


def test_a_number_of_thousands_of_digits() -> None:
    """The schema has no bound for some numbers, Python has: InvalidDocument, not a crash."""
    with pytest.raises(InvalidDocument, match="the number has 5,000 digits, too many to read; expected at most 4,300"):
        parse(PLAIN.replace("400", "4" * 5_000))


def test_schema_locations_are_written_again() -> None:
    """Where a document says its schema lies is no part of its value, and is there when it is written again."""
    hints = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a &quot;b&quot; &lt;c>"'
    located = PLAIN.replace("xmlns=", f"{hints} xmlns=")
    document = parse(located)
    assert document == QUESTION
    assert hash(document) == hash(QUESTION)
    for xml in (document.to_xml(), document.to_xml(indent=True)):
        root = etree.fromstring(xml)
        assert root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation") == 'a "b" <c>'
        assert parse(xml) == QUESTION
    assert etree.tostring(etree.fromstring(document.to_xml()), method="c14n") == etree.tostring(
        etree.fromstring(located), method="c14n"
    )


def test_a_number_that_libxml2_alone_takes() -> None:
    """A number without its exponent fits the schema, as libxml2 reads it, but is none to Python."""
    key = AnswerKey(KeyedQuestion("a", AnswerOption("b", score=1)), mapping=ScaleMapping(2.5))
    with pytest.raises(InvalidDocument, match=r"1:\d+: error: invalid-value: `1e` is not a number; expected one such"):
        parse(key.to_xml().replace("2.5", "1e"))
