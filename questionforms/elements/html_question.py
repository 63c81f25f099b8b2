"""The HTMLQuestion: an HTML page that the service shows to the worker.

Source: HTMLQuestion.xsd, and "HTMLQuestion data structure" in Amazon's API reference.
"""

from __future__ import annotations

from questionforms.elements.base import arguments
from questionforms.elements.base.element import Document
from questionforms.elements.base.fields import INTEGER, leaf
from questionforms.elements.base.misuse import on_callers_line
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.words import nearest, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Self

    from questionforms.elements.content import Markup

_TEMPLATE = "HTMLQuestion.from_template"
#: The endings of the names of pages.
_ENDINGS = (".html", ".htm", ".xhtml")


class HTMLQuestion(Document):
    """An HTML5 page, and the height of its frame in pixels; 0 makes the frame fill the worker's window.

    `html` is the page, or the Path of its file in UTF-8.
    """

    html: str = leaf("HTMLContent")
    frame_height: int = leaf("FrameHeight", INTEGER)

    def __init__(self, html: Markup | Path, frame_height: int = 0) -> None:
        self._html = arguments.markup("HTMLQuestion", "html", html)
        if self._html.endswith(_ENDINGS) and "<" not in self._html and "\n" not in self._html:
            message = f"{shown(self._html)} is the name of a file, not a page; write Path({shown(self._html)}) instead"
            raise InvalidArgument("HTMLQuestion", "html", message)
        self._frame_height = arguments.integer("HTMLQuestion", "frame_height", frame_height, 0)

    @classmethod
    @on_callers_line
    def from_template(cls, template: Markup | Path, frame_height: int = 0, /, **values: object) -> Self:
        """Return the page with each placeholder `${name}` in the template replaced by the value of that name.

        Placeholders are written as on the requester site; names may contain spaces. Values are escaped for HTML
        unless they have `__html__`, as markupsafe.Markup does. A placeholder without a value raises InvalidArgument,
        unless its name has a dot or a hyphen and so may be a JavaScript expression. So does a value without a
        placeholder. As in string.Template, `$$` before the brace is a literal dollar sign: `$${name}` becomes the text
        `${name}`, and `$$${name}` becomes a dollar sign and the value.
        """
        import re

        source = arguments.markup(_TEMPLATE, "template", template)
        # neither regex can backtrack over the same text, so any template takes linear time
        braces = re.compile(r"(?<!\$)(\$++)\{([^{}]*+)\}")
        word = re.compile(r"[A-Za-z_][\w .-]*+")

        def is_place(name: str) -> bool:
            # a.b and a-b are also JavaScript expressions, so they are placeholders only if a value has that name
            return word.fullmatch(name) is not None and (name in values or not ("." in name or "-" in name))

        def filled(at: re.Match[str]) -> str:
            dollars, name = at[1], at[2].strip()
            if not is_place(name):
                return at[0]
            there = _html(name, values[name]) if len(dollars) % 2 else f"{{{at[2]}}}"
            return "$" * (len(dollars) // 2) + there

        found = [(dollars, name.strip()) for dollars, name in braces.findall(source)]
        _check(values, [(dollars, name) for dollars, name in found if is_place(name)])
        return cls(braces.sub(filled, source), frame_height)


def _html(name: str, value: object) -> str:
    """A template's value as HTML."""
    from markupsafe import escape

    if arguments.has_html(value):
        return arguments.markup(_TEMPLATE, name, value)
    if value is None or isinstance(value, bytes | bytearray):
        raise WrongType(_TEMPLATE, name, f"it is {shown(value)}; expected text, a number, or markup")
    text = str(arguments.integer(_TEMPLATE, name, value)) if type(value) is int else str(value)
    return str(escape(str.__str__(text)))


def _check(values: Mapping[str, object], places: Iterable[tuple[str, str]]) -> None:
    """Reject a placeholder without a value, and a value without a placeholder; a place is its dollars and its name."""
    names = dict.fromkeys([name for dollars, name in places if len(dollars) % 2])
    escaped = {name for dollars, name in places if len(dollars) % 2 == 0}
    unused = [name for name in values if name not in names]
    for name in names:
        if name not in values:
            raise InvalidArgument(_TEMPLATE, name, _without_value(name, unused))
    for name in unused:
        meant = f"$${{{name}}} is the literal text ${{{name}}}; write $$${{{name}}} for a dollar sign and the value"
        raise InvalidArgument(_TEMPLATE, name, meant if name in escaped else _without_place(name, list(names)))


def _without_value(name: str, unused: list[str]) -> str:
    close = nearest(name, unused)
    meant = f"; did you misspell it as {close}=?" if close else ""
    return f"the template contains ${{{name}}}, but no value of that name is given{meant}"


def _without_place(name: str, names: list[str]) -> str:
    if name == "frame_height":
        return "the template contains no ${frame_height}; pass the frame's height as the second positional argument"
    if close := nearest(name, names):
        meant = f"did you mean ${{{close}}}?"
    else:
        meant = f"its placeholders are {', '.join(names)}" if names else "it has no placeholders"
    return f"the template contains no ${{{name}}}; {meant}"
