"""Values with `|` between them: what was joined can be split again where the convention allows it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questionforms.answers.read.pipe_separated import (
    can_be_split,
    join_answer,
    join_fields,
    join_selections,
    split_answer,
    split_fields,
    split_selections,
)

VALUES = st.lists(st.text(st.sampled_from("ab| \n"), max_size=4), min_size=1, max_size=4)
IDENTIFIERS = st.lists(st.text(st.sampled_from("ab| "), min_size=1, max_size=4), min_size=1, max_size=4, unique=True)


@given(VALUES)
def test_fields_without_the_sign_come_back(values: list[str]) -> None:
    """The fields of one name are the same after joining and splitting exactly where each of them can be split."""
    assert (split_fields(join_fields(values)) == tuple(values)) is all(map(can_be_split, values))


@given(st.text())
def test_what_is_split_is_joined_to_the_same_text(text: str) -> None:
    """Splitting loses nothing, empty values included."""
    assert join_fields(split_fields(text)) == text


@given(IDENTIFIERS, st.data())
def test_selections_of_a_form_come_back(offered: list[str], data: st.DataObject) -> None:
    """What a worker chose is read from the cell again, unless it looks like another choice of the form."""
    chosen = data.draw(st.lists(st.sampled_from(offered), min_size=1, unique=True))
    cell = join_selections(chosen)
    found = split_selections(cell, offered)
    assert join_selections(found) == cell
    if all(map(can_be_split, offered)):
        assert found == tuple(chosen)


def test_a_cell_that_is_an_identifier_is_one_selection() -> None:
    """A cell is split only where it is no selection of the form as a whole, and some part of it is."""
    assert split_selections("a|b", ["a|b", "a", "b"]) == ("a|b",)
    assert split_selections("a|b", ["a"]) == ("a", "b")
    assert split_selections("x|y", ["a", "b"]) == ("x|y",)
    assert split_selections("", ["a"]) == ("",)


@given(VALUES)
def test_answers_are_compared_without_order_and_blanks(values: list[str]) -> None:
    """The values of an answer are a set: written in one text or in several, in any order, they are the same."""
    found = split_answer(*values)
    assert found == split_answer(join_fields(values)) == split_answer(*reversed(values))
    assert all(value and value == value.strip() and can_be_split(value) for value in found)
    assert split_answer(join_answer(found)) == found
