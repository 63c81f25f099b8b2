"""Convert a form into an HTMLQuestion: a page with the same identifiers, whose answers can be read as the form's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from questionforms.answers import Answer, Answers
from questionforms.answers.read.pipe_separated import split_fields
from questionforms.conversion.content_markup import write_content
from questionforms.conversion.controls import (
    counts,
    is_required,
    kind_of,
    names_of,
    write_menu,
    write_options,
    write_text_field,
)
from questionforms.conversion.html_writer import block, lines, sendable, tag
from questionforms.conversion.refusals import iter_html_refusals
from questionforms.elements.answer_specifications import FreeTextAnswer, SelectionAnswer
from questionforms.elements.content import Overview, Text, Title
from questionforms.elements.html_question import HTMLQuestion
from questionforms.exceptions import InvalidArgument
from questionforms.xml.load import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from questionforms.elements.answer_specifications import AnswerSpecification
    from questionforms.elements.content import ContentItem
    from questionforms.elements.question_form import Question, QuestionForm

_FOLDER = Path(__file__).parent
_REQUIRED = tag("span", " (required)", class_="required")


def to_html_question(form: QuestionForm, *, lang: str = "en") -> HTMLQuestion:
    """Convert the form into an HTML5 page, in the language `lang`, whose frame fills the worker's window.

    Every field has its question's identifier as its name, and every selection its identifier as its value. The page
    loads nothing except the form's own media. Raises InvalidArgument if the form cannot be a page: because of a
    FileUploadAnswer, an Application, markup that FormattedContent does not allow, such as a script, ambiguous
    identifiers, or a page that is too large for the service.
    """
    refusals = list(iter_html_refusals(form))
    if refusals:
        more = f" (and {len(refusals) - 1} more)" if len(refusals) > 1 else ""
        raise InvalidArgument("to_html_question", "form", f"{refusals[0]}{more}")
    question = HTMLQuestion(sendable(_page(form, lang)))
    if question.size > LIMIT:
        message = f"the page has {question.size:,} bytes as XML, {question.size - LIMIT:,} over the limit of {LIMIT:,}"
        raise InvalidArgument("to_html_question", "form", message)
    return question


def _page(form: QuestionForm, lang: str) -> str:
    titles = [item for part in form.parts for item in part.content if isinstance(item, Title)]
    first = titles[0] if titles else None
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", " ".join(first.text.split()) if first else "Questions"),
        tag("style", _resource("page.css")),
    ]
    parts: list[Markup] = []
    number = 0
    for part in form.parts:
        if isinstance(part, Overview):
            parts.append(_overview(part, first))
        else:
            number += 1
            parts.append(_question(part, f"question-{number}"))
    fields = block("form", _HIDDEN, *parts, _FOOT, method="post", action="/mturk/externalSubmit")
    body = [block("main", fields), tag("script", _resource("page.js"))]
    page = block("html", block("head", *head), block("body", *body), lang=lang)
    return f"<!DOCTYPE html>\n{page}\n"


_HIDDEN = tag("input", type="hidden", name="assignmentId", id="assignmentId", value="")
_FOOT = block(
    "footer",
    tag("p", "This is a preview. Accept the task to answer.", id="preview", hidden=True),
    tag("noscript", tag("p", "This page needs JavaScript to send your answers.")),
    tag("button", "Submit", type="submit", id="submitButton"),
)


def _resource(name: str) -> Markup:
    return Markup("\n" + (_FOLDER / name).read_text(encoding="utf-8"))


def _overview(overview: Overview, first: Title | None) -> Markup:
    items = [write_content(item, "h1" if item is first else "h2") for item in overview.content]
    return block("div", *items, class_="part")


def _question(question: Question, id_: str) -> Markup:
    """A question: its content, which labels its fields, and the fields."""
    label, rest = _label(question)
    answer = question.answer
    required = is_required(answer, question.required)
    mark = _REQUIRED if required else None
    content = tag("div", *[write_content(item) for item in rest], id=f"{id_}-text") if rest else None
    said = {"aria_describedby" if label else "aria_labelledby": f"{id_}-text"} if rest else {}
    name = question.identifier
    if isinstance(answer, SelectionAnswer) and kind_of(answer) in ("radio", "checkbox"):
        legend = tag("legend", label, mark) if label or mark else None
        options = write_options(answer, name, required=required)
        return block("fieldset", legend, content, *options, **said, **counts(answer, required=required))
    title = tag("label", label, mark, for_=id_) if label or mark else None
    field = _field(answer, name, id=id_, required=required, **said)
    return block("div", title, content, field, class_="part")


def _field(answer: AnswerSpecification, name: str, **attributes: object) -> Markup:
    if isinstance(answer, SelectionAnswer):
        return write_menu(answer, name, **attributes)
    assert isinstance(answer, FreeTextAnswer)  # a FileUploadAnswer was rejected before
    return write_text_field(answer, name, **attributes)


def _label(question: Question) -> tuple[Markup | None, tuple[ContentItem, ...]]:
    """The question's label (its DisplayName, else a plain text at the start), and the rest of its content."""
    first, *rest = question.content
    if question.display_name:
        return lines(question.display_name), question.content
    if isinstance(first, Text | Title):
        return lines(first.text), tuple(rest)
    return None, question.content


def to_form_answers(form: QuestionForm, answers: Answers) -> Answers:
    """Convert the answers from the page of `to_html_question(form)` into what the form itself would send.

    A page sends only text. The result has selections again, separate from other text, and no answer to a question that
    was left empty. Answers that are not from that page come last, unchanged.
    """
    asked = {name for question in form.questions for name in names_of(question)}
    texts: dict[str, str] = {}
    rest = []
    for entry in answers.entries:
        if entry.text is not None and entry.identifier in asked and entry.identifier not in texts:
            texts[entry.identifier] = entry.text
        else:
            rest.append(entry)
    return Answers(*[found for question in form.questions for found in _answer(question, texts)], *rest)


def _answer(question: Question, texts: Mapping[str, str]) -> Iterator[Answer]:
    name, *others = names_of(question)
    text, other = texts.get(name, ""), "".join([texts.get(other, "") for other in others])
    if not isinstance(question.answer, SelectionAnswer):
        if text:
            yield Answer(name, text=text)
    elif text or other:
        several = kind_of(question.answer) == "checkbox"
        selections = () if not text else split_fields(text) if several else (text,)
        yield Answer(name, selections=selections, other_text=other or None)
