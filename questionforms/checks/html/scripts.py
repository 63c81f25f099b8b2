"""What the scripts of a page may do, judging by their text: they are searched for words, not run."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page

#: The file names of libraries that do nothing to a form by themselves.
_LIBRARY = re.compile(
    r"(?:jquery|jquery-ui|jquery-migrate|bootstrap|bootstrap\.bundle|popper|tether|d3"
    r"|lodash|underscore|moment|mathjax|plotly|plotly-basic|chart|polyfill|modernizr|html5shiv|respond|analytics"
    r"|externalhit_v1|crowd-html-elements)(?:[-.@]v?\d[\d.]*|-latest)?(?:\.slim|\.umd)?(?:[-.]min)?\.js",
    re.IGNORECASE,
)
#: The same on a content delivery network, by the name of the package alone.
_PACKAGE = re.compile(
    r"(?:https?:)?//(?:unpkg\.com|cdn\.jsdelivr\.net/npm)/(?:jquery|bootstrap|@popperjs/core|popper\.js|d3|lodash|underscore"
    r"|moment|chart\.js)(?:@[\w.^~-]+)?/?|(?:https?:)?//www\.googletagmanager\.com/gtag/js",
    re.IGNORECASE,
)
#: Font Awesome's file name says nothing without the rest of its URL.
_ICONS = re.compile(r".*font-?awesome.*/all(?:\.min)?\.js", re.IGNORECASE | re.DOTALL)
#: Code that loads more code.
_LOADS_MORE = re.compile(
    r"\bimport\b|getScript|\brequire(?:js)?\b|createElement\(\s*[\"'`]script|importScripts|\beval\("
)
#: A call of Amazon's function that fills `assignmentId` and sets the form's action, directly or by passing its name;
#: `own` if the page defines it itself.
_HELPER = re.compile(r"(?P<own>\bfunction\s+)?\bturkSetAssignmentID\b(?P<set>\s*=[^=])?", re.IGNORECASE)
#: Code that adds elements to the page, or takes them from a template.
_WRITES = (
    *("createElement", "innerHTML", "outerHTML", "insertAdjacent", "insertBefore", "insertAfter", "write(", "writeln("),
    *(".html(", ".load(", ".append", ".prepend", ".after(", ".before(", ".wrap", "replaceWith", "replaceChild"),
    *("cloneNode", ".clone(", "importNode", "parseHTML", "createContextualFragment", ".content"),
)
#: Code that sends answers without a form.
_SENDS = ("ajax", "post(", "fetch(", "XMLHttpRequest", "sendBeacon")
#: Code that reads the page's URL, which contains the assignment's identifier.
_READS_ADDRESS = ("location", "referrer", "document.url", "search")


class Scripts:
    """The scripts of a page: inline ones, and those from elsewhere."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def code(self) -> str:
        """All inline code of the page: scripts, and attributes such as `onclick`."""
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
        """The scripts with this text in their URL."""
        return [script for script in self._page.named("script") if file in script.get("src")]

    @cached_property
    def are_known(self) -> bool:
        """Whether only inline code can change the page; known libraries do nothing by themselves."""
        page = self._page
        return (
            page.is_whole
            and not page.named("iframe", "frame", "object", "embed")
            and not any(meta.get("http-equiv").lower() == "refresh" for meta in page.named("meta"))
            and all(_is_library(script.get("src")) for script in page.named("script") if script.get("src"))
            and not _LOADS_MORE.search(self.code)
        )

    def may(self, *words: str) -> bool:
        """Whether the scripts may do something that needs one of these words, in any case."""
        return not self.are_known or any(word.lower() in self._lower for word in words)

    def may_write(self, *words: str) -> bool:
        """Like `may`, but true as well of code that adds elements to the page."""
        return self.may(*_WRITES, *words)

    def may_send(self, *words: str) -> bool:
        """Like `may_write`, but true as well of code that sends answers by itself."""
        return self.may_write(*_SENDS, *words)

    def may_read_address(self, *words: str) -> bool:
        """Like `may`, but true as well of code that reads the page's URL."""
        return self.may(*_READS_ADDRESS, *words)

    def may_speak_of(self, name: str) -> bool:
        """Whether the scripts may use a name from the page, apart from the name of Amazon's helper function."""
        return not self.are_known or name.lower() in _HELPER.sub("", self._lower)

    @cached_property
    def call_helper(self) -> bool:
        """Whether Amazon's helper function is called, or passed on to be called, so that it sets the form's action."""
        return any(not (found["own"] or found["set"]) for found in _HELPER.finditer(self.code))


def _is_library(source: str) -> bool:
    address = source.partition("?")[0]
    return bool(
        _LIBRARY.fullmatch(address.rpartition("/")[2]) or _PACKAGE.fullmatch(address) or _ICONS.fullmatch(address)
    )
