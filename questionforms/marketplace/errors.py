"""What the service answers instead of a result: a code, a message, and the kind of error that boto3 shows."""

from __future__ import annotations

_PREFIX = "AWS.MechanicalTurk."


class Refusal(Exception):
    """A call that is refused; `kind` is what boto3 shows as the code, `code` the TurkErrorCode."""

    def __init__(self, code: str, message: str, *, kind: str = "RequestError") -> None:
        super().__init__(code, message)
        self.code = code if code.startswith("AWS.") else _PREFIX + code
        self.message = message
        self.kind = kind


def invalid(message: str) -> Refusal:
    """A parameter that the service does not take; boto3 shows ParameterValidationError, as recorded calls do."""
    return Refusal("InvalidParameterValue", message, kind="ParameterValidationError")


def out_of_range(parameter: str, value: object, low: int, high: int) -> Refusal:
    """A number outside of its bounds, in the words of recorded calls."""
    message = f"The value {value} is invalid for {parameter}. Valid values range from {low} to {high}."
    return Refusal("AWS.ParameterOutOfRange", message, kind="ParameterValidationError")


def missing(kind: str, identifier: str) -> Refusal:
    """What is not there, or is another requester's: both read the same, so that nobody learns what others have."""
    return Refusal(f"{kind}DoesNotExist", f"{_WORDS[kind]} {identifier} does not exist.")


def wrong_state(kind: str, state: str, *allowed: str) -> Refusal:
    """A thing in a state that the operation does not take."""
    message = (
        f"This {_WORDS[kind]} is currently in the state '{state}'. "
        f"This operation can be called with a status of: {', '.join(allowed)}"
    )
    return Refusal(f"Invalid{kind}State", message)


#: What messages call a thing, by the word in its codes.
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
