"""The same forms by each contender: this library, boto 2's question module, lxml's SubElement.

A form is given as data, made beforehand; each contender makes its own objects of it and writes them.
"""

from __future__ import annotations

from functools import cache
from importlib import util
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from questionforms import FormattedContent, Overview, Question, QuestionForm, SelectionAnswer, Title
from questionforms.namespaces import namespace

#: How to get the peer that is not installed with the tests.
INSTALL_BOTO = "pip install 'questionforms[benchmark]'"

URI = namespace("QuestionForm")


class Entry(NamedTuple):
    """One question: plain texts, its selections as identifier and label, and, in a harder form, its XHTML."""

    identifier: str
    name: str
    text: str
    selections: tuple[tuple[str, str], ...]
    xhtml: str | None = None


class Form(NamedTuple):
    """What a form says."""

    title: str
    text: str
    entries: tuple[Entry, ...]


def plain(questions: int) -> Form:
    """A form of radio buttons, five selections a question, without a character that needs escaping."""
    text = "how does the author feel about the food, the service and the place as a whole?"
    entries = [
        Entry(
            f"q{number}",
            f"Question {number}",
            f"Question number {number}: {text}",
            tuple([(f"s{index}", f"Selection number {index} as it reads") for index in range(5)]),
        )
        for number in range(questions)
    ]
    return Form("Restaurant reviews", "Read the review, then answer.", tuple(entries))


def harder(questions: int) -> Form:
    """A form in which every question has FormattedContent, and `&` or `<` stands in all texts but one selection."""
    entries = [
        Entry(
            f"q{number}",
            f"Q&A {number}",
            f"Is {number} < 5 && 5 > {number}, as R&D says?",
            (("less", "x < 5"), ("both", "x > 0 & x < 5"), ("ampersand", "&amp;"), ("tag", "<b>"), ("none", "None")),
            f"<p>Read <b>both</b> reviews, then <a href='https://a.example/?a={number}&amp;b=2'>the menu</a>.</p>"
            "<ul><li>Food &amp; drink</li><li>Prices &lt; 5</li></ul>",
        )
        for number in range(questions)
    ]
    return Form("Food & drink", "If a < b, choose b & go on.", tuple(entries))


def build(form: Form) -> QuestionForm:
    """The form as this library's objects."""
    questions = [
        Question(
            entry.identifier,
            entry.text if entry.xhtml is None else (entry.text, FormattedContent(entry.xhtml)),
            SelectionAnswer(dict(entry.selections), style="radiobutton"),
            display_name=entry.name,
            required=True,
        )
        for entry in form.entries
    ]
    return QuestionForm(Overview(Title(form.title), form.text), *questions)


def write(form: Form) -> str:
    """The form's XML by this library, built and written."""
    return build(form).to_xml()


def write_with_lxml(form: Form) -> str:
    """The form's XML by lxml, as its tutorial builds a tree."""
    space = f"{{{URI}}}"

    def add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
        element: etree._Element = etree.SubElement(parent, space + name)
        element.text = text
        return element

    root = etree.Element(f"{space}QuestionForm", nsmap={None: URI})
    overview = add(root, "Overview")
    add(overview, "Title", form.title)
    add(overview, "Text", form.text)
    for entry in form.entries:
        question = add(root, "Question")
        add(question, "QuestionIdentifier", entry.identifier)
        add(question, "DisplayName", entry.name)
        add(question, "IsRequired", "true")
        content = add(question, "QuestionContent")
        add(content, "Text", entry.text)
        if entry.xhtml is not None:
            add(content, "FormattedContent", entry.xhtml)
        answer = add(add(question, "AnswerSpecification"), "SelectionAnswer")
        add(answer, "StyleSuggestion", "radiobutton")
        selections = add(answer, "Selections")
        for identifier, label in entry.selections:
            selection = add(selections, "Selection")
            add(selection, "SelectionIdentifier", identifier)
            add(selection, "Text", label)
    return etree.tostring(root, encoding="unicode")


def write_with_boto(form: Form) -> str:
    """The form's XML by boto 2, in the namespace of 2005; as it escapes nothing, only plain forms come out right."""
    boto = boto_questions()
    overview = boto.Overview()
    overview.append_field("Title", form.title)
    overview.append_field("Text", form.text)
    document = boto.QuestionForm()
    document.append(overview)
    for entry in form.entries:
        content = boto.QuestionContent()
        content.append_field("Text", entry.text)
        labels = [(label, identifier) for identifier, label in entry.selections]
        answer = boto.SelectionAnswer(style="radiobutton", selections=labels)
        question = boto.Question(
            entry.identifier, content, boto.AnswerSpecification(answer), is_required=True, display_name=entry.name
        )
        document.append(question)
    return str(document.get_as_xml())


@cache
def boto_questions() -> Any:
    """Module `boto.mturk.question`, or None where boto 2 is not installed.

    It is loaded by itself: it needs nothing of boto, and the package around it fails to import from Python 3.12 on.
    """
    package = util.find_spec("boto")
    if package is None or not package.submodule_search_locations:
        return None
    file = Path(package.submodule_search_locations[0], "mturk", "question.py")
    spec = util.spec_from_file_location("boto_mturk_question", file)
    if spec is None or spec.loader is None or not file.is_file():
        return None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dated(xml: str) -> str:
    """XML of boto 2 with the namespace of today."""
    return xml.replace(namespace("QuestionForm", "2005-10-01"), URI, 1)
