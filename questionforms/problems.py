"""A finding about a document: which rule, how grave, what, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from questionforms.words import printable

#: "error": the service refuses the document, or no worker can answer it. "warning": it is doubtful.
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding about a document. As a `str`: the line that the command prints."""

    #: The stable name, such as `too-large`: of a rule, with a page in docs/rules, or of a finding in docs/answers.md.
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
