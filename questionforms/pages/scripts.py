"""What the scripts of a page may do, going by what stands in them: they are searched for words, not run."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questionforms.pages.elements import Element
    from questionforms.pages.page import Page

#: Libraries that do nothing to a form by themselves, by their file.
_LIBRARY = re.compile(
    r"(?:jquery|jquery-ui|bootstrap|bootstrap\.bundle|popper|tether|d3|lodash|underscore|moment|mathjax|all"
    r"|externalhit_v1|crowd-html-elements)(?:[-.]v?\d[\d.]*)?(?:\.slim)?(?:\.min)?\.js",
    re.IGNORECASE,
)
#: Code that loads more code.
_LOADS_MORE = re.compile(r"\bimport\b|getScript|\brequire|createElement\(\s*[\"'`]script|importScripts|\beval\(")
#: Amazon's script that fills `assignmentId` and sets the form's action; it does so when this is called.
_HELPER_CALL = re.compile(r"\bturkSetAssignmentID\s*\(", re.IGNORECASE)
#: What writes elements into the page.
_WRITES = ("createElement", "innerHTML", "outerHTML", "insertAdjacent", ".html(", ".append", ".prepend", "write(")


class Scripts:
    """The scripts of a page: those written in it, and those from elsewhere."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def code(self) -> str:
        """All code that is written in the page: scripts, and what attributes such as `onclick` hold."""
        scripts = [self._page.content(script) for script in self._page.named("script")]
        handlers = [
            value
            for element in self._page.elements
            for name, value in element.attributes.items()
            if name.startswith("on") or value.startswith("javascript:")
        ]
        return "\n".join([*scripts, *handlers])

    @cached_property
    def _lower(self) -> str:
        return self.code.lower()

    def sources(self, file: str) -> list[Element]:
        """The scripts whose address holds a text."""
        return [script for script in self._page.named("script") if file in script.get("src")]

    @cached_property
    def are_known(self) -> bool:
        """Whether no code that is not in the page can change it; libraries do nothing by themselves."""
        page = self._page
        return (
            page.is_whole
            and not page.named("iframe", "frame", "object", "embed")
            and not any(meta.get("http-equiv").lower() == "refresh" for meta in page.named("meta"))
            and all(_is_library(script.get("src")) for script in page.named("script") if script.get("src"))
            and not _LOADS_MORE.search(self.code)
        )

    def may(self, *words: str) -> bool:
        """Whether the scripts may do what takes one of some words, in any case of letters."""
        return not self.are_known or any(word.lower() in self._lower for word in words)

    def may_write(self, *words: str) -> bool:
        """The same for what also code may do that writes elements into the page."""
        return self.may(
            "createElement", "innerHTML", "insertAdjacent", ".html(", ".append", ".prepend", "write(", *words
        )

    def may_speak_of(self, name: str) -> bool:
        """Whether the scripts may use a name of the page's, apart from the calls of Amazon's helper script."""
        return not self.are_known or name.lower() in _HELPER_CALL.sub("", self._lower)

    @cached_property
    def call_helper(self) -> bool:
        """Whether Amazon's helper script is called, so that it sets the action of the form `mturk_form`."""
        return bool(_HELPER_CALL.search(self.code))


def _is_library(source: str) -> bool:
    return _LIBRARY.fullmatch(source.partition("?")[0].rpartition("/")[2]) is not None
