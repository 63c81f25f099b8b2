"""Strategies for texts: identifiers, the words of forms and pages, and what a worker may type."""

from __future__ import annotations

import operator
import re
from functools import cache
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from questionforms import AnswerFormatRegex, IsNumeric, Length
from questionforms.answers.read.conformance import in_answer
from questionforms.elements.question_form import Question

if TYPE_CHECKING:
    from questionforms import Answer, FreeTextAnswer

#: Longer texts are not needed to find a bug, unless a form asks for them.
_LONGEST = 40
#: Every character that XML can hold, apart from control characters; line breaks, tabs and `|` come often.
_ALPHABET = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t")
typed_characters = st.one_of(_ALPHABET, st.sampled_from("\n\t |,;\"'<&"))
#: Names that questions and selections can have.
identifiers = st.builds(
    operator.add, st.sampled_from(ascii_lowercase), st.text(f"{ascii_lowercase}{digits}_", max_size=7)
)
#: Plain text without markup or placeholders, for people to read.
sentences = st.one_of(
    st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"], max_codepoint=0xFFFF), min_size=1, max_size=10),
    st.sampled_from(["Is it good?", "Is 1 < 2 & 3 > 2?", "\"Yes\" & 'no'", "¿Qué es?", "これは何ですか"]),
)


def fits(answer: Answer, question: Question) -> bool:
    """Whether an answer alone is one that the question allows."""
    return not any(in_answer(question, answer, first=True))


@cache
def answer_texts(asked: FreeTextAnswer) -> st.SearchStrategy[str]:
    """Texts that satisfy the constraints, except empty ones."""
    from questionforms import Answer

    least, most = lengths(asked)
    regexes = [item for item in asked.constraints if isinstance(item, AnswerFormatRegex)]
    if any(isinstance(item, IsNumeric) for item in asked.constraints):
        found = numbers(asked).map(lambda text: text.zfill(least))
    elif regexes and (pattern := _python_regex(regexes[0])):
        found = st.from_regex(pattern, alphabet=_ALPHABET)
    else:
        found = st.text(typed_characters, min_size=max(1, least), max_size=most)
    if not asked.constraints:
        return found
    question = Question("q", "?", asked)
    return found.filter(lambda text: bool(text) and fits(Answer("q", text=text), question) and _is_short(asked, text))


def _is_short(asked: FreeTextAnswer, text: str) -> bool:
    """Whether a text is within its maximum length even if characters are counted as in JavaScript."""
    longest = [item.max for item in asked.constraints if isinstance(item, Length) and item.max is not None]
    return not longest or len(text.encode("utf-16-le")) // 2 <= longest[0]


def lengths(asked: FreeTextAnswer) -> tuple[int, int]:
    """The shortest and the longest text to try, within the bounds of the constraints."""
    bounds = [item for item in asked.constraints if isinstance(item, Length)]
    least = (bounds[0].min or 0) if bounds else 0
    most = bounds[0].max if bounds else None
    return least, least + _LONGEST if most is None else min(most, least + _LONGEST)


def range_of(asked: FreeTextAnswer) -> tuple[int | None, int | None]:
    """The bounds of the number that is asked for."""
    (bounds,) = [item for item in asked.constraints if isinstance(item, IsNumeric)]
    return bounds.min, bounds.max


def numbers(asked: FreeTextAnswer) -> st.SearchStrategy[str]:
    """Numbers within the bounds, in plain notation: whole ones, and decimals."""
    low, high = range_of(asked)
    decimals = st.decimals(low, high, allow_nan=False, allow_infinity=False, places=2)
    return st.one_of(
        st.integers(low, high).map(str),
        decimals.filter(lambda found: abs(found) < 10**15).map(lambda found: f"{found:f}"),
    )


def _python_regex(item: AnswerFormatRegex) -> re.Pattern[str] | None:
    """JavaScript's regex as one of Python's, if it is one; what it finds is compared with JavaScript's later."""
    try:
        return re.compile(item.regex, re.ASCII | (re.IGNORECASE if item.flags else 0))
    except (re.error, OverflowError):
        return None
