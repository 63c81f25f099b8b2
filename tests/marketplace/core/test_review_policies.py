"""What review policies compute, without their actions: known answers, and what most workers agree on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as given_
from hypothesis import strategies

from questionforms import Answer, Answers
from questionforms.marketplace.core.review_policies import Policy, known_answers, plurality, values_of
from tests.long_runs import examples


def known(**answers: list[str]) -> Policy:
    """ScoreMyKnownAnswers with these known answers."""
    entries = [{"Key": name, "Values": values} for name, values in answers.items()]
    return Policy(
        {"PolicyName": "ScoreMyKnownAnswers/2011-09-01", "Parameters": [{"Key": "AnswerKey", "MapEntries": entries}]}
    )


def agreement(threshold: int, *questions: str) -> Policy:
    """SimplePlurality over questions."""
    return Policy(
        {
            "PolicyName": "SimplePlurality/2011-09-01",
            "Parameters": [
                {"Key": "QuestionIds", "Values": list(questions)},
                {"Key": "QuestionAgreementThreshold", "Values": [str(threshold)]},
            ],
        }
    )


def given(**answers: Any) -> dict[str, frozenset[str]]:
    """A worker's answers, read from XML: each a text or a list of selections."""
    entries = [
        Answer(name, text=value) if isinstance(value, str) else Answer(name, selections=value)
        for name, value in answers.items()
    ]
    return values_of(Answers(*entries).to_xml())


@pytest.mark.parametrize(
    ("expected", "answer", "correct"),
    [
        (["a"], "a", True),
        (["a"], " a\n", True),
        (["a"], "A", False),
        (["a"], "a.", False),
        (["a"], ["a"], True),
        (["a", "b"], ["b", "a"], True),
        (["a", "b"], "b|a", True),
        (["a|b"], "a|b", True),
        (["a|b"], ["a|b"], True),
        (["a|b"], ["a", "c"], False),
        (["a"], "a" * 257, False),
        (["a", "b"], ["a"], False),
        (["a"], ["a", "b"], False),
        ([], "", True),
        ([], "a", False),
        ([""], " ", True),
        (["a"], "", False),
    ],
)
def test_a_known_answer(expected: list[str], answer: Any, correct: bool) -> None:
    """An answer is correct if it has exactly the values; case and punctuation matter, outer blanks do not."""
    assert known_answers(known(q=expected), given(q=answer)).correct == {"q": correct}


def test_the_score_of_known_answers() -> None:
    """The score is the percentage of correct answers, rounded down; missing answers are not correct."""
    policy = known(q1=["a"], q2=["b"], q3=["c"])
    assert known_answers(policy, given(q1="a", q2="b", other="z")).score == 66
    assert known_answers(policy, {}).score == 0
    assert known_answers(policy, given(q1="a", q2="b", q3="c")).score == 100


def test_the_example_of_the_documentation() -> None:
    """Three workers and four questions have the scores shown on Amazon's page."""
    workers = {
        "1": given(A="coat", B="blue", C="large", D="Furry"),
        "2": given(A="sweater", B="blue", C="large", D="fur"),
        "3": given(A="coat", B="green", C="large", D="furr"),
    }
    found = plurality(agreement(50, "A", "B", "C", "D"), workers)
    assert [(one.identifier, set(one.answer), one.level) for one in found.questions] == [
        ("A", {"coat"}, 66),
        ("B", {"blue"}, 66),
        ("C", {"large"}, 100),
    ]
    assert found.score == 75
    assert found.worker_scores == {"1": 100, "2": 66, "3": 66}


def test_questions_in_one_text() -> None:
    """The questions can be a comma-separated text, or under the other spelling of the key."""
    one = Policy({"PolicyName": "", "Parameters": [{"Key": "QuestionIds", "Values": ["a, b"]}]})
    other = Policy({"PolicyName": "", "Parameters": [{"Key": "QuestionIDs", "Values": ["a", "b"]}]})
    assert one.questions == other.questions == ["a", "b"]


@pytest.mark.parametrize(
    ("threshold", "answers", "agreed"),
    [
        (49, ["x", "y"], False),  # a tie
        (0, ["x", "y", "z"], False),
        (66, ["x", "x", "y"], False),  # must be exceeded
        (65, ["x", "x", "y"], True),
        (99, ["x", "x"], True),
        (0, ["", ""], False),  # nothing is no answer
        (0, ["x" * 257, "x" * 257], False),  # too long to count
        (0, ["x" * 256, "x" * 256], True),
        (50, ["x", "x", "y", "y" * 257], True),  # two of three
        (50, ["x", "x", "y", ""], False),  # two of four: someone who left it empty was asked as well
    ],
)
def test_what_is_agreed_on(threshold: int, answers: list[str], agreed: bool) -> None:
    """An answer is agreed on if it is the single most frequent one and its share exceeds the threshold."""
    workers = {str(number): given(q=answer) for number, answer in enumerate(answers)}
    found = plurality(agreement(threshold, "q"), workers)
    assert bool(found.questions) is agreed
    assert found.score == 100 * agreed


def test_no_agreement_no_score() -> None:
    """If no answer is agreed on, workers have no score; neither has one whose only answers are too long to compare."""
    workers = {"1": given(q="x"), "2": given(q="y")}
    assert plurality(agreement(50, "q"), workers).worker_scores == {"1": None, "2": None}
    workers = {"1": given(q="x", p="a"), "2": given(q="x", p="b"), "3": given(q="z" * 257, p="c")}
    assert plurality(agreement(50, "q", "p"), workers).worker_scores == {"1": 100, "2": 100, "3": None}


def test_known_answers_too_long_to_compare() -> None:
    """Known answers of more than 256 characters are left out; without others, there is no score."""
    found = known_answers(known(q=["x" * 257], p=["a"]), given(q="x" * 257, p="a"))
    assert (found.correct, found.score) == ({"p": True}, 100)
    assert known_answers(known(q=["x" * 257]), given(q="x")).score is None


def test_answers_of_an_older_release() -> None:
    """Answers that were stored without a limit are compared although `parse_answers` does not read them."""
    entries = Answers(Answer("long", text="x" * 10_000_000), Answer("q", text="a")).to_xml()
    assert values_of(entries)["q"] == frozenset({"a"})


WORKERS = strategies.lists(
    strategies.dictionaries(
        strategies.sampled_from(["q", "p", "r"]),
        strategies.sampled_from(["", " ", "a", " a ", "A", "b", "a|b", "b|a", "c" * 256, "c" * 257]),
    ),
    max_size=6,
)


@examples(300)
@given_(workers=WORKERS, threshold=strategies.integers(0, 100), asked=strategies.sets(strategies.sampled_from("qpr")))
def test_the_documentation(workers: list[dict[str, str]], threshold: int, asked: set[str]) -> None:
    """The scores are those that the documentation describes, computed here by reading it sentence by sentence."""
    questions = sorted(asked)
    found = plurality(agreement(threshold, *questions), {str(i): given(**one) for i, one in enumerate(workers)})
    # "Answers that are longer than 256 characters are not used"; outer blanks are removed; all values must match
    used = {q: [set(one.get(q, "").strip().split("|")) for one in workers if len(one.get(q, "")) < 257] for q in asked}
    agreed: dict[str, set[str]] = {}
    for q, answers in used.items():
        votes = [sum(other == mine for other in answers) for mine in answers if mine != {""}]
        winners = [mine for mine in answers if mine != {""} and answers.count(mine) == max(votes)]
        if winners and all(one == winners[0] for one in winners) and 100 * max(votes) // len(answers) > threshold:
            agreed[q] = winners[0]
    assert {one.identifier: set(one.answer) for one in found.questions} == agreed
    assert found.score == (100 * len(agreed) // len(questions) if questions else 0)
    for i, one in enumerate(workers):
        own = {q: set(one.get(q, "").strip().split("|")) for q in agreed if len(one.get(q, "")) < 257}
        right = sum(own[q] == agreed[q] for q in own)
        assert found.worker_scores[str(i)] == (100 * right // len(own) if own else None)


def test_nobody_to_compare() -> None:
    """Without assignments there is no agreement, and nothing fails."""
    found = plurality(agreement(50, "q"), {})
    assert (found.questions, found.score, found.worker_scores) == ([], 0, {})
