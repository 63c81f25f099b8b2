"""Gold labels: units whose right label is known, from a mapping or a CSV file, matched with the units of a source."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.answers.archives.assignment_records import is_missing
from questionforms.answers.archives.delimited import read_header
from questionforms.answers.archives.encodings import encoding_of
from questionforms.answers.tables.columns import written
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.quality.labels import Labels
from questionforms.quality.mixed_values import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms.quality.labels import Codes

    #: The text of each column of a unit -> its label.
    Known = dict[tuple[str, ...], Any]

#: The most unusual gold labels that a message shows.
_MOST_SHOWN = 5
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
            _add(where, found, tuple(map(_text, parts)), label)
    return found


def _add(where: str, found: Known, unit: tuple[str, ...], label: Any) -> None:
    """Add the label of a unit. Raises InvalidArgument if the unit has another label already."""
    before = found.setdefault(unit, label)
    if before is not label and _parts(before) != _parts(label):
        both = f"{words.quoted(before)} and {words.quoted(label)}"
        message = f"{words.quoted(', '.join(unit))} has the labels {both}; expected one label for each unit"
        raise InvalidArgument(where, "gold", message)


def _parts(label: Any) -> set[str]:
    """A label as a set of selections, one if it is not several."""
    parts = label.split(SEPARATOR) if isinstance(label, str) else label if isinstance(label, Iterable) else [label]
    return {written(part) for part in parts if part is not None}


def _from_file(where: str, path: Path, unit: Sequence[str], question: str | None) -> dict[str | None, Known]:
    """The gold labels in a CSV file; a row without a label is skipped."""
    rows = _rows(where, path)
    there = list(rows[0]) if rows else []
    label = question if question in there and "label" not in there else "label"
    needed = [*unit, label, *(["question"] if question is None else [])]
    missing = [name for name in needed if name not in there]
    if missing:
        has = f"has the columns {words.together(there)}" if there else "has no rows"
        message = f"{words.quoted(str(path))} {has}; expected {words.together(needed)}"
        raise InvalidArgument(where, "gold", f"{message}{_what_to_pass(missing, there, unit, {label, question})}")
    found: dict[str | None, Known] = {}
    for row in rows:
        name = row.get("question") if "question" in there and label == "label" else question
        if row[label] and (question is None or name == question):
            known = found.setdefault(name if question is None else None, {})
            _add(where, known, tuple(row[one] or "" for one in unit), row[label])
    return found


def _rows(where: str, path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with commas, semicolons or tabs, in the encoding of its byte order mark or in UTF-8."""
    data = path.read_bytes()
    encoding, mark = encoding_of(data[:8])
    try:
        file = io.StringIO(data[mark:].decode(encoding), newline="")
        _, head, delimiter = read_header(file)
        lines = chain(io.StringIO(head, newline=""), file)
        rows: list[dict[Any, Any]] = list(csv.DictReader(lines, strict=True, delimiter=delimiter))
    except (csv.Error, UnicodeDecodeError) as error:
        message = f"{words.quoted(str(path))} is not CSV in {encoding.upper()}: {error}"
        raise InvalidArgument(where, "gold", message) from None
    return [{name.strip(): cell for name, cell in row.items() if name is not None} for row in rows]


def _what_to_pass(missing: Sequence[str], there: Sequence[str], unit: Sequence[str], labels: set[str | None]) -> str:
    """How to make the call and a file's columns fit, if the file has other columns for the unit, or one question."""
    others = [name for name in there if name not in {*unit, *labels, "question"}]
    if missing[0] in unit and len(others) == 1 and len(unit) == 1:
        meant = f"pass unit={json.dumps(others[0], ensure_ascii=False)} (on the command line: --unit {others[0]})"
        return f"; {meant} if {words.quoted(others[0])} identifies what was labelled"
    if list(missing) == ["question"]:
        return "; if all labels are of one question, pass question=... (on the command line: --question QUESTION)"
    return words.did_you_mean(words.nearest(missing[0], there))


def report_gold(where: str, given: Labels, known: Known | None) -> None:
    """Log how many gold units are not in the source, and the gold labels that nobody gave and the form does not offer.

    Numbers are not checked, since a right number may be one that nobody gave.
    """
    places = set(_texts(given))
    unmatched = sum(unit not in places for unit in known or {})
    if known and unmatched:
        _LOG.warning("%d of %d gold units are not in the source", unmatched, len(known))
    if not known or given.kind == "numbers":
        return
    usual = {part for value in given.values for part in _as_texts(value)} | set(given.offered)
    strange = Counter(
        part for label in known.values() for part in _as_texts(_as_value(where, given, label)) if part not in usual
    )
    if strange:
        shown = ", ".join(_strange(label, count, usual) for label, count in sorted(strange.items())[:_MOST_SHOWN])
        more = f" and {len(strange) - _MOST_SHOWN:,} more" if len(strange) > _MOST_SHOWN else ""
        nowhere = "neither given by anybody nor offered by the form" if given.offered else "not given by anybody"
        number = f"{words.counted(len(strange), 'gold label')} of `{given.question}`"
        _LOG.warning("%s %s %s: %s%s", number, "is" if len(strange) == 1 else "are", nowhere, shown, more)


def _strange(label: str, count: int, usual: Iterable[str]) -> str:
    meant = words.did_you_mean(words.nearest(label, sorted(usual)))
    return f"{words.quoted(label)} ({words.counted(count, 'unit')}{meant})"


def _as_texts(value: Any) -> list[str]:
    return list(map(str, value)) if isinstance(value, frozenset) else [str(value)]


def match(where: str, given: Labels, known: Known | None) -> tuple[Labels, Codes]:
    """The labels, with those that only gold has added at the end, and the gold label of each unit, -1 if unknown.

    Raises InvalidArgument if no unit has a gold label.
    """
    import numpy as np

    codes = np.full(len(given.units), -1, dtype=np.int64)
    if not known:
        return given, codes
    places = {unit: place for place, unit in enumerate(_texts(given))}
    values = {value: code for code, value in enumerate(given.values)}
    if not any(unit in places for unit in known):
        example, there = words.quoted(", ".join(next(iter(known)))), next(iter(places), None)
        has = f", for example {words.quoted(', '.join(there))}" if there else ""
        message = f"none of the {words.counted(len(known), 'unit')}, such as {example}, is in the source"
        raise InvalidArgument(
            where, "gold", f"{message}; expected values of {words.together(given.units.column_names)}{has}"
        )
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
        return frozenset(_parts(label) - {""})
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
