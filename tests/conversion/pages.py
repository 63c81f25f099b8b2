"""A page as a browser has it: its fields, and what it sends when a worker has filled them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from lxml import html
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from questionforms import Answer, Answers, HTMLQuestion, QuestionForm
from questionforms.conversion import to_html_question


def page_of(form: QuestionForm) -> html.HtmlElement:
    """The root of the page that a form becomes."""
    return html.document_fromstring(to_html_question(form).html)


def parse_errors(question: HTMLQuestion) -> list[str]:
    """What a parser of HTML5 finds wrong with a page."""
    parser = HTMLParser()
    parser.parse(question.html)
    return [str(error) for error in parser.errors]


def fill_in(page: html.HtmlElement, texts: Mapping[str, str], chosen: Mapping[str, Iterable[str]]) -> None:
    """Write the texts into the fields of these names, and choose the values of these names."""
    for field in page.forms[0].inputs:
        name = field.name or ""
        if field.tag == "textarea" or field.get("type") == "text":
            field.value = texts.get(name, "")
        elif field.tag == "select":
            field.value = next(iter(chosen.get(name, ())), "")
        elif isinstance(field, html.InputElement) and field.checkable:
            field.checked = field.get("value") in set(chosen.get(name, ()))


def sent(page: html.HtmlElement) -> Answers:
    """What the service makes of the fields that the page sends: texts alone, fields of one name joined."""
    pairs = [(name, value) for name, value in page.forms[0].form_values() if name != "assignmentId"]
    grouped = groupby(pairs, key=lambda pair: pair[0])
    return Answers(*[Answer(name, text="|".join([value for _, value in values])) for name, values in grouped])
