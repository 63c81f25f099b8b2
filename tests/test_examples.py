"""Every example runs, and the documents in them are right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from inspect import getmembers, isfunction
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from examples import (
    agreement,
    demo,
    external_question,
    html_question,
    marketplace,
    qualification_test,
    read_answers,
    survey,
    tic_tac_toe,
)
from questionforms import Problem, Question, iter_problems, parse, validate
from questionforms.elements.base.element import Document
from questionforms.namespaces import XHTML
from questionforms.schema.schemas import shipped

EXAMPLES = Path(__file__).parents[1] / "examples"
MODULES = [import_module(f"examples.{file.stem}") for file in sorted(EXAMPLES.glob("[a-z]*.py"))]


def built(module: ModuleType) -> Iterator[Document]:
    """The documents that the functions `build...` of a module give."""
    for name, function in getmembers(module, isfunction):
        if name.startswith("build") and function.__module__ == module.__name__:
            made = function()
            yield from [item for item in (made if isinstance(made, list) else [made]) if isinstance(item, Document)]


DOCUMENTS = [
    pytest.param(document, id=f"{module.__name__}-{index}")
    for module in MODULES
    for index, document in enumerate(built(module))
]


@cache
def printed(module: ModuleType) -> str:
    """What the `main` of an example prints."""
    with redirect_stdout(StringIO()) as output:
        module.main()
    return output.getvalue()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_example_runs(module: ModuleType) -> None:
    """An example says what it shows, and its `main` prints a result."""
    assert module.__doc__
    assert printed(module).strip()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_is_valid(document: Document) -> None:
    """A document in an example has no problem, and xmlschema agrees."""
    validate(document)
    namespace = str(etree.QName(etree.fromstring(document.to_bytes())).namespace)
    assert shipped().components(namespace).is_valid(document.to_xml())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_is_read_back(document: Document) -> None:
    """A document in an example is equal to what is read from its XML, indented or not."""
    assert parse(document.to_xml()) == document
    assert parse(document.to_xml(indent=True)) == document


@pytest.mark.parametrize("document", DOCUMENTS)
def test_markup_is_of_the_subset(document: Document) -> None:
    """The markup of each FormattedContent fits the XHTML subset."""
    schema = shipped().compiled(XHTML)
    for node in etree.fromstring(document.to_bytes()).iter("{*}FormattedContent"):
        content = etree.fromstring(f'<FormattedContent xmlns="{XHTML}">{node.text}</FormattedContent>')
        assert schema.validate(content), schema.error_log


def names_in(document: Document) -> set[str]:
    """The names of the elements in a document's XML."""
    return {etree.QName(node).localname for node in etree.fromstring(document.to_bytes()).iter()}


def test_tic_tac_toe_has_every_kind() -> None:
    """The form has each kind of content and each kind of answer."""
    content = {"Title", "Text", "List", "FormattedContent", "Binary", "EmbeddedBinary", "ApplicationParameter"}
    retired = {"Application", "Flash", "JavaApplet", "FileUploadAnswer"}
    assert names_in(tic_tac_toe.build()) >= content | retired | {"SelectionAnswer", "FreeTextAnswer"}


def test_survey_has_every_style_and_constraint() -> None:
    """The survey has the six styles, the three constraints, and a field for another answer."""
    form = survey.build()
    styles = {getattr(question.answer, "style", None) for question in form.questions} - {None}
    assert styles == {"radiobutton", "checkbox", "list", "dropdown", "combobox", "multichooser"}
    assert names_in(form) >= {"IsNumeric", "Length", "AnswerFormatRegex", "OtherSelection"}


def test_qualification_test_and_key_fit() -> None:
    """The test has no free text, and its key names its questions and selections."""
    form, key = qualification_test.build(), qualification_test.build_key()
    choices = {question.identifier: selections(question) for question in form.questions}
    assert [keyed.identifier for keyed in key.questions] == list(choices)
    for keyed in key.questions:
        for option in keyed.options:
            assert choices[keyed.identifier] >= set(option.selections)
    assert names_in(form).isdisjoint({"FreeTextAnswer", "OtherSelection"})
    assert key.mapping is not None


def selections(question: Question) -> set[str]:
    """The identifiers of a question's selections."""
    return {selection.identifier for selection in getattr(question.answer, "selections", ())}


def test_html_pages_can_be_sent() -> None:
    """Each page is whole HTML5 with a form for externalSubmit that has an assignmentId; values are escaped."""
    for question in html_question.build_all():
        assert re.match(r'<!DOCTYPE html>\n<html lang="\w+">', question.html)
        assert re.search(r"<title>.+</title>", question.html)
        assert re.search(r'<form [^>]*method="post" action="[^"]+/externalSubmit">', question.html)
        assert re.search(r'<input [^>]*name="assignmentId"', question.html)
        assert "${" not in question.html
    assert "<h1>Bread &lt;wholemeal&gt;</h1>" in html_question.build_all()[1].html


def test_external_question_has_encoded_parameters() -> None:
    """The address keeps its own query, and each value is encoded."""
    expected = "https://tasks.example.org/label?lang=en&item=a+%26+b&tag=1&tag=2"
    assert external_question.build("a & b", ("1", "2")).url == expected


def test_answers_become_a_table() -> None:
    """The table has a row for each worker, the one without answers too, and every selection."""
    assert read_answers.table(read_answers.ASSIGNMENTS) == [
        {"worker": "A1EXAMPLE", "often": "week", "shelves": "novels|maps|comics & zines", "wish": "A café."},
        {"worker": "A2EXAMPLE", "often": "less", "shelves": "", "wish": ""},
        {"worker": "A3EXAMPLE", "often": "", "shelves": "", "wish": ""},
    ]


def test_results_become_labels() -> None:
    """The agreement is Krippendorff's alpha by its definition, and each review has its most frequent label."""
    assert printed(agreement).splitlines() == [
        "alpha: 0.74 (nominal, 4 of 5 reviews)",
        "review1: pos, 100% of 3",
        "review2: neg, 67% of 3",
        "review3: none, 100% of 2",
        "review4: neg, 100% of 3",
        "review5: pos, 100% of 1",
        "W1: agrees with the others in 100%",
        "W2: agrees with the others in 100%",
        "W3: agrees with the others in 67%",
    ]


def test_broken_form_has_the_usual_mistakes() -> None:
    """The demo's broken form has six mistakes, and each is found on its own line."""
    problems: list[Problem] = list(iter_problems(EXAMPLES / "broken.xml"))
    assert [(problem.line, problem.rule) for problem in problems] == [
        (4, "unexpected-text"),
        (9, "invalid-value"),
        (10, "misplaced-element"),
        (16, "invalid-value"),
        (19, "unknown-element"),
        (30, "missing-element"),
    ]


def test_broken_page_has_the_usual_mistakes() -> None:
    """The demo's broken page has four mistakes, two of them doubtful alone."""
    assert [(problem.line, problem.severity, problem.rule) for problem in iter_problems(EXAMPLES / "broken.html")] == [
        (5, "error", "no-assignment-id"),
        (5, "warning", "hard-coded-submit-host"),
        (6, "warning", "http-resource"),
        (6, "error", "html-parse-error"),
    ]


def test_demo_shows_the_main_job() -> None:
    """The demo writes a valid form, names what is wrong with others, does a round, and sums it up, on two screens."""
    output = printed(demo)
    for fact in (
        "How many minutes did it take?",
        "of at most 65,535 bytes",
        "broken.xml:16:",
        "`StyleSuggestion` is `radio`",
        "did you mean `SelectionIdentifier`?",
        "broken.html:6:53",
        "10 problems",
        "2 HITs of 3 assignments: 3.00 in rewards and 0.60 in fees",
        "Approved          too sweet",
        "balance: 9996.40",
        "6 documents; 3 workers",
        "min 45  median 60  mean 64  max 90",
    ):
        assert fact in output
    assert len(output.splitlines()) <= 80
    assert "\x1b" not in output


def test_a_program_of_boto3_alone() -> None:
    """A program that knows nothing of this library runs against the marketplace, unchanged."""
    assert not re.search("import.*questionforms", marketplace.PROGRAM.read_text(encoding="utf-8"))
    lines = printed(marketplace).splitlines()
    assert sorted(lines[:4]) == sorted(
        f"{image} {answer}" for image, answer in marketplace.ANSWERS.items() for _ in "12"
    )
    assert lines[4:] == ["balance 10000.00 then 9999.64"]
