"""What any argument does with a value that nobody meant to give: it refuses in words, and never fails by itself."""

from __future__ import annotations

import inspect
import pickle
from collections import OrderedDict, UserDict
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import questionforms
from questionforms import (
    Answer,
    AnswerOption,
    Answers,
    Binary,
    ExternalQuestion,
    Flash,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    InvalidArgument,
    IsNumeric,
    KeyedQuestion,
    Length,
    List,
    Overview,
    Question,
    QuestionForm,
    ScaleMapping,
    Selection,
    SelectionAnswer,
    Title,
    WrongType,
    parse_answers,
)
from questionforms.elements.base import arguments as members
from questionforms.elements.base.element import Element
from questionforms.words import type_of
from tests.long_runs import examples

FREE = FreeTextAnswer()
OPTION = AnswerOption("a", score=1)
KEYED = KeyedQuestion("q", OPTION)
URL = "https://example.org/a.png"
#: A number that Python refuses to write in digits.
HUGE = 10**5_000
ELEMENTS = [
    value
    for value in (getattr(questionforms, name) for name in questionforms.__all__)
    if inspect.isclass(value) and issubclass(value, Element)
]


class Broken:
    """A value whose repr fails."""

    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class Anything:
    """A value that has every attribute, as a mock."""

    def __getattr__(self, name: str) -> Any:
        return self


class Incomparable:
    """A value that is equal to nothing, and cannot be asked, as an array or pandas' NA."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise TypeError("ambiguous")


class Html:
    """A value whose `__html__` gives what it was made with."""

    def __init__(self, html: Any) -> None:
        self.html = html

    def __html__(self) -> Any:
        return self.html


def refusal(make: Callable[[], Any], error: type[InvalidArgument | WrongType], argument: str) -> str:
    """The message of the exception that a call raises, which must be of this class and name this argument."""
    with pytest.raises(error) as caught:
        make()
    assert caught.value.argument == argument
    return str(caught.value)


odd: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [None, True, HUGE, -HUGE, 1.5, float("nan"), b"x", bytearray(b"x"), memoryview(b"x"), object(), Broken()]
    ),
    st.sampled_from([Anything(), Incomparable(), Html(None), Html(b"x"), Html("x"), Html("\0"), Markup, dict, Title]),
    st.sampled_from([List("a"), Title("a"), FREE, type("", (), {})(), {"a"}, frozenset("a"), range(2)]),
    st.sampled_from(["", "a", "\0", "\ud800", "https://[a", URL, "image/png", "https://a/\u2100", Markup("<b>")]),
    st.sampled_from([[], ["ab"], [("a", 1)], [("a", None)], ("a", "b", "c"), [[]], {"a": "b"}, {1: 2}, {"a": HUGE}]),
    st.sampled_from([UserDict(a="b"), {"a": Html(None)}, {None: "x"}, [Selection("a", "A")], [None], "ab", 0, 1, -1]),
)
#: Values that one element or another takes, so that an odd one is not always the first of its call.
usual: st.SearchStrategy[Any] = st.sampled_from(
    ["a", URL, "image/png", None, 1, 2, True, FREE, [], {"a": "b"}, Length(1), Selection("a", "A"), OPTION, KEYED]
)


@examples(2_000)
@given(st.sampled_from(ELEMENTS), st.data())
def test_whatever_is_given_is_taken_or_refused(element: type[Element], data: st.DataObject) -> None:
    """No value at all makes an element raise anything but InvalidArgument or WrongType; what is taken is written."""
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    for name, parameter in inspect.signature(element).parameters.items():
        if parameter.kind is parameter.VAR_POSITIONAL:
            args += data.draw(st.lists(st.one_of(odd, usual), max_size=2))
        elif parameter.kind is parameter.KEYWORD_ONLY:
            kwargs[name] = data.draw(st.one_of(odd, usual))
        else:
            args.append(data.draw(st.one_of(odd, usual)))
    try:
        made = element(*args, **kwargs)
    except (InvalidArgument, WrongType):
        return
    assert repr(made)
    assert hash(made) == hash(pickle.loads(pickle.dumps(made)))
    made._write([])


@pytest.mark.parametrize(
    "value", [*map(Html, [None, b"x", 5]), Markup, Anything()], ids=lambda value: repr(type(value))
)
def test_what_gives_no_markup_is_none(value: Any) -> None:
    """A `__html__` that gives no text, a class that has one, and an object that has everything, are wrong types."""
    refusal(lambda: FormattedContent(value), WrongType, "xhtml")
    refusal(lambda: HTMLQuestion(value), WrongType, "html")
    refusal(lambda: Overview(value), WrongType, "content")
    refusal(lambda: Question("q", value, FREE), WrongType, "content")
    refusal(lambda: Selection("a", value), WrongType, "label")
    refusal(lambda: HTMLQuestion.from_template(value), WrongType, "template")


def test_a_wrong_html_is_shown() -> None:
    """The message says what `__html__` gave, and where that was given."""
    assert "Overview: argument `content`" in refusal(lambda: Overview(Html(None)), WrongType, "content")
    assert "returns None; expected text (str)" in refusal(lambda: Overview(Html(None)), WrongType, "content")
    assert "returns bytes" in refusal(lambda: HTMLQuestion(Html(b"x")), WrongType, "html")


@pytest.mark.parametrize(
    ("make", "argument"),
    [
        (lambda: HTMLQuestion("x", -HUGE), "frame_height"),
        (lambda: IsNumeric(min=HUGE), "min"),
        (lambda: ScaleMapping(HUGE), "multiplier"),
        (lambda: SelectionAnswer({"a": "b"}, min=HUGE), "min"),
        (lambda: ExternalQuestion(URL, params={"a": HUGE}), "params"),
        (lambda: HTMLQuestion.from_template("${a}", a=HUGE), "a"),
    ],
)
def test_numbers_of_thousands_of_digits_are_refused(make: Callable[[], Any], argument: str) -> None:
    """A number that Python itself does not write is refused as one out of range, by the argument's name."""
    refusal(make, InvalidArgument, argument)


def test_a_value_without_a_repr_is_shown_by_its_type() -> None:
    """A message never fails over what it shows."""
    broken: Any = Broken()
    assert "<Broken> is a Broken; expected text (str)" in refusal(lambda: Title(broken), WrongType, "text")


NONE: Any = None


@pytest.mark.parametrize(
    ("make", "argument"),
    [
        (lambda: Title(NONE), "text"),
        (lambda: Question(NONE, "?", FREE), "identifier"),
        (lambda: Question("q", "?", NONE), "answer"),
        (lambda: SelectionAnswer(NONE), "selections"),
        (lambda: SelectionAnswer({"a": NONE}), "label"),
        (lambda: Overview(NONE), "content"),
        (lambda: QuestionForm(NONE), "parts"),
        (lambda: QuestionForm(Question("q", "?", FREE), version=NONE), "version"),
        (lambda: HTMLQuestion("x", NONE), "frame_height"),
        (lambda: ScaleMapping(NONE), "multiplier"),
        (lambda: Flash(URL, width=NONE, height=1), "width"),
        (lambda: Flash(URL, width=1, height=1, parameters=NONE), "parameters"),
        (lambda: Flash(URL, width=1, height=1, parameters={"a": NONE}), "parameters"),
        (lambda: ExternalQuestion(URL, params={"a": NONE}), "params"),
    ],
)
def test_none_is_called_none(make: Callable[[], Any], argument: str) -> None:
    """A message about None says that it is None, not that None is None."""
    assert "it is None; expected" in refusal(make, WrongType, argument)


def test_the_message_says_all_that_is_taken() -> None:
    """Where more than text is taken, the message about a wrong type says so."""
    film: Any = {"width": 1.5, "height": 1}
    assert "expected pixels (int) or text such as '50%'" in refusal(lambda: Flash(URL, **film), WrongType, "width")
    page: Any = b"x"
    assert refusal(lambda: HTMLQuestion(page), WrongType, "html").endswith(
        "expected text (str) or markup, or a pathlib.Path"
    )
    assert refusal(lambda: FormattedContent(page), WrongType, "xhtml").endswith(
        "expected text (str) or markup, or a pathlib.Path"
    )


UNORDERED = [{"a", "b"}, frozenset("ab")]
BINARY = [b"abc", bytearray(b"abc")]
MAPPINGS = [{"a": "b"}, OrderedDict(a="b"), UserDict(a="b"), MappingProxyType({"a": "b"})]


@pytest.mark.parametrize("value", [*UNORDERED, *BINARY, *MAPPINGS], ids=lambda value: type(value).__name__)
def test_content_is_in_order(value: Any) -> None:
    """A mapping, a set and bytes are no content, and the message shows the whole, not one of its items."""
    what = f"{value!r} is {type_of(value)}"
    assert what in refusal(lambda: Question("q", value, FREE), WrongType, "content")
    assert what in refusal(lambda: Overview(value), WrongType, "content")
    assert what in refusal(lambda: Answer("q", selections=value), WrongType, "selections")


@pytest.mark.parametrize("value", [*UNORDERED, *BINARY], ids=lambda value: type(value).__name__)
def test_selections_are_in_order(value: Any) -> None:
    """A set and bytes are no selections, and no pairs."""
    what = f"is {type_of(value)}; expected"
    assert what in refusal(lambda: SelectionAnswer(value), WrongType, "selections")
    assert what in refusal(lambda: ExternalQuestion(URL, params=value), WrongType, "params")


@pytest.mark.parametrize("value", MAPPINGS, ids=lambda value: type(value).__name__)
def test_any_mapping_gives_selections(value: Any) -> None:
    """Whatever has a mapping's `items()` gives identifiers and labels, and names and values."""
    assert SelectionAnswer(value) == SelectionAnswer({"a": "b"})
    assert ExternalQuestion(URL, params=value) == ExternalQuestion(f"{URL}?a=b")


def test_texts_are_no_pairs_and_no_sequence() -> None:
    """A text of two characters is no pair, and a text is no sequence of identifiers."""
    pair: Any = ["ab"]
    assert "'ab' is a str, not a pair" in refusal(lambda: ExternalQuestion(URL, params=pair), WrongType, "params")
    selections: Any = "ab"
    assert "'ab' is a str" in refusal(lambda: Answer("q", selections=selections), WrongType, "selections")


@pytest.mark.parametrize(
    ("blank", "said"), [(" ", "%20"), ("\u00a0", "U+00A0"), ("\n", "U+000A"), ("\u2028", "U+2028")]
)
def test_blanks_in_urls_are_named(blank: str, said: str) -> None:
    """A blank in a URL is to be written as %20; any other kind of it is named by its code point."""
    message = refusal(lambda: Binary(f"https://a.example/b{blank}c", "image", ""), InvalidArgument, "url")
    assert said in message
    assert ("%20" in message) == (blank == " ")


@pytest.mark.parametrize("value", [None, 5, object(), ["<a/>"], Markup])
def test_reading_takes_xml_or_a_path(value: Any) -> None:
    """Anything but XML and a path is a wrong type, said of the function that was called."""
    assert "QuestionForm.from_xml: argument `xml`" in refusal(lambda: QuestionForm.from_xml(value), WrongType, "xml")
    assert "Answers.from_xml: argument `xml`" in refusal(lambda: Answers.from_xml(value), WrongType, "xml")
    if value is not None:
        assert "parse_answers: argument `xml`" in refusal(lambda: parse_answers(value), WrongType, "xml")


def test_finding_what_is_given_twice_is_linear() -> None:
    """Each identifier is compared by its hash alone: as many comparisons as there are identifiers, not their square."""
    compared = 0

    class Counted(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    names = [Counted(f"q{number}") for number in range(5_000)]
    with pytest.raises(InvalidArgument, match="'q4999' is given twice"):
        members.unique("QuestionForm", "parts", [*names, Counted("q4999")])
    assert compared < len(names)
