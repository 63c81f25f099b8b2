"""Gold labels: units whose right label is known, from a mapping or a CSV file, matched with the units of a source."""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.answers.archives.assignment_records import is_missing
from questionforms.answers.tables.columns import written
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.quality.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms.quality.labels import Codes

    #: The text of each column of a unit -> its label.
    Known = dict[tuple[str, ...], Any]

#: What separates several selections in a cell.
_SEPARATOR = "|"
_TRUTH = {"true": True, "false": False}
_LOG = logging.getLogger("questionforms.quality")


def read_gold(where: str, gold: Any, unit: Sequence[str], question: str | None) -> dict[str | None, Known]:
    """The gold labels of each question; those for any question are under None.

    With a question, `gold` maps each unit to its label, or is the path of a CSV file with the columns of the unit and
    `label`. Without, it maps each question to such a mapping, or the file has a column `question` too.
    """
    if isinstance(gold, Path):
        return _from_file(where, gold, unit, question)
    if not isinstance(gold, Mapping):
        message = f"{words.found(gold)}; expected a mapping of units to labels, or the Path of a CSV file"
        raise WrongType(where, "gold", message)
    if question is not None:
        return {None: _keyed(where, gold, unit)}
    for name, labels in gold.items():
        if not isinstance(labels, Mapping):
            message = f"{words.quoted(name)} maps to {words.found(labels)}; expected a mapping of units to labels"
            raise WrongType(where, "gold", f"{message}, because no question is given")
    return {str(name): _keyed(where, labels, unit) for name, labels in gold.items()}


def _keyed(where: str, gold: Mapping[Any, Any], unit: Sequence[str]) -> Known:
    """A mapping with each unit as a tuple of texts."""
    found: Known = {}
    for key, label in gold.items():
        parts = key if isinstance(key, tuple) else (key,)
        if len(parts) != len(unit):
            expected = words.together(unit)
            given = words.counted(len(parts), "value")
            raise InvalidArgument(
                where, "gold", f"{words.quoted(key)} has {given}; expected one for each of {expected}"
            )
        if not is_missing(label):
            found[tuple(map(_text, parts))] = label
    return found


def _from_file(where: str, path: Path, unit: Sequence[str], question: str | None) -> dict[str | None, Known]:
    """The gold labels in a CSV file; a row without a label is skipped."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            rows = list(csv.DictReader(file, strict=True))
        except (csv.Error, UnicodeDecodeError) as error:
            raise InvalidArgument(where, "gold", f"{words.quoted(str(path))} is not CSV in UTF-8: {error}") from None
    there = [name for name in (rows[0] if rows else {}) if isinstance(name, str)]
    label = question if question in there and "label" not in there else "label"
    needed = [*unit, label, *(["question"] if question is None else [])]
    missing = [name for name in needed if name not in there]
    if missing:
        has = f"has the columns {words.together(there)}" if there else "has no rows"
        message = f"{words.quoted(str(path))} {has}; expected {words.together(needed)}"
        raise InvalidArgument(where, "gold", f"{message}{words.did_you_mean(words.nearest(missing[0], there))}")
    found: dict[str | None, Known] = {}
    for row in rows:
        name = row.get("question") if "question" in there and label == "label" else question
        if row[label] and (question is None or name == question):
            found.setdefault(name if question is None else None, {})[tuple(row[one] or "" for one in unit)] = row[label]
    return found


def match(where: str, given: Labels, known: Known | None) -> tuple[Labels, Codes]:
    """The labels, with those that only gold has added at the end, and the gold label of each unit, -1 if unknown.

    Raises InvalidArgument if no unit has a gold label; the number of gold units that are not in the source is logged.
    """
    import numpy as np

    codes = np.full(len(given.units), -1, dtype=np.int64)
    if not known:
        return given, codes
    places = {unit: place for place, unit in enumerate(_texts(given))}
    values = {value: code for code, value in enumerate(given.values)}
    unmatched = [unit for unit in known if unit not in places]
    if len(unmatched) == len(known):
        example, there = words.quoted(", ".join(unmatched[0])), next(iter(places), None)
        has = f", for example {words.quoted(', '.join(there))}" if there else ""
        message = f"none of the {words.counted(len(known), 'unit')}, such as {example}, is in the source"
        raise InvalidArgument(
            where, "gold", f"{message}; expected values of {words.together(given.units.column_names)}{has}"
        )
    if unmatched:
        _LOG.warning("%d of %d gold units are not in the source", len(unmatched), len(known))
    for unit, label in known.items():
        if unit in places:
            codes[places[unit]] = values.setdefault(_as_value(where, given, label), len(values))
    return _with_values(given, tuple(values)), codes


def _texts(given: Labels) -> Iterable[tuple[str, ...]]:
    """Each unit as a tuple of texts."""
    return zip(*[map(_text, column.to_pylist()) for column in given.units.columns], strict=True)


def _text(value: Any) -> str:
    """A value of a unit as files have it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _with_values(given: Labels, values: tuple[Any, ...]) -> Labels:
    from dataclasses import replace

    return given if len(values) == len(given.values) else replace(given, values=values)


def _as_value(where: str, given: Labels, label: Any) -> Any:
    """A gold label as a value of the question: a number, a truth value, a set of selections or a text."""
    import pyarrow as pa  # type: ignore[import-untyped]

    kind = given.type.value_type if pa.types.is_dictionary(given.type) else given.type
    several = isinstance(label, Iterable) and not isinstance(label, str)
    if given.kind == "sets":
        parts = label.split(_SEPARATOR) if isinstance(label, str) else label if several else [label]
        return frozenset(written(part) for part in parts if part != "" and part is not None)
    if several:
        values = list(label)
        if len(values) != 1:
            message = (
                f"{words.quoted(values)} are several labels, but {words.quoted(given.question)} has one in an answer"
            )
            raise InvalidArgument(where, "gold", message)
        label = values[0]
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return written(label)
    if pa.types.is_boolean(kind) and written(label).lower() in _TRUTH:
        return _TRUTH[written(label).lower()]
    try:
        if not pa.types.is_boolean(kind):
            return pa.scalar(str(label)).cast(kind).as_py()
    except pa.ArrowInvalid:
        pass
    wanted = "true or false" if pa.types.is_boolean(kind) else "a number"
    message = f"{words.quoted(label)} is not {wanted}, as the labels of {words.quoted(given.question)} are"
    raise InvalidArgument(where, "gold", message)
