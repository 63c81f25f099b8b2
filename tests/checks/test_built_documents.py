"""The fast paths for built documents agree with the slow ones, and are taken only where they should be."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from questionforms import (
    AnswerFormatRegex,
    Answers,
    Binary,
    FormattedContent,
    FreeTextAnswer,
    InvalidDocument,
    IsNumeric,
    List,
    Overview,
    Question,
    QuestionForm,
    Schemas,
    Selection,
    SelectionAnswer,
    Title,
    iter_problems,
    parse,
)
from questionforms.checks.built_documents import fits_its_schema, holds_plain_texts
from questionforms.checks.html.page import Page
from questionforms.checks.rules import RULES
from questionforms.checks.rules import rule as of_rules
from questionforms.checks.rules.question_form._form import Form
from questionforms.checks.xhtml.fragment import Fragment
from questionforms.elements.base.element import Document
from questionforms.namespaces import KNOWN, namespace
from questionforms.schema.schemas import shipped
from questionforms.xml import parse as parsing
from questionforms.xml.characters import FORBIDDEN, holds_forbidden
from questionforms.xml.escape import escape
from questionforms.xml.load import LIMIT, Loaded, load
from questionforms.xml.parse import parse_tree
from tests.documents import generated, with_each_attribute, with_each_child, with_each_value
from tests.strategies import documents, sound_documents

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = QuestionForm(
    Overview(Title("Fruit"), "Read on, please!", List("one", "two")),
    Question("why", "Why?\nTell us.", FreeTextAnswer(lines=3), required=True),
    Question(
        "best",
        ("Which?", Title("is best")),
        SelectionAnswer({"apple": "Apple", "leek": "L\u00e4uch"}, style="radiobutton", other=FreeTextAnswer(lines=2)),
        display_name="2",
    ),
)
CHOICE = SelectionAnswer({"a": "A", "b": "B"})


def slowly(document: Document) -> list[tuple[str, str, str]]:
    """Rule, severity and path of each problem, found out from the XML alone."""
    return briefly(document.to_xml())


def briefly(source: Document | str) -> list[tuple[str, str, str]]:
    """Rule, severity and path of each problem, in the order of their names: a built document has no lines."""
    return sorted([(problem.rule, problem.severity, problem.path) for problem in iter_problems(source)])


def assert_schema_agrees(document: Document) -> None:
    """What is known to fit its schema does, by libxml2; that is whatever a requester sends."""
    loaded = load(document)
    assert fits_its_schema(loaded, shipped()) == (len(loaded.data) <= LIMIT and not isinstance(document, Answers))
    root = parse_tree(loaded)
    assert root is not None
    assert shipped().compiled(str(etree.QName(root).namespace)).validate(root)


@settings(max_examples=100)
@given(documents)
def test_what_is_built_fits_its_schema(document: Document) -> None:
    """Whatever the constructors take, libxml2 takes too."""
    assert_schema_agrees(document)


@pytest.mark.parametrize("uri", KNOWN)
def test_what_is_read_fits_its_schema_when_it_is_written(uri: str) -> None:
    """So does what was read from any XML that fits, with every value, attribute and child that there may be."""
    schema, count = shipped().compiled(uri), 0
    for xml in chain(generated(uri, 300), with_each_value(uri), with_each_attribute(uri), with_each_child(uri)):
        if schema.validate(etree.fromstring(xml)):
            count += 1
            with suppress(InvalidDocument):  # of `1e`, which libxml2 alone takes for a number
                assert_schema_agrees(parse(xml))
    assert count > 30


# What the texts of a form of plain texts may hold, that some rule looks for or that is written in another way.
_TEXTS = ["", " ", "a", "b", "c", "a ", "\na", "a\rb", "<b>x</b>", "&nbsp;", "${x}", "{{ x }}", "{", "]]>", "<" * 9]
_TEXTS += ["\x7f", "\x92", "\u00e2\u0082\u00ac", "\u200b", "a\u00a0", "\U0001f600", "&#128512;", "\u00e4"]
_TEXTS += [
    "<!-- questionforms: ignore * -->",
    "questionforms: ignore padded-identifier",
    "<AltText/>",
    "errorText='\n'",
]
texts = st.sampled_from(["a", "b", "c", "d", "a b"] * 30 + _TEXTS)


@st.composite
def plain_forms(draw: st.DrawFn) -> Any:
    """Forms of plain texts, and of a little more, read from XML, so that identifiers may be empty or stand twice."""

    def leaf(tag: str, *, most: int = 1, texts: st.SearchStrategy[str] = texts) -> str:
        values = draw(st.lists(texts, min_size=most == 1, max_size=most))
        return "".join([f"<{tag}>{escape(value)}</{tag}>" for value in values])

    def rarely(*xmls: str) -> str:
        return draw(st.sampled_from([*[""] * 9, *xmls]))

    def free_text() -> str:
        return (
            rarely("<Constraints/>", '<Constraints><Length maxLength="9"/></Constraints>')
            + rarely(leaf("DefaultText"))
            + rarely("<NumberOfLinesSuggestion>2</NumberOfLinesSuggestion>")
        )

    def answer() -> str:
        if draw(st.booleans()):
            return f"<FreeTextAnswer>{free_text()}</FreeTextAnswer>"
        selections = [
            f"<Selection>{leaf('SelectionIdentifier')}{leaf('Text')}</Selection>"
            for _ in range(draw(st.integers(1, 3)))
        ]
        other = f"<OtherSelection>{free_text()}</OtherSelection>" if draw(st.booleans()) else ""
        return (
            "<SelectionAnswer>"
            + rarely("<MinSelectionCount>2</MinSelectionCount>", "<MaxSelectionCount>9</MaxSelectionCount>")
            + rarely("<StyleSuggestion>radiobutton</StyleSuggestion>")
            + f"<Selections>{''.join(selections)}{other}</Selections></SelectionAnswer>"
        )

    def content() -> str:
        kinds = [leaf("Title"), leaf("Text"), f"<List>{leaf('ListItem')}</List>"]
        return draw(st.sampled_from(kinds)) + rarely("<FormattedContent>x</FormattedContent>")

    def question() -> str:
        return (
            f"<Question>{leaf('QuestionIdentifier')}{leaf('DisplayName', most=draw(st.integers(0, 1)))}"
            f"{rarely('<IsRequired>1</IsRequired>', '<IsRequired>false</IsRequired>')}"
            f"<QuestionContent>{content()}</QuestionContent>"
            f"<AnswerSpecification>{answer()}</AnswerSpecification></Question>"
        )

    parts = [
        question() if draw(st.sampled_from([True, True, False])) else f"<Overview>{content()}</Overview>"
        for _ in range(draw(st.integers(1, 3)))
    ]
    return parse(f'<QuestionForm xmlns="{namespace("QuestionForm")}">{"".join(parts)}</QuestionForm>')


@settings(max_examples=200)
@given(st.one_of(plain_forms(), documents, sound_documents))
def test_the_quick_way_says_what_the_slow_one_does(document: Document) -> None:
    """A document has the problems of its XML, whether its elements were built or read."""
    assert briefly(document) == slowly(document)


def test_plain_forms_are_drawn_often_enough() -> None:
    """Of the forms drawn for the property above many are plain and many are not, so it tests both paths."""
    plain = []

    @settings(max_examples=200, database=None, derandomize=True)
    @given(plain_forms())
    def draw(form: QuestionForm) -> None:
        plain.append(holds_plain_texts(load(form)))

    draw()
    assert 40 < sum(plain) < 160


def _form(*parts: str) -> Any:
    """A form that was read, with what no constructor takes."""
    return parse(f'<QuestionForm xmlns="{namespace("QuestionForm")}">{"".join(parts)}</QuestionForm>')


def _question(identifier: str = "q", *selections: str) -> str:
    chosen = "".join(
        f"<Selection><SelectionIdentifier>{each}</SelectionIdentifier><Text>x</Text></Selection>" for each in selections
    )
    answer = f"<SelectionAnswer><Selections>{chosen}</Selections></SelectionAnswer>" if chosen else "<FreeTextAnswer/>"
    return (
        f"<Question><QuestionIdentifier>{identifier}</QuestionIdentifier><QuestionContent><Text>x</Text>"
        f"</QuestionContent><AnswerSpecification>{answer}</AnswerSpecification></Question>"
    )


def _asking(content: Any = "Why?", answer: Any = None) -> QuestionForm:
    return QuestionForm(Question("q", content, answer or FreeTextAnswer()))


SOUND = "https://example.org/a.mp3"
#: A form for each thing that makes one not plain, or not sound, with what is wrong with it.
NOT_PLAIN: dict[str, tuple[QuestionForm, list[str]]] = {
    "padded": (QuestionForm(Question("q ", "Why?", FreeTextAnswer())), ["padded-identifier"]),
    "padded selection": (_asking(answer=SelectionAnswer({"a\n": "A"})), ["padded-identifier"]),
    "empty": (_form(_question("")), ["empty-identifier"]),
    "empty selection": (_form(_question("q", "a", "")), ["empty-identifier"]),
    "twice": (_form(_question("q"), _question("q")), ["duplicate-question-identifier"]),
    "selection twice": (_form(_question("q", "a", "a")), ["duplicate-selection-identifier"]),
    "no question": (_form("<Overview><Text>x</Text></Overview>"), ["form-without-question"]),
    "tag": (_asking("Why <b>not</b>?"), ["markup-in-text"]),
    "tag in CDATA": (_asking("Why <b>not</b>?" + "<" * 9), ["markup-in-text"]),
    "reference": (_asking("Why&nbsp;not?"), ["markup-in-text"]),
    "placeholder": (_asking("Why ${not}?"), ["unfilled-form-placeholder"]),
    "above": (_asking("Why? \U0001f600"), ["four-byte-character"]),
    "control": (_asking("Why\x7f?"), ["control-character"]),
    "invisible": (_asking(answer=SelectionAnswer({"a\u200b": "A"})), ["invisible-character"]),
    "markup": (_asking(FormattedContent("<div>x</div>")), ["forbidden-tag"]),
    "medium": (_asking(Binary(SOUND, "audio", "")), ["empty-alt-text"]),
    "labels": (
        _asking(answer=SelectionAnswer([Selection("a", "A"), Selection("b", Binary(SOUND, "audio", "B"))])),
        ["unrendered-selection"],
    ),
    "minimum": (
        _form(_question("q", "a").replace("<Selections>", "<MinSelectionCount>2</MinSelectionCount><Selections>")),
        ["crossed-selection-counts", "too-few-selections"],
    ),
    "maximum": (
        _form(_question("q", "a").replace("<Selections>", "<MaxSelectionCount>2</MaxSelectionCount><Selections>")),
        ["maximum-above-selections", "multiple-choice-as-radio-buttons"],
    ),
    "default": (_asking(answer=FreeTextAnswer(default="Write here")), ["default-taken-for-answer"]),
    "constraints": (_asking(answer=FreeTextAnswer(IsNumeric(), default="x")), ["default-breaks-constraints"]),
    "regex": (_asking(answer=FreeTextAnswer(AnswerFormatRegex("a*"))), ["regex-without-effect"]),
    "other": (
        _asking(answer=SelectionAnswer({"a": "A"}, other=FreeTextAnswer(default="Write here"))),
        ["default-taken-for-answer"],
    ),
    "size": (_asking("x" * LIMIT), ["too-large"]),
}


@pytest.mark.parametrize("form", NOT_PLAIN)
def test_what_is_wrong_with_a_form_is_found(form: str) -> None:
    """A form that is plain but for one thing has the same problems whether it is checked as elements or as XML."""
    document, expected = NOT_PLAIN[form]
    assert [rule for rule, _, _ in briefly(document)] == expected
    assert briefly(document) == slowly(document)


@given(
    st.text(st.one_of(st.sampled_from("\0\x08\t\n\x0b\x0c\r\x1f \x7f\ufffd\ufffe\uffff"), st.characters(codec="utf-8")))
)
def test_characters_that_xml_cannot_hold_are_found(text: str) -> None:
    """The quick way to look for them finds what the slow one does."""
    assert holds_forbidden(text, text.encode()) == (FORBIDDEN.search(text) is not None)


def test_rules_that_look_at_plain_forms_are_known() -> None:
    """The rules that look at what a form of plain texts is made of are these; `holds_plain_texts` asks for each."""
    assert holds_plain_texts(load(PLAIN))
    tags = {etree.QName(element).localname for element in etree.fromstring(PLAIN.to_xml()).iter("*")}
    form = [rule for rule in RULES.values() if "QuestionForm" in rule.documents]
    assert {rule.name for rule in form if isinstance(rule.on, tuple) and tags & {*rule.on}} == {
        "form-without-question",
        "is-required-as-number",  # which no document has that is written here
    }
    assert {rule.on for rule in RULES.values() if isinstance(rule.on, type)} == {
        Form,
        Fragment,
        Loaded,
        Page,
        of_rules.Test,
    }
    assert {rule.name for rule in form if rule.on is Form} == {
        "duplicate-question-identifier",
        "duplicate-selection-identifier",
        "empty-identifier",
        "markup-in-text",
        "padded-identifier",
        "unfilled-form-placeholder",
    }


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What libxml2 is asked for while documents are checked: to parse, and whether a schema is fitted."""
    found: list[str] = []

    def parsed(*arguments: Any) -> Any:
        found.append("parse")
        return parsing.parse_tree(*arguments)

    def validated(*arguments: Any) -> bool:
        found.append("schema")
        return parsing.fits(*arguments)

    monkeypatch.setattr("questionforms.checks.validate.parse_tree", parsed)
    monkeypatch.setattr("questionforms.checks.validate.fits", validated)
    return found


def test_plain_forms_are_not_parsed_again(asked: list[str]) -> None:
    """A form of plain texts is known to be right; any other one is parsed, and XML is checked with its schema too."""
    assert list(iter_problems(PLAIN)) == []
    assert asked == []
    assert list(iter_problems(_asking(FormattedContent("<p>x</p>")))) == []
    assert asked == ["parse"]
    assert list(iter_problems(PLAIN.to_xml())) == []
    assert asked == ["parse", "parse", "schema"]


@pytest.mark.parametrize("form", [PLAIN, _asking(("Why?", FormattedContent("<p>x</p>")))])
def test_schemas_of_a_user_are_asked(form: QuestionForm, tmp_path: Path, asked: list[str]) -> None:
    """A user's schema may refuse what ours takes, so it is asked of whatever was built."""
    uri = namespace("QuestionForm")
    own = shipped().file(uri).read_text(encoding="utf-8")
    (tmp_path / "form.xsd").write_text(own.replace('"Text" type="xs:string"', '"Text" type="xs:int"'), encoding="utf-8")
    problems = list(iter_problems(form, schemas=Schemas(tmp_path)))
    assert {problem.rule for problem in problems} == {"invalid-value"}
    assert asked == ["parse", "schema"]


def test_documents_of_a_user_s_own_class_are_asked_about() -> None:
    """The XML of a Document class that is not this library's is checked like any other XML."""

    class Mine(Document, tag="QuestionForm"):
        def to_xml(self, *, indent: bool = False) -> str:  # noqa: ARG002 - it has one form
            return PLAIN.to_xml().replace("Text>", "Txet>")

    assert {problem.rule for problem in iter_problems(object.__new__(Mine))} == {"unknown-element"}
