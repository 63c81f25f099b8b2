"""Fixes the documents that the arguments name: writes them, or prints the differences."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from questionforms.cli.output.printing import print_error
from questionforms.project.atomic_writes import replace_content
from questionforms.project.checking import reason
from questionforms.project.results import Result
from questionforms.project.roots import DOCUMENT
from questionforms.project.sources import STDIN, Item
from questionforms.words import counted
from questionforms.xml.load import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from questionforms.fixes.engine import Check, Fixed
    from questionforms.problems import Problem
    from questionforms.project.checking import Checker

#: The encodings whose lines end with a single byte, so that a difference can be printed as it is in the file.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00\x00<")


@dataclass
class Fixing:
    """Fixes documents, following the settings of a run, and counts what was fixed and what could be."""

    checker: Checker
    unsafe: bool
    #: How many problems were fixed, and in how many documents.
    fixed: int = 0
    files: int = 0
    #: How many of the reported problems could be fixed safely, and how many more with unsafe fixes.
    fixable: int = 0
    fixable_unsafely: int = 0
    #: Whether a document could not be written.
    failed: bool = False
    #: The fixed standard input, if it was among the documents.
    output: bytes | None = None

    def write(self, items: Iterable[Item | Result]) -> list[Item | Result]:
        """Fix the documents, and return them to be checked; what cannot be written is reported on standard error."""
        return [item if isinstance(item, Result) else self._written(item) for item in items]

    def _written(self, item: Item) -> Item:
        try:
            before = _bytes_of(item)
        except OSError:  # the check reports it
            before = None
        if before is None:
            return item
        after = self._fixed(item, before)
        if _is_stdin(item):
            self.output = after.data
            item = replace(item, content=after.data)
        elif after.data != before and not self._save(item, before, after.data):
            return item
        self._count(after.data != before, after.count)
        return item

    def _count(self, changed: bool, count: int) -> None:
        self.fixed += count
        self.files += changed

    def _save(self, item: Item, before: bytes, after: bytes) -> bool:
        """Write a file; report on standard error why it cannot be written."""
        try:
            replace_content(Path(item.content), after, before=before)  # type: ignore[arg-type]  # only files are saved
        except OSError as error:
            self.failed = True
            print_error(f"{item.name}: cannot be written: {error.strerror or error}")
            return False
        return True

    def diff(self, items: Iterable[Item | Result]) -> Iterator[bytes | Result]:
        """Yield the differences that fixes would make, and the results of checking the fixed documents."""
        for item in items:
            if isinstance(item, Result):
                yield item
                continue
            try:
                before = _bytes_of(item)
            except OSError as error:
                yield Result(item, unread=reason(error))
                continue
            if before is None:
                yield self.checker.check(item)
            else:
                yield from self._difference(item, before)

    def _difference(self, item: Item, before: bytes) -> Iterator[bytes | Result]:
        """The difference that fixes would make in a document, if any, and the result of checking it then."""
        after = self._fixed(item, before)
        self._count(after.data != before, after.count)
        if after.data != before:
            yield difference(item.name, before, after.data)
        left = tuple(filter(self._is_wanted(item), after.problems))
        yield Result(replace(item, content=after.data), left)

    def counting(self, results: Iterable[Result]) -> Iterator[Result]:
        """Pass results on, counting the problems that could be fixed."""
        from questionforms.fixes.engine import fixable
        from questionforms.fixes.registry import fixers_of

        for result in results:
            before = None
            if any(fixers_of(problem.rule) for problem in result.problems):
                with suppress(OSError):
                    before = _bytes_of(result.item, quiet=True)
            if before is not None:
                own = [problem for problem in result.problems if problem.file == result.item.name]
                check = self._check(result.item, before)
                counts = fixable(before, own, page=check.page, schemas=check.schemas)
                self.fixable += counts.safely
                self.fixable_unsafely += counts.unsafely
            yield result

    def _fixed(self, item: Item, data: bytes) -> Fixed:
        from questionforms.fixes.engine import fix

        fixed = fix(data, self._check(item, data), unsafe=self.unsafe)
        if fixed.is_refused:
            print_error(f"{item.name}: cannot be fixed: it contains a worker's answers")
        return fixed

    def _check(self, item: Item, data: bytes) -> Check:
        from questionforms.checks.validate import iter_problems
        from questionforms.fixes.engine import Check

        options = self.checker.options(replace(item, content=data))
        options["page"] = options["page"] or (options["layout"] and not DOCUMENT.match(data))

        def find(data: bytes) -> list[Problem]:
            return list(iter_problems(data, **options))

        return Check(find=find, wanted=self._is_wanted(item), page=options["page"], schemas=options["schemas"])

    def _is_wanted(self, item: Item) -> Callable[[Problem], bool]:
        """Says whether a problem would be reported."""
        from questionforms.checks.rules.selection import wanted

        settings = self.checker.settings
        rules = wanted(settings.select or None, settings.ignored(item.file))
        return lambda problem: problem.rule in rules and settings.severity in ("warning", problem.severity)

    def summary(self, left: int, *, wrote: bool) -> str:
        """What was fixed, and what could be; empty if nothing."""
        more = self.fixable_unsafely
        if wrote and self.fixed:
            found = counted(self.fixed + left, "problem")
            said = f"Found {found} ({self.fixed:,} fixed, {left:,} remaining)"
            return f"{said}; {more:,} more can be fixed with --unsafe-fixes" if more else said
        if wrote:
            return f"{more:,} can be fixed with --unsafe-fixes" if more else ""
        safe = self.fixable + (more if self.unsafe else 0)
        more = 0 if self.unsafe else more
        if safe:
            return f"{safe:,} can be fixed with --fix{f', {more:,} more with --fix --unsafe-fixes' if more else ''}"
        return f"{more:,} can be fixed with --fix --unsafe-fixes" if more else ""

    def would(self, errors: int) -> str:
        """What the fixes would do, after the differences were printed."""
        if not self.fixed:
            said = "Nothing to fix"
        else:
            said = f"Would fix {counted(self.fixed, 'problem')} in {counted(self.files, 'file')}"
        return f"{said}; {counted(errors, 'error')} would remain" if errors else said


def _is_stdin(item: Item) -> bool:
    """Whether a document is standard input, perhaps with a file's name."""
    is_named = item.file is not None and item.file.suffix != ".py"
    return isinstance(item.content, bytes) and (item.name == STDIN or is_named)


def _bytes_of(item: Item, *, quiet: bool = False) -> bytes | None:
    """The bytes of a file or of standard input; None for anything else, which cannot be fixed.

    Raises OSError for a file that cannot be read, or is too large to be checked.
    """
    if _is_stdin(item) and isinstance(item.content, bytes):
        return item.content
    if not isinstance(item.content, Path):
        if not quiet:
            print_error(f"{item.name}: cannot be fixed: it is built in Python")
        return None
    if item.content.stat().st_size > MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return item.content.read_bytes()


def difference(name: str, before: bytes, after: bytes) -> bytes:
    """The unified difference of two versions of a file, in the file's own bytes, as `patch` reads it."""
    import difflib

    if before.startswith(_WIDE):
        codec = "utf-32" if before.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")) else "utf-16"
        with suppress(UnicodeError):
            before, after = before.decode(codec).encode(), after.decode(codec).encode()
    label = os.fsencode(name) + (b"\t" if " " in name else b"")
    lines = difflib.diff_bytes(difflib.unified_diff, _lines(before), _lines(after), label, label)
    return b"".join([line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines])


def _lines(data: bytes) -> list[bytes]:
    """The lines with their ends; only a line feed ends one, as for `patch`."""
    *lines, last = data.split(b"\n")
    return [*[line + b"\n" for line in lines], *([last] if last else [])]
