"""What the elements of a page load from other addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.pages.elements import Element

#: Elements that load what their attributes name, or send to it.
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
#: The kinds of links that load something.
_LINKED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}


def loaded(element: Element) -> Iterator[tuple[str, str]]:
    """The attributes of an element that name what a browser loads, with their values."""
    if element.name == "link" and not _LINKED.intersection(element.get("rel").lower().split()):
        return
    for name in _LOADS.get(element.name, ()):
        if element.get(name):
            yield name, element.get(name)
