"""A baseline: a file with the known problems of a repository, which are not reported again until they are fixed."""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.codes import CODES, FAMILIES
from questionforms.project.settings import SettingsError
from questionforms.words import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from questionforms.problems import Problem
    from questionforms.project.results import Result

#: The version of the file's format.
_VERSION = 1
#: The most characters of a line that are stored; of a longer one, the part around the problem.
_MOST, _BEFORE = 120, 40
#: Variables that CI systems set; GitHub, GitLab and most others set `CI`.
_CI = ("CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION")


class Known(NamedTuple):
    """What identifies a problem in its file, whatever lines are added above it."""

    rule: str
    #: The line of the document, or the part of it around the problem; for an element in Python, the element.
    text: str
    message: str


class _DamagedError(SettingsError):
    """A file that is not, or no longer, a baseline, for example because of a merge conflict."""


#: A file -> its known problems, each with its count.
_Problems = dict[str, Counter[Known]]


@dataclass
class Baseline:
    """The known problems in a file, and what a run makes of them."""

    file: Path
    problems: _Problems

    def __post_init__(self) -> None:
        #: The problems that are still there, of the files that were checked.
        self._seen: _Problems = {}
        #: How many problems were known.
        self.known = 0

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """The baseline in a file. Raises SettingsError if it cannot be read."""
        try:
            return cls(file, _parsed(json.loads(file.read_bytes())))
        except OSError as error:
            hint = "; write it with --write-baseline" if isinstance(error, FileNotFoundError) else ""
            raise SettingsError(f"{file}: the baseline cannot be read: {error.strerror or error}{hint}") from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise _DamagedError(f"{file}: not a baseline; write it again with --write-baseline") from None

    @classmethod
    def to_write(cls, file: Path) -> Baseline:
        """The baseline in a file that will be written again; empty if there is no such file, or a damaged one.

        Raises SettingsError if the file is something else.
        """
        try:
            if b'"baseline"' not in file.read_bytes() and file.stat().st_size:
                raise SettingsError(f"{file}: not a baseline, so not overwritten; delete it, or write another file")
            return cls.read(file)
        except FileNotFoundError:
            return cls(file, {})
        except OSError as error:
            raise SettingsError(f"{file}: cannot be read: {error.strerror or error}") from None
        except _DamagedError:
            return cls(file, {})

    def without_known(self, results: Iterable[Result], looked_for: Callable[[Result, str], bool]) -> Iterator[Result]:
        """The results without the known problems. `looked_for` says whether a rule was run for a result."""
        for result in results:
            name = self._name(result)
            if result.unread or name is None:
                yield result
                continue
            unmatched = Counter(self.problems.get(name, {}))
            new, matched = _compared(result, unmatched)
            self.known += matched.total()
            not_reached = _not_reached(unmatched, result)
            matched += not_reached + _not_looked_for(unmatched - not_reached, result, looked_for)
            self._seen[name] = self._seen.get(name, Counter()) | matched
            yield replace(result, problems=tuple(new), known=result.known + len(result.problems) - len(new))

    def with_all(self, results: Iterable[Result], looked_for: Callable[[Result, str], bool]) -> Iterator[Result]:
        """The results without any problems, all of which are from now on known."""
        for result in results:
            name = self._name(result)
            if result.unread or name is None:
                yield result
                continue
            found = Counter(_known(result, problem) for problem in result.problems)
            before = self.problems.get(name, Counter())
            self._seen[name] = found + _not_looked_for(before, result, looked_for)
            self.known += found.total()
            yield replace(result, problems=(), known=result.known + len(result.problems))

    @property
    def fixed(self) -> int:
        """How many problems of the file are fixed."""
        return _total(self.problems) - _total(self._rest())

    def forget_fixed(self) -> str:
        """Remove the fixed problems from the file, but not in CI; return a sentence about it, or nothing."""
        if not (fixed := self.fixed):
            return ""
        fixed_problems = "1 known problem is" if fixed == 1 else f"{fixed:,} known problems are"
        if any(os.environ.get(name, "").lower() not in ("", "0", "false") for name in _CI):
            them = "it" if fixed == 1 else "them"
            return f"{self.file}: {fixed_problems} fixed; check the same files outside CI to remove {them}"
        try:
            self.write()
        except SettingsError as error:
            return f"{fixed_problems} fixed, but {error}"
        return f"{self.file}: {fixed_problems} fixed and no longer in the baseline"

    def write(self) -> None:
        """Write the file with the problems that are still there. Raises SettingsError if that is not possible."""
        rows = [
            {"file": name, **known._asdict(), "count": count}
            for name, problems in sorted(self._rest().items())
            for known, count in sorted(problems.items())
        ]
        lines = ",".join(f"\n    {json.dumps(row)}" for row in rows)
        text = f'{{\n  "baseline": {_VERSION},\n  "problems": [{lines}{chr(10) if rows else ""}  ]\n}}\n'
        file = Path(os.path.realpath(self.file))
        temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        try:
            temporary.write_text(text if rows else text.replace("[  ]", "[]"), encoding="utf-8", newline="\n")
            temporary.replace(file)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            raise SettingsError(f"{self.file}: cannot be written: {error.strerror or error}") from None

    def _rest(self) -> _Problems:
        """The problems that are still there, and those of files that exist and were not checked."""
        unchecked = {
            name: problems
            for name, problems in self.problems.items()
            if name not in self._seen and self._may_exist(name)
        }
        return {name: problems for name, problems in (unchecked | self._seen).items() if problems}

    def _may_exist(self, name: str) -> bool:
        """Whether a file is there; true for a name that is not that of a file, such as `forms.py:form`."""
        return ":" in name or "\ufffd" in name or os.path.exists(self.file.parent / name)

    def _name(self, result: Result) -> str | None:
        """The file of a result, relative to the baseline's folder; None for standard input without a name."""
        item = result.item
        if item.file is None or item.file.suffix == ".py":
            return None if item.name.startswith("<") else item.name
        path = os.path.abspath(item.file)
        with suppress(ValueError):  # on Windows, another drive
            path = os.path.relpath(path, self.file.absolute().parent)
        return os.fsencode(path.replace(os.sep, "/")).decode("utf-8", "replace")


def _not_looked_for(
    problems: Counter[Known], result: Result, looked_for: Callable[[Result, str], bool]
) -> Counter[Known]:
    """Those of the problems whose rules did not run."""
    return Counter({known: count for known, count in problems.items() if not looked_for(result, known.rule)})


def _compared(result: Result, unmatched: Counter[Known]) -> tuple[list[Problem], Counter[Known]]:
    """The problems that are not known, and those that are; each known one is taken out of `unmatched`.

    A problem is known if its line and its message are; failing that, if its line is, or its message.
    """
    matched: Counter[Known] = Counter()
    if not unmatched:
        return list(result.problems), matched
    waiting = [(problem, _known(result, problem)) for problem in result.problems]
    for alike in (_same, _same_line, _same_message):
        rest = []
        for problem, known in waiting:
            entry = known if known in unmatched else None
            if alike is not _same:
                entry = next((each for each in unmatched if alike(each, known)), None)
            if entry is None:
                rest.append((problem, known))
                continue
            matched[known] += 1
            unmatched[entry] -= 1
            if not unmatched[entry]:
                del unmatched[entry]
        waiting = rest
    return [problem for problem, _ in waiting], matched


def _same(entry: Known, known: Known) -> bool:
    return entry == known


def _same_line(entry: Known, known: Known) -> bool:
    return (entry.rule, entry.text) == (known.rule, known.text)


def _same_message(entry: Known, known: Known) -> bool:
    return (entry.rule, entry.message) == (known.rule, known.message)


def _not_reached(problems: Counter[Known], result: Result) -> Counter[Known]:
    """Those of the problems that may still be there, since an error kept their rules from running."""
    stopping = {CODES[each.rule].family for each in result.of("error") if each.rule != "too-large"}
    reached = () if "text" in stopping else ("text", "schema") if "schema" in stopping else FAMILIES
    kept = {name for name, code in CODES.items() if code.family not in reached}
    return Counter({known: count for known, count in problems.items() if known.rule in kept})


def _known(result: Result, problem: Problem) -> Known:
    line = problem.element or ""
    if problem.line is not None and problem.line <= len(result.lines):
        line = result.lines[problem.line - 1]
        if len(line) > _MOST:
            start = max(0, (problem.column or 1) - 1 - _BEFORE)
            line = line[start : start + _MOST]
    return Known(problem.rule, shortened(" ".join(line.split()), _MOST), printable(problem.message))


def _parsed(content: Any) -> _Problems:
    if content["baseline"] != _VERSION:
        raise ValueError(content["baseline"])
    problems: _Problems = {}
    for row in content["problems"]:
        known = Known(*[str(row[name]) for name in Known._fields])
        problems.setdefault(str(row["file"]), Counter())[known] += max(1, int(row["count"]))
    return problems


def _total(problems: _Problems) -> int:
    return sum(each.total() for each in problems.values())
