"""The engine of the rules: which run, in what order, on which texts, and how many of their findings are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms import (
    AnswerKey,
    AnswerOption,
    ExternalQuestion,
    FormattedContent,
    FreeTextAnswer,
    InvalidArgument,
    InvalidDocument,
    KeyedQuestion,
    Question,
    QuestionForm,
    SelectionAnswer,
    is_valid,
    iter_problems,
    validate,
)
from questionforms.checks.rules.selection import wanted
from questionforms.checks.run import MOST_FINDINGS
from questionforms.codes import names_for
from questionforms.xml.load import LIMIT
from tests.steps import takes_linear_steps

FORM = QuestionForm(
    Question("fruit", "Which is one?", SelectionAnswer({"apple": "Apple", "leek": "Leek"}), required=True),
)
KEY = AnswerKey(KeyedQuestion("fruit", AnswerOption("Apple", score=1)))
MARKUP = "<p>ok</p>\n<div><span>bad</span></div>"
MARKED = QuestionForm(Question("what", ("What?", FormattedContent(MARKUP)), FreeTextAnswer()))


def rules(*arguments: object, **options: object) -> list[str]:
    """The names of the rules that find something."""
    return [problem.rule for problem in iter_problems(*arguments, **options)]  # type: ignore[arg-type]


def test_rules_are_asked_after_the_schema() -> None:
    """The rules only check documents and markup that fit their schema."""
    assert rules(MARKED) == ["forbidden-tag", "forbidden-tag"]
    assert rules(MARKED.to_xml().replace("<Text>What?</Text>", "<Txet/>")) == ["unknown-element"]


def test_select_and_ignore_take_names_and_patterns() -> None:
    """Rules are chosen by name or pattern, `ignore` after `select`; an empty selection runs none."""
    assert rules(MARKED, select=["forbidden-tag"]) == ["forbidden-tag"] * 2
    assert rules(MARKED, select=["forbidden-*"], ignore=["forbidden-tag"]) == []
    assert rules(MARKED, ignore=["*"]) == []
    assert rules(MARKED, select=[]) == []
    assert rules("<a/>", ignore=["unknown-root"]) == []
    assert is_valid(MARKED, ignore=["forbidden-tag"])
    with pytest.raises(InvalidDocument):
        validate(MARKED, select=["forbidden-tag"])


@pytest.mark.parametrize("option", ["select", "ignore"])
def test_names_of_no_rule_are_refused(option: str) -> None:
    """A misspelt name raises, and says which was probably meant; a pattern without a match raises too."""
    with pytest.raises(InvalidArgument, match=f"`{option}`.*`forbiden-tag`; did you mean `forbidden-tag`?"):
        iter_problems(MARKED, **{option: ["forbiden-tag"]})  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="no rule `xyz-"):
        iter_problems(MARKED, **{option: ["xyz-*"]})  # type: ignore[arg-type]


def test_names_that_no_document_has_select_nothing() -> None:
    """A name that only answers or calls have is refused where it is all that is selected, and taken beside others."""
    with pytest.raises(InvalidArgument, match="`unknown-question` is a rule for answers, not for documents"):
        iter_problems(MARKED, select=["unknown-question"])
    with pytest.raises(InvalidArgument, match=r"`guards-\*` is a rule for the parameters of calls"):
        iter_problems(MARKED, select=["guards-*"])
    assert wanted(["unknown-question", "no-form"], ["guards-combined"]) == {"no-form"}
    assert wanted(["unknown-*"], None) == {name for name in names_for("document") if name.startswith("unknown-")}
    assert wanted(["number-out-of-range", "too-large"], None) == {"too-large"}


def test_all_rules_are_wanted_where_none_is_named() -> None:
    """Without a selection, every rule runs."""
    assert wanted(None, None) == names_for("document")


def test_a_key_is_checked_beside_its_form() -> None:
    """Problems of the pair are reported only with `form`, with paths in the document that they are about."""
    assert rules(KEY) == []
    (problem,) = iter_problems(KEY, form=FORM)
    assert (problem.rule, problem.path) == (
        "keyed-selection-not-offered",
        "/AnswerKey/Question/AnswerOption/SelectionIdentifier",
    )
    assert problem.line is None
    assert problem.element == "AnswerOption('Apple', score=1)"


def test_a_form_is_no_matter_for_other_documents(tmp_path: Path) -> None:
    """`form` has no effect unless the document is a key, and its file need not exist."""
    assert rules(FORM, form=tmp_path / "none.xml") == []


def test_places_are_of_the_file_that_they_are_in(tmp_path: Path) -> None:
    """For a key in a file and a form that was built, each problem has what its own document has: a line or a repr."""
    file = tmp_path / "key.xml"
    file.write_text(KEY.to_xml(indent=True), encoding="utf-8")
    free = QuestionForm(*FORM.parts, Question("why", "Why?", FreeTextAnswer()))
    first, second = sorted(iter_problems(file, form=free), key=lambda problem: problem.rule)
    assert (first.rule, first.line, first.file) == ("graded-free-text", None, None)
    assert str(first.element).startswith("FreeTextAnswer(") or str(first.element).startswith("Question(")
    assert (second.rule, second.line, second.file) == ("keyed-selection-not-offered", 5, str(file))


def test_findings_are_bounded() -> None:
    """A bounded number of endless mistakes is reported, in linear time."""

    def found(count: int) -> list[str]:
        form = QuestionForm(Question("what", FormattedContent("<p>ok</p>" + "<hr/>" * count), FreeTextAnswer()))
        return rules(form.to_xml().replace("&lt;hr/", "&lt;div/").replace("<hr/", "<div/"))

    assert 500 <= len(found(3_000)) <= MOST_FINDINGS
    assert takes_linear_steps(found, 3_000)


def test_a_page_is_checked_as_the_content_of_a_question(tmp_path: Path) -> None:
    """An HTML path is a page: its problems have lines of the page; its size is that of the question around it."""
    page = tmp_path / "task.HTML"
    page.write_text("<!DOCTYPE html>\n<title>x</title>\n<p>No form here", encoding="utf-8")
    assert [(problem.rule, problem.file) for problem in iter_problems(page) if problem.severity == "error"] == [
        ("no-form", str(page))
    ]
    page.write_text("<!DOCTYPE html>\n<title>x</title>\n<p>" + "long " * 14_000, encoding="utf-8")
    assert "too-large" in rules(page)
    assert rules(page, select=["too-large"]) == ["too-large"]
    page.write_text("<!DOCTYPE html>\n<p>\x0c\x1b[1m", encoding="utf-8")
    assert [(problem.rule, problem.line) for problem in iter_problems(page)] == [
        ("forbidden-character", 2),
        ("forbidden-character", 2),
    ]
    page.write_bytes("<!DOCTYPE html><p>é".encode("latin-1"))
    assert rules(page) == ["wrong-encoding"]


def test_documents_of_too_many_elements_are_not_inspected() -> None:
    """With more than 20,000 elements a document is too large anyway, and the rules do not run."""
    question = ExternalQuestion("https://example.org/").to_xml()
    many = QuestionForm(Question("what", "?", FreeTextAnswer())).to_xml()
    many = many.replace("<Text>?</Text>", "<Text>?</Text>" * 21_000)
    assert len(many) > LIMIT
    assert rules(many) == ["too-large"]
    assert rules(question) == []
