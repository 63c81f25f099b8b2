"""The HTMLQuestion: a page of HTML that the service serves to the worker.

Source: HTMLQuestion.xsd, and "HTMLQuestion data structure" in Amazon's API reference.
"""

from __future__ import annotations

from questionforms.elements import arguments
from questionforms.elements.datatypes import INTEGER
from questionforms.elements.element import Document
from questionforms.elements.fields import leaf
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

        Placeholders are written as on the requester site; a name may hold blanks. Values are escaped for HTML, unless
        they have `__html__`, as markupsafe.Markup has. A name without a value, and a value without its name, is an
        InvalidArgument; of names with a dot or a hyphen, which may be expressions of JavaScript, only the latter.
        """
        import re

        from markupsafe import escape

        where = "HTMLQuestion.from_template"
        source = arguments.markup(where, "template", template)
        placeholder = re.compile(r"\$\{\s*([A-Za-z_][\w .-]*?)\s*\}")
        found = dict.fromkeys(placeholder.findall(source))
        # a.b and a-b are expressions of JavaScript as well: they are placeholders where a value of that name is given
        names = [name for name in found if name in values or not re.search(r"[.-]", name)]
        unused = [name for name in values if name not in found]
        for name in names:
            if name not in values:
                raise InvalidArgument(where, name, _without_value(name, unused))
        for name in unused:
            raise InvalidArgument(where, name, _without_place(name, names))
        return cls(
            placeholder.sub(lambda at: str(escape(values[at[1]])) if at[1] in values else at[0], source), frame_height
        )


def _without_value(name: str, unused: list[str]) -> str:
    close = _nearest(name, unused)
    meant = f"; did you mean it by {close}=?" if close else ""
    return f"the template holds ${{{name}}}, but no value of that name is given{meant}"


def _without_place(name: str, names: list[str]) -> str:
    if name == "frame_height":
        return "the template holds no ${frame_height}; give the frame's height as the second argument, without a name"
    close = _nearest(name, names)
    meant = f"did you mean ${{{close}}}?" if close else f"it holds {', '.join(names) or 'none'}"
    return f"the template holds no ${{{name}}}; {meant}"


def _nearest(name: str, names: list[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, names, 1)), None)
