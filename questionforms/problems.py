"""A finding about a document: which rule, how grave, what, and where."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypedDict, Unpack

#: "error": the service refuses the document, or no worker can answer it. "warning": it is doubtful.
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding about a document. As a `str`: the line that the command prints."""

    #: The stable name, such as `too-large`; `questionforms rules NAME` prints its page.
    rule: str
    severity: Severity = "error"
    #: One sentence: what stands there, what was expected, what was probably meant.
    message: str
    #: The element, such as `/QuestionForm/Question[2]/AnswerSpecification`; empty where the document has no elements.
    path: str = ""
    #: The file's name as it was given; None for what did not come from a file.
    file: str | None = None
    #: The line in the file, from 1; None for a document that was built in Python.
    line: int | None = None
    #: The column in the line, in characters, from 1.
    column: int | None = None
    #: What to do instead, where it is known.
    hint: str | None = None
    #: For a document that was built in Python: the start of the repr of the element.
    element: str | None = None
    #: What tells findings of one name apart, such as the code of a parse error; see `questionforms.codes`.
    case: str = field(default="", init=False, repr=False, compare=False)

    @property
    def place(self) -> tuple[int, int]:
        """What problems are sorted by: line and column."""
        return self.line or 0, self.column or 0

    def __str__(self) -> str:
        return printable(self._text())

    def _text(self) -> str:
        if self.line is None:
            where = ": ".join(part for part in (self.file, self.path, self.element) if part)
        else:
            where = f"{self.file or '<xml>'}:{self.line}:{self.column}"
        said = f"{self.severity}: {self.rule}: {self.message}"
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}: {said}{hint}" if where else f"{said}{hint}"


class Where(TypedDict, total=False):
    """The fields of a Problem that say where it is and what to do."""

    path: str
    file: str | None
    line: int | None
    column: int | None
    hint: str | None
    element: str | None


def make_problem(name: str, message: str, *, case: str = "", **where: Unpack[Where]) -> Problem:
    """A problem with the severity of its row, or of its case there."""
    from questionforms.codes import CODES  # which reading a sound document does without

    code = CODES[name]
    special = code.case(case) if case else None
    problem = Problem(rule=name, severity=(special and special.severity) or code.severity, message=message, **where)
    object.__setattr__(problem, "case", case)
    return problem


def changed(problem: Problem, **values: Any) -> Problem:
    """The problem with other values in some fields, and still the same case."""
    new = replace(problem, **values)
    object.__setattr__(new, "case", problem.case)
    return new


def as_dict(problem: Problem) -> dict[str, Any]:
    """The problem as reports for programs have it."""
    return {name: getattr(problem, name) for name in _REPORTED}


#: The fields that a caller gives, in their order.
_REPORTED = tuple(each.name for each in fields(Problem) if each.init)


def printable(text: str) -> str:
    """The text in one line, with what no terminal shows, such as line breaks, written as Python escapes it."""
    if text.isprintable():
        return text
    return "".join([part if part.isprintable() else repr(part)[1:-1] for part in text])


def shortened(text: str, most: int) -> str:
    """The text, cut to so many characters where it is longer, as messages show what stands in a document."""
    return text if len(text) <= most else f"{text[: most - 3]}..."
