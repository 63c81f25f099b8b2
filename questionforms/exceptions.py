"""What this library raises. Each exception is also the builtin that fits, so `except ValueError` works too.

QuestionFormsError
├── InvalidArgument (ValueError)      a value no document may hold, refused where it was given
├── WrongType (TypeError)             a value of a type that the argument does not take
├── InvalidDocument (ValueError)      XML, or a document, with problems
├── InvalidParameters (ValueError)    a call to the service with problems, refused before it is made
├── ServiceError (RuntimeError)       what the service answered instead of doing what it was asked for
│   └── HITAlreadyExists              a call with this token made a HIT before, and nothing new was made
├── SchemaNotFound (LookupError)      a folder of XSDs that lacks what was asked of it
├── IncompleteDownload (OSError)      a file of a worker's that is not of the size that was recorded
└── MissingExtra (ImportError)        a library that is not installed, and the command that installs it
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

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


class _ProblemsError(QuestionFormsError, ValueError):
    _begins = ""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        return "\n".join([f"{self._begins} {head}:", *(f"  {problem}" for problem in self.problems)])


class InvalidDocument(_ProblemsError):
    """A document has problems; `.problems` holds them, sorted by place, at least one an error."""

    _begins = "the document has"


class InvalidParameters(_ProblemsError):
    """A call was not made, since it would be refused; `.problems` holds all that was found, at least one an error.

    The `path` of a problem begins with the name that the service's API gives the parameter, such as `Title`.
    """

    _begins = "the call was not made; its parameters have"


class ServiceError(QuestionFormsError, RuntimeError):
    """The service refused a call, or failed at it; boto3's own exception is the `__cause__`."""

    def __init__(
        self,
        operation: str,
        code: str,
        message: str,
        *,
        turk_error_code: str | None = None,
        status: int | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(operation, code, message)
        #: The operation of the service's API, such as `CreateHIT`.
        self.operation = operation
        #: The service's code without its prefix, such as `HITDoesNotExist`.
        self.code = code
        #: What the service said, without the stamp at its end.
        self.message = message
        #: The service's whole code, such as `AWS.MechanicalTurk.HITDoesNotExist`; None where it gave none.
        self.turk_error_code = turk_error_code
        #: The status of the HTTP response, such as 400.
        self.status = status
        #: What to do, where it is known.
        self.fix = fix

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args, self.__dict__

    def __str__(self) -> str:
        said = f"{self.operation}: {self.code}: {self.message}"
        return f"{said} ({self.fix})" if self.fix else said


class HITAlreadyExists(ServiceError):
    """A call with the same UniqueRequestToken made a HIT within the last 24 hours; nothing new was made."""

    @property
    def hit_id(self) -> str | None:
        """The ID of that HIT, where the service said it."""
        import re

        named = re.search(r'\bID "?([A-Z0-9]+)', self.message)
        return named[1] if named else None


class SchemaNotFound(QuestionFormsError, LookupError):
    """A folder holds no usable XSD for what was asked; the message names the folder."""


class IncompleteDownload(QuestionFormsError, OSError):
    """A file of a worker's came with more or fewer bytes than were recorded; nothing was left on the disk."""


class MissingExtra(QuestionFormsError, ImportError):
    """A library is needed that comes with an extra of this one; the message has the command that installs it."""
