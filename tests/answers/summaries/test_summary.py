"""What many workers answered, as figures."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    Answers,
    Binary,
    FileUploadAnswer,
    FormattedContent,
    FreeTextAnswer,
    IsNumeric,
    List,
    Question,
    QuestionForm,
    Selection,
    SelectionAnswer,
    Title,
    WrongType,
)
from questionforms.answers import (
    ChoiceSummary,
    NumberSummary,
    QuestionSummary,
    Summary,
    TextSummary,
    read_requester_csv,
    requester_csv,
    summary,
)
from questionforms.answers.summaries.distributions import MOST_TEXTS, Texts
from tests.documents import corpus, needs_shared
from tests.long_runs import examples

FRUITS = {"apple": "Apple", "pear": "Pear", "plum": "Plum"}
FORM = QuestionForm(
    Question("best", "Best?", SelectionAnswer(FRUITS, other=True)),
    Question("eaten", "Eaten?", SelectionAnswer(FRUITS, max=3)),
    Question("price", "Price?", FreeTextAnswer(IsNumeric())),
    Question("why", "Why?", FreeTextAnswer()),
    Question("photo", "Photo?", FileUploadAnswer(max_bytes=100)),
    version="2005-10-01",
)


def of(*documents: Answers | None, form: QuestionForm | None = FORM) -> dict[str, QuestionSummary]:
    """The summary of each question."""
    found = summary([None if answers is None else answers.to_xml() for answers in documents], form)
    return {question.identifier: question for question in found.questions}


def counts(question: QuestionSummary) -> dict[str, int]:
    """How often each selection is chosen."""
    return {choice.identifier: choice.count for choice in question.choices}


def test_a_summary_has_all_figures() -> None:
    """Documents, workers, and for a question its share, its choices in the form's order, and their labels."""
    documents = [
        {"WorkerId": "W1", "Answer": Answers(Answer("best", selections=["pear"])).to_xml()},
        {"WorkerId": "W2", "Answer": Answers(Answer("best", selections=["pear"], other_text="quince")).to_xml()},
        {"WorkerId": "W1", "Answer": Answers(Answer("best", selections=["fig"])).to_xml()},
        {"WorkerId": "W3", "Answer": Answers(Answer("best")).to_xml()},
        {"WorkerId": "W4", "Answer": "<QuestionFormAnswers><Answer>"},
    ]
    form = QuestionForm(Question("best", "Which is best?", SelectionAnswer(FRUITS, other=True)))
    assert summary(documents, form) == Summary(
        total=5,
        unread=1,
        workers=4,
        questions=(
            QuestionSummary(
                identifier="best",
                text="Which is best?",
                kind="choice",
                in_form=True,
                answered=3,
                share=0.75,
                empty_text=0,
                nothing=1,
                choices=(
                    ChoiceSummary(identifier="apple", label="Apple", in_form=True, count=0, share=0.0),
                    ChoiceSummary(identifier="pear", label="Pear", in_form=True, count=2, share=2 / 3),
                    ChoiceSummary(identifier="plum", label="Plum", in_form=True, count=0, share=0.0),
                    ChoiceSummary(identifier="fig", label=None, in_form=False, count=1, share=1 / 3),
                ),
                other_text=1,
                numbers=None,
                texts=TextSummary(count=1, different=1, longest=6, frequent=(("quince", 1),), complete=True),
                uploads=0,
            ),
        ),
    )


def test_no_answer_is_not_an_empty_one() -> None:
    """An empty text, an answer without a value and no answer are three things, and none of them is an answer."""
    found = of(
        Answers(Answer("why", text="")), Answers(Answer("why")), Answers(), None, Answers(Answer("why", text=" "))
    )["why"]
    assert (found.answered, found.empty_text, found.nothing) == (1, 1, 1)
    assert found.share == 0.2
    assert found.texts == TextSummary(count=1, different=1, longest=1, frequent=((" ", 1),), complete=True)


def test_one_worker_counts_once() -> None:
    """Several answers to one question in a document are one worker's; all their values count."""
    found = of(
        Answers(
            Answer("eaten", selections=["apple"]),
            Answer("eaten", selections=["apple", "pear"]),
            Answer("price", text="1"),
            Answer("price", text="2"),
            Answer("why", text=""),
            Answer("why", text="so"),
        )
    )
    assert [found[name].answered for name in ("eaten", "price", "why")] == [1, 1, 1]
    assert counts(found["eaten"]) == {"apple": 1, "pear": 1, "plum": 0}
    assert found["price"].numbers is not None
    assert found["price"].numbers.counts == ((1, 1), (2, 1))
    assert found["why"].empty_text == 0


def test_kinds_are_those_of_the_form() -> None:
    """Each question has the kind that it asks for, also where nobody answered."""
    found = of()
    assert [question.kind for question in found.values()] == ["choice", "choices", "number", "text", "upload"]
    assert all(question.share == 0.0 and not question.answered for question in found.values())
    assert found["price"].numbers == NumberSummary(
        count=0, min=None, max=None, mean=None, median=None, counts=(), not_numbers=0
    )
    assert found["why"].texts == TextSummary(count=0, different=0, longest=0, frequent=(), complete=True)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([Answer("q", selections=["a"]), Answer("q", selections=["b"])], "choice"),
        ([Answer("q", selections=["a"]), Answer("q", selections=["a", "b"])], "choices"),
        ([Answer("q", other_text="c"), Answer("q", text="7")], "choice"),
        ([Answer("q", text="7"), Answer("q", text="-2.5"), Answer("q", text="")], "number"),
        ([Answer("q", text="7"), Answer("q", text=" -2.5")], "text"),
        ([Answer("q", text="7"), Answer("q", text="007")], "text"),
        ([Answer("q", text="7"), Answer("q", text="seven")], "text"),
        ([Answer("q", text="seven"), Answer("q", text="7")], "text"),
        ([Answer("q", text="")], "text"),
        ([Answer("q")], "text"),
        ([Answer("q", upload_key="k", upload_size=1), Answer("q")], "upload"),
        ([Answer("q", upload_key="k", upload_size=1), Answer("q", text="7")], "number"),
    ],
)
def test_without_a_form_the_data_has_the_kind(answers: list[Answer], kind: str) -> None:
    """Selections make a choice, of several where a worker made several; texts a number where all are numbers."""
    found = of(*map(Answers, answers), form=None)["q"]
    assert found.kind == kind
    assert found.in_form is None
    assert (found.numbers is not None) == (kind == "number")
    texts = [text for answer in answers for text in (answer.text, answer.other_text) if text]
    if kind != "number" and texts:
        assert found.texts is not None
        assert found.texts.count == len(texts)


def test_what_does_not_fit_is_there() -> None:
    """Answers of another kind, to other questions, and numbers that are none are counted where they belong."""
    found = of(
        Answers(Answer("best", text="apple"), Answer("why", selections=["x"]), Answer("zip", text="007")),
        Answers(Answer(" best ", selections=["pear"]), Answer("price", text="about 4"), Answer("zip", text="8")),
        Answers(Answer("why", upload_key="k", upload_size=3), Answer("price", text="4.50")),
    )
    assert list(found) == ["best", "eaten", "price", "why", "photo", "zip"]
    assert found["best"].answered == 2
    assert found["best"].texts is not None
    assert found["best"].texts.frequent == (("apple", 1),)
    assert (counts(found["why"]), found["why"].uploads) == ({"x": 1}, 1)
    assert (found["zip"].kind, found["zip"].in_form, found["zip"].answered) == ("text", False, 2)
    assert found["price"].numbers is not None
    assert (found["price"].numbers.counts, found["price"].numbers.not_numbers) == (((Decimal("4.5"), 1),), 1)
    assert found["price"].texts is not None
    assert found["price"].texts.frequent == (("about 4", 1),)


def test_what_the_schema_has_no_name_for_is_an_answer() -> None:
    """A document that does not follow the schema is read, and what stands in it counts."""
    answer = "<Answer><QuestionIdentifier>q</QuestionIdentifier><Note>x</Note></Answer>"
    found = summary([f"<QuestionFormAnswers>{answer}</QuestionFormAnswers>"])
    assert (found.unread, found.questions[0].answered, found.questions[0].nothing) == (0, 1, 0)


def numbers(*texts: str) -> NumberSummary:
    """The summary of these numbers."""
    found = of(*[Answers(Answer("price", text=text)) for text in texts])["price"].numbers
    assert found is not None
    return found


def test_numbers_are_exact() -> None:
    """No number goes through a float; the same number in two notations is one, and whole ones are ints."""
    found = numbers("0.1", "0.2", "3.0", "3", "03", "-.50")
    assert found.counts == ((Decimal("-0.5"), 1), (Decimal("0.1"), 1), (Decimal("0.2"), 1), (3, 3))
    assert [type(value) for value, _ in found.counts] == [Decimal, Decimal, Decimal, int]
    assert (found.count, found.min, found.max, found.median) == (6, Decimal("-0.5"), 3, Decimal("1.6"))
    assert found.mean == Decimal("1.466666666666666666666666667")
    assert repr(numbers("2", "3").mean) == "Decimal('2.5')"
    assert repr(numbers("2", "4").mean) == "3"
    long = "7" * 900 + ".5"
    assert numbers(long, long).median == Decimal(long)
    assert numbers(long, "0", long).median == Decimal(long)


@given(st.lists(st.integers(-50, 50) | st.decimals(-9, 9, places=2), min_size=1, max_size=9))
@examples(50)
def test_mean_and_median_are_as_defined(values: list[Any]) -> None:
    """Mean and median are what a sorted list of all numbers gives."""
    found = numbers(*map(str, values))
    values.sort()
    assert found.median == (Decimal(values[(len(values) - 1) // 2]) + Decimal(values[len(values) // 2])) / 2
    assert found.mean is not None
    assert abs(Decimal(found.mean) * len(values) - sum(map(Decimal, values))) < Decimal("1e-20")
    assert (found.min, found.max, found.count) == (values[0], values[-1], len(values))


def test_different_texts_are_kept_up_to_a_bound() -> None:
    """Past the bound a text that is new is only counted, and the summary says so; long texts are cut but told apart."""
    texts = Texts()
    for index in range(MOST_TEXTS):
        texts.add(f"text {index}")
    assert texts.summary().complete
    texts.add("one more")
    texts.add("text 7")
    found = texts.summary()
    assert (found.count, found.different, found.complete) == (MOST_TEXTS + 2, MOST_TEXTS, False)
    assert found.frequent[0] == ("text 7", 2)
    assert len(texts.kept) == MOST_TEXTS
    long = Texts()
    for end in ("a", "b", "b"):
        long.add("x" * 1_000 + end)
    assert (long.summary().different, long.summary().longest) == (2, 1_001)
    assert [(len(text), count) for text, count in long.summary().frequent] == [(200, 2), (200, 1)]


def test_labels_are_plain_text() -> None:
    """Markup is without its tags, of a picture its alternative text, and what has no words has no label."""
    labels: list[Any] = [
        FormattedContent("<b>Red</b> &amp;\n <i>round</i>"),
        Binary("http://example.org/a.png", "image/png", "a pear"),
        FormattedContent("<br/>"),
        "two\nlines",
    ]
    answer = SelectionAnswer([Selection(f"s{index}", label) for index, label in enumerate(labels)])
    question = Question("q", [Title("Fruit"), List("Look.", "Choose."), FormattedContent("<p>Now?</p>")], answer)
    picture = Question("r", Binary("http://example.org/a.png", "image/png", ""), FreeTextAnswer())
    found = of(form=QuestionForm(question, picture))
    assert [choice.label for choice in found["q"].choices] == ["Red & round", "a pear", None, "two lines"]
    assert found["q"].text == "Fruit Look. Choose. Now?"
    assert found["r"].text is None


def test_it_takes_what_rows_takes() -> None:
    """Pages, pairs, files of the requester site and documents alone give the same figures."""
    answers = Answers(Answer("price", text="3"), Answer("why", text="so"))
    pages = iter([{"Assignments": [{"AssignmentId": "A1", "Answer": answers.to_xml()}]}])
    expected = summary(answers, FORM)
    assert expected.total == 1
    for source in (pages, [("A1", answers)], read_requester_csv(requester_csv([("A1", answers)]))):
        assert summary(source, FORM) == expected


def test_what_is_no_form_is_refused() -> None:
    """A form that is none, and assignments that are none, are refused with what was expected."""
    with pytest.raises(WrongType, match="summary: argument `form`: 'form' is a str; expected a QuestionForm"):
        summary([], "form")  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="a value of type int does not contain answers"):
        summary(3)


texts = st.sampled_from(["", "1", "2.50", "apple", "x"])
entries = st.builds(
    lambda name, kind, text, chosen: {
        "text": lambda: Answer(name, text=text),
        "selection": lambda: Answer(name, selections=chosen, other_text=text or None),
        "upload": lambda: Answer(name, upload_key="k", upload_size=1),
        "empty": lambda: Answer(name),
    }[kind](),
    st.sampled_from(["best", "eaten", "price", "why", "photo", "new"]),
    st.sampled_from(["text", "selection", "upload", "empty"]),
    texts,
    st.lists(st.sampled_from(["apple", "pear", "fig"]), max_size=2, unique=True),
)


@given(st.lists(st.lists(entries, max_size=5), max_size=4), st.sampled_from([FORM, None]))
@examples(100)
def test_nothing_is_lost(documents: list[list[Answer]], form: QuestionForm | None) -> None:
    """Each text, selection and file that was sent is counted in the summary of its question, and none is invented."""
    found = of(*[Answers(*answers) for answers in documents], form=form)
    for name, question in found.items():
        groups = [own for answers in documents if (own := [one for one in answers if one.identifier == name])]
        assert question.answered + question.empty_text + question.nothing == len(groups)
        written = [one.text for own in groups for one in own if one.text]
        written += [one.other_text for own in groups for one in own if one.other_text]
        told = question.texts.count if question.texts else 0
        told += question.numbers.count if question.numbers else 0
        assert told == len(written)
        chosen = Counter(choice for own in groups for choice in {item for one in own for item in one.selections})
        assert +Counter(counts(question)) == chosen
        assert question.uploads == sum(any(one.upload_key for one in own) for own in groups)
    assert {one.identifier for answers in documents for one in answers} <= set(found)


@needs_shared
def test_the_corpus_is_summed_up() -> None:
    """Real documents are counted, or counted as unread."""
    files = [Path(file) for file in corpus("answers")]
    found = summary(files)
    assert (found.total, found.unread) == (len(files), 4)
    tags = next(question for question in found.questions if question.identifier == "Tag 1:")
    assert (tags.answered, tags.share) == (2, 2 / (found.total - 4))
