"""The HTMLQuestion: a page of HTML that the service serves to the worker.

Source: HTMLQuestion.xsd, and "HTMLQuestion data structure" in Amazon's API reference.
"""

from __future__ import annotations

from questionforms.elements import arguments
from questionforms.elements.element import Document
from questionforms.elements.fields import INTEGER, leaf
from questionforms.exceptions import InvalidArgument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

    from questionforms.elements.content import Markup


class HTMLQuestion(Document):
    """A page of HTML5, and the height of its frame in pixels; 0 lets the frame fill the worker's window."""

    html: str = leaf("HTMLContent")
    frame_height: int = leaf("FrameHeight", INTEGER)

    def __init__(self, html: Markup, frame_height: int = 0) -> None:
        self._html = arguments.markup("HTMLQuestion", "html", html)
        self._frame_height = arguments.integer("HTMLQuestion", "frame_height", frame_height, 0)

    @classmethod
    def from_template(cls, template: Markup, frame_height: int = 0, /, **values: object) -> Self:
        """The page that a template gives with each `${name}` replaced by the value of that name.

        Placeholders are written as on the requester site. Values are escaped for HTML, unless they have `__html__`, as
        markupsafe.Markup has. A name without a value, and a value without its name, is an InvalidArgument.
        """
        import re

        from markupsafe import escape

        where = "HTMLQuestion.from_template"
        source = arguments.markup(where, "template", template)
        placeholder = re.compile(r"\$\{\s*([A-Za-z_]\w*)\s*\}")
        names = set(placeholder.findall(source))
        for name in sorted(names - values.keys()):
            raise InvalidArgument(where, name, f"the template holds ${{{name}}}, but no value of that name is given")
        for name in values.keys() - names:
            raise InvalidArgument(where, name, f"the template holds no ${{{name}}}{_meant(name, names)}")
        return cls(placeholder.sub(lambda found: str(escape(values[found[1]])), source), frame_height)


def _meant(name: str, names: set[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(names), 1)
    return f"; did you mean ${{{close[0]}}}?" if close else f"; it holds {', '.join(sorted(names)) or 'none'}"
