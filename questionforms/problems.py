"""A problem in a document: the rule, the severity, the message and the position."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypedDict, Unpack

from questionforms.words import printable

#: "error": the service rejects the document, or no worker can answer it. "warning": it is probably a mistake.
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem in a document. Its `str` is the line that the command prints."""

    #: A stable name such as `too-large`; `questionforms rules NAME` prints its page.
    rule: str
    severity: Severity = "error"
    #: One sentence: what is there, what was expected, and what was probably meant.
    message: str
    #: The element, such as `/QuestionForm/Question[2]/AnswerSpecification`; empty if the document has no elements.
    path: str = ""
    #: The file name as it was given; None if the document did not come from a file.
    file: str | None = None
    #: The line in the file, from 1; None for a document built in Python.
    line: int | None = None
    #: The column in the line, in characters, from 1.
    column: int | None = None
    #: What to do instead, if known.
    hint: str | None = None
    #: For a document built in Python: the start of the element's repr.
    element: str | None = None
    #: The case of the rule, such as the code of a parse error, if the rule has several; see `questionforms.codes`.
    case: str = field(default="", repr=False, compare=False)

    @property
    def place(self) -> tuple[int, int]:
        """The line and the column, by which problems are sorted."""
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
    """Make a problem with the severity that `questionforms.codes` has for its name and its case."""
    from questionforms.codes import CODES  # not needed to read a valid document

    code = CODES[name]
    special = code.case(case) if case else None
    severity = (special and special.severity) or code.severity
    return Problem(rule=name, severity=severity, message=message, case=case, **where)


def as_dict(problem: Problem) -> dict[str, Any]:
    """The problem as it is in reports for programs."""
    return {name: getattr(problem, name) for name in _REPORTED}


#: The fields that are reported, in order.
_REPORTED = tuple(each.name for each in fields(Problem) if each.name != "case")
