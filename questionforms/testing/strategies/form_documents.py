"""Strategies for forms that are valid and have no warnings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from markupsafe import escape

from questionforms import (
    AnswerFormatRegex,
    Binary,
    FileUploadAnswer,
    FormattedContent,
    FreeTextAnswer,
    IsNumeric,
    Length,
    List,
    Overview,
    Question,
    QuestionForm,
    SelectionAnswer,
    Title,
)
from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument
from questionforms.namespaces import VERSIONS
from questionforms.testing.strategies.texts import identifiers, sentences
from questionforms.words import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from questionforms.elements.answer_specifications import AnswerSpecification, Constraint

#: The kinds of answers that a question can ask for, as in `Answer.kind`.
KINDS = ("free_text", "selection", "upload")
#: The only version with uploads.
_WITH_UPLOADS = "2005-10-01"
_WHERE = "forms"


def forms(
    *,
    min_questions: int = 1,
    max_questions: int = 5,
    kinds: Iterable[str] = ("free_text", "selection"),
    versions: Iterable[str] = ("2017-11-06",),
) -> st.SearchStrategy[QuestionForm]:
    """Forms in which `validate` finds no errors and no warnings.

    `kinds` says what questions may ask for: "free_text", "selection" and "upload", as in `Answer.kind`. Uploads need
    `versions=["2005-10-01"]`, and `validate` then warns that they are retired.
    """
    least = arguments.integer(_WHERE, "min_questions", min_questions, 1)
    most = arguments.integer(_WHERE, "max_questions", max_questions, 1)
    arguments.ordered(_WHERE, least, most, ("min_questions", "max_questions"))
    asked, dates = _names("kinds", kinds, KINDS), _names("versions", versions, VERSIONS["QuestionForm"])
    if "upload" in asked and set(dates) != {_WITH_UPLOADS}:
        raise InvalidArgument(_WHERE, "versions", f"a form with uploads needs versions=[{_WITH_UPLOADS!r}]")
    return _forms(least, most, asked, dates)


def _names(argument: str, given: Iterable[str], known: Sequence[str]) -> list[str]:
    found = arguments.several(_WHERE, argument, given, "a sequence of names (str)")
    if not found:
        raise InvalidArgument(
            _WHERE, argument, f"it is empty; expected at least one of {alternatives(map(repr, known))}"
        )
    return [arguments.one_of(_WHERE, argument, name, tuple(known)) for name in found]


@st.composite
def _forms(draw: st.DrawFn, least: int, most: int, kinds: Sequence[str], versions: Sequence[str]) -> QuestionForm:
    names = draw(st.lists(identifiers, min_size=least, max_size=most, unique=True))
    parts: list[Overview | Question] = [draw(_questions(name, kinds)) for name in names]
    overview = draw(st.none() | _contents.map(lambda items: Overview(*items)))
    return QuestionForm(*([overview] if overview else []), *parts, version=draw(st.sampled_from(versions)))


_formatted = sentences.map(lambda text: FormattedContent(f"<p><b>{escape(text)}</b></p>"))
_images = sentences.map(lambda text: Binary("https://example.org/picture.png", "image/png", text))
_items = st.one_of(
    sentences,
    sentences.map(Title),
    st.lists(sentences, min_size=1, max_size=3).map(lambda items: List(*items)),
    _formatted,
    _images,
)
_sentence_or_none = st.none() | sentences
_labels = sentences | _formatted | _images
_contents = st.lists(_items, min_size=1, max_size=2)


@st.composite
def _questions(draw: st.DrawFn, name: str, kinds: Sequence[str]) -> Question:
    required = draw(st.sampled_from([None, True, False]))
    answer = draw(_answer_specifications(draw(st.sampled_from(kinds)), required=bool(required)))
    return Question(name, draw(_contents), answer, display_name=draw(_sentence_or_none), required=required)


@cache
def _answer_specifications(kind: str, *, required: bool) -> st.SearchStrategy[AnswerSpecification]:
    if kind == "free_text":
        return _free_text_answers(required=required)
    return _selection_answers() if kind == "selection" else _file_upload_answers


def _free_text_answers(*, required: bool) -> st.SearchStrategy[FreeTextAnswer]:
    constraints: list[st.SearchStrategy[Constraint]] = [
        _bounds(-1_000, 1_000).map(lambda pair: IsNumeric(*pair)),
        _bounds(1 if required else 0, 50).map(lambda pair: Length(pair[0] if required else None, pair[1] or 50)),
        _regexes(required=required),
    ]
    lines = st.none() | st.integers(1, 20)
    return st.one_of(
        st.builds(FreeTextAnswer, lines=lines),
        st.builds(lambda item, lines: FreeTextAnswer(item, lines=lines), st.one_of(constraints), lines),
    )


def _bounds(low: int, high: int) -> st.SearchStrategy[tuple[int | None, int | None]]:
    """A minimum and a maximum, in order; either may be missing."""
    pairs = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    return st.builds(
        lambda pair, has: (pair[0] if has[0] else None, pair[1] if has[1] else None),
        pairs,
        st.tuples(st.booleans(), st.booleans()),
    )


@st.composite
def _regexes(draw: st.DrawFn, *, required: bool) -> AnswerFormatRegex:
    """A format for the whole answer; that of an optional question allows an empty answer too."""
    count = draw(st.integers(1, 5))
    part = draw(st.sampled_from(["yes|no", rf"\d{{{count}}}", rf"[a-z]{{1,{count}}}", rf"[A-Z]{{2}}-\d{{{count}}}"]))
    error_text = draw(_sentence_or_none)
    regex = f"^({part})$" if required else f"^({part})?$"
    return AnswerFormatRegex(regex, error_text=error_text, flags=draw(st.sampled_from([None, "i"])))


@st.composite
def _selection_answers(draw: st.DrawFn) -> SelectionAnswer:
    names = draw(st.lists(identifiers, min_size=2, max_size=5, unique=True))
    labels = [draw(_labels) for _ in names]
    most = draw(st.integers(1, len(names)))
    least = draw(st.none() | st.integers(0, most))
    styles = ["radiobutton", "dropdown", None] if most == 1 else ["checkbox", "multichooser"]
    return SelectionAnswer(
        dict(zip(names, labels, strict=True)),
        min=least,
        max=draw(st.sampled_from([None, 1])) if most == 1 else most,
        style=draw(st.sampled_from(styles)),
        other=draw(st.booleans()),
    )


_file_upload_answers = st.tuples(st.integers(1, 1_000_000), st.integers(1, 1_000_000)).map(
    lambda pair: FileUploadAnswer(min_bytes=min(pair), max_bytes=max(pair))
)
