"""Layouts in the database."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from questionforms.marketplace.core.accounts import find_or_open_account
from questionforms.marketplace.core.layouts import add_layout, list_layouts

if TYPE_CHECKING:
    from questionforms.testing.running import Running


def test_layouts_of_a_requester(either: Running) -> None:
    """A requester's layouts are listed with their names and times, oldest first, without those of others."""
    now = either.now.replace(microsecond=0)
    with either.database.transaction() as session:
        me, other = (find_or_open_account(session, key, now) for key in ("me", "other"))
        later = add_layout(session, me, "<p>", name="later.html", now=now + timedelta(seconds=1), frame_height=300)
        first = add_layout(session, me, "<b>", name="first.html", now=now)
        add_layout(session, other, "<i>", name=None, now=now)
        made = [(first.id, "first.html", "<b>", 0, now), (later.id, "later.html", "<p>", 300, later.created)]
    with either.database.transaction() as session:
        me = find_or_open_account(session, "me", now)
        assert [
            (layout.id, layout.name, layout.html, layout.frame_height, layout.created)
            for layout in list_layouts(session, me)
        ] == made
