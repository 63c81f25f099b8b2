"""Answers as fields with values: a crowd-form's JSON opened, checkboxes divided where the caller says so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers, WrongType, parse_answers
from tests.answers.written import on_one_line


def crowd(text: str) -> Answers:
    """What a crowd-form sends, with this text."""
    return parse_answers(on_one_line(Answers(Answer("taskAnswers", text=text))))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('[{"country": "United States"}]', {"country": "United States"}),
        (' \n[ {"a": "1", "b": 2, "c": 1.5, "d": null} ]\n', {"a": "1", "b": 2, "c": 1.5, "d": None}),
        ('[{"category": {"label": "Dog"}}]', {"category.label": "Dog"}),
        ('[{"mood": {"good": true, "bad": false}}]', {"mood.good": True, "mood.bad": False}),
        ('[{"a": {"b": {"c": [1, {"d": 2}]}}, "e": {}}]', {"a.b.c": [1, {"d": 2}], "e": {}}),
        ('{"a": "no array"}', {"a": "no array"}),
        ("[{}]", {}),
        ('[{"a": {"b": 1}, "a.b": 2}]', {"a.b": [1, 2]}),
    ],
)
def test_json_of_a_crowd_form_is_opened(text: str, fields: dict[str, Any]) -> None:
    """The one object's fields are there by name, nested ones with dotted names, of JSON's own types."""
    assert crowd(text).expanded() == fields


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not valid json{",
        '["a"]',
        '[{"a": 1}, {"b": 2}]',
        "[]",
        "5",
        "[{'a': 1}]",
        '[{"a": 1, "a": 2}]',
        '[{"a": NaN}]',
        '[{"a": ' + "9" * 5_000 + "}]",
        "[" * 100_000,
        '[{"a":' * 50_000,
        '{"a":' * 900 + "1" + "}" * 900,
    ],
    ids=lambda text: text[:20],
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    """What is no JSON, no one object, or would lose a value, is the text under its own name, or is opened whole."""
    found = crowd(text).expanded()
    assert found == {"taskAnswers": text} or found == {"a." * 899 + "a": 1}


def test_plain_fields_keep_their_values() -> None:
    """Values of all kinds are there; what an answer holds beside its value has a dotted name."""
    answers = Answers(
        Answer("t", text='[{"a": 1}]'),
        Answer("s", selections=["a", "b"], other_text="o"),
        Answer("u", upload_size=5, upload_key="k"),
        Answer("e"),
        Answer("o", other_text="only"),
    )
    assert answers.expanded() == {
        "t": '[{"a": 1}]',
        "s": ("a", "b"),
        "s.other_text": "o",
        "u": "k",
        "u.upload_size": 5,
        "e": None,
        "o": (),
        "o.other_text": "only",
    }


def test_repeated_names_are_lists() -> None:
    """A name that is there more than once has all its values, in order."""
    answers = Answers(Answer("a", text="1"), Answer("b", selections=["x"]), Answer("a", text="2"), Answer("a"))
    assert answers.expanded() == {"a": ["1", "2", None], "b": ("x",)}


def test_values_are_divided_where_the_caller_says_so() -> None:
    """A bar divides the values of the named fields alone, since a value may hold one itself."""
    answers = Answers(Answer("boxes", text="a|b|"), Answer("dialog", text="ed | ed | 1"), Answer("one", text="a"))
    assert answers.expanded()["boxes"] == "a|b|"
    divided = answers.expanded(split=["boxes", "one", "absent"])
    assert divided == {"boxes": ("a", "b", ""), "dialog": "ed | ed | 1", "one": ("a",)}
    assert crowd('[{"x": {"y": "a|b"}}]').expanded(split=["x.y"]) == {"x.y": ("a", "b")}
    with pytest.raises(WrongType, match="split"):
        answers.expanded(split="boxes")


def test_what_the_schema_does_not_have_is_there_too() -> None:
    """Mixed kinds and extras have dotted names."""
    xml = on_one_line(Answers(Answer("q", text="t"))).replace(
        "</FreeText>", "</FreeText><SelectionIdentifier>s</SelectionIdentifier><Foo>x</Foo>"
    )
    assert parse_answers(xml).expanded() == {"q": "t", "q.selections": ("s",), "q.Foo": "x"}


values = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text())
names = st.text(st.characters(exclude_characters="."), max_size=5)


@given(st.dictionaries(names, st.one_of(values, st.dictionaries(names, values, min_size=1, max_size=3)), max_size=4))
def test_whatever_a_page_sends_comes_back(fields: dict[str, Any]) -> None:
    """Each value of any object comes back under its name."""
    flat = {}
    for name, value in fields.items():
        inner = {f"{name}.{key}": item for key, item in value.items()} if isinstance(value, dict) else {name: value}
        flat.update(inner)
    assert crowd(json.dumps([fields])).expanded() == flat
