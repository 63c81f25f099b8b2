"""Scoring: what the documentation says, what the conventions decide, and simulation against every answer tried."""

from __future__ import annotations

import pickle
from collections import Counter
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import qualification_test
from questionforms import (
    Answer,
    AnswerKey,
    AnswerOption,
    Answers,
    FreeTextAnswer,
    InvalidArgument,
    InvalidDocument,
    KeyedQuestion,
    PercentageMapping,
    Question,
    QuestionForm,
    QuestionFormsError,
    RangeMapping,
    ScaleMapping,
    ScoreRange,
    SelectionAnswer,
    WrongType,
    iter_problems,
)
from questionforms.scoring import Conventions, Outcome, Score, simulate
from tests.documents import corpus, needs_shared
from tests.strategies import answer_keys

KEY = AnswerKey(
    KeyedQuestion("one", AnswerOption("a", score=2), AnswerOption("b", score=-3), default_score=-1),
    KeyedQuestion("many", AnswerOption("a", "c", score=5), AnswerOption("a", score=1)),
)


def choice(identifier: str, names: str, *, required: bool | None = None, **options: Any) -> Question:
    """A question that offers a selection for each letter."""
    return Question(identifier, "?", SelectionAnswer(dict.fromkeys(names, "?"), **options), required=required)


def worth(total: int, mapping: Any, **conventions: Any) -> int:
    """The value of a sum."""
    key = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=total)), mapping=mapping)
    return key.score({"q": "a"}, conventions=Conventions(**conventions)).value


def tampered(key: AnswerKey, old: str, new: str) -> AnswerKey:
    """A key that cannot be built, but can be read: its XML with one text in the place of another."""
    xml = key.to_xml()
    assert old in xml
    return AnswerKey.from_xml(xml.replace(old, new))


# What the documentation says


@pytest.mark.parametrize(
    ("answers", "scores"),
    [
        ({"one": "a", "many": {"a", "c"}}, (2, 5)),
        ({"one": "a", "many": ["c", "a"]}, (2, 5)),
        ({"one": "b", "many": "a"}, (-3, 1)),
        ({"one": ("a", "b"), "many": {"a", "b", "c"}}, (-1, 0)),
        ({"one": "c", "many": "c"}, (-1, 0)),
        ({"one": None, "many": ()}, (-1, 0)),
        ({"one": "A", "many": "a "}, (-1, 0)),
        ({"another": "a"}, (-1, 0)),
        ({}, (-1, 0)),
    ],
)
def test_an_option_scores_for_exactly_its_selections(answers: dict[str, Any], scores: tuple[int, int]) -> None:
    """No more selections, no fewer and no others; whatever else there is, or is not, scores the default."""
    expected = Score(sum(scores), sum(scores), dict(zip(("one", "many"), scores, strict=True)))
    assert expected == KEY.score(answers)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("one"),
        Answer("one", text="a"),
        Answer("one", upload_key="a", upload_size=1),
        Answer("one", other_text="a"),
        Answer("one", selections=["a"], other_text="or so"),
    ],
)
def test_an_answer_that_is_no_set_of_selections_scores_the_default(answer: Answer) -> None:
    """Nothing, a text, a file, and selections with the worker's own words are no option's selections."""
    assert KEY.score(Answers(answer)).questions["one"] == -1


def test_a_field_left_empty_is_no_words() -> None:
    """Selections beside an empty field for the worker's own words are these selections."""
    assert KEY.score(Answers(Answer("one", selections=["a", "a"], other_text=" \n"))).questions["one"] == 2


def test_answers_may_come_in_any_form(tmp_path: Path) -> None:
    """XML as text or bytes, a file, what was read of it, and a plain mapping score alike; no answers are None."""
    answers = Answers(Answer("many", selections=["a", "c"]), Answer("one", selections=["a"]))
    (tmp_path / "answer.xml").write_text(answers.to_xml(), encoding="utf-8")
    forms: list[Any] = [
        answers,
        answers.to_xml(),
        answers.to_bytes(),
        tmp_path / "answer.xml",
        {"one": "a", "many": ["a", "c"]},
    ]
    assert [KEY.score(each) for each in forms] == [Score(7, 7, {"one": 2, "many": 5})] * 5
    assert KEY.score(None) == KEY.score("") == KEY.score({})


def test_a_score_is_a_value() -> None:
    """Scores are equal by value, hashable, and survive pickling, so that they can leave the process."""
    score = KEY.score({"one": "a"})
    assert pickle.loads(pickle.dumps(score)) == score
    assert len({score, KEY.score({"one": "a"})}) == 1


RANGES = RangeMapping(ScoreRange(5, 7, 80), ScoreRange(-3, -3, -9), ScoreRange(8, 2**31 - 1, 100), out_of_range=0)


@pytest.mark.parametrize(
    ("mapping", "total", "value"),
    [
        (None, -17, -17),
        (PercentageMapping(8), 3, 38),
        (PercentageMapping(3), 1, 33),
        (PercentageMapping(3), 2, 67),
        (PercentageMapping(3), -2, -67),
        (PercentageMapping(4), 5, 125),
        (PercentageMapping(-4), -3, 75),
        (ScaleMapping(10), 7, 70),
        (ScaleMapping(0.3), 4, 1),
        (ScaleMapping(-0.5), 3, -1),
        (ScaleMapping(1e300), 3, 3 * 10**300),
        (RANGES, 4, 0),
        (RANGES, 5, 80),
        (RANGES, 7, 80),
        (RANGES, 8, 100),
        (RANGES, -3, -9),
        (RANGES, -2, 0),
    ],
)
def test_mappings_are_as_documented(mapping: Any, total: int, value: int) -> None:
    """The sum itself, its nearest whole percentage, a multiple, or what its range says; bounds are inclusive."""
    assert worth(total, mapping) == value


# What the conventions decide


@pytest.mark.parametrize(
    ("total", "up", "away", "even"),
    [(1, 13, 13, 12), (3, 38, 38, 38), (-1, -12, -13, -12), (-3, -37, -38, -38), (2, 25, 25, 25)],
)
def test_halves(total: int, up: int, away: int, even: int) -> None:
    """12.5 percent goes to the greater number, the farther from 0, or the even one; what is no half stays."""
    for halves, expected in (("up", up), ("away", away), ("even", even)):
        assert worth(total, PercentageMapping(8), halves=halves) == expected
        assert worth(total, ScaleMapping(12.5), halves=halves) == expected
    assert worth(total, PercentageMapping(8)) == up


def test_halves_beside_zero() -> None:
    """From 0.5 and -0.5 the way away from 0 is to 1 and -1; the even number is 0."""
    for halves, expected in (("up", [1, 0]), ("away", [1, -1]), ("even", [0, 0])):
        assert [worth(total, ScaleMapping(0.5), halves=halves) for total in (1, -1)] == expected


@pytest.mark.parametrize(
    ("total", "multiplier", "nearest", "truncated"),
    [(3, 0.5, 2, 1), (-3, 0.5, -1, -1), (-9, 0.3, -3, -2), (9, 0.3, 3, 2), (100, 1.15, 115, 115), (35, 1.1, 39, 38)],
)
def test_scale(total: int, multiplier: float, nearest: int, truncated: int) -> None:
    """A scaled sum is the nearest whole number or loses its fraction; 100 times 1.15 is 115, as floats it is not."""
    assert worth(total, ScaleMapping(multiplier)) == nearest
    assert worth(total, ScaleMapping(multiplier), scale="truncated") == truncated


@pytest.mark.parametrize(("total", "clamped"), [(9, 100), (4, 100), (3, 75), (0, 0), (-1, 0)])
def test_percent(total: int, clamped: int) -> None:
    """A percentage can stop at 0 and 100; by default it goes as far as the sum."""
    assert worth(total, PercentageMapping(4), percent="clamped") == clamped
    assert worth(total, PercentageMapping(4)) == 25 * total


@pytest.mark.parametrize(("duplicates", "expected"), [("first", (5, -1)), ("last", (7, 0)), ("all", (12, -1))])
def test_options_that_stand_twice(duplicates: Any, expected: tuple[int, int]) -> None:
    """Of two options with the same set, in whatever order, the first, the last, or both count."""
    options = (AnswerOption("a", "b", score=5), AnswerOption("b", "a", score=7))
    key = AnswerKey(KeyedQuestion("q", *options, default_score=-1))
    conventions = Conventions(duplicates=duplicates)
    assert key.score({"q": {"a", "b"}}, conventions=conventions).value == expected[0]
    assert key.score({"q": "a"}, conventions=conventions).value == -1


@pytest.mark.parametrize(("duplicates", "a", "b", "none"), [("first", 5, -1, -1), ("last", 0, 7, 0), ("all", 5, 6, -1)])
def test_questions_that_stand_twice(duplicates: Any, a: int, b: int, none: int) -> None:
    """Of two questions with one identifier the first or the last counts, or what each gives, default scores too."""
    first = KeyedQuestion("q", AnswerOption("a", score=5), default_score=-1)
    key = tampered(AnswerKey(first, KeyedQuestion("r", AnswerOption("b", score=7))), ">r<", ">q<")
    conventions = Conventions(duplicates=duplicates)
    assert [key.score({"q": chosen}, conventions=conventions).total for chosen in ("a", "b", "c")] == [a, b, none]


@pytest.mark.parametrize(("repeated", "expected"), [("first", 1), ("last", 0), ("together", 5)])
def test_answers_that_are_repeated(repeated: Any, expected: int) -> None:
    """Of two answers to one question the first, as in `answers[...]`, the last, or the selections of both count."""
    answers = Answers(Answer("many", selections=["a"]), Answer("many", selections=["c"]))
    assert KEY.score(answers, conventions=Conventions(repeated_answers=repeated)).questions["many"] == expected


@pytest.mark.parametrize(
    ("key", "answers", "message"),
    [
        (tampered(KEY, ">many<", ">one<"), {}, "`questions`: 'one' occurs 2 times; expected it once"),
        (
            AnswerKey(KeyedQuestion("q", AnswerOption("b", "a", score=1), AnswerOption("a", "b", score=1))),
            {},
            r"`options`: \['a', 'b'\] occurs 2 times",
        ),
        (KEY, Answers(Answer("one"), Answer("one")), "`answers`: 'one' occurs 2 times"),
    ],
)
def test_what_is_not_documented_can_be_refused(key: AnswerKey, answers: Any, message: str) -> None:
    """Where nobody says which counts, a caller can have it refused; what stands once is not."""
    strict = Conventions(duplicates="refused", repeated_answers="refused")
    with pytest.raises(InvalidArgument, match=message):
        key.score(answers, conventions=strict)
    assert KEY.score({"one": "a"}, conventions=strict) == KEY.score({"one": "a"})


def test_conventions_are_checked() -> None:
    """A convention that there is not is refused where it is given, with the one that was probably meant."""
    with pytest.raises(InvalidArgument, match=r"Conventions: argument `halves`: 'evn' .*; did you mean 'even'\?"):
        Conventions(halves="evn")  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="`conventions`: 'even' is a str; expected Conventions"):
        KEY.score({}, conventions="even")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mapping", "old", "new", "message"),
    [
        (PercentageMapping(7), ">7<", ">0<", "`MaximumSummedScore` is 0"),
        (ScaleMapping(7), ">7.0<", ">INF<", "`SummedScoreMultiplier` is inf"),
        (ScaleMapping(7), ">7.0<", ">NaN<", "`SummedScoreMultiplier` is nan"),
        (RangeMapping(ScoreRange(0, 1, 1), ScoreRange(7, 9, 2), out_of_range=0), ">7<", ">1<", "overlap"),
    ],
)
def test_a_mapping_that_gives_no_value_is_refused(mapping: Any, old: str, new: str, message: str) -> None:
    """What validate calls an error in a mapping is refused for every answer, not for those alone that meet it."""
    key = tampered(AnswerKey(*KEY.questions, mapping=mapping), old, new)
    assert "error" in {problem.severity for problem in iter_problems(key)}
    with pytest.raises(InvalidArgument, match=message):
        key.score({})


@pytest.mark.parametrize(
    ("answers", "error"),
    [({"one": 1}, WrongType), ({"one": ["a", 1]}, WrongType), (1, WrongType), ("<Answers/>", InvalidDocument)],
)
def test_what_is_no_answer_is_refused(answers: Any, error: type[Exception]) -> None:
    """What holds no selections is refused; what is none of the key's business is not looked at."""
    with pytest.raises(error):
        KEY.score(answers)
    assert KEY.score({"age": 32, "one": "a"}).total == 2  # type: ignore[dict-item]


# Any key, any answers


@given(answer_keys(), st.data())
def test_scores_are_those_of_the_documentation(key: AnswerKey, data: st.DataObject) -> None:
    """For any key and any answers the scores are those of the one option that fits, else the default score."""
    chosen, expected = {}, {}
    for question in key.questions:
        sets = [frozenset(option.selections) for option in question.options]
        chosen[question.identifier] = data.draw(st.sampled_from([*sets, frozenset(), sets[0].union(*sets), {"?"}]))
        fitting = [each.score for each in question.options if set(each.selections) == chosen[question.identifier]]
        expected[question.identifier] = fitting[0] if fitting else question.default_score or 0
    score = key.score(chosen)
    assert score.questions == expected
    assert score.total == sum(expected.values())
    assert score == key.score(Answers(*[Answer(name, selections=list(names)) for name, names in chosen.items()]))


@given(answer_keys(), st.sampled_from(["up", "away", "even"]))
def test_values_are_exact(key: AnswerKey, halves: Any) -> None:
    """A value is the whole number nearest to the exact one, never to what floats make of it; halves are as said."""
    score = key.score(None, conventions=Conventions(halves=halves))
    exact = Fraction(score.total)
    if isinstance(key.mapping, PercentageMapping):
        exact = Fraction(score.total * 100, key.mapping.maximum)
    elif isinstance(key.mapping, ScaleMapping):
        exact = score.total * Fraction(str(key.mapping.multiplier))
    elif isinstance(key.mapping, RangeMapping):
        ranges = [each.value for each in key.mapping.ranges if each.low <= score.total <= each.high]
        exact = Fraction(*(ranges or [key.mapping.out_of_range]))
    assert type(score.value) is int
    assert abs(score.value - exact) <= Fraction(1, 2)
    if abs(score.value - exact) == Fraction(1, 2):
        assert {"up": score.value > exact, "away": abs(score.value) > abs(exact), "even": score.value % 2 == 0}[halves]


@needs_shared
@pytest.mark.parametrize("path", corpus("answerkey"), ids=lambda path: path.name)
def test_real_keys_score(path: Path) -> None:
    """Real keys give what their options say: the best choices the best sum, no answers the default scores.

    Those that do not fit the schema are refused as documents.
    """
    if path.name.startswith(("001", "034")):
        with pytest.raises(InvalidDocument):
            AnswerKey.from_xml(path)
        return
    key = AnswerKey.from_xml(path)
    first = {question.identifier: question for question in reversed(key.questions)}
    best = {name: max(question.options, key=lambda option: option.score) for name, question in first.items()}
    answers = Answers(*[Answer(name, selections=option.selections) for name, option in best.items()])
    full, empty = key.score(answers.to_xml()), key.score(None)
    assert full.questions == {name: option.score for name, option in best.items()}
    assert empty.questions == {name: question.default_score or 0 for name, question in first.items()}
    if isinstance(key.mapping, PercentageMapping):
        assert full.value == (200 * full.total + key.mapping.maximum) // (2 * key.mapping.maximum)
    elif isinstance(key.mapping, RangeMapping):
        assert (full.total, full.value, empty.value) == (1, 0, 0)  # its range begins at 8, which nobody reaches
    else:
        assert (full.value, empty.value) == (full.total, empty.total)


# Simulation


@st.composite
def graded_forms(draw: st.DrawFn) -> tuple[QuestionForm, AnswerKey]:
    """A form of up to three questions, and a key that may ask for what workers cannot choose."""
    asked, keyed = [], []
    for name in ("q0", "q1", "q2")[: draw(st.integers(1, 3))]:
        offered = draw(st.sampled_from(["a", "ab", "abc"]))
        most = draw(st.sampled_from([None, *range(1, len(offered) + 1)]))
        least = draw(st.sampled_from([None, *range((most or 1) + 1)]))
        other = draw(st.booleans())
        question = choice(name, offered, min=least, max=most, other=other, required=draw(st.booleans()))
        asked.append(draw(st.sampled_from([question, question, Question(name, "?", FreeTextAnswer())])))
        sets = draw(st.lists(st.sets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=3))
        options = [AnswerOption(*sorted(names), score=draw(st.integers(-3, 3))) for names in sets]
        keyed.append(KeyedQuestion(draw(st.sampled_from([name, f"not {name}"])), *options, default_score=draw(scores)))
    mapping = draw(st.sampled_from([None, PercentageMapping(3), PercentageMapping(-7), ScaleMapping(-0.5), RANGES]))
    return QuestionForm(*asked, version="2005-10-01"), AnswerKey(*keyed, mapping=mapping)


scores = st.one_of(st.none(), st.integers(-2, 2))


def possible(question: Question) -> list[Answer]:
    """Each answer that the form allows, one by one; one stands for all texts."""
    if not isinstance(question.answer, SelectionAnswer):
        return [Answer(question.identifier, text="a")]
    offered = [selection.identifier for selection in question.answer.selections]
    least = 1 if question.answer.min is None else question.answer.min
    sizes = {*range(least, (question.answer.max or 1) + 1), *([] if question.required else [0])}
    fields = [*offered, *([None] if question.answer.other else [])]
    return [
        Answer(question.identifier, selections=[*filter(None, chosen)], other_text="own" if None in chosen else None)
        for size in sizes
        for chosen in combinations(fields, size)
    ]


@given(graded_forms(), st.sampled_from(["first", "last", "all"]))
def test_simulation_is_what_all_answers_give(test: tuple[QuestionForm, AnswerKey], duplicates: Any) -> None:
    """The table has each sum of any answers that the form allows, with its value and the number of those answers."""
    form, key = test
    conventions = Conventions(duplicates=duplicates)
    keyed = {question.identifier for question in key.questions}
    answers = product(*[possible(question) for question in form.questions if question.identifier in keyed])
    found = Counter(key.score(Answers(*each), conventions=conventions) for each in answers)
    ways = Counter[tuple[int, int]]()
    for score, count in found.items():
        ways[score.total, score.value] += count
    simulation = simulate(key, form, conventions=conventions)
    assert simulation.table == tuple(Outcome(*outcome, count) for outcome, count in sorted(ways.items()))
    assert simulation.totals == (min(ways)[0], max(ways)[0])
    assert simulation.values == (min(value for _, value in ways), max(value for _, value in ways))


@pytest.mark.parametrize(
    ("mapping", "values"),
    [
        (None, (0, 11 * 2**30 - 1)),
        (PercentageMapping(2**31 - 1), (0, 550)),
        (ScaleMapping(-1), (1 - 11 * 2**30, 0)),
        (RANGES, None),
    ],
)
def test_simulation_of_too_many_sums(mapping: Any, values: Any) -> None:
    """Past 2,000 sums there is no table, and no range of values of a RangeMapping; all other ranges stay exact."""
    bits = [AnswerOption("a", score=2 ** min(number, 30)) for number in range(40)]
    keyed = [KeyedQuestion(f"q{number}", option) for number, option in enumerate(bits)]
    form = QuestionForm(*[choice(f"q{number}", "ab") for number in range(40)])
    simulation = simulate(AnswerKey(*keyed, mapping=mapping), form)
    assert simulation.table is None
    assert simulation.totals == (0, 11 * 2**30 - 1)
    assert simulation.values == values


def test_simulation_of_many_questions() -> None:
    """The answers are counted, not tried: five hundred questions of twenty selections take no longer than a blink."""
    form = QuestionForm(*[choice(f"q{number}", "abcdefghijklmnopqrst", max=20) for number in range(500)])
    simulation = simulate(AnswerKey.for_form(form, dict.fromkeys([q.identifier for q in form.questions], "a")), form)
    assert simulation.table is not None
    assert simulation.table[-1] == (500, 500, 1)
    assert sum(outcome.ways for outcome in simulation.table) == 2 ** (20 * 500)


def test_simulation_without_a_way_to_the_default() -> None:
    """Where a worker must choose, and each choice has its option, nobody gets the default score."""
    key = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1), AnswerOption("b", score=2), default_score=-5))
    assert simulate(key, QuestionForm(choice("q", "ab", required=True))).table == (Outcome(1, 1, 1), Outcome(2, 2, 1))
    assert simulate(key, QuestionForm(choice("q", "ab"))).totals == (-5, 2)


def test_simulation_of_a_form_that_nobody_can_answer() -> None:
    """A question that asks for more selections than it takes is as one without an answer."""
    form = QuestionForm(choice("one", "ab", min=1, max=1, required=True))
    form = QuestionForm.from_xml(form.to_xml().replace("<MinSelectionCount>1<", "<MinSelectionCount>2<"))
    assert simulate(AnswerKey(KEY.questions[0]), form).table == (Outcome(-1, -1, 1),)


def test_of_questions_that_a_form_has_twice_the_first_counts() -> None:
    """In a form that could only be read, the first question of an identifier is the one that is scored."""
    form = QuestionForm(choice("q", "a", required=True), choice("r", "b", required=True))
    form = QuestionForm.from_xml(form.to_xml().replace(">r<", ">q<"))
    key = AnswerKey.for_form(form, {"q": "a"})
    assert simulate(key, form).table == (Outcome(1, 1, 1),)
    with pytest.raises(InvalidArgument, match="'q' does not offer 'b'"):
        AnswerKey.for_form(form, {"q": "b"})


# Keys for forms

FORM = QuestionForm(
    choice("q1", "ab", required=True),
    choice("q2", "abc", min=2, max=3, style="checkbox"),
    Question("why", "?", FreeTextAnswer()),
)


def test_a_key_for_a_form() -> None:
    """The key has an option for each right answer, questions and selections in the form's order."""
    expected = AnswerKey(
        KeyedQuestion("q1", AnswerOption("b", score=1)), KeyedQuestion("q2", AnswerOption("a", "c", score=1))
    )
    assert expected == AnswerKey.for_form(FORM, {"q1": "b", "q2": {"a", "c"}}, score=1)
    assert expected == AnswerKey.for_form(FORM, {"q2": ("c", "a"), "q1": ["b"]})
    assert expected == AnswerKey.from_xml(expected.to_xml())


def test_a_key_for_a_form_with_all_options() -> None:
    """The score, the default score and the mapping are those that were given; what is left out is not scored."""
    key = AnswerKey.for_form(FORM, {"q1": "b"}, score=3, default_score=-1, mapping=PercentageMapping(3))
    option = AnswerOption("b", score=3)
    assert key == AnswerKey(KeyedQuestion("q1", option, default_score=-1), mapping=PercentageMapping(3))
    assert [key.score({"q1": chosen}).value for chosen in "ba"] == [100, -33]


@pytest.mark.parametrize(
    ("right", "message"),
    [
        ({"Q1": "a"}, "the form has no question 'Q1'; did you mean 'q1'?"),
        ({"q1": "A"}, "'q1' does not offer 'A'; did you mean 'a'?"),
        ({"q1": "z"}, "'q1' does not offer 'z'"),
        ({"q1": {"a", "b"}}, "'q1' has 2 correct selections, but workers must choose 1"),
        ({"q2": "a"}, "'q2' has 1 correct selection, but workers must choose 2 to 3"),
        ({"q2": ()}, "'q2' has 0 correct selections, but workers must choose 2 to 3"),
        ({"why": "a"}, "'why' asks for a FreeTextAnswer; only a SelectionAnswer can be scored"),
        ({}, "it is empty; expected the correct answer to at least one question"),
        ({"q1": 1}, "1 is an int; expected the identifier of a selection, or several"),
        ({"q2": ["a", None]}, "it is None; expected text (str)"),
        (["q1"], "['q1'] is a list; expected a mapping from question identifiers to correct answers"),
    ],
)
def test_a_key_that_no_worker_could_meet_is_refused(right: Any, message: str) -> None:
    """What is not in the form, or cannot be chosen, is refused with what was probably meant."""
    with pytest.raises(QuestionFormsError) as refused:
        AnswerKey.for_form(FORM, right)
    assert str(refused.value) == f"AnswerKey.for_form: argument `right`: {message}"


def test_a_key_needs_its_form() -> None:
    """A key is made for a QuestionForm, not for its XML."""
    with pytest.raises(WrongType, match=r"`form`: .* expected QuestionForm"):
        AnswerKey.for_form(FORM.to_xml(), {"q1": "a"})  # type: ignore[arg-type]


def test_the_key_of_the_example_is_that_of_its_form() -> None:
    """What the example builds by hand is what its form and right answers give, and it fits the form."""
    form, key = qualification_test.build(), qualification_test.build_key()
    right = {name: item.right for name, item in qualification_test.ITEMS.items()}
    assert key == AnswerKey.for_form(form, right, mapping=key.mapping)
    assert list(iter_problems(key, form=form)) == []
    assert key.score(right).value == 100
