"""Markup written as HTML where XML is wanted: all that keeps it from being XML, and the XML that was probably meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from questionforms.xml.mistakes import VOID
from questionforms.xml.references import strange_references

# Every pattern stops at the next `<`, or takes all up to where it ends, so that hostile text takes linear time too.
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
#: Past so many slips, and elements in each other, the text is not read further.
MOST = 1_000
#: What holds text that is no markup.
_RAW = ("script", "style")
#: Tag -> the start tags before which HTML ends it, where its end tag is left out.
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
    """One thing that XML does not take, at an index in the text."""

    offset: int
    message: str
    hint: str
    rule: str = "not-well-formed"


@dataclass(slots=True)
class _Open:
    """An element that is open, in lower case and as it is written."""

    name: str
    written: str
    start: int
    #: Where HTML ends it, once that is known.
    ended: int | None = None


class TagSoup:
    """A text of markup, read as people mean it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.slips: list[Slip] = []
        self._edits = Edits(text)
        #: The open elements, and those of them that HTML has not ended either.
        self._open: list[_Open] = []
        self._live: list[_Open] = []
        #: How many elements of a name are open, and how many were ended though their end tag is still to come.
        self._count: Counter[str] = Counter()
        self._owed: Counter[str] = Counter()
        with suppress(_EnoughError):
            self._read_references(self._read_tags())
        #: The XML that was meant, as far as it can be told.
        self.repaired = self._edits.apply()

    def offset(self, index: int) -> int:
        """The index in the text of what stands at an index in the repaired one."""
        return self._edits.origin(index)

    def _slip(self, offset: int, message: str, hint: str, rule: str = "not-well-formed") -> None:
        self.slips.append(Slip(offset, message, hint, rule))
        if len(self.slips) >= MOST:
            raise _EnoughError

    def _read_tags(self) -> str:
        """Go through the tags; the text without that of scripts and style sheets, at the same length."""
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
        self._slip(start, message, hint)
        self._edits.replace(start, start + 1, "&lt;")

    def _end_of_code(self, name: str, start: int) -> int:
        """Where a script ends; it is left out, since XML would take a part of it for markup."""
        end = re.compile(f"</{name}\\s*>|\\Z", re.IGNORECASE).search(self.text, start)
        assert end is not None  # which the end of the text is at least
        self._edits.replace(start, end.start())
        return end.start()

    def _prolog(self, token: re.Match[str]) -> None:
        """What belongs before a whole page."""
        declaration = token[0][:5].lower()
        if declaration in ("<!doc", "<?xml"):
            what = "a DOCTYPE" if declaration == "<!doc" else "an XML declaration"
            self._slip(token.start(), f"{what} is not allowed in the markup, which is only part of a page", "remove it")
            self._edits.replace(*token.span())

    def _tag(self, token: re.Match[str]) -> None:
        """A start tag with its attributes."""
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
                token.start(), f"`<{name}>` is not closed, as XML requires", f"end it with />, as in <{name.lower()}/>"
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
            self._slip(start, f"there is no space before the attribute `{name}`", "add a space")
            self._edits.insert(start, " ")
        if bare is not None:
            bare = bare.removesuffix("/") if last else bare
            message = f"the value of the attribute `{name}` is not in quotes: `{bare[:40]}`"
            self._slip(start, message, f'write {name}="{bare[:40]}"')
            end = at + attribute.start("bare")
            self._edits.insert(end, '"')
            self._edits.insert(end + len(bare), '"')
        elif attribute["quoted"] is None:
            self._slip(start, f"the attribute `{name}` has no value", f'write {name}="{name}"')
            self._edits.insert(end, f'="{name}"')

    def _end(self, written: str, start: int, end: int) -> None:
        """An end tag."""
        name = written.lower()
        if not self._count[name]:
            if self._owed[name]:  # which is said where the element begins
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
            self._slip(start, message, f"write </{last.written}>")
            self._edits.replace(start, end, f"</{last.written}>")

    def _close(self) -> _Open:
        """The innermost open element, which is open no more."""
        last = self._open.pop()
        self._count[last.name] -= 1
        if self._live and self._live[-1] is last:
            self._live.pop()
        return last

    def _unclosed(self, left: _Open, end: int, where: str) -> None:
        """An element that ends though it has no end tag."""
        self._slip(left.start, f"`<{left.written}>` is not closed before {where}", f"close it with </{left.written}>")
        end = end if left.ended is None else left.ended
        self._edits.insert(end, f"</{left.written}>")

    def _read_references(self, markup: str) -> None:
        for found in strange_references(markup):
            self._slip(found.start, found.message, found.hint, found.rule)
            self._edits.replace(found.start, found.end, found.instead)


class Edits:
    """Replacements in a text, gathered in any order; of two in the same place, the first one made comes first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[tuple[int, int, str]] = []
        #: For each piece of the changed text, where it begins there and in the text.
        self._starts = [(0, 0)]

    def replace(self, start: int, end: int, new: str = "") -> None:
        """Put something else in the place of a part; what is inside of a part replaced before is left out with it."""
        self._edits.append((start, end, new))

    def insert(self, at: int, new: str) -> None:
        """Put something between two characters."""
        self._edits.append((at, at, new))

    def apply(self) -> str:
        """The changed text."""
        pieces: list[str] = []
        self._starts = [(0, 0)]
        done = length = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < done:
                continue
            pieces += [self._text[done:start], new]
            length += start - done + len(new)
            self._starts += [(length - len(new), start), (length, end)]
            done = end
        return "".join([*pieces, self._text[done:]])

    def origin(self, index: int) -> int:
        """The index in the text of what stands at an index in the changed one, once that has been made."""
        piece = bisect_right(self._starts, (index, len(self._text)))
        at, original = self._starts[piece - 1]
        end = self._starts[piece][1] if piece < len(self._starts) else len(self._text)
        return min(original + index - at, end)
