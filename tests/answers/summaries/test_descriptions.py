"""What is said about a question: when texts are categories, and the shares of bars."""

from __future__ import annotations

import pytest

from questionforms import Answer, Answers, FreeTextAnswer, IsNumeric, Question, QuestionForm, SelectionAnswer
from questionforms.answers import QuestionSummary, TextSummary, summary
from questionforms.answers.summaries.descriptions import is_categorical, parts_of, text_bars


def summed_up(*answers: Answer, form: QuestionForm | None = None) -> QuestionSummary:
    """The summary of a question with these answers, one per document."""
    return summary([Answers(answer) for answer in answers], form).questions[0]


@pytest.mark.parametrize(
    ("texts", "categorical"),
    [
        (["yes", "no", "yes"], True),
        (["yes", "no"], False),
        (["true", "false"], True),
        (["True"], True),
        (["yes"], False),
        (["yes"] * 9, True),
        ([f"{number % 6} kg" for number in range(12)], True),
        ([f"{number % 6} kg" for number in range(11)], False),
        ([f"{number % 200} kg" for number in range(400)], True),
        ([f"{number % 201} kg" for number in range(402)], False),
        (["x" * 100] * 2, True),
        (["x" * 101] * 2, False),
    ],
)
def test_categories_are_few_and_repeat(texts: list[str], categorical: bool) -> None:
    """Texts are categories if they are few, short and repeat; booleans always are."""
    question = summed_up(*[Answer("q", text=text) for text in texts])
    assert question.texts is not None
    assert is_categorical(question.texts) == categorical
    bars, more = text_bars(question)
    assert bool(bars) == categorical
    if categorical:
        assert len(bars) + more == question.texts.different
        assert sum(bar.count for bar in bars) == len(texts) or more


def test_too_many_texts_are_not_categories() -> None:
    """Nothing is a category if not all distinct texts were counted, or if there are none."""
    assert not is_categorical(TextSummary(count=9, different=1, longest=1, frequent=(("a", 9),), complete=False))
    assert not is_categorical(TextSummary(count=0, different=0, longest=0, frequent=(), complete=True))


def test_shares_are_of_those_who_answered() -> None:
    """Choices, other texts and numbers of a question all have shares of the documents that answer it."""
    form = QuestionForm(
        Question("q", "?", SelectionAnswer({"a": "A"}, other=True)), Question("n", "?", FreeTextAnswer(IsNumeric()))
    )
    sent = [Answers(Answer("q", selections=["a"]), Answer("n", text="1"))] * 2
    sent += [Answers(Answer("q", other_text="x"), Answer("n", text=text)) for text in ("2", "two")]
    figures = summary([*sent, Answers()], form)
    shares = [
        {bar.label: bar.share for part in parts_of(question, figures) for bar in part.bars}
        for question in figures.questions
    ]
    assert shares == [{"A": 0.5, "x": 0.5}, {"1": 0.5, "2": 0.25}]


def test_no_share_is_above_one() -> None:
    """A worker with several texts for one question does not make a bar longer than a full one."""
    answers = Answers(*[Answer("q", text="x")] * 3)
    bars, _ = text_bars(summary([answers]).questions[0])
    assert [(bar.count, bar.share) for bar in bars] == [(3, 1.0)]


def test_bars_say_what_is_repeated() -> None:
    """Among many different texts, those that occur once have no bar; truth values have bars and no sentence."""
    texts = ["fun"] * 30 + [f"note {number}" for number in range(25)] + ["none"] * 5
    bars, more = text_bars(summed_up(*[Answer("q", text=text) for text in texts]))
    assert ([(bar.label, bar.count) for bar in bars], more) == ([("fun", 30), ("none", 5)], 25)
    sent = [Answers(Answer("q", text=text)) for text in ("true", "false", "true")]
    figures = summary(sent)
    (_, part) = parts_of(figures.questions[0], figures)
    assert (part.said, [bar.label for bar in part.bars]) == ("", ["true", "false"])


@pytest.mark.parametrize(
    ("texts", "said", "labels"),
    [
        (["7"] * 3, "3 numbers, all 7", []),
        (["2.5"], "1 number: 2.5", []),
        (["12345678901234567890"] * 2, "2 numbers, all 1.23457e+19", []),
        (["1", "2"], "min 1  median 1.5  mean 1.5  max 2", ["1", "2"]),
        (
            ["12345678901234567890", "12345678901234567891"],
            "min 1.23457e+19  median 1.23457e+19  mean 1.23457e+19  max 1.23457e+19",
            ["12,345,678,901,234,567,890", "12,345,678,901,234,567,891"],
        ),
        (["two"], "", []),
    ],
)
def test_equal_numbers_are_stated_once(texts: list[str], said: str, labels: list[str]) -> None:
    """If all numbers are equal, the number is stated once; different numbers have different labels."""
    form = QuestionForm(Question("q", "?", FreeTextAnswer(IsNumeric())))
    figures = summary([Answers(Answer("q", text=text)) for text in texts], form)
    part = list(parts_of(figures.questions[0], figures))[1]
    assert (part.said, [bar.label for bar in part.bars]) == (said, labels)


def test_texts_without_bars_have_examples() -> None:
    """Up to three texts are examples, the most frequent first, even if all texts are different."""
    for texts, expected in (
        ([f"note {number}" for number in range(9)], [("note 0", 1), ("note 1", 1), ("note 2", 1)]),
        ([*[f"note {number}" for number in range(9)], "note 8"], [("note 8", 2), ("note 0", 1), ("note 1", 1)]),
        (["one", "two"], [("one", 1), ("two", 1)]),
    ):
        figures = summary([Answers(Answer("q", text=text)) for text in texts])
        (_, part) = parts_of(figures.questions[0], figures)
        assert (list(part.examples), part.bars) == (expected, ())
