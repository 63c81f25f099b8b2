"""What this library raises. Each exception is also the builtin that fits, so `except ValueError` works too.

QuestionFormsError
├── InvalidArgument (ValueError)      a value no document may hold, refused where it was given
├── WrongType (TypeError)             a value of a type that the argument does not take
├── InvalidDocument (ValueError)      XML, or a document, with problems
├── SchemaNotFound (LookupError)      a folder of XSDs that lacks what was asked of it
├── IncompleteDownload (OSError)      a file of a worker's that is not of the size that was recorded
└── MissingExtra (ImportError)        a library that is not installed, and the command that installs it
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.problems import Problem


class QuestionFormsError(Exception):
    """The base of every exception of this library."""


class _ArgumentError(QuestionFormsError):
    def __init__(self, where: str, argument: str, message: str) -> None:
        super().__init__(where, argument, message)
        #: The function or element that refused, such as `Question`.
        self.where = where
        #: The argument's name, such as `identifier`.
        self.argument = argument
        #: What stands there, what was expected, what was probably meant.
        self.message = message

    def __str__(self) -> str:
        return f"{self.where}: argument `{self.argument}`: {self.message}"


class InvalidArgument(_ArgumentError, ValueError):
    """An argument holds a value that no document may hold; `.where`, `.argument` and `.message` say which and why."""


class WrongType(_ArgumentError, TypeError):
    """An argument has a type that is not taken there; `.where`, `.argument` and `.message` say which and why."""


class InvalidDocument(QuestionFormsError, ValueError):
    """A document has problems; `.problems` holds them, sorted by place, at least one an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        return "\n".join([f"the document has {head}:", *(f"  {problem}" for problem in self.problems)])


class SchemaNotFound(QuestionFormsError, LookupError):
    """A folder holds no usable XSD for what was asked; the message names the folder."""


class IncompleteDownload(QuestionFormsError, OSError):
    """A file of a worker's came with more or fewer bytes than were recorded; nothing was left on the disk."""


class MissingExtra(QuestionFormsError, ImportError):
    """A library is needed that comes with an extra of this one; the message has the command that installs it."""
