"""Hypothesis strategies: any document that the builder can make.

The builder does not look into the XHTML of FormattedContent and the HTML of a page. `documents` has any text there;
`sound_documents` has what is right, and no character that the service does not take.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from random import Random
from typing import Literal

from hypothesis import strategies as st
from lxml import etree
from markupsafe import escape

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
from questionforms.elements.base.element import Document
from questionforms.namespaces import XHTML
from tests.documents import valid

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


def _markup(seed: int) -> str:
    """XHTML that FormattedContent takes."""
    root = etree.Element(f"{{{XHTML}}}FormattedContent", nsmap={None: XHTML})
    generated = valid(XHTML, Random(seed))
    root.text = generated.text
    root.extend(list(generated))
    for element in root.iter(etree.Element):
        element.attrib.pop("headers", None)  # names of ids that no element has
    etree.cleanup_namespaces(root, top_nsmap={None: XHTML})
    xml = etree.tostring(root, encoding="unicode")
    return _in_one_plane(xml.partition(">")[2].rpartition("<")[0])


def _in_one_plane(text: str) -> str:
    """The text with an `x` for each character that the service does not take."""
    return "".join(character if character <= "\uffff" else "x" for character in text)


def _page(text: str) -> str:
    """A page with a form that a worker can send."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>A task</title>
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script></head>
<body><crowd-form><p>{escape(text)}</p><textarea name="answer" required></textarea></crowd-form></body>
</html>"""


@dataclass(frozen=True)
class Contents:
    """What the texts of a document are drawn from."""

    texts: st.SearchStrategy[str]
    markup: st.SearchStrategy[str]
    pages: st.SearchStrategy[str]
    regexes: st.SearchStrategy[str]

    @cached_property
    def identifiers(self) -> st.SearchStrategy[str]:
        """Texts that are not empty."""
        return self.texts.filter(bool)


def _literally(text: str) -> str:
    """A regex that finds a text."""
    return "".join(f"\\{character}" if character in "^$\\.*+?()[]{}|/" else character for character in text)


ANY = Contents(texts, texts, texts, texts.map(_literally))

plain_texts = texts.map(_in_one_plane)
SOUND = Contents(
    plain_texts,
    st.integers(0, 10_000).map(_markup),
    plain_texts.map(lambda text: "".join(part for part in text if part.isprintable() or part in " \n")).map(_page),
    st.sampled_from([r"\S", r"^\d{3}-\d{4}$", "(^$|\\S{2,})", "[a-z]+", "^(yes|no)$", "", r"^[A-Z]\w*(?=!)", "a{2}"]),
)

ints = st.integers(-(2**31), 2**31 - 1)
uploads = st.tuples(st.integers(1, 2_000_000_000), st.integers(1, 2_000_000_000)).map(
    lambda pair: FileUploadAnswer(min_bytes=min(pair), max_bytes=max(pair))
)


@cache
def _urls(contents: Contents) -> st.SearchStrategy[str]:
    return st.builds(
        lambda scheme, rest: scheme + rest,
        st.sampled_from(["http://", "https://"]),
        contents.texts.filter(lambda text: not any(character.isspace() for character in text)),
    )


@cache
def _media(contents: Contents) -> st.SearchStrategy[str]:
    return st.builds(
        lambda kind, subtype: kind if subtype is None else f"{kind}/{subtype}",
        st.sampled_from(["image", "audio", "video"]),
        st.one_of(st.none(), contents.texts),
    )


@cache
def _binaries(contents: Contents) -> st.SearchStrategy[Binary]:
    return st.builds(Binary, _urls(contents), _media(contents), contents.texts)


@cache
def _items(contents: Contents, *, old: bool) -> st.SearchStrategy[object]:
    """Content of every kind; that of the old schema too where asked for."""
    texts, urls = contents.texts, _urls(contents)
    size = st.one_of(st.integers(0, 10_000), texts)
    parameters = st.lists(st.tuples(texts, texts), max_size=3)
    kinds: list[st.SearchStrategy[object]] = [
        texts,
        texts.map(Title),
        texts.map(Text),
        contents.markup.map(FormattedContent),
        st.lists(texts, min_size=1, max_size=3).map(lambda items: List(*items)),
        _binaries(contents),
        st.builds(
            EmbeddedBinary,
            urls,
            _media(contents).filter(lambda kind: "/" in kind),
            texts,
            width=size,
            height=size,
            parameters=parameters,
        ),
    ]
    flash = st.builds(Flash, urls, width=size, height=size, parameters=parameters)
    applet = st.builds(JavaApplet, urls, texts, width=size, height=size, parameters=parameters)
    return st.one_of(*kinds, *([st.builds(Application, st.one_of(flash, applet))] if old else []))


def bounds(
    low: st.SearchStrategy[int], high: st.SearchStrategy[int]
) -> st.SearchStrategy[tuple[int | None, int | None]]:
    """A minimum and a maximum, either of which may be missing, not crossed."""
    return st.tuples(st.one_of(st.none(), low), st.one_of(st.none(), high)).filter(
        lambda pair: pair[0] is None or pair[1] is None or pair[0] <= pair[1]
    )


@cache
def _free_text_answers(contents: Contents) -> st.SearchStrategy[FreeTextAnswer]:
    regex = st.builds(
        AnswerFormatRegex,
        contents.regexes,
        error_text=st.one_of(st.none(), contents.texts),
        flags=st.sampled_from([None, "i"]),
    )
    constraints = st.one_of(
        st.tuples(bounds(ints, ints).map(lambda pair: IsNumeric(*pair))),
        st.tuples(bounds(st.integers(0, 10**30), st.integers(1, 10**30)).map(lambda pair: Length(*pair))),
        st.lists(regex, max_size=2).map(tuple),
        st.just(()),
    )
    return st.builds(
        lambda given, default, lines: FreeTextAnswer(*given, default=default, lines=lines),
        constraints,
        st.one_of(st.none(), contents.texts),
        st.one_of(st.none(), st.integers(1, 10**20)),
    )


@st.composite
def selection_answers(draw: st.DrawFn, contents: Contents) -> SelectionAnswer:
    """A selection answer with labels of every kind and counts that fit."""
    label = st.one_of(contents.texts, contents.markup.map(FormattedContent), _binaries(contents))
    names = draw(st.lists(contents.identifiers, min_size=1, max_size=4, unique=True))
    selections = [Selection(name, draw(label)) for name in names]
    other = draw(st.one_of(st.sampled_from([None, True, False]), _free_text_answers(contents)))
    most = draw(st.one_of(st.none(), st.integers(1, len(names))))
    least = draw(st.one_of(st.none(), st.integers(0, most or 1)))
    styles = [style for style in STYLES if most in (None, 1) or style not in SINGLE_STYLES]
    style = draw(st.one_of(st.none(), st.sampled_from(styles)))
    return SelectionAnswer(selections, min=least, max=most, style=style, other=other)


@st.composite
def question_forms(draw: st.DrawFn, contents: Contents = ANY) -> QuestionForm:
    """A form of either version, overviews and questions mixed."""
    versions: list[Literal["2017-11-06", "2005-10-01"]] = ["2017-11-06", "2005-10-01"]
    version = draw(st.sampled_from(versions))
    old = version == "2005-10-01"
    content = st.lists(_items(contents, old=old), min_size=1, max_size=3)
    answers = st.one_of(_free_text_answers(contents), selection_answers(contents), *([uploads] if old else []))
    names = draw(st.lists(contents.identifiers, min_size=1, max_size=3, unique=True))
    questions = [
        Question(
            name,
            draw(content),  # type: ignore[arg-type]
            draw(answers),
            display_name=draw(st.one_of(st.none(), contents.texts)),
            required=draw(st.sampled_from([None, True, False])),
        )
        for name in names
    ]
    overviews = [Overview(*part) for part in draw(st.lists(content, max_size=2))]  # type: ignore[arg-type]
    parts: list[Overview | Question] = [*questions, *overviews]
    return QuestionForm(*draw(st.permutations(parts)), version=version)


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


mappings = st.one_of(
    st.none(),
    ints.filter(bool).map(PercentageMapping),
    st.floats(allow_nan=False, allow_infinity=False).map(ScaleMapping),
    range_mappings(),
)


@cache
def _answer_options(contents: Contents) -> st.SearchStrategy[AnswerOption]:
    return st.builds(
        lambda names, score: AnswerOption(*names, score=score),
        st.lists(contents.identifiers, min_size=1, max_size=3, unique=True),
        ints,
    )


@st.composite
def answer_keys(draw: st.DrawFn, contents: Contents = ANY) -> AnswerKey:
    """A key with every kind of mapping, or none."""
    options = st.lists(_answer_options(contents), min_size=1, max_size=2)
    names = draw(st.lists(contents.identifiers, min_size=1, max_size=3, unique=True))
    questions = [
        KeyedQuestion(
            name,
            *draw(options),
            default_score=draw(st.one_of(st.none(), ints)),
        )
        for name in names
    ]
    return AnswerKey(*questions, mapping=draw(mappings))


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


def _documents(contents: Contents) -> st.SearchStrategy[Document]:
    pages = st.builds(HTMLQuestion, contents.pages, st.integers(0, 10**20))
    return st.one_of(question_forms(contents), pages, external_questions, answer_keys(contents), answers)


documents = _documents(ANY)
sound_documents = _documents(SOUND)
