"""One message of the service: how it is recognised, and how it is explained. The tables contain these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from questionforms.words import alternatives, did_you_mean, nearest, quoted

#: Descriptions of the schemas' types.
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
    "NMTOKEN": "a name without spaces",
    "NCName": "a name that starts with a letter",
}
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the service; the meaning and the cure refer to its groups by name."""

    #: A regular expression for the message, with its line breaks replaced by spaces.
    pattern: str
    #: What it means; `{where}` is the element or the attribute, if the message names one. `{choices}` is a list like
    #: `{names}`, and asks for the one that was probably meant by `{value}`.
    meaning: str
    #: What to do.
    cure: str
    #: The rules that find it beforehand, separated by spaces; a group `rule` is one more.
    rules: str = ""
    #: How general it is: 0 for a known message; 1 for a message that is only known by its form; 2 for a code, which is
    #: left out next to a message; 3 for a heading, which is left out before a message.
    general: int = 0

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled once."""
        return _compiled(self.pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def fill(template: str, groups: dict[str, str | None]) -> str:
    """A meaning or a cure, filled with the names and values from a message."""
    shown = {name: _shown(name, value) for name, value in groups.items()}
    if choices := groups.get("choices"):
        shown["choices"] = _choices(choices, groups.get("value") or "")
    filled = template.format_map({**shown, "where": _where(groups)})
    return filled[:1].upper() + filled[1:]


def _where(groups: dict[str, str | None]) -> str:
    element = groups.get("element")
    if not element:
        return "an element or attribute"
    attribute = groups.get("attribute")
    return f"the attribute {_quoted(attribute)} of {_quoted(element)}" if attribute else _quoted(element)


def _choices(listed: str, value: str) -> str:
    """The allowed values, and which of them was probably meant."""
    names = _names(listed)
    meant = None if value in names else nearest(value, names)
    return alternatives(map(_quoted, names), _MOST_NAMES) + did_you_mean(meant)


def _shown(name: str, value: str | None) -> str:
    if name == "value" and value is None:
        return "a value that the message does not show"
    value = value or ""
    if name == "kind":
        return _KINDS.get(value, f"a value of the type {_quoted(value)}")
    if name == "names":
        return alternatives(map(_quoted, _names(value)), _MOST_NAMES)
    if name == "text":
        return value
    if name == "path" and ".member" in value:
        return f"{_quoted(value)} (in boto3: {_quoted(_parameter(value))})"
    return _quoted(_plain(value))


def _names(listed: str) -> list[str]:
    return list(dict.fromkeys([_plain(part) for part in re.split(r", ?| or ", listed)]))


def _parameter(path: str) -> str:
    """A path such as `workerIds.1.member`, which counts from 1, as boto3 writes it: `WorkerIds[0]`."""
    indexed = re.sub(r"\.(\d{1,9})\.member\b", lambda index: f"[{max(int(index[1]) - 1, 0)}]", path)
    return ".".join([part[:1].upper() + part[1:] for part in indexed.split(".")])


def _plain(name: str) -> str:
    """A name without its namespace, which Xerces writes in quotes before it."""
    return re.sub(r'\{?"[^"]*":([^{},]*)\}?', r"\1", name.strip())


def _quoted(text: str) -> str:
    return quoted(text) if text else "empty"
