"""One message of the service: how it is recognised, and what is said of it. The tables hold these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from questionforms.words import alternatives, quoted

#: Words for the types of the schemas.
_KINDS = {
    "boolean": "`true` or `false`",
    "int": "a whole number from -2147483648 to 2147483647",
    "integer": "a whole number",
    "positiveInteger": "a whole number of at least 1",
    "nonNegativeInteger": "a whole number of at least 0",
    "decimal": "a number",
    "double": "a number",
    "anyURI": "a URL",
    "dateTime": "a date and time such as 2026-09-30T12:00:00",
    "NMTOKEN": "a name without blanks",
    "NCName": "a name that begins with a letter",
}
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the service; its groups are named in the meaning and in the cure."""

    #: A regular expression for the message with its line breaks as blanks.
    pattern: str
    #: What it means; `{where}` is the element or the attribute, where the message names one.
    meaning: str
    #: What to do.
    cure: str
    #: The rules that find it beforehand, with blanks between.
    rules: str = ""
    #: How much it leaves open: 0 for a message that is known; 1 for one that is known by its form alone; 2 for a code,
    #: which is not told beside a message; 3 for a heading, which is not told before one.
    general: int = 0

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled once."""
        return _compiled(self.pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def fill(template: str, groups: dict[str, str | None]) -> str:
    """A meaning or a cure with the names and values of a message in it."""
    shown = {name: _shown(name, value or "") for name, value in groups.items()}
    filled = template.format_map({**shown, "where": _where(groups)})
    return filled[:1].upper() + filled[1:]


def _where(groups: dict[str, str | None]) -> str:
    element = groups.get("element")
    if not element:
        return "an element or attribute"
    attribute = groups.get("attribute")
    return f"the attribute {_quoted(attribute)} of {_quoted(element)}" if attribute else _quoted(element)


def _shown(name: str, value: str) -> str:
    if name == "kind":
        return _KINDS.get(value, f"a value of the type {_quoted(value)}")
    if name == "names":
        names = dict.fromkeys([_plain(part) for part in re.split(r", ?", value)])
        return alternatives(map(_quoted, names), _MOST_NAMES)
    return _quoted(_plain(value))


def _plain(name: str) -> str:
    """A name without its namespace, which Xerces writes before it in quotes."""
    return re.sub(r'\{?"[^"]*":([^{},]*)\}?', r"\1", name.strip())


def _quoted(text: str) -> str:
    return quoted(text) if text else "empty"
