"""The service's codes, such as `AWS.MechanicalTurk.InsufficientFunds`, for texts that give no more than the code."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_ELSEWHERE = "Look at the ID, at the account, and whether it is of the sandbox or of production"
_STATE = "Ask for its state before the call; some changes take a minute"
_KEYS = "Look at the keys of the client, what they may do, and whether the account is linked to a requester"

#: What it means, what to do, and the rules that find it beforehand, by code.
_CODES: dict[str, tuple[str, str, str]] = {
    "XMLParseError": (
        "The document is no XML, or does not fit its schema",
        "Run `questionforms validate` on it",
        "not-well-formed schema",
    ),
    "XHTMLParseError": (
        "The markup of a FormattedContent is not of the XHTML that is allowed",
        "Run `questionforms validate` on the document, which names the tag or the attribute",
        "forbidden-tag forbidden-attribute forbidden-url not-well-formed",
    ),
    "InvalidParameterValue": (
        "A parameter has a value that the service does not take; the message names it",
        "Look at the message beside the code. For Question, Test and AnswerKey run `questionforms validate`",
        "",
    ),
    "InvalidParameterCombinationError": (
        "Two parameters exclude each other, such as Question and HITLayoutId, or ActionsGuarded and RequiredToPreview",
        "Pass one of the two",
        "",
    ),
    "InvalidEnumeratedParameter": (
        "A parameter has a value that is not of its list",
        "Write one of the reference's list, to the letter",
        "",
    ),
    "ParameterOutOfRange": (
        "A number is out of its bounds, such as MaxAssignments below 1 or a page of more than 100",
        "Write a number within the bounds of the reference",
        "",
    ),
    "MissingParameters": ("The call lacks parameters", "Add those that the reference calls required", ""),
    "HITAlreadyExists": (
        "A call with this UniqueRequestToken made a HIT within the last 24 hours; nothing new was made",
        "That is what the token is for: take that HIT. For another HIT, send another token",
        "",
    ),
    "RequestAlreadyProcessed": (
        "A call with this UniqueRequestToken was done before; nothing new was done",
        "That is what the token is for. To do it once more, send another token",
        "",
    ),
    "InvalidMaximumAssignmentsIncrease": (
        "A HIT that was made with fewer than 10 assignments cannot have 10 or more, which cost another fee",
        "Make another HIT for the further assignments",
        "",
    ),
    "InsufficientFunds": (
        "The balance does not pay for the HIT, its fee, or the bonus",
        "Add funds, or lower MaxAssignments; the sandbox costs nothing",
        "",
    ),
    "HITDoesNotExist": ("There is no such HIT here, or no more", _ELSEWHERE, ""),
    "HITTypeDoesNotExist": ("There is no such type of HITs here", _ELSEWHERE, ""),
    "HITLayoutDoesNotExist": ("There is no such layout here", _ELSEWHERE, ""),
    "WorkerDoesNotExist": ("There is no such worker here", _ELSEWHERE, ""),
    "AssignmentDoesNotExist": ("There is no such assignment here, or no more", _ELSEWHERE, ""),
    "QualificationDoesNotExist": ("The worker does not have this qualification", _ELSEWHERE, ""),
    "QualificationRequestDoesNotExist": ("There is no such request for a qualification", _ELSEWHERE, ""),
    "QualificationTypeDoesNotExist": ("There is no such type of qualification here", _ELSEWHERE, ""),
    "AssignmentAlreadyExists": ("The worker has an assignment of this HIT already", "Nothing is to be done", ""),
    "WorkerAlreadyExists": ("There is a worker of this ID already", "Take that worker, or another ID", ""),
    "QualificationAlreadyExists": (
        "The worker has this qualification already",
        "Change its value with AssociateQualificationWithWorker",
        "",
    ),
    "QualificationTypeAlreadyExists": (
        "You have a type of qualification of this name",
        "Take another name, or find the first with ListQualificationTypes",
        "",
    ),
    "HITAlreadyPassedReview": ("The HIT was reviewed already", _STATE, ""),
    "InvalidHITState": ("The HIT is not in a state for this call", _STATE, ""),
    "InvalidAssignmentState": ("The assignment is not in a state for this call, such as approved already", _STATE, ""),
    "InvalidQualificationRequestState": ("The request for a qualification is not in a state for this call", _STATE, ""),
    "InvalidQualificationState": ("The qualification is not in a state for this call", _STATE, ""),
    "InvalidQualificationTypeState": ("The type of qualification is not in a state for this call", _STATE, ""),
    "DoesNotMeetRequirements": ("The worker does not meet the HIT's requirements", "Choose another worker", ""),
    "ExceedsMaxAssignmentsPerWorker": ("The worker has as many assignments as allowed", "Wait, or choose another", ""),
    "QualificationTypeDoesNotAllowRetake": (
        "The type has no RetryDelayInSeconds, so its test can be taken once",
        "Give the type a RetryDelayInSeconds; that cannot be undone",
        "",
    ),
    "QualificationTypeRetryDelayNotElapsed": ("The test was taken, and cannot be taken again yet", "Wait", ""),
    "InvalidTransportEndpoint": (
        "The destination of notifications is no address that the service can send to",
        "Look at the Destination and the Transport of the notification",
        "",
    ),
    "NoHITsAvailableForIterator": ("There is no further HIT", "Nothing is to be done: the list has ended", ""),
    "NoHITsAvailableInGroup": ("The group has no HIT to work on", "Wait, or make more HITs", ""),
    "NoMoreWorkableHITsInGroup": ("The group has no further HIT for this worker", "Make more HITs", ""),
    "PermissionDenied": ("The account may not do this; the object may be another requester's", _KEYS, ""),
    "NotAuthorized": ("The keys may not make this call", _KEYS, ""),
    "AccountNotLinked": ("The AWS account is linked to no requester account", _KEYS, ""),
    "BadCredentialSupplied": ("The keys are wrong", _KEYS, ""),
    "BadClaimsSupplied": ("The keys or the signature are wrong", _KEYS, ""),
    "UnrecognizedClient": ("The keys are not known to the service", _KEYS, ""),
    "InvalidSignature": ("The signature of the call is not that of the keys", _KEYS, ""),
    "MissingAuthenticationToken": ("The call has no signature", _KEYS, ""),
    "RequestExpired": (
        "The call was signed too long ago, or the clock of this machine is wrong",
        "Set the clock, and sign the call anew",
        "",
    ),
    "InvalidRequest": (
        "The request cannot be read at all",
        "Look at what is between the program and the service, such as a proxy; boto3 itself sends no such request",
        "",
    ),
    "UnknownOperation": (
        "The service has no operation of this name",
        "Take one of the reference's; those of the API before 2017 have other names",
        "",
    ),
    "UnsupportedOperation": (
        "The operation is known, and does not do this here",
        "docs/marketplace.md lists what the marketplace leaves out",
        "",
    ),
    "ServiceUnavailable": (
        "The service has too much to do",
        "Wait and try again, each time longer, with the same UniqueRequestToken",
        "",
    ),
}

MESSAGES = tuple(
    Message(rf"(?i:\b(?:AWS\.(?:MechanicalTurk\.)?)?{code}(?:Exception)?\b)", meaning, cure, rules, general=2)
    for code, (meaning, cure, rules) in _CODES.items()
)
