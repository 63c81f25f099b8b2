"""Edits of a text: the result, and where its characters came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questionforms.checks.xhtml.tag_soup import Edits


def test_changes_are_made_in_the_order_of_the_text() -> None:
    """Replacements and insertions are made in the right places, whatever order they are added in."""
    edits = Edits("abcdef")
    edits.replace(4, 5, "EE")
    edits.insert(2, "|")
    edits.replace(0, 1)
    assert edits.apply() == "b|cdEEf"
    assert [edits.origin(index) for index in range(8)] == [1, 2, 2, 3, 4, 5, 5, 6]


def test_insertions_in_one_place_keep_their_order() -> None:
    """Of two at the same place, the first one added comes first; both come before a replacement there."""
    edits = Edits("ab")
    edits.insert(1, "1")
    edits.insert(1, "2")
    edits.replace(1, 2, "B")
    assert edits.apply() == "a12B"


def test_what_is_left_out_is_not_changed() -> None:
    """An edit inside a part that is replaced is dropped."""
    edits = Edits("abcdef")
    edits.replace(1, 5, "-")
    edits.insert(3, "x")
    edits.replace(2, 3, "y")
    assert edits.apply() == "a-f"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.text("xyz", max_size=3)), max_size=5))
def test_what_stays_is_found_again(changes: list[tuple[int, int, str]]) -> None:
    """Each character that remains from the text has its own place, and places are in order."""
    text = "0123456789"
    edits = Edits(text)
    for start, length, new in changes:
        edits.replace(start, min(start + length, len(text)), new)
    changed = edits.apply()
    assert all(text[edits.origin(index)] == character for index, character in enumerate(changed) if character in text)
    origins = [edits.origin(index) for index in range(len(changed) + 1)]
    assert origins == sorted(origins)
