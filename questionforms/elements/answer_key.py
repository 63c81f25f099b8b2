"""The AnswerKey: how the answers to a qualification test are scored.

Source: AnswerKey.xsd, and "AnswerKey data structure" in Amazon's API reference. All scores and bounds are xs:int.
"""

from __future__ import annotations

from itertools import pairwise

from questionforms.elements.base import arguments
from questionforms.elements.base.element import Document, Element
from questionforms.elements.base.fields import DOUBLE, INTEGER, leaf, nested
from questionforms.elements.base.misuse import on_callers_line
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.words import found, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import abc
    from pathlib import Path
    from typing import TypeAlias

    from questionforms.answers import Answers
    from questionforms.elements.question_form import QuestionForm
    from questionforms.scoring import Conventions, Score

    Mapping: TypeAlias = "PercentageMapping | ScaleMapping | RangeMapping"


class AnswerOption(Element):
    """The score for choosing exactly these selections, no more and no fewer."""

    selections: tuple[str, ...] = leaf("SelectionIdentifier", many=True)
    score: int = leaf("AnswerScore", INTEGER)

    def __init__(self, *selections: str, score: int) -> None:
        texts = arguments.texts("AnswerOption", "selections", selections, "identifier")
        self._selections = tuple([arguments.identifier("AnswerOption", "selections", item) for item in texts])
        arguments.unique("AnswerOption", "selections", self._selections)
        self._score = arguments.integer("AnswerOption", "score", score, *arguments.INT)


def _meant_option(value: object) -> str:
    """The end of the message about a selection that is given without its score."""
    return f"; did you mean AnswerOption({shown(value)}, score=1)?" if isinstance(value, str) else ""


def _meant_key(value: object) -> str:
    """The end of the message about correct answers that are given as a mapping."""
    return f"; did you mean AnswerKey.for_form(form, {shown(value)})?" if arguments.is_mapping(value) else ""


class KeyedQuestion(Element, tag="Question"):
    """The scored options of one question; any other choice scores `default_score`, or 0 if it is not given."""

    identifier: str = leaf("QuestionIdentifier")
    options: tuple[AnswerOption, ...] = nested(AnswerOption, many=True)
    default_score: int | None = leaf("DefaultScore", INTEGER, optional=True)

    def __init__(self, identifier: str, *options: AnswerOption, default_score: int | None = None) -> None:
        where = "KeyedQuestion"
        self._identifier = arguments.identifier(where, "identifier", identifier)
        self._options = arguments.instances(where, "options", options, AnswerOption, meant=_meant_option)
        self._default_score = (
            None if default_score is None else arguments.integer(where, "default_score", default_score, *arguments.INT)
        )


class PercentageMapping(Element):
    """The value is the summed score as a percentage of `maximum`, rounded to the nearest whole number."""

    maximum: int = leaf("MaximumSummedScore", INTEGER)

    def __init__(self, maximum: int) -> None:
        self._maximum = arguments.integer("PercentageMapping", "maximum", maximum, *arguments.INT)
        if self._maximum == 0:
            message = "it is 0, and a percentage of 0 is undefined; expected the highest possible sum, such as 10"
            raise InvalidArgument("PercentageMapping", "maximum", message)


class ScaleMapping(Element):
    """The value is the summed score times `multiplier`, a finite number (xs:double)."""

    multiplier: float = leaf("SummedScoreMultiplier", DOUBLE)

    def __init__(self, multiplier: float) -> None:
        if isinstance(multiplier, bool) or not isinstance(multiplier, int | float):
            message = f"{found(multiplier)}; expected a number (int or float)"
            raise WrongType("ScaleMapping", "multiplier", message)
        try:
            value = float(multiplier)
        except OverflowError:
            value = float("inf")
        if value - value != 0:
            message = f"{shown(multiplier)} is not a finite xs:double; expected a number such as 0.5"
            raise InvalidArgument("ScaleMapping", "multiplier", message)
        self._multiplier = value


class ScoreRange(Element, tag="SummedScoreRange"):
    """The value for a summed score from `low` to `high`, both inclusive."""

    low: int = leaf("InclusiveLowerBound", INTEGER)
    high: int = leaf("InclusiveUpperBound", INTEGER)
    value: int = leaf("QualificationValue", INTEGER)

    def __init__(self, low: int, high: int, value: int) -> None:
        self._low = arguments.integer("ScoreRange", "low", low, *arguments.INT)
        self._high = arguments.integer("ScoreRange", "high", high, *arguments.INT)
        self._value = arguments.integer("ScoreRange", "value", value, *arguments.INT)
        arguments.ordered("ScoreRange", self._low, self._high, ("low", "high"))


class RangeMapping(Element):
    """The value is that of the range that contains the summed score, else `out_of_range`; ranges do not overlap."""

    ranges: tuple[ScoreRange, ...] = nested(ScoreRange, many=True)
    out_of_range: int = leaf("OutOfRangeQualificationValue", INTEGER)

    def __init__(self, *ranges: ScoreRange, out_of_range: int) -> None:
        self._ranges = arguments.instances("RangeMapping", "ranges", ranges, ScoreRange)
        self._out_of_range = arguments.integer("RangeMapping", "out_of_range", out_of_range, *arguments.INT)
        in_order = sorted(self._ranges, key=lambda range_: range_.low)
        for one, next_ in pairwise(in_order):
            if next_.low <= one.high:
                message = f"{one} and {next_} overlap; expected at most one range for each sum"
                raise InvalidArgument("RangeMapping", "ranges", message)


_MAPPINGS: tuple[type[Mapping], ...] = (PercentageMapping, ScaleMapping, RangeMapping)


class AnswerKey(Document):
    """How a test is scored: the options of its questions, and how their summed score becomes a qualification value.

    Without a mapping, the summed score is the value.
    """

    questions: tuple[KeyedQuestion, ...] = nested(KeyedQuestion, many=True)
    mapping: Mapping | None = nested(*_MAPPINGS, inside="QualificationValueMapping", optional=True)

    def __init__(self, *questions: KeyedQuestion, mapping: Mapping | None = None) -> None:
        self._questions = arguments.instances("AnswerKey", "questions", questions, KeyedQuestion, meant=_meant_key)
        arguments.unique("AnswerKey", "questions", [question.identifier for question in self._questions])
        self._mapping = None if mapping is None else arguments.instance("AnswerKey", "mapping", mapping, *_MAPPINGS)

    @classmethod
    @on_callers_line
    def for_form(
        cls,
        form: QuestionForm,
        right: abc.Mapping[str, str | abc.Iterable[str]],
        *,
        score: int = 1,
        default_score: int | None = None,
        mapping: Mapping | None = None,
    ) -> AnswerKey:
        """Return a key that awards `score` for each question of the form that is answered correctly.

        `right` maps question identifiers to the correct selection, or to all of them. Any other answer scores
        `default_score`. Questions that are not in `right` are not scored. Identifiers that are not in the form, and
        combinations that no worker could choose, are rejected.
        """
        from questionforms.scoring.keys import key_for_form

        return key_for_form(form, right, score=score, default_score=default_score, mapping=mapping)

    def score(
        self,
        answers: Answers | abc.Mapping[str, str | abc.Iterable[str] | None] | str | bytes | Path | None,
        *,
        conventions: Conventions | None = None,
    ) -> Score:
        """Score a worker's answers: the `value`, the `total`, and the score of each question.

        `answers` is anything that `parse_answers` accepts or returns, or a mapping from question identifiers to one
        or more selections. A question scores the option with exactly the chosen selections, or else its default
        score, including when it is not answered. `conventions` decides what the documentation leaves open.
        """
        from questionforms.scoring.scores import score_answers

        return score_answers(self, answers, conventions)
