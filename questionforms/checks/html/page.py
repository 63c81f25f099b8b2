"""An HTML page: its text, its parse errors, and its elements with their places; read once, when first needed."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms.checks.html.elements import Comment, Element, Mistake
    from questionforms.checks.html.form_fields import Fields
    from questionforms.checks.html.read import Reading
    from questionforms.checks.html.scripts import Scripts
    from questionforms.html_contexts import Placeholder

_TAG_NAME = re.compile(r"<[^\s/>]*")
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"(?P<a>[^"]*)"?|'(?P<b>[^']*)'?|(?P<c>[^\s>]*)))?"""
)


class Page:
    """The HTML of an HTMLQuestion, or of a file."""

    def __init__(self, text: str, frame_height: int | None = None, *, layout: bool = False) -> None:
        #: The original HTML.
        self.text = text
        #: The question's FrameHeight; None for a page without one.
        self.frame_height = frame_height
        #: Whether it is known to be a layout: the requester site puts a page and a form around it, and fills it in.
        self.is_layout = layout

    @cached_property
    def _reading(self) -> Reading:
        from questionforms.checks.html.read import read

        return read(self.text, layout=self.is_layout)

    @property
    def elements(self) -> list[Element]:
        """Its elements, in order, without those that the parser adds and those inside a `template`."""
        return self._reading.elements

    @property
    def mistakes(self) -> list[Mistake]:
        """Its first hundred parse errors, in order."""
        return self._reading.mistakes

    @property
    def comments(self) -> list[Comment]:
        """Its comments, in order; empty if it is too long to be read."""
        return self._reading.comments

    @property
    def is_whole(self) -> bool:
        """Whether it was read to its end, so that no element is missing from the list."""
        return self._reading.is_whole

    @cached_property
    def by_name(self) -> dict[str, list[Element]]:
        """The elements with each name, in order."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.name, []).append(element)
        return found

    def named(self, *names: str) -> list[Element]:
        """The elements with one of these names, in order."""
        if len(names) == 1:
            return self.by_name.get(names[0], [])
        return [element for element in self.elements if element.name in names]

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """The first element with each `id`."""
        return {element.get("id"): element for element in reversed(self.elements)}

    def tag_at(self, offset: int) -> Element | None:
        """The element that has this place in its start tag."""
        index = bisect_right(self.elements, offset, key=lambda element: element.offset) - 1
        return self.elements[index] if index >= 0 and offset < self.elements[index].end else None

    @cached_property
    def placeholders(self) -> Sequence[Placeholder]:
        """Its placeholders `${name}`, in order, without escaped ones; none if it could not be read at all."""
        if "${" not in self.text or not (self.elements or self.is_whole):
            return ()
        from questionforms.html_contexts import placeholders

        return [place for place in placeholders(self.text) if not place.is_escaped]

    @cached_property
    def scripts(self) -> Scripts:
        """What its scripts may do."""
        from questionforms.checks.html.scripts import Scripts

        return Scripts(self)

    @cached_property
    def fields(self) -> Fields:
        """What its forms submit."""
        from questionforms.checks.html.form_fields import Fields

        return Fields(self)

    @cached_property
    def misspelt(self) -> dict[int, tuple[Element, str]]:
        """Its misspelt elements by their place, each with the name that was meant."""
        from questionforms.checks.html.element_names import misspelt

        return misspelt(self)

    def shows(self, offset: int) -> bool:
        """Whether a place is outside comments, scripts, style sheets and templates."""
        hidden = self._reading.hidden
        index = bisect_right(hidden, (offset, len(self.text)))
        return index == 0 or hidden[index - 1][1] <= offset

    def content(self, element: Element) -> str:
        """The text inside a script or a style sheet."""
        return self.text[element.end : element.close]

    def value_offset(self, element: Element, name: str) -> int:
        """The place of the value of an element's attribute, or of its name if it has no value."""
        tag = _TAG_NAME.match(self.text, element.offset, element.end)
        for found in _ATTRIBUTE.finditer(self.text, tag.end() if tag else element.offset, element.end):
            if found["name"].lower() == name:
                return max(found.start(group) for group in ("name", "a", "b", "c"))
        return element.offset
