"""Markup written as HTML where XML is needed: every reason why it is not XML, and the XML that was probably meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from questionforms.xml.references import strange_references
from questionforms.xml.syntax_errors import VOID

# Every pattern stops at the next `<`, or consumes everything up to its end, so even hostile text takes linear time.
_NAME = r"[A-Za-z_][^\s<>/=\"'&]*+"
_SKIPPED = r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
_TOKEN = re.compile(
    rf"{_SKIPPED}|(?P<prolog><\?[^<>]*>|<!doctype[^<>]*>)|</(?P<end>{_NAME})\s*>"
    rf"""|<(?P<start>{_NAME})(?P<rest>(?>[^<>"']++|"[^"<]*"|'[^'<]*')*)>|(?P<stray><)""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    rf"""(?P<blank>\s*+)(?:(?P<name>{_NAME})(?:\s*=\s*(?:(?P<quoted>"[^"<]*"|'[^'<]*')|(?P<bare>[^\s"'<>]+)))?"""
    r"""|(?P<junk>"[^"]*"|'[^']*'|[^\sA-Za-z_/"']+|/(?=.))|)""",
    re.DOTALL,
)
#: Reading stops after this many slips or at this depth of nesting.
MOST = 1_000
#: The elements that contain text and not markup.
_RAW = ("script", "style")
#: Tag -> the start tags before which HTML ends it if its end tag is left out.
_ENDED_BY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("td", "th"), ("td", "th", "tr", "tbody", "tfoot")),
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(("thead", "tbody", "tfoot"), ("tbody", "tfoot")),
    "tr": ("tr", "tbody", "tfoot"),
    "li": ("li",),
    "p": (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "hr", "blockquote", "center", "table"),
        *("div", "form"),
    ),
}


class _EnoughError(Exception):
    """The text is not worth reading further."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that XML does not allow, at an index in the text."""

    offset: int
    message: str
    hint: str
    rule: str = "not-well-formed"
    #: Whether there is one way to write it as XML, which does not change what a browser shows.
    sure: bool = False


@dataclass(slots=True)
class _Open:
    """An open element, with its name in lower case and as written."""

    name: str
    written: str
    start: int
    #: Where HTML ends it, once known.
    ended: int | None = None


class TagSoup:
    """A text of markup, read as its author meant it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.slips: list[Slip] = []
        #: For each slip, how many edits were recorded before it.
        self._edits_before: list[int] = []
        self._edits = Edits(text)
        #: The open elements, and those of them that HTML has not ended.
        self._open: list[_Open] = []
        self._live: list[_Open] = []
        #: How many elements with each name are open, and how many were ended but have their end tag still to come.
        self._count: Counter[str] = Counter()
        self._owed: Counter[str] = Counter()
        with suppress(_EnoughError):
            self._read_references(self._read_tags())
        #: The XML that was meant, as far as it can be determined.
        self.repaired = self._edits.apply()

    def offset(self, index: int) -> int:
        """The index in the text that corresponds to an index in the repaired text."""
        return self._edits.origin(index)

    def edits_of(self, number: int) -> list[tuple[int, int, str]]:
        """The edits that correct a slip, given by its number: start, end, and what replaces that part of the text."""
        starts = [*self._edits_before, len(self._edits.recorded)]
        return self._edits.recorded[starts[number] : starts[number + 1]]

    def _slip(self, offset: int, message: str, hint: str, rule: str = "not-well-formed", *, sure: bool = False) -> None:
        self.slips.append(Slip(offset, message, hint, rule, sure))
        self._edits_before.append(len(self._edits.recorded))
        if len(self.slips) >= MOST:
            raise _EnoughError

    def _read_tags(self) -> str:
        """Read the tags, and return the text with scripts and style sheets blanked out."""
        markup: list[str] = []
        done = at = 0
        while token := _TOKEN.search(self.text, at):
            at = token.end()
            if token["start"]:
                self._tag(token)
                if token["start"].lower() in _RAW and not token["rest"].endswith("/"):
                    markup.append(self.text[done:at])
                    done = at = self._end_of_code(token["start"], at)
                    markup.append(" " * (done - token.end()))
            elif token["end"]:
                self._end(token["end"], *token.span())
            elif token["prolog"]:
                self._prolog(token)
            elif token["stray"]:
                self._stray(at - 1)
        while self._open:
            self._unclosed(self._close(), len(self.text), "the end")
        return "".join([*markup, self.text[done:]])

    def _stray(self, start: int) -> None:
        shown = self.text[start : start + 12].split("\n")[0]
        if re.match("</?[A-Za-z]", shown):
            message, hint = f"the tag that starts here, `{shown}`, is incomplete", "look for a missing > or quote"
        else:
            message, hint = f"`{shown}` starts with `<` like a tag, but is not one", "write < as &lt;"
        self._slip(start, message, hint, sure=hint == "write < as &lt;")
        self._edits.replace(start, start + 1, "&lt;")

    def _end_of_code(self, name: str, start: int) -> int:
        """Where a script ends; it is left out, since XML would read parts of it as markup."""
        end = re.compile(f"</{name}\\s*>|\\Z", re.IGNORECASE).search(self.text, start)
        assert end is not None  # the end of the text always matches
        self._edits.replace(start, end.start())
        return end.start()

    def _prolog(self, token: re.Match[str]) -> None:
        """Report a declaration that belongs at the start of a whole page."""
        declaration = token[0][:5].lower()
        if declaration in ("<!doc", "<?xml"):
            what = "a DOCTYPE" if declaration == "<!doc" else "an XML declaration"
            self._slip(token.start(), f"{what} is not allowed in the markup, which is only part of a page", "remove it")
            self._edits.replace(*token.span())

    def _tag(self, token: re.Match[str]) -> None:
        """Read a start tag with its attributes."""
        at, rest = token.start("rest"), token["rest"]
        seen: set[str] = set()
        for attribute in _ATTRIBUTE.finditer(rest):
            if attribute["name"] in seen:
                start = at + attribute.start("name")
                self._slip(start, f"the attribute `{attribute['name']}` appears twice in one tag", "remove one of them")
                self._edits.replace(start, at + attribute.end())
            elif attribute["name"]:
                seen.add(attribute["name"])
                self._attribute(attribute, at, last=attribute.end() == len(rest))
            elif attribute["junk"]:
                start = at + attribute.start("junk")
                shown = attribute["junk"][:20]
                self._slip(start, f"`{shown}` in the tag `<{token['start']}>` is not an attribute", "remove it")
                self._edits.replace(start, at + attribute.end())
        name = token["start"]
        if rest.endswith("/"):
            return
        if name.lower() in VOID and not re.compile(rf"(?:\s|<!--[^<>]*-->|<\?[^<>]*>)*+</{name}\s*>").match(
            self.text, token.end()
        ):
            self._slip(
                token.start(),
                f"`<{name}>` is not closed as XML requires",
                f"end it with />, as in <{name.lower()}/>",
                sure=True,
            )
            self._edits.insert(token.end() - 1, "/")
            return
        while self._live and name.lower() in _ENDED_BY.get(self._live[-1].name, ()):
            self._live.pop().ended = token.start()
        if len(self._open) >= MOST:
            raise _EnoughError
        self._open.append(_Open(name.lower(), name, token.start()))
        self._live.append(self._open[-1])
        self._count[name.lower()] += 1

    def _attribute(self, attribute: re.Match[str], at: int, *, last: bool) -> None:
        name, bare = attribute["name"], attribute["bare"]
        start, end = at + attribute.start("name"), at + attribute.end()
        if not attribute["blank"]:
            self._slip(start, f"there is no space before the attribute `{name}`", "add a space", sure=True)
            self._edits.insert(start, " ")
        if bare is not None:
            bare = bare.removesuffix("/") if last else bare
            message = f"the value of the attribute `{name}` is not in quotes: `{bare[:40]}`"
            self._slip(start, message, f'write {name}="{bare[:40]}"', sure=True)
            end = at + attribute.start("bare")
            self._edits.insert(end, '"')
            self._edits.insert(end + len(bare), '"')
        elif attribute["quoted"] is None:
            self._slip(start, f"the attribute `{name}` has no value", f'write {name}="{name}"', sure=True)
            self._edits.insert(end, f'="{name}"')

    def _end(self, written: str, start: int, end: int) -> None:
        """Read an end tag."""
        name = written.lower()
        if not self._count[name]:
            if self._owed[name]:  # already reported where the element starts
                self._owed[name] -= 1
            else:
                self._slip(start, f"`</{written}>` closes an element that is not open", "remove it")
            self._edits.replace(start, end)
            return
        while (last := self._close()).name != name:
            self._owed[last.name] += 1
            self._unclosed(last, start, f"`</{written}>`")
        if last.written != written:
            message = f"`</{written}>` closes `<{last.written}>`, which is in a different case"
            self._slip(start, message, f"write </{last.written}>", sure=True)
            self._edits.replace(start, end, f"</{last.written}>")

    def _close(self) -> _Open:
        """Close and return the innermost open element."""
        last = self._open.pop()
        self._count[last.name] -= 1
        if self._live and self._live[-1] is last:
            self._live.pop()
        return last

    def _unclosed(self, left: _Open, end: int, where: str) -> None:
        """Report an element that ends without an end tag."""
        self._slip(left.start, f"`<{left.written}>` is not closed before {where}", f"close it with </{left.written}>")
        end = end if left.ended is None else left.ended
        self._edits.insert(end, f"</{left.written}>")

    def _read_references(self, markup: str) -> None:
        for found in strange_references(markup):
            sure = found.rule != "undefined-entity" or "&amp;" not in found.instead
            self._slip(found.start, found.message, found.hint, found.rule, sure=sure)
            self._edits.replace(found.start, found.end, found.instead)


class Edits:
    """Replacements in a text, collected in any order; of two at the same place, the first one added comes first."""

    def __init__(self, text: str) -> None:
        self._text = text
        #: In the order in which they were added.
        self.recorded: list[tuple[int, int, str]] = []
        #: For each piece of the changed text, where it starts there and in the original text.
        self._starts = [(0, 0)]

    def replace(self, start: int, end: int, new: str = "") -> None:
        """Replace a part of the text; an edit inside a part that is replaced is dropped."""
        self.recorded.append((start, end, new))

    def insert(self, at: int, new: str) -> None:
        """Insert text between two characters."""
        self.recorded.append((at, at, new))

    def apply(self) -> str:
        """The changed text."""
        pieces: list[str] = []
        self._starts = [(0, 0)]
        done = length = 0
        for start, end, new in sorted(self.recorded, key=lambda edit: edit[:2]):
            if start < done:
                continue
            pieces += [self._text[done:start], new]
            length += start - done + len(new)
            self._starts += [(length - len(new), start), (length, end)]
            done = end
        return "".join([*pieces, self._text[done:]])

    def origin(self, index: int) -> int:
        """The index in the original text that corresponds to one in the changed text, after `apply`."""
        piece = bisect_right(self._starts, (index, len(self._text)))
        at, original = self._starts[piece - 1]
        end = self._starts[piece][1] if piece < len(self._starts) else len(self._text)
        return min(original + index - at, end)
