"""HITLayouts: pages with placeholders `${name}`, filled with the values of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from questionforms import HTMLQuestion, InvalidArgument
from questionforms.marketplace.errors import invalid, missing
from questionforms.marketplace.store import Layout

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call


def filled(call: Call, layout_id: str, parameters: list[dict[str, Any]]) -> str:
    """The XML of the HTMLQuestion that a layout of the requester's makes; values go in as they are, unescaped.

    Raises a Refusal where there is no such layout, and where a placeholder has no value or a value no placeholder.
    """
    layout = call.session.get(Layout, layout_id)
    if layout is None or layout.requester_id != call.requester.id:
        raise missing("HITLayout", layout_id)
    values: dict[str, Markup] = {}
    for parameter in parameters:
        if parameter["Name"] in values:
            raise invalid(f"The value {parameter['Name']} is invalid for HITLayoutParameters. It stands there twice.")
        values[parameter["Name"]] = Markup(parameter["Value"])  # the service escapes nothing
    try:
        return HTMLQuestion.from_template(layout.html, layout.frame_height, **values).to_xml()
    except InvalidArgument as error:
        raise invalid(f"The values of HITLayoutParameters do not fit the layout {layout_id}. {error}") from error
