"""The words of messages: names quoted and listed, texts cut, the name that was meant, and how wide a text is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.words import (
    all_near,
    alternatives,
    columns,
    counted,
    did_you_mean,
    either,
    listed,
    nearest,
    printable,
    quoted,
    shortened,
    shown,
    together,
    type_of,
)

TAGS = ("b", "br", "u", "ul", "table", "thead", "tbody", "blockquote", "center", "area")
RULES = ("private-host", "small-frame-height", "external-url-not-https", "empty-alt-text")
STYLES = ("radiobutton", "dropdown", "checkbox", "list", "combobox", "multichooser")


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("Titel", ("Title", "ListItem"), "Title"),
        ("Item", ("Title", "ListItem"), "ListItem"),
        ("displayname ", ("DisplayName", "Name"), "DisplayName"),
        ("q-1", ("q_1", "q_2"), "q_1"),
        ("q3", ("q1", "q2"), None),
        ("radio", STYLES, "radiobutton"),
        ("Radio-Buttons", STYLES, "radiobutton"),
        ("image/png", ("image", "audio", "video"), "image"),
        ("max", ("minLength", "maxLength"), "maxLength"),
        ("preview", ("Accept", "DiscoverPreviewAndAccept", "PreviewAndAccept"), "PreviewAndAccept"),
        ("Private_Hosts", RULES, "private-host"),
        ("url-not-http", RULES, "external-url-not-https"),
        ("all", RULES, None),
        ("header", TAGS, None),
        ("label", TAGS, None),
        ("i", TAGS, None),
        ("quote", TAGS, "blockquote"),
        ("", TAGS, None),
        ("anything", (), None),
        (None, ("none", "some"), "none"),
    ],
)
def test_the_nearest_name_is_the_one_meant(name: object, known: tuple[str, ...], meant: str | None) -> None:
    """A slip, another case or a part of a name is seen; a name that is only a little alike is not taken for another."""
    assert nearest(name, known) == meant


@given(st.lists(st.text(min_size=1), min_size=1, unique=True), st.data())
def test_a_known_name_is_found_whatever_its_case(known: list[str], data: st.DataObject) -> None:
    """A name is found by its capitals, and given as it is known."""
    name = data.draw(st.sampled_from(known))
    found = nearest(name.upper(), known)
    assert found is None or found in known
    if name.isalnum() and name.isascii():
        assert found is not None
        assert "".join(found.casefold().replace("-", " ").replace("_", " ").split()) == name.casefold()


def test_the_likeliest_names_come_first() -> None:
    """Of several near names, those that are spelt alike precede those that only have a part in common."""
    assert all_near("Answers", ("AnswerOption", "Answer", "Title"), 2) == ["Answer"]
    assert all_near("Answer", ("AnswerOption", "Answers", "Title"), 2) == ["Answers", "AnswerOption"]
    assert all_near("Answer", ("AnswerOption", "Answers", "Title"), 1) == ["Answers"]
    assert all_near("FrameHeight", ("FrameWidth", "Title"), 2) == []
    assert all_near("FrameHeight", ("FrameWidth", "Title"), 2, alike=0.6) == ["FrameWidth"]


@given(st.text(), st.integers(min_value=3, max_value=200))
def test_a_cut_text_has_at_most_the_length(text: str, most: int) -> None:
    """What fits is unchanged; what does not is a beginning of the text, with three dots, and exactly as long."""
    cut = shortened(text, most)
    assert (cut == text) if len(text) <= most else (len(cut) == most and text.startswith(cut[:-3]))


def test_values_are_quoted_as_messages_show_them() -> None:
    """Text stands between backticks without its quotes, other values by their repr; nothing is named in words."""
    assert quoted("a") == "`a`"
    assert quoted(["a", 1]) == "`['a', 1]`"
    assert (quoted(""), quoted(None)) == ("empty text", "None")
    assert quoted("x" * 100) == f"`{'x' * 77}...`"
    assert quoted("x" * 100, 10) == "`xxxxxxx...`"


def test_a_value_without_a_repr_is_shown_by_its_type() -> None:
    """A message never fails over what it shows."""
    huge: Any = 10**5000
    assert shown(huge) == "<int>"
    assert quoted(huge) == "`<int>`"
    assert shown("a") == "'a'"


def test_names_in_a_row() -> None:
    """Alternatives have `or` before the last; a list is cut after the first names, and says how many more there are."""
    assert either("a") == "`a`"
    assert either("ab") == "`a` or `b`"
    assert either("abc") == "`a`, `b` or `c`"
    assert alternatives("abc", 3) == "a, b or c"
    assert alternatives("abcd", 2) == "a, b or 2 more"
    assert listed("ab") == "`a`, `b`"
    assert listed("abcdefgh") == "`a`, `b`, `c`, `d`, `e`, `f` and 2 more"
    assert listed("") == ""


def test_numbers_with_their_nouns() -> None:
    """Only one is singular; thousands are apart."""
    assert [counted(count, "file") for count in (0, 1, 2, 1234)] == ["0 files", "1 file", "2 files", "1,234 files"]


def test_what_was_meant_is_asked_at_the_end() -> None:
    """The question follows a semicolon, in the quotes of the message; where nothing is near, nothing is asked."""
    assert did_you_mean("a") == "; did you mean `a`?"
    assert did_you_mean("a", repr) == "; did you mean 'a'?"
    assert did_you_mean(None) == ""


@given(st.text())
def test_printable_text_is_one_line(text: str) -> None:
    """Whatever it holds, a text is on one line and does nothing to a terminal; what can be printed is unchanged."""
    assert printable(text).isprintable()
    assert printable(text) == text or not text.isprintable()


@pytest.mark.parametrize(
    ("text", "wide"), [("", 0), ("abc", 3), ("e\u0301", 1), ("\u0301", 0), ("冬の", 4), ("한글", 4), ("\u3000", 2)]
)
def test_columns_of_a_terminal(text: str, wide: int) -> None:
    """An accent that combines takes no column, a Chinese character two."""
    assert columns(text) == wide


@given(st.text(), st.text())
def test_columns_of_any_text_are_counted(text: str, more: str) -> None:
    """No text has fewer than no columns, control characters included, and ASCII has as many as characters."""
    assert columns(text) >= 0
    ascii_ = "".join([character for character in more if character.isascii() and character.isprintable()])
    assert columns(ascii_) == len(ascii_)


@pytest.mark.parametrize(
    ("names", "said"),
    [((), ""), (("a",), "`a`"), (("a", "b", "c"), "`a`, `b` and `c`"), ("abcd", "`a`, `b` and 2 more")],
)
def test_names_together(names: tuple[str, ...], said: str) -> None:
    """The last name follows `and`, as does the number of those that are not shown."""
    assert together(names, 2 if len(names) > 3 else 6) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("int", "an int"), ("HTMLQuestion", "an HTMLQuestion"), ("UUID", "a UUID"), ("HIT", "a HIT"), ("bytes", "bytes")],
)
def test_articles_of_types(name: str, said: str) -> None:
    """A type has the article of its first sound; bytes have none."""
    assert type_of(type(name, (), {})()) == said
