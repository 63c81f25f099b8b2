"""The parts of an HTML page: elements, comments and parse errors, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(eq=False, slots=True)
class Element:
    """An element that has a start tag in the page."""

    name: str
    #: Name -> value, in the page's order, as the parser reads them.
    attributes: dict[str, str]
    #: Where its start tag starts and ends.
    offset: int
    end: int
    #: The nearest element around it that has a start tag in the page.
    parent: Element | None
    #: The form that it belongs to, judging by its place.
    form: Element | None
    #: Where the text of a script or a style sheet ends.
    close: int

    def get(self, name: str) -> str:
        """The value of an attribute, without surrounding whitespace; empty if there is none."""
        return self.attributes.get(name, "").strip()

    def around(self) -> Iterator[Element]:
        """Yield the elements around it, from the inside out."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def inside(self, name: str) -> bool:
        """Whether it is inside an element with this name."""
        return any(element.name == name for element in self.around())


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the page's markup."""

    #: The text between `<!--` and `-->`.
    text: str
    #: Where it starts and ends.
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """A parse error: its place and what it means."""

    #: An index in the page's text.
    offset: int
    message: str
    hint: str
    #: The rule that reports it.
    rule: str = "html-parse-error"
    #: The code of the parse error.
    code: str = ""


#: Elements with the attributes that name what they load or where they submit.
_LOADS = {
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
#: The kinds of link that load something.
_LINKED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}


def loaded(element: Element) -> Iterator[tuple[str, str]]:
    """The attributes of an element that name what a browser loads, with their values."""
    if element.name == "link" and not _LINKED.intersection(element.get("rel").lower().split()):
        return
    for name in _LOADS.get(element.name, ()):
        if element.get(name):
            yield name, element.get(name)
