"""A ReviewPolicy structure as values, and the answers that policies compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.reading import read_valid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionforms import Answer

Values = frozenset[str]


class Policy:
    """The parameters of a ReviewPolicy, by their keys."""

    def __init__(self, structure: Mapping[str, Any]) -> None:
        self.name: str = structure["PolicyName"]
        parameters = structure.get("Parameters", [])
        self._values: dict[str, list[str]] = {one["Key"]: one.get("Values", []) for one in parameters if "Key" in one}
        #: The known answers: question -> values.
        self.answer_key: dict[str, Values] = {
            entry["Key"]: frozenset(value.strip() for value in entry.get("Values", []))
            for one in parameters
            for entry in one.get("MapEntries", [])
        }

    def number(self, key: str) -> int | None:
        """A parameter that is a number; None where it is not given."""
        found = self._values.get(key)
        return int(found[0]) if found else None

    def text(self, key: str) -> str | None:
        """A parameter that is a text; None where it is not given."""
        found = self._values.get(key)
        return found[0] if found else None

    @property
    def questions(self) -> list[str]:
        """The questions of SimplePlurality: a list, or one text with commas, since the documentation has both."""
        found = self._values.get("QuestionIds") or self._values.get("QuestionIDs") or []
        return [name.strip() for one in found for name in one.split(",") if name.strip()]


def values_of(xml: str) -> dict[str, Values]:
    """What a worker answered: question -> values without outer blanks; several values of a field stand with `|`."""
    found: dict[str, Values] = {}
    for entry in read_valid(xml).entries if xml else ():
        found[entry.identifier] = found.get(entry.identifier, frozenset()) | _values(entry)
    return found


def _values(entry: Answer) -> Values:
    texts = [*entry.selections, entry.other_text or "", *(entry.text or "").split("|")]
    return frozenset(text.strip() for text in texts if text.strip())


def percentage(part: int, whole: int) -> int:
    """A share in whole per cent; the documentation's example has 66 for two of three."""
    return 100 * part // whole if whole else 0
