"""What all elements share: they cannot be subclassed, they store exact values, they can be pickled and shown."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable, Iterator
from enum import IntEnum, StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import questionforms as q
from questionforms.elements.base.element import Document, Element
from questionforms.elements.base.fields import Present
from tests.long_runs import examples
from tests.strategies import documents

ELEMENTS = [
    value for value in (getattr(q, name) for name in q.__all__) if inspect.isclass(value) and issubclass(value, Element)
]
FORM = q.QuestionForm(q.Question("q", "?", q.FreeTextAnswer()))
KEY = q.AnswerKey(q.KeyedQuestion("q", q.AnswerOption("a", score=1)), mapping=q.ScaleMapping(7.0))


class Word(StrEnum):
    """Texts that are more than texts."""

    A = "a"
    URL = "https://example.org/a"
    TYPE = "image/png"
    STYLE = "checkbox"
    FLAGS = "i"
    VERSION = "2005-10-01"


class Number(IntEnum):
    """Numbers that are more than numbers."""

    ONE = 1
    TWO = 2


class Loud(str):
    """Text that shows itself as another."""

    __slots__ = ()

    def __str__(self) -> str:
        return "loud"

    __repr__ = __str__

    def __format__(self, _: str) -> str:
        return "loud"


class LoudNumber(int):
    """A number that shows itself as another."""

    def __str__(self) -> str:
        return "77"

    __repr__ = __index__ = __int__ = __str__  # type: ignore[assignment]

    def __format__(self, _: str) -> str:
        return "77"


class LoudFloat(float):
    """A number that shows itself as another."""

    def __str__(self) -> str:
        return "77.0"

    __repr__ = __str__


class Values:
    """What the elements below are made of, each value of a class of its own."""

    def __init__(self, text: Callable[[str], Any], number: Callable[[int], Any]) -> None:
        self.a, self.url, self.type = text("a"), text("https://example.org/a"), text("image/png")
        self.style, self.flags, self.version = text("checkbox"), text("i"), text("2005-10-01")
        self.one, self.two = number(1), number(2)


#: One of each element, made of the values.
MAKERS: list[Callable[[Values], Element]] = [
    lambda v: q.Answer(v.a, selections=[v.a], other_text=v.a),
    lambda v: q.Answer(v.a, upload_size=v.one, upload_key=v.a),
    lambda v: q.Answers(q.Answer(v.a, text=v.a)),
    lambda v: q.AnswerFormatRegex(v.a, error_text=v.a, flags=v.flags),
    lambda v: q.AnswerOption(v.a, score=v.one),
    lambda v: q.KeyedQuestion(v.a, q.AnswerOption(v.a, score=v.one), default_score=v.two),
    lambda v: q.AnswerKey(q.KeyedQuestion(v.a, q.AnswerOption("a", score=1)), mapping=q.ScaleMapping(v.two)),
    lambda v: q.PercentageMapping(v.one),
    lambda v: q.ScaleMapping(v.one),
    lambda v: q.RangeMapping(q.ScoreRange(v.one, v.two, v.one), out_of_range=v.one),
    lambda v: q.ScoreRange(v.one, v.two, v.one),
    lambda v: q.Binary(v.url, v.type, v.a),
    lambda v: q.EmbeddedBinary(v.url, v.type, v.a, width=v.one, height=v.a, parameters={v.a: v.a}),
    lambda v: q.Application(q.Flash(v.url, width=v.one, height=v.a, parameters=[(v.a, v.a)])),
    lambda v: q.Flash(v.url, width=v.a, height=v.two),
    lambda v: q.JavaApplet(v.url, v.a, width=v.one, height=v.one, parameters=[(v.a, v.a)]),
    lambda v: q.ExternalQuestion(v.url, v.one, params={v.a: [v.a, v.one]}),
    lambda v: q.HTMLQuestion(v.a, v.one),
    lambda v: q.HTMLQuestion.from_template(v.a, v.one),
    lambda v: q.FormattedContent(v.a),
    lambda v: q.List(v.a),
    lambda v: q.Overview(v.a, q.Title(v.a), q.Text(v.a)),
    lambda v: q.Text(v.a),
    lambda v: q.Title(v.a),
    lambda v: q.IsNumeric(v.one, v.two),
    lambda v: q.Length(v.one, v.two),
    lambda v: q.FreeTextAnswer(q.Length(v.one), default=v.a, lines=v.one),
    lambda v: q.FileUploadAnswer(max_bytes=v.two, min_bytes=v.one),
    lambda v: q.Selection(v.a, v.a),
    lambda v: q.SelectionAnswer({v.a: v.a, "b": "B"}, min=v.one, max=v.two, style=v.style),
    lambda v: q.Question(v.a, v.a, q.FreeTextAnswer(), display_name=v.a),
    lambda v: q.QuestionForm(q.Question(v.a, [v.a], q.FreeTextAnswer()), version=v.version),
]


def stored(value: Any) -> Iterator[object]:
    """Everything that an element holds, elements and tuples opened."""
    if isinstance(value, Element):
        for inner in value._values():
            yield from stored(inner)
    elif isinstance(value, tuple):
        assert type(value) in (tuple, Present)
        for inner in value:
            yield from stored(inner)
    else:
        yield value


EXACT = {str, int, float, bool, type(None)}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("text", "number"), [(Word, Number), (Loud, LoudNumber)], ids=["enumerations", "classes"])
def test_what_is_stored_is_exact(
    make: Callable[[Values], Element], text: Callable[[str], Any], number: Callable[[int], Any]
) -> None:
    """Members of enumerations, and texts and numbers with a mind of their own, are stored as what they are."""
    plain, made = make(Values(str, int)), make(Values(text, number))
    assert {type(value) for value in stored(made)} <= EXACT
    assert made == plain
    assert repr(made) == repr(plain)
    assert written(made) == written(plain)


def written(element: Element) -> list[str]:
    """What an element adds to the XML."""
    out: list[str] = []
    element._write(out)
    return out


def test_every_element_is_made_above() -> None:
    """The list of makers has each public element."""
    assert {type(make(Values(str, int))) for make in MAKERS} == set(ELEMENTS)


@examples(100)
@given(documents)
def test_documents_store_exact_values(document: Document) -> None:
    """Built or read, a document holds texts, numbers and truth values of the plain types alone."""
    assert {type(value) for value in stored(document)} <= EXACT
    assert {type(value) for value in stored(type(document).from_xml(document.to_xml()))} <= EXACT


def test_a_float_is_exact() -> None:
    """A float of another class is stored as a float."""
    assert type(q.ScaleMapping(LoudFloat(1.5)).multiplier) is float
    assert q.ExternalQuestion("https://a.example/", params={"a": LoudFloat(1.5)}).url == "https://a.example/?a=1.5"


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.__name__)
def test_no_element_can_be_subclassed(element: type[Element]) -> None:
    """A subclass, which would lose its content, is a TypeError that says what to write instead."""
    with pytest.raises(
        TypeError, match=f"^Mine: {element.__name__} cannot be subclassed.*write a function that builds"
    ):
        type("Mine", (element,), {})


@examples(100)
@given(documents)
def test_every_pickle_protocol(document: Document) -> None:
    """A document survives each protocol of pickle, equal, written alike, and as frozen as before."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(document, protocol))
        assert again == document, protocol
        assert hash(again) == hash(document)
        assert again.to_xml() == document.to_xml()
        assert not hasattr(again, "__dict__")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_of_what_only_reading_gives(protocol: int) -> None:
    """NaN, which is read but not built, is equal after pickling; an empty Constraints is still written."""
    key = q.AnswerKey.from_xml(KEY.to_xml().replace("7.0", "NaN"))
    assert pickle.loads(pickle.dumps(key, protocol)) == key
    assert repr(key.mapping) == "ScaleMapping(nan)"
    for infinite in ("INF", "-INF"):
        key = q.AnswerKey.from_xml(KEY.to_xml().replace("7.0", infinite))
        assert pickle.loads(pickle.dumps(key, protocol)) == key
    xml = FORM.to_xml().replace("<FreeTextAnswer/>", "<FreeTextAnswer><Constraints></Constraints></FreeTextAnswer>")
    form = q.QuestionForm.from_xml(xml)
    assert pickle.loads(pickle.dumps(form, protocol)).to_xml() == xml


def test_a_repr_hides_nothing() -> None:
    """A form that was read with a selection twice shows both, in code that the builder refuses."""
    picture = q.Binary("https://x", "image", "")
    answer = q.SelectionAnswer([q.Selection("a", "A"), q.Selection("b", "B"), q.Selection("c", picture)])
    xml = q.QuestionForm(q.Question("q", "?", answer)).to_xml().replace("Identifier>b<", "Identifier>a<")
    shown = repr(q.QuestionForm.from_xml(xml).questions[0].answer)
    third = "Selection('c', Binary('https://x', 'image', ''))"
    assert shown == f"SelectionAnswer([Selection('a', 'A'), Selection('a', 'B'), {third}])"
    with pytest.raises(q.InvalidArgument, match="'a' is given twice"):
        eval(shown, {name: getattr(q, name) for name in q.__all__})


@given(st.integers(0, 3))
def test_an_enumeration_counts(least: int) -> None:
    """The number of selections may come as a member of an enumeration; it is written in digits."""
    count = IntEnum("count", {"LEAST": least})
    labels: dict[str, str] = dict.fromkeys("abc", "x")
    answer = q.SelectionAnswer(labels, min=count.LEAST, max=3)
    assert f"<MinSelectionCount>{least}</MinSelectionCount>" in q.QuestionForm(q.Question("q", "?", answer)).to_xml()
