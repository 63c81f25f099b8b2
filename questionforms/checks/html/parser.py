"""tinyhtml5's parser, extended to record the elements of a page and its parse errors with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from tinyhtml5.constants import Token  # type: ignore[import-untyped]
from tinyhtml5.parser import (  # type: ignore[import-untyped]
    HTMLParser,
    InBodyPhase,
    InSelectPhase,
)
from tinyhtml5.treebuilder import TreeBuilder  # type: ignore[import-untyped]

from questionforms.checks.html.elements import Element
from questionforms.checks.html.tokenizer import StoppedError, Tokenizer

#: Parsing stops at deeper nesting; browsers stop at 512 levels.
MOST_LEVELS = 500
#: Parsing stops after this many elements, including those that the parser adds to repair the page.
MOST_ELEMENTS = 20_000

#: Elements that may end without an end tag.
_OPTIONAL = {"html", "head", "body", "p", "li", "dt", "dd", "rb", "rt", "rtc", "rp", "optgroup", "option"}
_OPTIONAL |= {"thead", "tbody", "tfoot", "tr", "td", "th"}
#: Elements that end when something else does, unless they are excluded.
_IMPLIED = {"dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc"}


@dataclass(slots=True)
class Report:
    """A parse error as the parser names it."""

    code: str
    #: The index in the text that the parser read.
    offset: int
    #: The names that fill its message.
    names: dict[str, str] = field(default_factory=dict)


#: End tags have no effect beyond these, except those of the parts of a table.
_BORDERS = {"applet", "caption", "html", "marquee", "object", "table", "td", "th"}
_HOLDS_TEXT = {"script", "style", "textarea", "title"}
_OF_TABLES = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}


class _Tree(TreeBuilder):  # type: ignore[misc]
    """Records the elements that have a start tag; of text, only where it ends."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.count = 0
        super().__init__(namespace_html_elements=True)

    def create_element(self, token: dict[str, Any]) -> Any:
        """Record the element as well."""
        return self._keep(super().create_element(token), token, self.open_elements[-1:])

    def insert_element_normal(self, token: dict[str, Any]) -> Any:
        """Record the element as well."""
        around = self.open_elements[-1:]
        return self._keep(super().insert_element_normal(token), token, around)

    def insert_text(self, data: str, parent: Any = None) -> None:
        """Record only where the text of scripts and style sheets ends, and report text in a table."""
        node = parent or self.open_elements[-1]
        tokenizer = self.parser.tokenizer
        if node.name in ("script", "style") and _kept(node):
            _kept(node).close = tokenizer.end
        elif self.insert_from_table and data.strip() and node.name in ("table", "tbody", "tfoot", "thead", "tr"):
            first = re.compile(r"\s*").match(tokenizer.text, tokenizer.run)
            self.parser.parse_error("text-in-table", {"offset": first.end() if first else tokenizer.run})

    def generate_implied_end_tags(self, exclude: str | None = None) -> None:
        """Handle all four parts of a `ruby`."""
        while self.open_elements[-1].name in _IMPLIED - {exclude}:
            self.open_elements.pop()

    def insert_comment(self, token: dict[str, Any], parent: Any) -> None:
        """Do nothing: the tokenizer records the comments."""

    def _keep(self, node: Any, token: dict[str, Any], around: list[Any]) -> Any:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise StoppedError(f"the page has more than {MOST_ELEMENTS:,} elements")
        if len(self.open_elements) > MOST_LEVELS:
            raise StoppedError(f"elements are nested more than {MOST_LEVELS} levels deep")
        if "offset" in token:
            node.kept = Element(
                name=token["name"],
                attributes=dict(node.attributes),
                offset=token["offset"],
                end=token["end"],
                parent=_kept(around[0]) if around else None,
                form=_kept(self.form_element),
                close=token["end"],
            )
            self.parser.elements[token["offset"]] = node.kept
        else:
            self._link(node)
        return node

    def _link(self, node: Any) -> None:
        """Link the copy that the parser makes of an unclosed element to that element."""
        for entry in self.active_formatting_elements:
            if entry is not None and entry.name == node.name and hasattr(entry, "kept"):
                node.kept = entry.kept


def _kept(node: Any) -> Any:
    """The element of the page for a node of the tree, or the nearest one around it."""
    while node is not None and not hasattr(node, "kept"):
        node = node.parent
    return None if node is None else node.kept


class Parser(HTMLParser):  # type: ignore[misc]
    """Reads a page: its elements and its parse errors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        #: Offset of the start tag -> element.
        self.elements: dict[int, Element] = {}
        #: Offset and the first word of the code -> report.
        self.reports: dict[tuple[int, str], Report] = {}
        self.container, self.scripting = None, False
        self.tree = _Tree(self)
        self.phases: dict[str, Any] = {
            name: PHASES.get(name, type(phase))(self, self.tree) for name, phase in self.phases.items()
        }
        self.tokenizer = Tokenizer(text, self)

    def run(self, *, after_doctype: bool = False) -> None:
        """Read the page, or what follows its doctype. Raises StoppedError if it is not read to its end."""
        self.reset()
        if after_doctype:
            self.phase = self.phases["before html"]
        self.main_loop()
        for offset in self.tokenizer.templates:
            self.report("unclosed-at-end", offset, name="template")

    def parse_error(self, errorcode: str, datavars: dict[str, Any] | None = None) -> None:
        """Record a parse error; if elements are still open that should not be, at each of them."""
        names = dict(datavars or {})
        if "offset" in names:
            self.report(errorcode, names.pop("offset"), **names)
            return
        token = self.tokenizer.token
        name = str(token.get("name", ""))
        if not token and self.tokenizer.is_broken_off:
            return
        unclosed = self._unclosed(name) if not token or token["type"] == Token.END_TAG else []
        for element in unclosed:
            self.report("unclosed-before" if name else "unclosed-at-end", element.offset, name=element.name, by=name)
        if not unclosed and (token or "doctype" in errorcode):
            kind = "/" if token and token["type"] == Token.END_TAG else ""
            self.report(errorcode, self.tokenizer.start, **{"name": name, "tag": f"<{kind}{name}>", **names})

    def report(self, code: str, offset: int, **names: object) -> None:
        """Record a parse error, one of each kind at each place."""
        words = {key: str(value) for key, value in names.items()}
        self.reports.setdefault((offset, code.partition("-")[0]), Report(code, offset, words))

    def _unclosed(self, name: str) -> list[Element]:
        """The open elements that need an end tag, inside the innermost one with this name; "" for the whole page."""
        found: list[Element] = []
        for node in reversed(self.tree.open_elements):
            if node.name == name:
                return found
            if node.name in _BORDERS and name and name not in _OF_TABLES:
                break
            if node.name not in _OPTIONAL and hasattr(node, "kept"):
                found.append(node.kept)
                if node.name in _HOLDS_TEXT:  # what follows is its text
                    break
        return [] if name else found


#: The parts of a `ruby`, and where else each may be.
_PARTS = {"rb": None, "rtc": None, "rp": "rtc", "rt": "rtc"}


class _Body(InBodyPhase):  # type: ignore[misc]
    """Handles all four parts of a `ruby`, which may not be anywhere else."""

    __slots__ = ()

    def start_tag_part(self, token: dict[str, Any]) -> None:
        """Close the part before, and report one that is not in a `ruby`."""
        also_in = _PARTS[token["name"]]
        if self.tree.element_in_scope("ruby"):
            self.tree.generate_implied_end_tags(also_in)
        if self.tree.open_elements[-1].name not in ("ruby", also_in):
            self.parser.parse_error("rp-or-rt-tag-not-in-ruby-scope")
        self.tree.insert_element(token)

    start_tag_handler: ClassVar = {**InBodyPhase.start_tag_handler, **dict.fromkeys(_PARTS, start_tag_part)}


class _Select(InSelectPhase):  # type: ignore[misc]
    """Allows `<hr>` between options, and `<wbr>` in them."""

    __slots__ = ()

    def start_tag_void(self, token: dict[str, Any]) -> None:
        """Insert an element without content; `<hr>` closes the options before it."""
        closed = ("option", "optgroup") if token["name"] == "hr" else ()
        while self.tree.open_elements[-1].name in closed:
            self.tree.open_elements.pop()
        self.tree.insert_element(token)
        self.tree.open_elements.pop()
        token["selfClosingAcknowledged"] = True

    start_tag_handler: ClassVar = {**InSelectPhase.start_tag_handler, **dict.fromkeys(("hr", "wbr"), start_tag_void)}


#: The phases that replace tinyhtml5's with the same names.
PHASES: dict[str, Any] = {"in body": _Body, "in select": _Select}
