"""Errors that the service returns: a code, a message, and the kind of error that boto3 shows."""

from __future__ import annotations

_PREFIX = "AWS.MechanicalTurk."


class Refusal(Exception):
    """A call that is rejected; `kind` is what boto3 shows as the code, `code` is the TurkErrorCode."""

    def __init__(self, code: str, message: str, *, kind: str = "RequestError") -> None:
        super().__init__(code, message)
        self.code = code if code.startswith("AWS.") else _PREFIX + code
        self.message = message
        self.kind = kind


def invalid(message: str) -> Refusal:
    """The refusal of an invalid parameter; boto3 shows ParameterValidationError, as in recorded calls."""
    return Refusal("InvalidParameterValue", message, kind="ParameterValidationError")


def out_of_range(parameter: str, value: object, low: int, high: int) -> Refusal:
    """The refusal of a number that is out of range, worded as in recorded calls."""
    message = f"The value {value} is invalid for {parameter}. Valid values range from {low} to {high}."
    return Refusal("AWS.ParameterOutOfRange", message, kind="ParameterValidationError")


def constraints_broken(violations: list[str]) -> Refusal:
    """The refusal of parameters that break constraints of the service's model, worded as by every AWS service."""
    count = f"{len(violations)} validation error{'s' * (len(violations) != 1)} detected"
    return Refusal("ValidationException", f"{count}: {'; '.join(violations)}", kind="ValidationException")


def missing(kind: str, identifier: str) -> Refusal:
    """The refusal for something that does not exist or belongs to another requester, without revealing which."""
    return Refusal(f"{kind}DoesNotExist", f"{_WORDS.get(kind, kind)} {identifier} does not exist.")


def unknown_worker(identifier: str) -> Refusal:
    """The refusal of a WorkerId that is nobody's, or not that of the assignment's worker, as in recorded calls."""
    return invalid(f'The value "{identifier}" is not valid for the parameter WorkerId.')


def too_large(why: str) -> Refusal:
    """The refusal of a worker's form that is too large; the worker can make it smaller and submit it again."""
    return Refusal("SubmissionTooLarge", f"{why} Nothing was stored.")


def wrong_state(kind: str, state: str, *allowed: str) -> Refusal:
    """The refusal for something whose state does not allow the operation; in recorded calls, two blanks follow it."""
    message = f"This {kind} is currently in the state '{state}'.  {_allowed(allowed)}"
    return Refusal(f"Invalid{kind}State", message)


def status_needed(kind: str, *allowed: str) -> Refusal:
    """The same for assignments and qualifications, where the service's message does not mention the present state."""
    return Refusal(f"Invalid{kind}State", _allowed(allowed))


def _allowed(states: tuple[str, ...]) -> str:
    return f"This operation can be called with a status of: {', '.join(states)}"


#: The kinds of things that can be missing, in error codes.
KINDS = (
    "HIT",
    "HITType",
    "HITLayout",
    "Assignment",
    "Qualification",
    "QualificationRequest",
    "QualificationType",
    "Worker",
)
#: A kind -> the word for it in messages, if that is another one.
_WORDS = {"HIT": "Hit"}
