"""The strategies for forms and pages: what they generate is valid, within its bounds, and of every kind."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import find, given, settings

from questionforms import (
    FileUploadAnswer,
    FreeTextAnswer,
    HTMLQuestion,
    InvalidArgument,
    Question,
    QuestionForm,
    iter_problems,
    parse,
)
from questionforms.testing.strategies import forms, pages
from tests.long_runs import examples


@examples(60)
@given(forms())
def test_forms_have_no_problems(form: QuestionForm) -> None:
    """A form has neither errors nor warnings, and is read back equal."""
    assert list(iter_problems(form)) == list(iter_problems(form.to_xml())) == []
    assert parse(form.to_xml()) == form


@examples(40)
@given(forms(kinds=["free_text", "selection", "upload"], versions=["2005-10-01"]))
def test_forms_with_uploads(form: QuestionForm) -> None:
    """The only warning about a form of the old version is that its uploads are retired."""
    assert {problem.rule for problem in iter_problems(form)} <= {"retired-element"}
    assert form.version == "2005-10-01"


@examples(40)
@given(forms(min_questions=2, max_questions=3, kinds=["selection"], versions=["2005-10-01", "2017-11-06"]))
def test_bounds(form: QuestionForm) -> None:
    """A form has the number of questions, and the kinds of answers, that are asked for."""
    assert 2 <= len(form.questions) <= 3
    assert {type(question.answer).__name__ for question in form.questions} == {"SelectionAnswer"}


@examples(60)
@given(pages())
def test_pages_have_no_problems(page: HTMLQuestion) -> None:
    """A page has neither errors nor warnings, and is read back equal."""
    assert list(iter_problems(page)) == list(iter_problems(page.to_xml())) == []
    assert parse(page.to_xml()) == page


@examples(40)
@given(pages(min_fields=3, max_fields=3, crowd=True))
def test_crowd_pages(page: HTMLQuestion) -> None:
    """A page of Crowd HTML elements has a crowd-form, and as many fields as are asked for."""
    assert "<crowd-form>" in page.html
    assert page.html.count(" name=") == 3


def test_forms_of_every_kind() -> None:
    """Forms have every part that the builder can make without a warning."""
    seen: set[str] = set()

    @examples(150)
    @given(forms())
    def check(form: QuestionForm) -> None:
        seen.update(re.findall(r"<(\w+)", form.to_xml()))

    check()
    assert {"Overview", "Title", "Text", "List", "Binary", "FormattedContent", "DisplayName", "IsRequired"} <= seen
    assert {"IsNumeric", "Length", "AnswerFormatRegex", "NumberOfLinesSuggestion"} <= seen
    assert {"MinSelectionCount", "MaxSelectionCount", "StyleSuggestion", "OtherSelection"} <= seen


@pytest.mark.slow
def test_forms_shrink() -> None:
    """A failure is shown with the smallest form: one question, with one line of text and nothing else."""
    found = find(forms(), lambda _: True, settings=settings(max_examples=5))
    assert found == QuestionForm(Question("a", "0", FreeTextAnswer()))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_questions": 0}, "`min_questions`"),
        ({"min_questions": 4, "max_questions": 3}, "`min_questions`"),
        ({"kinds": ["selections"]}, "did you mean 'selection'"),
        ({"kinds": []}, "`kinds`: it is empty"),
        ({"versions": ["2017"]}, "`versions`"),
        ({"kinds": ["upload"]}, r"needs versions=\['2005-10-01'\]"),
    ],
)
def test_wrong_options(options: dict[str, Any], message: str) -> None:
    """An option that no form fits is refused where it is given, before any test runs."""
    with pytest.raises(InvalidArgument, match=message):
        forms(**options)


def test_wrong_options_of_pages() -> None:
    """The same for pages."""
    with pytest.raises(InvalidArgument, match="`min_fields`"):
        pages(min_fields=5, max_fields=4)


def test_missing_extra() -> None:
    """Without Hypothesis, the error has the command that installs it."""
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from questionforms.exceptions import MissingExtra\n"
        "import questionforms.testing.strategies as strategies\n"
        "try: strategies.forms\n"
        "except MissingExtra as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "needs hypothesis; install it with `pip install 'questionforms[testing]'`" in done.stdout


def test_uploads_are_of_the_old_version() -> None:
    """A form with an upload is found where it is asked for."""
    asked = forms(kinds=["upload"], versions=["2005-10-01"], max_questions=1)
    assert isinstance(find(asked, lambda _: True).questions[0].answer, FileUploadAnswer)
