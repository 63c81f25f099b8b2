"""The service's codes, such as `AWS.MechanicalTurk.InsufficientFunds`, for texts that contain only the code."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_ELSEWHERE = "Check the ID, the account, and whether it belongs to the sandbox or to production"
_STATE = "Check its state before the call; some changes take a minute"
_KEYS = "Check the client's keys, their permissions, and whether the account is linked to a requester account"

_SECRET = (
    "Copy the secret again, without spaces or line breaks, and check that it belongs to this key; then check the "
    "clock of this machine"
)
_TEMPORARY = (
    "Check the key with `aws sts get-caller-identity`. Temporary keys, which start with `ASIA`, need "
    "AWS_SESSION_TOKEN as "
    "well; an old AWS_SESSION_TOKEN must not be set alongside permanent keys"
)
_RENEW = "Log in again, or get new temporary keys; then start the program again, so that it reads them"
_AGAIN = "Wait, longer each time, and try again with the same UniqueRequestToken"
#: The rules about the value of a parameter.
_PARAMETER_RULES = (
    "missing-question invalid-amount invalid-id text-too-long number-out-of-range unexpected-values "
    "wrong-comparator external-url-not-https four-byte-character wrong-document too-large"
)

#: Code -> what it means, what to do, and the rules that find it beforehand.
_CODES: dict[str, tuple[str, str, str]] = {
    "XMLParseError": (
        "The document is not XML, or does not fit its schema",
        "Run `questionforms validate` on it",
        "not-well-formed schema undefined-entity forbidden-character document-type wrong-encoding",
    ),
    "XHTMLParseError": (
        "The markup of a FormattedContent goes beyond the XHTML that is allowed",
        "Run `questionforms validate` on the document: it names the tag or the attribute",
        "forbidden-tag forbidden-attribute forbidden-url unresolved-reference undefined-entity not-well-formed",
    ),
    "InvalidParameterValue": (
        "A parameter has a value that the service does not accept; the message names it",
        "Read the message that comes with the code. For Question, Test and AnswerKey, run `questionforms validate`",
        _PARAMETER_RULES,
    ),
    "InvalidParameterCombinationError": (
        "Two parameters cannot be used together, such as Question and HITLayoutId, or ActionsGuarded and "
        "RequiredToPreview",
        "Pass only one of the two",
        "question-and-layout guards-combined test-and-auto-granted key-without-test",
    ),
    "InvalidEnumeratedParameter": (
        "A parameter has a value that is not in its list of allowed values",
        "Use one of the values in the reference, spelt exactly as it is there",
        "unknown-comparator unknown-actions-guarded unknown-status",
    ),
    "ParameterOutOfRange": (
        "A number is out of range, such as MaxAssignments below 1 or a page of more than 100",
        "Use a number in the range that the reference gives",
        "number-out-of-range",
    ),
    "MissingParameters": (
        "The call lacks parameters",
        "Add those that the reference marks as required",
        "missing-parameter missing-question",
    ),
    "ParameterValidationError": (
        "A parameter has a value that the service does not accept; the message names it",
        "Read the message after the code. For Question, Test and AnswerKey, run `questionforms validate`; for the "
        "others, `hit_problems`",
        _PARAMETER_RULES,
    ),
    "ValidationException": (
        "A parameter breaks a constraint of the service; the message names it",
        "Read the message after the code, starting at `Value ... at ...`",
        "",
    ),
    "HITAlreadyExists": (
        "A call with this UniqueRequestToken created a HIT within the last 24 hours; nothing new was created",
        "That is what the token is for: use that HIT. For another HIT, send a different token",
        "",
    ),
    "RequestAlreadyProcessed": (
        "A call with this UniqueRequestToken was made before; nothing new was done",
        "That is what the token is for. To do it again, send a different token",
        "",
    ),
    "InvalidMaximumAssignmentsIncrease": (
        "A HIT that was created with fewer than 10 assignments cannot have 10 or more, which have a different fee",
        "Create another HIT for the additional assignments",
        "",
    ),
    "HITTooOldForExtension": (
        "The HIT is from before July 2015, and cannot be extended",
        "Create another HIT",
        "",
    ),
    "InsufficientFunds": (
        "The balance does not cover the HIT and its fee, or the bonus",
        "Add funds, or lower MaxAssignments; the sandbox costs nothing",
        "",
    ),
    "HITDoesNotExist": ("There is no such HIT here, or it no longer exists", _ELSEWHERE, ""),
    "HITTypeDoesNotExist": ("There is no such HIT type here", _ELSEWHERE, ""),
    "HITLayoutDoesNotExist": ("There is no such layout here", _ELSEWHERE, ""),
    "WorkerDoesNotExist": ("There is no such worker here", _ELSEWHERE, ""),
    "AssignmentDoesNotExist": ("There is no such assignment here, or it no longer exists", _ELSEWHERE, ""),
    "QualificationDoesNotExist": ("The worker does not have this qualification", _ELSEWHERE, ""),
    "QualificationRequestDoesNotExist": ("There is no such qualification request", _ELSEWHERE, ""),
    "QualificationTypeDoesNotExist": ("There is no such qualification type here", _ELSEWHERE, ""),
    "AssignmentAlreadyExists": ("The worker already has an assignment of this HIT", "There is nothing to do", ""),
    "SubmissionTooLarge": (
        "The submission has too many fields, a field name that is too long, or too many bytes",
        "Send fewer fields, or less in each; a form with its files can have up to 64 MB",
        "",
    ),
    "WorkerAlreadyExists": ("There is already a worker with this ID", "Use that worker, or another ID", ""),
    "QualificationAlreadyExists": (
        "The worker already has this qualification",
        "Change its value with AssociateQualificationWithWorker",
        "",
    ),
    "QualificationTypeAlreadyExists": (
        "You already have a qualification type with this name",
        "Use another name, or find the existing type with ListQualificationTypes",
        "",
    ),
    "HITAlreadyPassedReview": ("The HIT has already been reviewed", _STATE, ""),
    "InvalidHITState": ("The HIT is not in a state that allows this call", _STATE, ""),
    "InvalidAssignmentState": (
        "The assignment is not in a state that allows this call: it may already be approved",
        _STATE,
        "",
    ),
    "InvalidQualificationRequestState": (
        "The qualification request is not in a state that allows this call",
        _STATE,
        "",
    ),
    "InvalidQualificationState": ("The qualification is not in a state that allows this call", _STATE, ""),
    "InvalidQualificationTypeState": ("The qualification type is not in a state that allows this call", _STATE, ""),
    "DoesNotMeetRequirements": ("The worker does not meet the HIT's requirements", "Choose another worker", ""),
    "ExceedsMaxAssignmentsPerWorker": (
        "The worker has as many assignments as allowed",
        "Wait, or choose another worker",
        "",
    ),
    "QualificationTypeDoesNotAllowRetake": (
        "The type has no RetryDelayInSeconds, so its test can only be taken once",
        "Give the type a RetryDelayInSeconds; that cannot be undone",
        "",
    ),
    "QualificationTypeRetryDelayNotElapsed": ("The test has been taken, and cannot be retaken yet", "Wait", ""),
    "InvalidTransportEndpoint": (
        "The service cannot send notifications to this destination",
        "Check the Destination and the Transport of the notification",
        "",
    ),
    "NoHITsAvailableForIterator": ("There are no more HITs", "There is nothing to do: this is the end of the list", ""),
    "NoHITsAvailableInGroup": ("The group has no HIT to work on", "Wait, or create more HITs", ""),
    "NoMoreWorkableHITsInGroup": ("The group has no more HITs for this worker", "Create more HITs", ""),
    "PermissionDenied": (
        "The account is not allowed to do this; the object may belong to another requester",
        _KEYS,
        "",
    ),
    "AccessDenied": (
        "The IAM user or role of the keys is not allowed to make this call",
        "Attach a policy that allows it, such as AmazonMechanicalTurkFullAccess, to the user or role",
        "",
    ),
    "UnauthorizedOperation": ("The keys are not allowed to make this call", _KEYS, ""),
    "NotAuthorized": ("The keys are not allowed to make this call", _KEYS, ""),
    "OptInRequired": ("The sign-up of the AWS account is not complete", _KEYS, ""),
    "SubscriptionRequired": ("The sign-up of the AWS account is not complete", _KEYS, ""),
    "AccountNotLinked": ("The AWS account is not linked to a requester account", _KEYS, ""),
    "BadCredentialSupplied": ("The keys are wrong", _KEYS, ""),
    "BadClaimsSupplied": ("The keys or the signature are wrong", _KEYS, ""),
    "UnrecognizedClient": ("The service does not know the keys", _TEMPORARY, ""),
    "InvalidClientTokenId": ("The service does not know the keys", _TEMPORARY, ""),
    "InvalidAccessKeyId": ("The service does not know the key", _KEYS, ""),
    "ExpiredToken": ("The keys are temporary, and have expired", _RENEW, ""),
    "TokenRefreshRequired": ("The keys are temporary, and have expired", _RENEW, ""),
    "InvalidToken": ("The session token of the keys is wrong", _TEMPORARY, ""),
    "InvalidSignature": ("The signature of the call does not match the keys", _SECRET, ""),
    "SignatureDoesNotMatch": ("The signature of the call does not match the keys", _SECRET, ""),
    "IncompleteSignature": ("The signature of the call lacks a part", _SECRET, ""),
    "MissingAuthenticationToken": ("The call is not signed", _KEYS, ""),
    "RequestExpired": (
        "The call was signed too long ago, or the clock of this machine is wrong",
        "Correct the clock, and sign the call again",
        "",
    ),
    "RequestTimeTooSkewed": (
        "The clock of this machine and that of the service are too far apart",
        "Correct the clock, and sign the call again",
        "",
    ),
    "InvalidRequest": (
        "The service cannot read the request at all",
        "Check what is between the program and the service, such as a proxy; boto3 itself does not send such requests",
        "",
    ),
    "SerializationException": (
        "The service cannot read the body of the request: it is not JSON, or a value has the wrong type",
        "Call the service through boto3 or another SDK, which check the types",
        "wrong-type",
    ),
    "UnknownOperation": (
        "The service has no operation with this name",
        "Use one from the reference; in the API before 2017 they had other names",
        "",
    ),
    "UnsupportedOperation": (
        "The operation is known, but cannot do this here",
        "The documentation of the marketplace lists what it leaves out",
        "",
    ),
    "ServiceUnavailable": ("The service is overloaded", _AGAIN, ""),
    "ServiceFault": ("The service had an internal fault, or is overloaded", _AGAIN, ""),
    "InternalFailure": ("The service had an internal fault", _AGAIN + ". For SQS, check the queue's policy", ""),
    "InternalServerError": ("The service had an internal fault", _AGAIN, ""),
}

MESSAGES = tuple(
    Message(rf"(?i:\b(?:AWS\.(?:MechanicalTurk\.)?)?{code}(?:Exception)?\b)", meaning, cure, rules, general=2)
    for code, (meaning, cure, rules) in _CODES.items()
)
