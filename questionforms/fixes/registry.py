"""The fixes, by the names of the rules that they are for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.fixes.draft import Draft
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem

    Find = Callable[[Draft, Problem], Iterator[Edits]]


@dataclass(frozen=True, slots=True)
class Fixer:
    """A function that fixes the problems of a rule, or some of them."""

    #: Yields the edits of each fix for a problem; nothing if it is not one of those that it can fix.
    find: Find
    #: Whether there is one right answer, which changes neither what a worker sees nor what an answer contains.
    safe: bool

    @property
    def words(self) -> str:
        """What it does, in one sentence."""
        return " ".join((self.find.__doc__ or "").split("\n\n")[0].split())


_FIXERS: dict[str, list[Fixer]] = {}


def fixes(*rules: str, safe: bool = True) -> Callable[[Find], Find]:
    """Register a function as a fix for the problems of these rules. The first sentence of its docstring is shown."""

    def register(find: Find) -> Find:
        for rule in rules:
            _FIXERS.setdefault(rule, []).append(Fixer(find, safe))
        return find

    return register


def fixers_of(rule: str) -> tuple[Fixer, ...]:
    """The fixers for a rule, the safe ones first."""
    _load()
    return tuple(sorted(_FIXERS.get(rule, ()), key=lambda fixer: not fixer.safe))


def fixes_for(draft: Draft, problem: Problem, *, unsafe: bool) -> Iterator[Edits]:
    """Yield the edits of each fix for a problem, by the first of its fixers that can fix it."""
    for fixer in fixers_of(problem.rule):
        if fixer.safe or unsafe:
            found = filter(None, fixer.find(draft, problem))
            if first := next(found, None):
                yield first
                yield from found
                return


def _load() -> None:
    """Import the modules of the families, which register their fixes."""
    if not _FIXERS:
        for found in iter_modules([str(Path(__file__).parent / "families")]):
            import_module(f"questionforms.fixes.families.{found.name}")
