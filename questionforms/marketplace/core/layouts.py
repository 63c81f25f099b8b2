"""Layouts: projects of the requester site, stored with their placeholders `${name}`, and filled in for a HIT."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from questionforms import HTMLQuestion, InvalidArgument
from questionforms.marketplace.errors import invalid
from questionforms.marketplace.store import Layout
from questionforms.task_pages.requester_site import requester_site_page
from questionforms.words import quoted
from questionforms.xml.characters import FORBIDDEN, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.errors import Refusal
    from questionforms.marketplace.store import Requester


@dataclass(frozen=True, slots=True)
class LayoutQuestion:
    """The question for a HIT with a layout."""

    #: The XML of the HTMLQuestion.
    xml: str
    #: Its page.
    html: str
    #: The names of placeholders without a value, and of values without a placeholder.
    missing: tuple[str, ...]
    unused: tuple[str, ...]


def add_layout(
    session: Session, requester: Requester, html: str, *, name: str | None, now: datetime, frame_height: int = 0
) -> Layout:
    """Store a layout for a requester, and return it with its id."""
    layout = Layout(requester_id=requester.id, html=html, frame_height=frame_height, name=name, created=now)
    session.add(layout)
    session.flush()
    return layout


def list_layouts(session: Session, requester: Requester) -> list[Layout]:
    """The layouts of a requester, oldest first."""
    found = select(Layout).where(Layout.requester_id == requester.id).order_by(Layout.created.nulls_first(), Layout.id)
    return list(session.scalars(found))


def layout_question(layout: Layout, values: Mapping[str, str]) -> LayoutQuestion:
    """The question for one row of values: the page that the requester site would have made of the layout.

    Raises a Refusal for a character that no XML can contain.
    """
    filled = requester_site_page(layout.html, values)
    try:
        xml = HTMLQuestion(filled.html, layout.frame_height).to_xml()
    except InvalidArgument as error:
        raise mismatch(layout, _unwritable(values) or error.message) from error
    return LayoutQuestion(xml, filled.html, filled.missing, filled.unused)


def _unwritable(values: Mapping[str, str]) -> str | None:
    """Which value contains a character that XML does not allow."""
    for name, value in values.items():
        if character := FORBIDDEN.search(value):
            return f"The value of {quoted(name)} contains {name_of(character[0])}, which XML does not allow."
    return None


def mismatch(layout: Layout, reason: str) -> Refusal:
    """The refusal of values that do not fit a layout."""
    return invalid(f"The values of HITLayoutParameters do not match the layout {layout.id}. {reason}")
