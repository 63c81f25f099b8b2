"""Where tinyhtml5 builds the tree of a page otherwise than today's HTML standard: `ruby`, and lines in a `select`."""

from __future__ import annotations

from typing import Any, ClassVar

from tinyhtml5.parser import InBodyPhase, InSelectPhase  # type: ignore[import-untyped]

#: The parts of a `ruby`, and what each may stand in beside it.
_PARTS = {"rb": None, "rtc": None, "rp": "rtc", "rt": "rtc"}


class _Body(InBodyPhase):  # type: ignore[misc]
    """Knows all four parts of a `ruby`, and that they stand nowhere else."""

    __slots__ = ()

    def start_tag_part(self, token: dict[str, Any]) -> None:
        """Close the part before, and report one that is in no `ruby`."""
        also_in = _PARTS[token["name"]]
        if self.tree.element_in_scope("ruby"):
            self.tree.generate_implied_end_tags(also_in)
        if self.tree.open_elements[-1].name not in ("ruby", also_in):
            self.parser.parse_error("rp-or-rt-tag-not-in-ruby-scope")
        self.tree.insert_element(token)

    start_tag_handler: ClassVar = {**InBodyPhase.start_tag_handler, **dict.fromkeys(_PARTS, start_tag_part)}


class _Select(InSelectPhase):  # type: ignore[misc]
    """Takes `<hr>` between choices, and `<wbr>` in them."""

    __slots__ = ()

    def start_tag_void(self, token: dict[str, Any]) -> None:
        """An element without content; `<hr>` closes the choices before it."""
        closed = ("option", "optgroup") if token["name"] == "hr" else ()
        while self.tree.open_elements[-1].name in closed:
            self.tree.open_elements.pop()
        self.tree.insert_element(token)
        self.tree.open_elements.pop()
        token["selfClosingAcknowledged"] = True

    start_tag_handler: ClassVar = {**InSelectPhase.start_tag_handler, **dict.fromkeys(("hr", "wbr"), start_tag_void)}


#: The phases that stand for tinyhtml5's of the same name.
PHASES: dict[str, Any] = {"in body": _Body, "in select": _Select}
