"""What a notebook shows of answers and of a summary: all of it, and nothing that a worker wrote as markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from questionforms import Answer, Answers, Question, QuestionForm, SelectionAnswer, parse_answers
from questionforms.answers import summary
from questionforms.answers.html_tables import MOST_CHARACTERS, MOST_ROWS
from questionforms.answers.summaries.html_summaries import MOST_QUESTIONS
from tests.long_runs import examples
from tests.strategies import texts

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'</td></table><style>*{display:none}</style>"
TAGS = {"div", "table", "thead", "tbody", "tr", "th", "td", "span", "b"}


def shown(value: Any) -> html.HtmlElement:
    """The parsed HTML of a value, with only the elements and attributes that tables consist of."""
    source = value._repr_html_()
    tree = html.fromstring(f"<section>{source}</section>")
    elements = list(tree.iterdescendants())
    assert {element.tag for element in elements} <= TAGS
    assert {name for element in elements for name in element.attrib} <= {"style", "dir"}
    assert not any("url(" in element.get("style", "") for element in elements)
    return tree


def words(tree: html.HtmlElement) -> str:
    """The text of a page, without whitespace, which HTML does not keep."""
    return "".join(str(tree.text_content()).split())


def test_answers_are_a_table() -> None:
    """A row has the identifier, the kind and the values of an answer."""
    answers = Answers(
        Answer("why", text="two\nlines"),
        Answer("best", selections=["pear", "fig"], other_text="quince"),
        Answer("photo", upload_key="k", upload_size=12_345),
        Answer("none"),
    )
    tree = shown(answers)
    rows = [[cell.text_content() for cell in row] for row in tree.iter("tr")]
    assert rows[0] == ["question", "kind", "value"]
    assert rows[1:] == [
        ["why", "free text", "twolines"],
        ["best", "selection", "pearfigother text: quince"],
        ["photo", "upload", "k (12,345 bytes)"],
        ["none", "empty", ""],
    ]
    assert [line.text for line in tree.iter("div")][:3] == ["4 answers", "two", "lines"]


def test_a_summary_is_a_table() -> None:
    """A row has a question, its kind, and a bar for each choice, as long as its share."""
    form = QuestionForm(Question("best", "Which is best?", SelectionAnswer({"apple": "Apple", "pear": "Pear"})))
    tree = shown(summary([Answers(Answer("best", selections=[name])) for name in ("pear", "pear", "fig")], form))
    assert "3documents" in words(tree)
    assert "bestWhichisbest?choiceansweredin3of3(100.0%)Apple00.0%Pear266.7%fig133.3%(notintheform)" in words(tree)
    widths = [element.get("style", "").rpartition("width:")[2] for element in tree.iter("span")]
    assert [width for width in widths if width.endswith("%")] == ["0.0%", "66.7%", "33.3%"]


@pytest.mark.parametrize("place", ["identifier", "text", "selection", "other_text", "upload", "extra", "label"])
def test_nothing_that_a_worker_wrote_is_markup(place: str) -> None:
    """Markup in any part of an answer is shown as text."""
    made: dict[str, Callable[[], Answer]] = {
        "identifier": lambda: Answer(HOSTILE, text="x"),
        "text": lambda: Answer("q", text=HOSTILE),
        "selection": lambda: Answer("q", selections=[HOSTILE]),
        "other_text": lambda: Answer("q", other_text=HOSTILE),
        "upload": lambda: Answer("q", upload_key=HOSTILE, upload_size=1),
        "extra": lambda: Answer("q", extras=[(HOSTILE, HOSTILE)]),
        "label": lambda: Answer("q", selections=["a"]),
    }
    answers = Answers(made[place]())
    form = QuestionForm(Question("q", HOSTILE, SelectionAnswer({"a": HOSTILE}))) if place == "label" else None
    if form is None:
        assert "".join(HOSTILE.split()) in words(shown(answers))
    tree = shown(summary([answers] * 3, form))
    assert ("".join(HOSTILE.split())[:20] in words(tree)) == (place not in {"upload", "extra"})


@given(st.lists(st.tuples(texts, texts), max_size=4))
@examples(50)
def test_all_texts_are_there(pairs: list[tuple[str, str]]) -> None:
    """Whatever workers write is in the table, letter by letter but for whitespace and line breaks."""
    answers = Answers(*[Answer(name, text=text) for name, text in pairs])
    controls = dict.fromkeys([*range(32), *range(127, 160)])
    found = words(shown(answers)).translate(controls)
    for pair in pairs:
        for text in pair:
            assert "".join("".join(text.splitlines()).split()).translate(controls) in found
    shown(summary([answers, answers]))


def test_long_tables_are_cut() -> None:
    """Long texts and long tables are cut, and the number of rows left out is shown."""
    answers = Answers(*[Answer(f"q{number}", text="x" * 10_000) for number in range(MOST_ROWS + 5)])
    tree = shown(answers)
    assert len(list(tree.iter("tr"))) == MOST_ROWS + 1
    assert words(tree).endswith("and5more")
    assert max(len(cell.text_content()) for cell in tree.iter("td")) == MOST_CHARACTERS
    tree = shown(summary([answers]))
    assert len(list(tree.iter("tr"))) == MOST_QUESTIONS + 1
    assert words(tree).endswith(f"and{MOST_ROWS + 5 - MOST_QUESTIONS}more")


def test_what_is_not_utf_8_is_escaped() -> None:
    """A lone surrogate, which only Python can produce, does not prevent a notebook from being saved."""
    answers = parse_answers("<QuestionFormAnswers/>")
    answers._entries = (Answer("q", text="x"),)
    object.__setattr__(answers._entries[0], "_text", "\ud800")
    assert "\\ud800" in answers._repr_html_()


def test_nothing_is_a_table_too() -> None:
    """Answers without an entry and a summary of nothing have a header only."""
    assert words(shown(Answers())) == "0answersquestionkindvalue"
    assert words(shown(summary([]))) == "0documentsquestionkindanswers"
