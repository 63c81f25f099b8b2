"""Applies the fixes for a document's problems, checks the result, and leaves out what would make it worse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from questionforms.codes import CODES
from questionforms.exceptions import InvalidDocument
from questionforms.fixes.draft import Draft
from questionforms.fixes.edits import apply, disjoint, moved
from questionforms.fixes.registry import fixers_of, fixes_for
from questionforms.xml.load import BOMS, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem
    from questionforms.schema.schemas import Schemas

#: When so much has been checked again, what is left is reported: in characters, of which a problem counts as many.
MOST_CHECKED = 2_000_000
_OF_PROBLEM = 500
#: The most fixes that are made between two checks.
_MOST_AT_ONCE = 10_000
#: What a worker sent stays as it is.
_ANSWERS = "QuestionFormAnswers"
#: With this many problems of a rule, a check may have stopped searching, so that a fix can reveal another one.
_MANY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The result of fixing a document."""

    #: Its bytes, as they were where nothing is fixed.
    data: bytes
    #: How many problems were fixed.
    count: int
    #: What is left.
    problems: tuple[Problem, ...]
    #: How many fixes were applied for each rule.
    rules: Counter[str]
    #: Whether it has what a worker sent, which is never changed, although there are fixes for its problems.
    is_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How a document is checked while it is fixed."""

    #: All problems of a document, given as bytes.
    find: Callable[[bytes], list[Problem]]
    #: Whether a problem is one to be fixed.
    wanted: Callable[[Problem], bool] = lambda _: True
    page: bool = False
    schemas: Schemas | None = None


def fix(data: bytes, check: Check, *, unsafe: bool = False) -> Fixed:
    """Fix what has one right answer in a document or a page; with `unsafe`, also what changes what a worker sees.

    It is checked again after each round of fixes. A fix after which there is a new problem is left out.
    """
    job = _Job(_State.read(data, check), check, unsafe=unsafe)
    while job.step():
        pass
    state = job.state
    is_refused = state.has_answers and any(check.wanted(each) and fixers_of(each.rule) for each in state.problems)
    return Fixed(
        data=state.data, count=job.count, problems=tuple(state.problems), rules=job.rules, is_refused=is_refused
    )


class Fixable(NamedTuple):
    """How many problems of a document can be fixed."""

    safely: int
    #: How many more with unsafe fixes.
    unsafely: int


def fixable(data: bytes, problems: Iterable[Problem], *, page: bool, schemas: Schemas | None = None) -> Fixable:
    """How many of the problems that were found in a document have a fix; it is not checked what it leads to."""
    counts = {True: 0, False: 0}
    draft: Draft | None = None
    for problem in problems:
        if fixers_of(problem.rule):
            draft = draft or _draft(data, page=page, schemas=schemas)[0]
            if draft is None or draft.document == _ANSWERS:
                break
            if any(True for _ in fixes_for(draft, problem, unsafe=False)):
                counts[True] += 1
            else:
                counts[False] += any(True for _ in fixes_for(draft, problem, unsafe=True))
    return Fixable(counts[True], counts[False])


@dataclass(frozen=True, slots=True)
class _State:
    """A document between two rounds."""

    data: bytes
    problems: list[Problem]
    #: The text; None if it cannot be read, or would not be written as it was.
    draft: Draft | None
    #: What is before the text in the bytes, such as a byte order mark.
    start: bytes

    @property
    def has_answers(self) -> bool:
        """Whether it has what a worker sent."""
        return self.draft is not None and self.draft.document == _ANSWERS

    @property
    def size(self) -> int:
        """What it costs to check it, as `MOST_CHECKED` counts it."""
        return len(self.data) + _OF_PROBLEM * len(self.problems)

    @classmethod
    def read(cls, data: bytes, check: Check) -> _State:
        draft, start = _draft(data, page=check.page, schemas=check.schemas)
        return cls(data, check.find(data), draft, start)

    def after(self, edits: Sequence[Edits], check: Check) -> _State | None:
        """The state after some fixes; None if the encoding does not have one of the characters that they write."""
        assert self.draft is not None
        text = apply(self.draft.text, [edit for each in edits for edit in each])
        try:
            return _State.read(self.start + text.encode(self.draft.codec), check)
        except UnicodeEncodeError:
            return None


def _draft(data: bytes, *, page: bool, schemas: Schemas | None) -> tuple[Draft | None, bytes]:
    """The text of a document, and what is before it in the bytes; None if it would not be written as it was read."""
    text, codec = _decoded(data)
    encoded = text.encode(codec, "replace")
    start = data.removesuffix(encoded)
    is_same = encoded and start + encoded == data and start in (b"", *[bom for bom, _ in BOMS])
    return (Draft(text, codec=codec, page=page, schemas=schemas) if is_same else None), start


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a document, and its codec: UTF-8 if it declares an encoding that it does not have."""
    try:
        loaded = load(data)
    except InvalidDocument:
        try:
            return data.decode(), "utf-8"
        except UnicodeDecodeError:
            return "", "utf-8"
    return loaded.text, loaded.encoding or "utf-8"


@dataclass(slots=True)
class _Job:
    """The fixing of one document, round by round."""

    state: _State
    check: Check
    unsafe: bool = field(kw_only=True)
    count: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    #: The documents that it has been, so that no two fixes undo each other for ever.
    _seen: set[bytes] = field(default_factory=set)
    _checked: int = 0
    _refused: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)

    def step(self) -> bool:
        """Fix what can be fixed at once, and check the result; whether there may be more to fix."""
        candidates = self._candidates()
        if not candidates:
            return False
        chosen = disjoint(candidates)
        after = self._better(chosen)
        if after is None:
            chosen = disjoint(self._sound(chosen, candidates))
            after = self._better(chosen) if chosen else None
        if after is None:
            chosen, after = self._first(chosen)
        if after is None:
            return len(self._candidates()) < len(candidates)
        self._accept(chosen, after, candidates)
        return True

    def _candidates(self) -> dict[Edits, Problem]:
        """The fixes for the problems, each with the first problem that it is for."""
        draft = self.state.draft
        found: dict[Edits, Problem] = {}
        if draft is None or self.state.has_answers or self._is_spent:
            return found
        same: dict[int, Edits] = {}  # of many edits, which take time to compare
        for problem in filter(self.check.wanted, self.state.problems):
            for edits in fixes_for(draft, problem, unsafe=self.unsafe):
                if id(edits) not in same and _key(problem, edits) not in self._refused:
                    found.setdefault(edits, problem)
                same[id(edits)] = edits
                if len(found) >= _MOST_AT_ONCE:
                    return found
        return found

    @property
    def _is_spent(self) -> bool:
        return self._checked >= MOST_CHECKED

    def _better(self, chosen: list[Edits]) -> _State | None:
        """The state after some fixes, if it is better."""
        after = self.state.after(chosen, self.check)
        self._checked += (after or self.state).size
        is_new = after is not None and after.data not in self._seen
        return after if after and is_new and _is_better(self.state, after, chosen) else None

    def _sound(self, chosen: list[Edits], problems: dict[Edits, Problem]) -> list[Edits]:
        """Those of the fixes, which are not good together, that are good by themselves; others are not tried again."""
        if len(chosen) == 1:
            self._refused.add(_key(problems[chosen[0]], chosen[0]))
            return []
        middle = len(chosen) // 2
        sound: list[Edits] = []
        for half in (chosen[:middle], chosen[middle:]):
            if self._is_spent:
                break
            sound += half if self._better(half) else self._sound(half, problems)
        return sound

    def _first(self, chosen: list[Edits]) -> tuple[list[Edits], _State | None]:
        """The first of the fixes, which are only good one by one, and the state after it."""
        return (chosen[:1], self._better(chosen[:1])) if chosen else ([], None)

    def _accept(self, chosen: list[Edits], after: _State, candidates: dict[Edits, Problem]) -> None:
        fewer = sum(map(self.check.wanted, self.state.problems)) - sum(map(self.check.wanted, after.problems))
        same = _stage(self.state.problems) == _stage(after.problems) > 0
        self.count += fewer if same and fewer > 0 else len(chosen)
        self.rules.update(candidates[edits].rule for edits in chosen)
        self._seen.add(self.state.data)
        self.state = after


def _key(problem: Problem, edits: Edits) -> tuple[str, str, tuple[str, ...]]:
    return problem.path, problem.message, tuple([edit.new for edit in edits])


def _stage(problems: list[Problem]) -> int:
    """How far the check came: 0 if the text cannot be read, 1 without a known root, 2 if it does not fit its schema."""
    stages = [3]
    for problem in problems:
        if problem.severity == "error" and problem.case != "formatted-content":
            family = CODES[problem.rule].family
            if problem.rule == "unknown-root":
                stages.append(1)
            elif family == "schema":
                stages.append(2)
            elif family == "text" and problem.rule != "too-large":
                stages.append(0)
    return min(stages)


def _is_better(before: _State, after: _State, chosen: list[Edits]) -> bool:
    """Whether the fixes made a document better: the check comes further, or there is less to report and nothing new."""
    stage = _stage(after.problems)
    if stage != _stage(before.problems):
        return stage > _stage(before.problems)
    if stage == 0:
        return _is_further_on(before, after, chosen)
    was, is_ = _counts(before), _counts(after)
    new = is_ - was
    if any(severity == "error" for severity, _ in new):
        return False
    fewer = sum(was.values()) - sum(is_.values())
    if new:  # warnings alone: better than an error
        return fewer >= 0 and _errors(was) > _errors(is_)
    if fewer == 0 and max(is_.values()) < _MANY:  # one mistake may only show after another
        return bool({_said(problem) for problem in before.problems} - {_said(problem) for problem in after.problems})
    return fewer >= 0


def _counts(state: _State) -> Counter[tuple[str, str]]:
    """How many problems there are of each severity and rule."""
    return Counter((str(problem.severity), problem.rule) for problem in state.problems)


def _said(problem: Problem) -> tuple[str, str, str]:
    return problem.rule, problem.path, problem.message


def _errors(counts: Counter[tuple[str, str]]) -> int:
    return sum(count for (severity, _), count in counts.items() if severity == "error")


def _is_further_on(before: _State, after: _State, chosen: list[Edits]) -> bool:
    """Whether the text can be read further than before; the check stops at the first mistake."""
    if before.draft is None or after.draft is None:
        return False
    old, new = [next(each for each in state.problems if _stage([each]) == 0) for state in (before, after)]
    edits = [edit for each in chosen for edit in each]
    start, end = moved(before.draft.offset(old), edits), after.draft.offset(new)
    return end > start or (end == start and (old.rule, old.message) != (new.rule, new.message))
