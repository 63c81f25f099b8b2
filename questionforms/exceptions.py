"""The exceptions of this library. Each is also the matching builtin, so `except ValueError` works too.

QuestionFormsError
├── InvalidArgument (ValueError)      an argument has a value that no document may contain
├── WrongType (TypeError)             an argument has a type that is not accepted there
├── InvalidDocument (ValueError)      XML, or a document, has problems
├── InvalidParameters (ValueError)    a call to the service has problems, and was not made
├── ServiceError (RuntimeError)       the service answered a call with an error, or not at all
│   ├── HITAlreadyExists              an earlier call with this token created a HIT; no new one was created
│   └── LostResponse                  the response to a call was lost or cut off; the call may have had its effect
├── SchemaNotFound (LookupError)      a folder has no usable XSD for the document
├── IncompleteDownload (OSError)      a worker's file does not have its recorded size
└── MissingExtra (ImportError)        an optional library is missing; the message has the command to install it
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
        #: The function or element that rejected the argument, such as `Question`.
        self.where = where
        #: The argument's name, such as `identifier`.
        self.argument = argument
        #: What was given, what was expected, and what was probably meant.
        self.message = message

    def __str__(self) -> str:
        return f"{self.where}: argument `{self.argument}`: {self.message}"


class InvalidArgument(_ArgumentError, ValueError):
    """An argument has a value that no document may contain; `.where`, `.argument` and `.message` say which and why."""


class WrongType(_ArgumentError, TypeError):
    """An argument has a type that is not accepted there; `.where`, `.argument` and `.message` say which and why."""


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
    """A document has problems; `.problems` lists them, sorted by position, and at least one is an error."""

    _begins = "the document has"


class InvalidParameters(_ProblemsError):
    """A call was not made because it would fail; `.problems` lists all problems found, and at least one is an error.

    The `path` of a problem starts with the parameter's name in the service's API, such as `Title`.
    """

    _begins = "the call was not made; its parameters have"


class ServiceError(QuestionFormsError, RuntimeError):
    """The service rejected a call, or failed to handle it; boto3's own exception is the `__cause__`."""

    #: What is known about the HIT of a call with a token.
    _fate = "the HIT may exist: the same call with token={!r}, within 24 hours, finds it or creates it"

    def __init__(
        self,
        operation: str,
        code: str,
        message: str,
        *,
        turk_error_code: str | None = None,
        status: int | None = None,
        fix: str | None = None,
        token: str | None = None,
        attempts: int = 1,
    ) -> None:
        super().__init__(operation, code, message)
        #: The operation of the service's API, such as `CreateHIT`.
        self.operation = operation
        #: The service's code without its prefix, such as `HITDoesNotExist`.
        self.code = code
        #: The service's message, without the timestamp at its end.
        self.message = message
        #: The service's full code, such as `AWS.MechanicalTurk.HITDoesNotExist`; None if the response had none.
        self.turk_error_code = turk_error_code
        #: The status of the HTTP response, such as 400.
        self.status = status
        #: What to do about it, if known.
        self.fix = fix
        #: The UniqueRequestToken of a call that may have created a HIT; None if it certainly created none.
        self.token = token
        #: How many times the call was sent, including boto3's retries as far as they are known.
        self.attempts = attempts

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args, self.__dict__

    def __str__(self) -> str:
        said = f"{self.operation}: {self.code}: {self.message}"
        said = f"{said} ({self.fix})" if self.fix else said
        return f"{said}; {self._fate.format(self.token)}" if self.token is not None else said


class HITAlreadyExists(ServiceError):
    """A call with the same UniqueRequestToken created a HIT in the last 24 hours; no new HIT was created."""

    _fate = "the token is {!r}"

    @property
    def hit_id(self) -> str | None:
        """The ID of that HIT, if the service's message includes it."""
        import re

        named = re.search(r'\bID "?([A-Z0-9]+)', self.message)
        return named[1] if named else None


class LostResponse(ServiceError):
    """No complete response to a call arrived, so it is unknown whether the call had its effect.

    If boto3 lost the connection, this is also boto3's own exception, such as its `ReadTimeoutError`. `.code` is always
    `LostResponse`.
    """


class QuestionNotFound(QuestionFormsError, KeyError):
    """A form has no question with this identifier; `.identifier` is the one asked for, `.known` the form's."""

    def __init__(self, identifier: str, known: Iterable[str]) -> None:
        self.identifier = identifier
        self.known = tuple(known)
        super().__init__(identifier, self.known)

    def __str__(self) -> str:
        from questionforms.words import did_you_mean, listed, nearest, quoted

        meant = did_you_mean(nearest(self.identifier, self.known))
        return f"the form has no question {quoted(self.identifier)}; its questions are {listed(self.known)}{meant}"


class SchemaNotFound(QuestionFormsError, LookupError):
    """A folder has no usable XSD for the document; the message names the folder."""


class IncompleteDownload(QuestionFormsError, OSError):
    """A worker's file arrived with more or fewer bytes than recorded; nothing was left on disk."""


class MissingExtra(QuestionFormsError, ImportError):
    """A library from one of this package's extras is not installed; the message has the command to install it."""
