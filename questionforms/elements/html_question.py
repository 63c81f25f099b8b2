"""The HTMLQuestion: an HTML page that the service shows to the worker.

Source: HTMLQuestion.xsd, and "HTMLQuestion data structure" in Amazon's API reference.
"""

from __future__ import annotations

from os import PathLike, fspath

from questionforms.elements.base import arguments
from questionforms.elements.base.element import Document
from questionforms.elements.base.fields import INTEGER, leaf
from questionforms.elements.base.misuse import on_callers_line
from questionforms.exceptions import InvalidArgument
from questionforms.words import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Self

    from questionforms.elements.content import Markup

#: The file extensions of pages.
_ENDINGS = (".html", ".htm", ".xhtml")


class HTMLQuestion(Document):
    """An HTML5 page, and the height of its frame in pixels; 0 makes the frame fill the worker's window.

    `html` is the page, or the Path of its file in UTF-8.
    """

    html: str = leaf("HTMLContent")
    frame_height: int = leaf("FrameHeight", INTEGER)

    def __init__(self, html: Markup | Path, frame_height: int = 0) -> None:
        self._html = _page("HTMLQuestion", "html", html)
        self._frame_height = arguments.integer("HTMLQuestion", "frame_height", frame_height, 0)

    @classmethod
    @on_callers_line
    def from_template(
        cls,
        template: Markup | Path,
        frame_height: int = 0,
        values: Mapping[str, object] | None = None,
        /,
        *,
        extra: object = "raise",
        **named: object,
    ) -> Self:
        """Return the page with each placeholder `${name}` in the template replaced by the value of that name.

        Pass the values by name, or as a mapping. Placeholders are written as on the requester site; names may contain
        spaces. Values are escaped for HTML unless they have `__html__`, as markupsafe.Markup does. A string is rejected
        where escaping does not make it safe: in a script, an event handler, a value without quotes, or the name of a
        tag or an attribute. So is a value that gives a URL a scheme such as `javascript:`.

        A placeholder without a value raises InvalidArgument, unless its name has a dot or a hyphen and so may be a
        JavaScript expression. So does a value without a placeholder, unless `extra` is "ignore". As in string.Template,
        `$$` before the brace is a literal dollar sign: `$${name}` becomes the text `${name}`, and `$$${name}` becomes a
        dollar sign and the value.
        """
        from questionforms.elements.page_template import WHERE, PageTemplate, height, option_and_values

        html, frame_height = _page(WHERE, "template", template), height(frame_height)
        option, found = option_and_values(html, values, named, extra)
        file = fspath(template) if isinstance(template, PathLike) else None
        page = PageTemplate(html, file and str(file)).fill(found, ignore_extra=option == "ignore")
        return cls(page, frame_height)


def _page(where: str, argument: str, value: Markup | Path) -> str:
    """The text of a page. A str that is only the name of a file is rejected."""
    html = arguments.markup(where, argument, value)
    if html.endswith(_ENDINGS) and "<" not in html and "\n" not in html:
        message = f"{shown(html)} is the name of a file, not a page; write Path({shown(html)}) instead"
        raise InvalidArgument(where, argument, message)
    return html
