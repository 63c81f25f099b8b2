"""Hypothesis strategies: any document that the builder can make."""

from __future__ import annotations

from hypothesis import strategies as st

from questionforms import (
    Answer,
    AnswerFormatRegex,
    AnswerKey,
    AnswerOption,
    Answers,
    Application,
    Binary,
    EmbeddedBinary,
    ExternalQuestion,
    FileUploadAnswer,
    Flash,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    IsNumeric,
    JavaApplet,
    KeyedQuestion,
    Length,
    List,
    Overview,
    PercentageMapping,
    Question,
    QuestionForm,
    RangeMapping,
    ScaleMapping,
    ScoreRange,
    Selection,
    SelectionAnswer,
    Text,
    Title,
)
from questionforms.elements.answer_specifications import SINGLE_STYLES, STYLES
from questionforms.elements.element import Document

#: Every character that XML can hold; those that need care come often.
characters = st.one_of(
    st.sampled_from("&<>\"'\r\n\t ]-!%;#\u0085\u00a0\u0301\u2028\u200d\ufeff\ufffd\U0001f600"),
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda character: character >= " " or character in "\t\n\r"
    ),
)
texts = st.one_of(
    st.text(characters, max_size=20),
    st.sampled_from(["", " ", "]]>", "]]", ">", "<![CDATA[", "a]]>b]]>c", "\r\n", " a ", "&amp;", "<b>x</b>", "--"]),
)
identifiers = texts.filter(bool)
urls = st.builds(
    lambda scheme, rest: scheme + rest,
    st.sampled_from(["http://", "https://"]),
    texts.filter(lambda text: not any(character.isspace() for character in text)),
)
sizes = st.one_of(st.integers(0, 10_000), texts)
ints = st.integers(-(2**31), 2**31 - 1)
parameters = st.lists(st.tuples(texts, texts), max_size=3)
media = st.builds(
    lambda kind, subtype: kind if subtype is None else f"{kind}/{subtype}",
    st.sampled_from(["image", "audio", "video"]),
    st.one_of(st.none(), texts),
)

binaries = st.builds(Binary, urls, media, texts)
embedded = st.builds(
    EmbeddedBinary,
    urls,
    media.filter(lambda kind: "/" in kind),
    texts,
    width=sizes,
    height=sizes,
    parameters=parameters,
)
applications = st.builds(
    Application,
    st.one_of(
        st.builds(Flash, urls, width=sizes, height=sizes, parameters=parameters),
        st.builds(JavaApplet, urls, texts, width=sizes, height=sizes, parameters=parameters),
    ),
)
lists = st.lists(texts, min_size=1, max_size=3).map(lambda items: List(*items))
items = st.one_of(texts, texts.map(Title), texts.map(Text), texts.map(FormattedContent), lists, binaries, embedded)
old_items = st.one_of(items, applications)


def bounds(
    low: st.SearchStrategy[int], high: st.SearchStrategy[int]
) -> st.SearchStrategy[tuple[int | None, int | None]]:
    """A minimum and a maximum, either of which may be missing, not crossed."""
    return st.tuples(st.one_of(st.none(), low), st.one_of(st.none(), high)).filter(
        lambda pair: pair[0] is None or pair[1] is None or pair[0] <= pair[1]
    )


constraints = st.one_of(
    st.tuples(bounds(ints, ints).map(lambda pair: IsNumeric(*pair))),
    st.tuples(bounds(st.integers(0, 10**30), st.integers(1, 10**30)).map(lambda pair: Length(*pair))),
    st.lists(
        st.builds(
            AnswerFormatRegex,
            texts,
            error_text=st.one_of(st.none(), texts),
            flags=st.sampled_from([None, "i"]),
        ),
        max_size=2,
    ).map(tuple),
    st.just(()),
)
free_text_answers = st.builds(
    lambda given, default, lines: FreeTextAnswer(*given, default=default, lines=lines),
    constraints,
    st.one_of(st.none(), texts),
    st.one_of(st.none(), st.integers(1, 10**20)),
)


@st.composite
def selection_answers(draw: st.DrawFn) -> SelectionAnswer:
    """A selection answer with labels of every kind and counts that fit."""
    label = st.one_of(texts, texts.map(FormattedContent), binaries)
    names = draw(st.lists(identifiers, min_size=1, max_size=4, unique=True))
    selections = [Selection(name, draw(label)) for name in names]
    other = draw(st.one_of(st.sampled_from([None, True, False]), free_text_answers))
    most = draw(st.one_of(st.none(), st.integers(1, len(names))))
    least = draw(st.one_of(st.none(), st.integers(0, most or 1)))
    styles = [style for style in STYLES if most in (None, 1) or style not in SINGLE_STYLES]
    style = draw(st.one_of(st.none(), st.sampled_from(styles)))
    return SelectionAnswer(selections, min=least, max=most, style=style, other=other)


uploads = st.tuples(st.integers(1, 2_000_000_000), st.integers(1, 2_000_000_000)).map(
    lambda pair: FileUploadAnswer(min_bytes=min(pair), max_bytes=max(pair))
)


@st.composite
def question_forms(draw: st.DrawFn) -> QuestionForm:
    """A form of either version, overviews and questions mixed."""
    version = draw(st.sampled_from(["2017-11-06", "2005-10-01"]))
    old = version == "2005-10-01"
    content = st.lists(old_items if old else items, min_size=1, max_size=3)
    answers = st.one_of(free_text_answers, selection_answers(), *([uploads] if old else []))
    names = draw(st.lists(identifiers, min_size=1, max_size=3, unique=True))
    questions = [
        Question(
            name,
            draw(content),
            draw(answers),
            display_name=draw(st.one_of(st.none(), texts)),
            required=draw(st.sampled_from([None, True, False])),
        )
        for name in names
    ]
    overviews = [Overview(*part) for part in draw(st.lists(content, max_size=2))]
    parts: list[Overview | Question] = [*questions, *overviews]
    return QuestionForm(*draw(st.permutations(parts)), version=version)


html_questions = st.builds(HTMLQuestion, texts, st.integers(0, 10**20))
value = st.one_of(texts, st.integers(), st.floats(allow_nan=False, allow_infinity=False))
values: st.SearchStrategy[str | float | list[str | float]] = st.one_of(value, st.lists(value, max_size=2))
external_questions = st.builds(
    lambda rest, height, params: ExternalQuestion(f"https://example.org/{rest}", height, params=params),
    st.text(st.sampled_from("abc/?&=.%#é日"), max_size=10),
    st.integers(0, 10_000),
    st.one_of(st.none(), st.dictionaries(st.text("abc &=é", min_size=1), values, max_size=2)),
)


@st.composite
def range_mappings(draw: st.DrawFn) -> RangeMapping:
    """Ranges that do not overlap."""
    edges = sorted(draw(st.lists(ints, min_size=2, max_size=6, unique=True)))
    ranges = [ScoreRange(low, high, draw(ints)) for low, high in zip(edges[::2], edges[1::2], strict=False)]
    return RangeMapping(*ranges, out_of_range=draw(ints))


@st.composite
def answer_keys(draw: st.DrawFn) -> AnswerKey:
    """A key with every kind of mapping, or none."""
    option = st.builds(
        lambda names, score: AnswerOption(*names, score=score),
        st.lists(identifiers, min_size=1, max_size=3, unique=True),
        ints,
    )
    names = draw(st.lists(identifiers, min_size=1, max_size=3, unique=True))
    questions = [
        KeyedQuestion(
            name,
            *draw(st.lists(option, min_size=1, max_size=2)),
            default_score=draw(st.one_of(st.none(), ints)),
        )
        for name in names
    ]
    mapping = st.one_of(
        st.none(),
        ints.filter(bool).map(PercentageMapping),
        st.floats(allow_nan=False, allow_infinity=False).map(ScaleMapping),
        range_mappings(),
    )
    return AnswerKey(*questions, mapping=draw(mapping))


answers = st.lists(
    st.one_of(
        st.builds(Answer, texts),
        st.builds(Answer, texts, text=texts),
        st.builds(Answer, texts, selections=st.lists(texts, max_size=3), other_text=st.one_of(st.none(), texts)),
        st.builds(Answer, texts, upload_size=st.integers(1, 10**12), upload_key=texts),
    ),
    min_size=1,
    max_size=4,
).map(lambda entries: Answers(*entries))

documents: st.SearchStrategy[Document] = st.one_of(
    question_forms(), html_questions, external_questions, answer_keys(), answers
)
