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


def missing(kind: str, identifier: str) -> Refusal:
    """The refusal for something that does not exist or belongs to another requester, without revealing which."""
    return Refusal(f"{kind}DoesNotExist", f"{_WORDS[kind]} {identifier} does not exist.")


def too_large(why: str) -> Refusal:
    """The refusal of a worker's form that is too large; the worker can make it smaller and submit it again."""
    return Refusal("SubmissionTooLarge", f"{why} Nothing was stored.")


def wrong_state(kind: str, state: str, *allowed: str) -> Refusal:
    """The refusal for something whose state does not allow the operation."""
    message = (
        f"This {_WORDS[kind]} is currently in the state '{state}'. "
        f"This operation can be called with a status of: {', '.join(allowed)}"
    )
    return Refusal(f"Invalid{kind}State", message)


#: The word for a thing in error codes -> the word in messages.
_WORDS = {
    "HIT": "HIT",
    "HITType": "HITType",
    "HITLayout": "HITLayout",
    "Assignment": "Assignment",
    "Qualification": "Qualification",
    "QualificationRequest": "QualificationRequest",
    "QualificationType": "QualificationType",
    "Worker": "Worker",
}
