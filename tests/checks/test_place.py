"""The place of a problem, in XML and in documents that were built in Python, which have no lines."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from questionforms import (
    AnswerKey,
    AnswerOption,
    Binary,
    ExternalQuestion,
    FormattedContent,
    FreeTextAnswer,
    KeyedQuestion,
    Length,
    List,
    Overview,
    Problem,
    Question,
    QuestionForm,
    Selection,
    SelectionAnswer,
    Text,
    Title,
    iter_problems,
)
from questionforms.checks.place import MOST_OF_REPR, Places
from questionforms.checks.rules.rule import Finding
from questionforms.elements.base.element import Document
from questionforms.xml.load import load
from questionforms.xml.parse import parse_tree
from tests.steps import takes_linear_steps

NAME = "empty-alt-text"

FORM = QuestionForm(
    Overview(Title("t0"), "t1", List("t2", "t3")),
    Question("t4", [Text("t5"), FormattedContent("<b>t6</b>")], FreeTextAnswer(Length(max=7), default="t7")),
    Question(
        "t8",
        "t9",
        SelectionAnswer(
            [Selection("t10", "t11"), Selection("t12", FormattedContent("<i>t13</i>"))],
            other=FreeTextAnswer(default="t14"),
        ),
        display_name="t15",
    ),
    Overview("t16", Binary("https://t17.example.org/", "image", "t18")),
    Question("t19", Text("t20"), FreeTextAnswer(default="t21")),
)


def placed(document: Document | str, finding: Finding, element: etree._Element | None = None) -> Problem:
    """The problem for a finding in a document."""
    return Places(load(document)).problem(NAME, finding, element)


def tree(source: Document | str) -> etree._Element:
    """The root of a document, as rules see it."""
    root = parse_tree(load(source))
    assert root is not None
    return root


MARKED = [element for element in tree(FORM).iter() if re.fullmatch(r"t\d+", (element.text or "").strip("<bi/>"))]


@pytest.mark.parametrize("element", MARKED, ids=lambda element: element.text)
def test_a_problem_shows_the_object_that_holds_it(element: etree._Element) -> None:
    """In a document built in Python, a problem shows the repr of its element's object, or of the one around it."""
    problem = placed(FORM, Finding("something"), element)
    assert problem.element is not None
    assert len(problem.element) <= MOST_OF_REPR
    marks = re.findall(r"t\d+", problem.element)
    own = re.findall(r"t\d+", element.text or "")
    if not problem.element.endswith("..."):
        assert own[0] in marks
    tag = etree.QName(element).localname
    assert problem.path.split("/")[-1].partition("[")[0] == tag
    name = problem.element.partition("(")[0]
    assert (
        name
        in {
            "Title": ["Title"],
            "Text": ["Text", "Selection"],
            "ListItem": ["List"],
            "QuestionIdentifier": ["Question"],
            "DisplayName": ["Question"],
            "FormattedContent": ["FormattedContent"],
            "DefaultText": ["FreeTextAnswer"],
            "SelectionIdentifier": ["Selection"],
            "AltText": ["Binary"],
            "DataURL": ["Binary"],
        }[tag]
    )


def test_a_problem_has_the_path_of_the_xml() -> None:
    """The path counts the elements with the same name, from 1."""
    root = tree(FORM)
    texts = list(root.iter("{*}DefaultText"))
    assert [placed(FORM, Finding("x"), element).path for element in texts] == [
        "/QuestionForm/Question[1]/AnswerSpecification/FreeTextAnswer/DefaultText",
        "/QuestionForm/Question[2]/AnswerSpecification/SelectionAnswer/Selections/OtherSelection/DefaultText",
        "/QuestionForm/Question[3]/AnswerSpecification/FreeTextAnswer/DefaultText",
    ]


def test_equal_objects_are_told_apart_by_their_path() -> None:
    """Of two equal elements, each shows its own object."""
    form = QuestionForm(*[Question(f"q{n}", FormattedContent("<u>x</u>"), FreeTextAnswer()) for n in range(3)])
    found = [placed(form, Finding("x"), element) for element in tree(form).iter("{*}FormattedContent")]
    assert [problem.path[:26] for problem in found] == [f"/QuestionForm/Question[{n}]/" for n in (1, 2, 3)]
    assert {problem.element for problem in found} == {"FormattedContent('<u>x</u>')"}


def test_a_document_of_python_has_no_lines() -> None:
    """Its problems have neither line nor column; a problem inside a text says its place in that text."""
    form = QuestionForm(Question("q", FormattedContent("<p>a\n</p><div>b</div>"), FreeTextAnswer()))
    (problem,) = iter_problems(form)
    assert (problem.rule, problem.line, problem.column, problem.file) == ("forbidden-tag", None, None, None)
    assert problem.message.endswith(", at line 2, column 5 of its text")
    assert problem.element == "FormattedContent('<p>a\\n</p><div>b</div>')"
    assert str(problem).startswith("/QuestionForm/Question/QuestionContent/FormattedContent: FormattedContent('<p>a")


def test_the_whole_document_is_shown_for_the_root() -> None:
    """A finding in the root, or in a part without its own object, shows the object around it."""
    question = ExternalQuestion("https://localhost/x", 400)
    (problem,) = iter_problems(question)
    assert (problem.path, problem.element) == ("/ExternalQuestion/ExternalURL", repr(question))
    key = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1)))
    root = tree(key)
    assert placed(key, Finding("x"), root).element == repr(key)
    score = next(root.iter("{*}AnswerScore"))
    assert placed(key, Finding("x"), score).element == "AnswerOption('a', score=1)"


def test_a_long_repr_is_cut() -> None:
    """Only the start of a long repr is shown."""
    problem = placed(FORM, Finding("x"), tree(FORM))
    assert problem.element == f"{repr(FORM)[: MOST_OF_REPR - 3]}..."


XML = (
    '<q:AnswerKey xmlns:q="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">'
    "\n  <!-- a --><?b c?><q:Question>\r\n<!-- d --><q:QuestionIdentifier>a<!-- e -->&#98;<![CDATA[c]]>"
    "</q:QuestionIdentifier\n><q:AnswerOption><q:SelectionIdentifier>s</q:SelectionIdentifier><q:AnswerScore>1</q:AnswerScore></q:AnswerOption>"
    "</q:Question></q:AnswerKey>"
)


def test_places_in_xml_are_those_of_the_file() -> None:
    """Comments, instructions, prefixes and references shift nothing: each place is that of the source."""
    root = tree(XML)
    identifier = next(root.iter("{*}QuestionIdentifier"))
    assert _place(placed(XML, Finding("x"), root)) == (1, 1)
    assert _place(placed(XML, Finding("x"), identifier)) == (3, 11)
    lines = XML.replace("\r\n", "\n").split("\n")
    for offset, written in enumerate(["a<!--", "&#98;", "c]]>"]):
        line, column = _place(placed(XML, Finding("x", offset=offset), identifier))
        assert lines[line - 1][column - 1 :].startswith(written)
    score = placed(XML, Finding("x", element=next(root.iter("{*}AnswerScore"))), identifier)
    assert score.path == "/AnswerKey/Question/AnswerOption/AnswerScore"
    assert lines[(score.line or 0) - 1][(score.column or 0) - 1 :].startswith("<q:AnswerScore>")
    assert score.element is None


def test_a_finding_in_the_text_of_a_document_has_the_element_around_it() -> None:
    """An index in the whole text maps to a line, a column, and the last element that starts before it."""
    at = XML.index("c]]>")
    problem = placed(XML, Finding("x", offset=at))
    assert (problem.line, problem.path) == (3, "/AnswerKey/Question/QuestionIdentifier")
    assert placed(XML, Finding("x", offset=0)).path == "/AnswerKey"
    assert placed(XML, Finding("x")).path == "/AnswerKey"


def test_an_attribute_is_found() -> None:
    """A finding in an attribute is placed at its name."""
    form = QuestionForm(Question("q", "t", FreeTextAnswer(Length(min=2, max=3))))
    xml = form.to_xml(indent=True)
    length = next(tree(xml).iter("{*}Length"))
    problem = placed(xml, Finding("x", attribute="maxLength"), length)
    assert xml.splitlines()[(problem.line or 0) - 1][(problem.column or 0) - 1 :].startswith('maxLength="3"')


def _place(problem: Problem) -> tuple[int, int]:
    return problem.place


def test_many_problems_are_placed_in_linear_time() -> None:
    """Placing a problem takes the same number of steps, however many there are."""
    questions = [Question(f"q{n}", FormattedContent("<div>x</div>"), FreeTextAnswer()) for n in range(240)]

    def problems(count: int) -> list[Problem]:
        return list(iter_problems(QuestionForm(*questions[:count])))

    assert len(problems(240)) == 240
    assert takes_linear_steps(problems, 240)
