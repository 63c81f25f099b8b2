"""A problem in a document: the rule, the severity, the message and the position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from questionforms.words import printable

#: "error": the service rejects the document, or no worker can answer it. "warning": it is probably a mistake.
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem in a document. Its `str` is the line that the command prints."""

    #: A stable name such as `too-large`: a rule, which has its own page, or a problem listed in docs/answers.md.
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
