"""Finds the key of each form, and the form of each key, by the pairs in the settings."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from questionforms.project.results import Result
from questionforms.project.roots import root_name
from questionforms.project.settings import is_within
from questionforms.project.sources import Item, file_item
from questionforms.words import counted, either

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.project.pairs import Pair


#: The most documents without a partner that are named.
_MOST = 5
_KINDS = {"QuestionForm": ("form", "key"), "AnswerKey": ("key", "form")}


class Pairing:
    """Adds to each document of a run its partners, and to the run those that are not part of it."""

    def __init__(self, pairs: Iterable[Pair], folders: Iterable[Path]) -> None:
        self._pairs = tuple(pairs)
        self._folders = [Path(os.path.abspath(folder)) for folder in folders]
        self._matched: set[Pair] = set()
        #: A sentence about each document whose partner does not exist, by the kind of the document.
        self._alone: dict[str, list[str]] = {"form": [], "key": []}

    def paired(self, items: list[Item | Result]) -> list[Item | Result]:
        """The documents of a run with their partners; one that is not part of it follows its partner."""
        if not self._pairs:
            return items
        given = {os.path.abspath(file) for item in items if (file := _file(item))}
        found: list[Item | Result] = []
        for item in items:
            if (file := _file(item)) is None or isinstance(item, Result):
                found.append(item)
                continue
            partners = [*self._partners(file)]
            found.append(replace(item, pairs=tuple([_pair(file, partner) for partner in partners])))
            new = [partner for partner in partners if os.path.abspath(partner) not in given]
            given |= {os.path.abspath(partner) for partner in new}
            found += [replace(file_item(partner), pairs=(_pair(partner, file),)) for partner in new]
        return found

    def notes(self) -> Iterator[str]:
        """A sentence about each document without its partner, only the first few if many, and each unused pair."""
        for kind, lines in self._alone.items():
            yield from lines[:_MOST]
            if len(lines) > _MOST:
                partner = dict(_KINDS.values())[kind]
                yield f"{counted(len(lines) - _MOST, f'more {kind}')} without a {partner}"

        for pair in self._pairs:
            if pair not in self._matched and all(is_within(start, self._folders) for start in pair.starts):
                yield f"keys: no file matches {either([pair.form, pair.key])}"

    def _partners(self, file: Path) -> Iterator[Path]:
        """The files that belong to a document, and exist."""
        for pair in self._pairs:
            partners = [_shown(path, file) for path in pair.partners(file)]
            self._matched |= {pair} if partners else set()
            found = [path for path in partners if path.is_file()]
            yield from found[:1]
            if partners and not found and (kinds := _KINDS.get(root_name(file) or "")):
                kind, partner = kinds
                name = file_item(file).name
                self._alone[kind].append(f"{name}: the {partner} of this {kind}, {partners[0]}, does not exist")


def _file(item: Item | Result) -> Path | None:
    """The file of a document, unless it is in a Python file."""
    return item.content if isinstance(item, Item) and isinstance(item.content, Path) else None


def _shown(partner: Path, file: Path) -> Path:
    """The path of a partner, absolute or relative to the current folder as that of the document is."""
    return partner if file.is_absolute() else Path(os.path.relpath(partner))


def _pair(file: Path, partner: Path) -> tuple[Path, Path]:
    """The form and the key: a document that is a key is the key, and any other is the form."""
    return (partner, file) if root_name(file) == "AnswerKey" else (file, partner)
