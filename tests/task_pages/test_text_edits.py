"""Edits of a text: what is inserted at one place, and in what order."""

from __future__ import annotations

from questionforms.task_pages.text_edits import TextEdits


def test_order() -> None:
    """Insertions at one place have a fixed order, and come before what is replaced there."""
    edits = TextEdits("abc")
    edits.replace(1, 2, "B")
    edits.insert(1, "4")
    edits.insert(1, "5")
    edits.insert_before(1, "3")
    edits.insert_in_head(1, "2")
    edits.insert_first(1, "1")
    assert edits.applied() == "a12345Bc"


def test_nothing_inside_a_replaced_part() -> None:
    """An edit inside a part that is replaced is dropped."""
    edits = TextEdits("abcd")
    edits.replace(1, 3, "")
    edits.insert(2, "x")
    edits.insert(3, "y")
    assert edits.applied() == "ayd"
