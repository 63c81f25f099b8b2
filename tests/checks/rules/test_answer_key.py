"""The rules of answer keys, against every sum that can come about, and with each mistake planted in sound documents."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    AnswerKey,
    AnswerOption,
    FileUploadAnswer,
    FreeTextAnswer,
    KeyedQuestion,
    PercentageMapping,
    Question,
    QuestionForm,
    SelectionAnswer,
    iter_problems,
)
from questionforms.checks.rules.answer_key_and_form._pairs import questions
from questionforms.codes import CODES, names_of
from questionforms.namespaces import namespace
from questionforms.score_sums import Sums
from tests.strategies import answer_keys

KEY_RULES = (*names_of("answer_key"), *names_of("answer_key_and_form"))

#: What one question of a key scores: the options' scores, and the default score.
Scores = tuple[list[int], int | None]

scores: st.SearchStrategy[list[Scores]] = st.lists(
    st.tuples(st.lists(st.integers(-3, 3), min_size=1, max_size=3), st.one_of(st.none(), st.integers(-3, 3))),
    min_size=1,
    max_size=3,
)


def key_xml(questions: list[Scores], mapping: str) -> str:
    """A key with these scores and the content of this mapping, as the schema takes it."""
    parts = [
        f"<Question><QuestionIdentifier>q{number}</QuestionIdentifier>"
        + "".join(
            f"<AnswerOption><SelectionIdentifier>s{index}</SelectionIdentifier><AnswerScore>{score}</AnswerScore>"
            "</AnswerOption>"
            for index, score in enumerate(options)
        )
        + ("" if default is None else f"<DefaultScore>{default}</DefaultScore>")
        + "</Question>"
        for number, (options, default) in enumerate(questions)
    ]
    mapping = f"<QualificationValueMapping>{mapping}</QualificationValueMapping>"
    return f'<AnswerKey xmlns="{namespace("AnswerKey")}">{"".join(parts)}{mapping}</AnswerKey>'


def every_sum(questions: list[Scores]) -> set[int]:
    """What the scores can add up to, tried one by one."""
    return {sum(choice) for choice in product(*([*options, default or 0] for options, default in questions))}


def found(source: str | AnswerKey, form: QuestionForm | str | None = None) -> Counter[str]:
    """How often each rule of keys finds something."""
    return Counter(problem.rule for problem in iter_problems(source, form=form, select=KEY_RULES))


@given(scores, st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=4))
def test_ranges(questions: list[Scores], bounds: list[tuple[int, int]]) -> None:
    """What is said of ranges is what trying every sum and every number shows."""
    ranges = "".join(
        f"<SummedScoreRange><InclusiveLowerBound>{low}</InclusiveLowerBound><InclusiveUpperBound>{high}"
        "</InclusiveUpperBound><QualificationValue>1</QualificationValue></SummedScoreRange>"
        for low, high in bounds
    )
    out = "<OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>"
    rules = found(key_xml(questions, f"<RangeMapping>{ranges}{out}</RangeMapping>"))
    sound = [set(range(low, high + 1)) for low, high in bounds if low <= high]
    sums = every_sum(questions)
    between = [
        value
        for value in sums.difference(*sound)
        if any(max(one) < value for one in sound) and any(min(one) > value for one in sound)
    ]
    assert rules["crossed-range"] == len(bounds) - len(sound)
    assert bool(rules["overlapping-ranges"]) == any(one & other for one, other in combinations(sound, 2))
    assert rules["unreachable-range"] == sum(not one & sums for one in sound)
    assert bool(rules["gap-between-ranges"]) == bool(between)


@given(scores, st.integers(-12, 12))
def test_percentages(questions: list[Scores], maximum: int) -> None:
    """A maximum is doubted where no sum reaches it, or where the best options pass it, and refused where it is 0."""
    mapping = f"<PercentageMapping><MaximumSummedScore>{maximum}</MaximumSummedScore></PercentageMapping>"
    rules = found(key_xml(questions, mapping))
    best_options = sum(max(options) for options, _ in questions)
    assert rules["zero-maximum"] == (maximum == 0)
    assert rules["unreachable-maximum"] == (maximum > 0 and maximum > max(every_sum(questions)))
    assert rules["sum-above-maximum"] == (0 < maximum < best_options)


@given(scores, st.sampled_from([0.0, 0.04, -0.04, 0.1, 0.5, 1.0, -1.0, float("inf"), float("-inf"), float("nan")]))
def test_multipliers(questions: list[Scores], multiplier: float) -> None:
    """A multiplier is doubted where it leaves nothing of any sum, and refused where it is not finite."""
    written = str(multiplier).replace("inf", "INF").replace("nan", "NaN")
    mapping = f"<ScaleMapping><SummedScoreMultiplier>{written}</SummedScoreMultiplier></ScaleMapping>"
    rules = found(key_xml(questions, mapping))
    sums = every_sum(questions)
    assert rules["non-finite-multiplier"] == (written in {"INF", "-INF", "NaN"})
    assert rules["vanishing-multiplier"] == (sums != {0} and all(abs(value * multiplier) < 0.5 for value in sums))


@pytest.mark.parametrize("written", ["1e", "1e+", ".5E"])
def test_multipliers_that_libxml2_alone_takes(written: str) -> None:
    """A number without its exponent, which the schema does not refuse, is refused here, and nothing is raised."""
    mapping = f"<ScaleMapping><SummedScoreMultiplier>{written}</SummedScoreMultiplier></ScaleMapping>"
    assert found(key_xml([([1], None)], mapping)) == {"non-finite-multiplier": 1}


@given(answer_keys())
def test_what_can_be_built_has_no_error(key: AnswerKey) -> None:
    """A key that the builder makes may be doubtful, but has no error."""
    assert {rule for rule in found(key) if CODES[rule].severity == "error"} == set()


def test_many_different_sums_are_not_all_tried() -> None:
    """A key with more sums than anyone can count is checked at once, by its lowest and its best sum."""
    questions = [KeyedQuestion(f"q{number}", AnswerOption("a", score=2**number)) for number in range(30)]
    best = 2**30 - 1
    assert found(AnswerKey(*questions, mapping=PercentageMapping(best))) == {}
    assert found(AnswerKey(*questions, mapping=PercentageMapping(best + 1))) == {"unreachable-maximum": 1}


def test_sums_of_a_repeated_question_are_not_guessed() -> None:
    """What a question scores that is keyed twice nobody knows, so nothing is said of the sums."""
    mapping = "<PercentageMapping><MaximumSummedScore>99</MaximumSummedScore></PercentageMapping>"
    xml = key_xml([([1], None), ([1], None)], mapping).replace(">q1<", ">q0<")
    assert found(xml) == {"duplicate-keyed-question": 1}


@st.composite
def graded_tests(draw: st.DrawFn) -> tuple[QuestionForm, AnswerKey]:
    """A test of one to three questions, and a key with options that workers can choose."""
    asked, keyed = [], []
    for number in range(draw(st.integers(1, 3))):
        names = draw(st.lists(st.text("abAB ", min_size=1, max_size=3), min_size=1, max_size=4, unique=True))
        most = draw(st.one_of(st.none(), st.integers(1, len(names))))
        least = draw(st.one_of(st.none(), st.integers(0, most or 1)))
        answer = SelectionAnswer(dict.fromkeys(names, "?"), min=least, max=most, style="checkbox" if most else None)
        asked.append(Question(f"q{number}", "?", answer))
        sizes = st.integers(max(1, least or 0), most or 1)
        chosen = st.lists(st.sampled_from(names), min_size=draw(sizes), max_size=most or 1, unique=True)
        options = draw(st.lists(chosen, min_size=1, max_size=3, unique_by=frozenset))
        keyed.append(KeyedQuestion(f"q{number}", *(AnswerOption(*names, score=1) for names in options)))
    return QuestionForm(*draw(st.permutations(asked)), version="2005-10-01"), AnswerKey(*draw(st.permutations(keyed)))


@given(graded_tests())
def test_a_key_that_fits_its_form_has_no_problem(pair: tuple[QuestionForm, AnswerKey]) -> None:
    """Where each option can be chosen by a worker, nothing is found."""
    form, key = pair
    assert found(key, form) == {}


@given(graded_tests(), st.data())
def test_what_is_planted_in_a_key_is_found(pair: tuple[QuestionForm, AnswerKey], data: st.DataObject) -> None:
    """A question or a selection of the key that the form does not have is found, and it alone."""
    form, key = pair
    question = data.draw(st.sampled_from(key.questions))
    option = data.draw(st.sampled_from(question.options))
    renamed = [KeyedQuestion("another", *each.options) if each is question else each for each in key.questions]
    assert found(AnswerKey(*renamed), form) == {"keyed-question-not-in-form": 1}
    changed = [
        AnswerOption("c", *each.selections[1:], score=1) if each is option else each for each in question.options
    ]
    others = [each for each in key.questions if each is not question]
    assert found(AnswerKey(KeyedQuestion(question.identifier, *changed), *others), form) == {
        "keyed-selection-not-offered": 1
    }


@given(graded_tests(), st.sampled_from([FreeTextAnswer(), FileUploadAnswer(max_bytes=9)]), st.data())
def test_what_no_key_can_grade_is_found(
    pair: tuple[QuestionForm, AnswerKey], answer: FreeTextAnswer | FileUploadAnswer, data: st.DataObject
) -> None:
    """Free text and files are found in a test with a key, whether the key grades them or not."""
    form, key = pair
    rule = "graded-free-text" if isinstance(answer, FreeTextAnswer) else "graded-file-upload"
    longer = QuestionForm(*form.questions, Question("more", "?", answer), version=form.version)
    assert found(key, longer) == {rule: 1}
    question = data.draw(st.sampled_from(form.questions))
    others = [each for each in form.questions if each is not question]
    changed = QuestionForm(*others, Question(question.identifier, "?", answer), version=form.version)
    assert found(key, changed) == {"keyed-free-text": 1}


@given(graded_tests(), st.data())
def test_other_selections_are_found(pair: tuple[QuestionForm, AnswerKey], data: st.DataObject) -> None:
    """A field for the worker's own words is found in any question of a test with a key."""
    form, key = pair
    xml = form.to_xml()
    count = data.draw(st.integers(1, len(form.questions)))
    assert found(key, xml.replace("</Selections>", "<OtherSelection/></Selections>", count)) == {
        "graded-other-selection": count
    }


@pytest.mark.parametrize(
    ("least", "most", "size"), [(a, b, c) for b in (1, 2, 3) for a in range(b + 1) for c in (1, 2, 3)]
)
def test_sizes_of_options(least: int, most: int, size: int) -> None:
    """An option is refused where it has more selections than a worker may choose, or fewer than a worker must."""
    names = ["a", "b", "c"]
    form = QuestionForm(Question("q", "?", SelectionAnswer(dict.fromkeys(names, "?"), min=least, max=most)))
    rules = found(AnswerKey(KeyedQuestion("q", AnswerOption(*names[:size], score=1))), form)
    assert rules["option-above-maximum"] == (size > most)
    assert rules["option-below-minimum"] == (size < least)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "did you mean `Yes`?"),
        (" No", "did you mean `No`?"),
        ("Certainly", "did you mean `Yes`?"),
        ("x", "`No`"),
    ],
)
def test_the_selection_that_was_meant(written: str, meant: str) -> None:
    """The selection of another case, of other blanks, or with that text is named; else all that there are."""
    form = QuestionForm(Question("q", "?", SelectionAnswer({"Yes": "Certainly", "No": "By no means"})))
    key = AnswerKey(KeyedQuestion("q", AnswerOption(written, score=1)))
    (problem,) = iter_problems(key, form=form)
    assert problem.message.endswith(meant)


def test_a_question_that_is_keyed_already_is_not_what_was_meant() -> None:
    """Of numbered questions, one that the key grades elsewhere is not proposed."""
    answer = SelectionAnswer({"a": "A"})
    form = QuestionForm(Question("q1", "?", answer), Question("q2", "?", answer))
    option = AnswerOption("a", score=1)
    key = AnswerKey(KeyedQuestion("q1", option), KeyedQuestion("q2", option), KeyedQuestion("q10", option))
    (problem,) = iter_problems(key, form=form)
    assert problem.message == "`q10` is not a question in the form; expected one of `q1`, `q2`"


@given(
    st.lists(
        st.dictionaries(st.one_of(st.integers(-3, 3), st.integers(-(2**31), 2**31)), st.integers(1, 9), min_size=1)
    )
)
def test_sums_are_those_that_some_way_leads_to(scores: list[dict[int, int]]) -> None:
    """The sums alone are known where the ways to them are, and are the same."""
    sums = Sums(scores)
    assert sums.values == (None if sums.ways is None else tuple(sorted(sums.ways)))


def test_too_many_sums_are_not_known() -> None:
    """Past so many sums neither they nor the ways to them are found out, but the lowest and the best are."""
    sums = Sums([{0: 1, 2**number: 1} for number in range(30)])
    assert (sums.lowest, sums.best, sums.values, sums.ways) == (0, 2**30 - 1, None, None)


def test_questions_are_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many questions a form asks, it and its key are gone through once to see which are in both."""
    roots: list[object] = []

    def counted(root: Any) -> Any:
        roots.append(root)
        return questions(root)

    monkeypatch.setattr("questionforms.checks.rules.answer_key_and_form.keyed_question_not_in_form.questions", counted)
    form = QuestionForm(*[Question(f"q{number}", "?", FreeTextAnswer()) for number in range(20)])
    key = AnswerKey(KeyedQuestion("other", AnswerOption("a", score=1)))
    assert "keyed-question-not-in-form" in [problem.rule for problem in iter_problems(key, form=form)]
    assert len(roots) == 2
