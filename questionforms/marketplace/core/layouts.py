"""HITLayouts: pages with placeholders `${name}` for the values of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from questionforms import HTMLQuestion, InvalidArgument
from questionforms.marketplace.errors import invalid, missing
from questionforms.marketplace.store import Layout

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call


def filled(call: Call, layout_id: str, parameters: list[dict[str, Any]]) -> str:
    """The XML of the HTMLQuestion for one of the requester's layouts, with the values inserted unescaped.

    Raises a Refusal if there is no such layout, a placeholder has no value, or a value has no placeholder.
    """
    layout = call.session.get(Layout, layout_id)
    if layout is None or layout.requester_id != call.requester.id:
        raise missing("HITLayout", layout_id)
    values: dict[str, Markup] = {}
    for parameter in parameters:
        if parameter["Name"] in values:
            raise invalid(f"The value {parameter['Name']} is invalid for HITLayoutParameters. It appears twice.")
        values[parameter["Name"]] = Markup(parameter["Value"])  # like the service, escape nothing
    try:
        return HTMLQuestion.from_template(layout.html, layout.frame_height, values).to_xml()
    except InvalidArgument as error:
        raise invalid(f"The values of HITLayoutParameters do not match the layout {layout_id}. {error}") from error
