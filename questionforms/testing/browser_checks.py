"""What a worker's browser would not submit: fields that the question lacks, required ones left out, wrong values.

Nothing is known about the page of an ExternalQuestion, so it may submit anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms import Answer, HTMLQuestion, QuestionForm
from questionforms.elements.external_question import RESERVED
from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.worker.forms import answers_of, storable
from questionforms.reading import read_valid
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    #: The posted values of each field: texts, and files as pairs of a file name and the content.
    Fields = Mapping[str, list[Any]]

_MOST_SHOWN = 5


def check_fields(action: str, question: str | None, fields: Fields) -> None:
    """Raise InvalidArgument if a worker's browser would not submit these fields for a document, given as XML.

    A qualification type without a test has no document, and no fields.
    """
    __tracebackhide__ = True
    found = list(iter_refusals(question, fields))
    if not found:
        return
    more = [f"{len(found) - _MOST_SHOWN} more"] if len(found) > _MOST_SHOWN else []
    why = "; ".join([*found[:_MOST_SHOWN], *more])
    raise InvalidArgument(action, "values", f"{why} (check=False submits the values anyway)")


def iter_refusals(question: str | None, fields: Fields) -> Iterator[str]:
    """Yield why a worker's browser would not submit these fields; each reason names the field."""
    given = {name: values for name, values in fields.items() if name not in RESERVED}
    if question is None:
        yield from [f"there is no test, so it has no question {quoted(name)}" for name in given]
        return
    document = read_valid(question)
    if isinstance(document, QuestionForm):
        yield from _of_form(document, given)
    elif isinstance(document, HTMLQuestion):
        from questionforms.checks.html.page import Page
        from questionforms.testing.page_fields import iter_page_refusals

        yield from iter_page_refusals(Page(document.html), given)


def _of_form(form: QuestionForm, fields: Fields) -> Iterator[str]:
    """What the service's own page for a form would refuse; an unchanged default counts as the answer."""
    texts = {storable(name): [text for text in values if isinstance(text, str)] for name, values in fields.items()}
    files = {storable(name): [file for file in values if not isinstance(file, str)] for name, values in fields.items()}
    yield from [f"the file for {quoted(name)} is empty" for name, sent in files.items() if not all(map(_content, sent))]
    for question in form.questions:
        default = getattr(question.answer, "default", None)
        if default and question.identifier not in fields:
            texts[question.identifier] = [default]
    uploads = [_upload(name, file) for name, sent in files.items() for file in sent]
    xml = answers_of(form, {name: values for name, values in texts.items() if values}, uploads)
    problems = form.iter_answer_problems(xml or None)
    yield from [problem.message for problem in problems if problem.severity == "error"]


def _upload(name: str, file: tuple[str, bytes]) -> Answer:
    return Answer(name, upload_size=len(_content(file)) or 1, upload_key="file")


def _content(file: tuple[str, bytes]) -> bytes:
    return file[1]
