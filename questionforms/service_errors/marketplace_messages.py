"""The messages that only this library's marketplace sends, and the findings of its own rules inside them."""

from __future__ import annotations

from questionforms.codes import CODES
from questionforms.service_errors.message import Message

#: A value cannot contain the start of another message, so that a text of nothing but starts is read in linear time.
_INVALID = r"The value (?P<value>(?:(?!The value ).){0,500}?) is invalid for (?P<name>[\w.\[\]]{1,200})\. "
_CHECK = "Check the parameter in the operation's reference"
_STATE = "Look it up first, through the API or in the marketplace's database"
_PAGE = "Check the page's form: it must send the fields of the task by POST, and `assignmentId` as it was received"
_RULES = "|".join(sorted(CODES, key=len, reverse=True))

_WITHOUT_KEYS = (
    Message(
        r"This marketplace has no keys yet, and only accepts requests without one from its own machine\. Create a key "
        r"with `questionforms marketplace keys new NAME`",
        "The marketplace can be reached by other machines, or the request came through a proxy, so it must be signed "
        "with a key; there is none yet",
        "Create a key on the marketplace's machine with `questionforms marketplace keys new NAME`, for boto3",
    ),
    Message(
        r"The workers' API has no login, so it is only open to the machine that it runs on",
        "The marketplace can be reached by other machines, or the request came through a proxy, so its workers' API is "
        "closed",
        "Run `questionforms serve` on this machine without `--host`, and without a proxy, to use the workers' API",
    ),
)
_VALUES = (
    Message(
        _INVALID + r"It is not a number",
        "{name} is {value}, but must be a number",
        "Send the number itself, not `true` or `false`",
        "wrong-type",
    ),
    Message(
        _INVALID + r"It is not a valid time",
        "{name} is {value}, which is not a time",
        "Pass a datetime, or seconds since 1970",
        "wrong-type",
    ),
    Message(
        _INVALID + r"It contains an invalid character",
        "{name} is {value}, which contains half of a surrogate pair or U+0000",
        "Remove the character; half a pair comes from text that was cut inside an emoji",
        "forbidden-character",
    ),
    Message(
        _INVALID + r"Valid values range from (?P<low>\S{1,40}) to (?P<high>[\d.]*\d)",
        "{name} is {value}, but must be from {low} to {high}",
        "Use a number in that range. Times are in seconds; amounts are in US dollars",
        "number-out-of-range",
    ),
    Message(
        _INVALID + r"It is not a token for this list",
        "{value} is not a NextToken of this list",
        "Pass the NextToken of the page before, unchanged, to the same operation with the same arguments",
    ),
    Message(
        _INVALID + r"The assignment has no file that answers it",
        "The worker uploaded no file for the question {value}",
        "Check the identifier; only answers to a FileUploadAnswer have a file, and only if the worker chose one",
    ),
    Message(
        _INVALID + r"It appears twice",
        "The parameter {value} is in HITLayoutParameters twice",
        "Keep one of the two",
    ),
    Message(
        r"HITLayoutParameters contain a value without a name",
        "One of the HITLayoutParameters has an empty name",
        "Give each value the name of a placeholder of the layout",
        "empty-text",
    ),
    Message(
        _INVALID + r"(?:The valid value is (?P<names>[\w.-]{1,40})|Only SendTestEventNotification accepts it)",
        "{name} is {value}, which this notification cannot have",
        "The version is `2006-05-05`, and `Ping` is only for SendTestEventNotification",
    ),
    Message(
        r"The value (?P<value>.{0,90}?) is invalid for (?P<name>\w{1,60})\.?(?=\s*(?:\(|\"|'|$))",
        "{name} is {value}, which the marketplace does not accept for a worker",
        "The documentation of the marketplace lists what a worker can have",
        general=1,
    ),
    Message(
        r"The value is invalid for (?P<name>[\w.\[\]]{1,200})\. It is an? (?P<found>\w{1,60}); expected "
        r"(?P<names>\w{1,60}(?:, \w{1,60}){0,9})",
        "{name} is a document of the kind {found}, but must be {names}",
        "A HIT has a QuestionForm, an HTMLQuestion or an ExternalQuestion; a test is a QuestionForm, a key an "
        "AnswerKey",
        "wrong-document",
    ),
    Message(
        r"The value is invalid for RequesterFeedback\. It (?:has (?P<length>\d+) characters; expected at most "
        r"(?P<high>\d+)"
        r"|contains a control character)",
        "The feedback for the worker is too long, or contains a control character",
        "Shorten it to 1,024 characters of plain text; line breaks are allowed",
        "text-too-long forbidden-character",
    ),
    Message(
        r"WorkerIds must contain 1 to (?P<high>\d+) workers",
        "The list of workers is empty, or has more than {high}",
        "Send several calls, each with at most {high} workers",
    ),
    Message(
        r"EventTypes is empty",
        "The notification names no event",
        "List the events that you want, such as `AssignmentSubmitted`",
    ),
    Message(
        r'(?:Unable to calculate correct timezone offset for|Invalid timestamp) "?(?P<value>[^"]{0,80})',
        "{value} is not a time in the calendar",
        "Pass a datetime between the years 1 and 9999, or seconds since 1970",
    ),
)
_RULES_OF_DOCUMENTS = (
    Message(
        rf"(?:(?<=Details: )|(?<=; )|(?<=<! ))(?:\[\d+,\d+\] )?(?P<rule>{_RULES}): "
        rf"(?P<text>(?:(?!; (?:\[\d+,\d+\] )?(?:{_RULES}): ).){{1,600}}?)(?=; (?:\[\d+,\d+\] )?(?:{_RULES}): | !>"
        rf"|\.? ?$|\"|\.? \()",
        "The marketplace's rule says: {text}",
        "Run `questionforms validate` on the document; `questionforms rules` has a page on each rule",
    ),
    Message(
        r"The value is invalid for (?P<name>QualificationRequirements[\w.\[\]]{0,200}): (?P<text>.{1,400}?)(?=\.? "
        r"?$|\.? \(|\")",
        "The requirement at {name} is not correct: {text}",
        "`questionforms.mturk.qualifications` writes requirements, and `hit_problems` finds such errors before the "
        "call",
        "too-many-requirements wrong-comparator unknown-comparator unknown-actions-guarded unexpected-values "
        "too-many-values missing-values missing-member",
    ),
    Message(
        r"The review policies are invalid\. (?P<text>.{1,600}?)(?=\.? ?$|\.? \(|\")",
        "A review policy is not correct: {text}",
        "`questionforms.mturk.review_policies` writes policies, and `policy_problems` finds such errors before the "
        "call",
        "unknown-policy wrong-level unknown-parameter missing-parameter missing-values number-out-of-range wrong-value "
        "duplicate-parameter",
    ),
)
_CALLS = (
    Message(
        r"The request is not (?:valid JSON|a JSON object)",
        "The body of the request is not JSON",
        "Call the marketplace through boto3 or another AWS SDK",
    ),
    Message(
        r"There is no operation (?P<value>[\w.]{0,200}?)(?=\.?(?:\s|$))",
        "The marketplace has no operation {value}",
        "Use an operation of the API of 2017-01-17; an empty name means that the request is not one of an AWS SDK",
    ),
    Message(
        r"The request must contain the parameter Question or HITLayoutId",
        "The call has neither a Question nor a HITLayoutId",
        "Pass one of the two",
        "missing-question",
    ),
    Message(
        r"The request must contain the parameter (?P<names>\w{1,60} or \w{1,60})",
        "The call lacks a parameter: it needs {names}",
        "Pass one of the two",
        "missing-parameter",
    ),
    Message(
        r"HITLayoutParameters need a HITLayoutId",
        "The call has HITLayoutParameters, but no HITLayoutId",
        "Pass the ID of the layout that these values are for",
    ),
    Message(
        r"The values of HITLayoutParameters do not match the layout (?P<value>\w{1,80})\.?(?: (?P<text>.{1,300}?))?"
        r"(?=\.? ?$|\.? \(|\")",
        "The values do not fit the layout {value}: {text}",
        "Pass a value for each `${{name}}` of the layout, spelt as in the layout, and no others",
    ),
    Message(
        r"HITType (?P<value>\w{1,80}) has no notification specification",
        "The HIT type {value} has no notification that could be switched on or off",
        "Pass a Notification in the same call",
    ),
    Message(
        r"AnswerKey is given without Test|AnswerKey and TestDurationInSeconds can only change together with Test",
        "The call has an AnswerKey or a TestDurationInSeconds, but no Test",
        "Pass the Test as well, even if it did not change",
        "key-without-test",
    ),
    Message(
        r"AutoGrantedValue can only be used with AutoGranted",
        "The call has an AutoGrantedValue, but the type is not granted automatically",
        "Pass `AutoGranted=True` as well, or leave the value out",
    ),
    Message(
        r"The rejection of Assignment (?P<value>\w{1,80}) can no longer be overridden",
        "The rejection of the assignment {value} is final: 30 days have passed since the worker submitted it",
        "Pay the worker with SendBonus instead",
    ),
    Message(
        r"A QualificationType (?:with a test cannot be AutoGranted|that is AutoGranted cannot have a test)",
        "A qualification type cannot have a test and be granted automatically",
        "Choose one of the two. A test can never be removed, so create another type",
        "test-and-auto-granted",
    ),
    Message(
        r"TestDurationInSeconds is missing",
        "The test has no TestDurationInSeconds",
        "Pass how long a worker has for the test, in seconds",
        "missing-parameter",
    ),
    Message(
        r"This marketplace does not send notifications by (?P<value>\w{1,20})",
        "The marketplace cannot send notifications by {value}",
        "Use `Email`, whose messages are written to its log",
    ),
    Message(
        r"The service failed; see request (?P<value>\w{1,80}) in its log",
        "The marketplace had an internal error",
        "Its log has the traceback under {value}; please report it. The call was not carried out",
    ),
    Message(
        r"Credential should be scoped to correct service",
        "The call was signed for another service",
        "Sign it for the service `mturk-requester`, as boto3 does for its client `mturk`",
    ),
    Message(
        r"Date in Credential scope does not match YYYYMMDD",
        "The day in the signature is not the day of X-Amz-Date",
        "Take both from the same time, in UTC",
    ),
    Message(
        r"The signature does not cover the headers (?P<value>[\w, -]{1,200})\. They must be signed",
        "The signature does not cover {value}",
        "Sign `host` and all headers whose names begin with `x-amz-`, and let no proxy add such headers",
    ),
    Message(
        r"HIT (?P<value>\w{1,80}) was created with fewer than (?P<low>\d+) assignments; it cannot be extended",
        "The HIT {value} was created with fewer than {low} assignments, so it can never have {low} or more, which "
        "have a "
        "different fee",
        "Create another HIT for the additional assignments",
    ),
)
_WORKERS = (
    Message(
        r"Worker (?P<value>\S{1,80}) already exists",
        "There is already a worker {value}",
        "Use that worker, or another ID",
    ),
    Message(
        r"There is no parameter (?P<value>\S{1,100})\. The parameters are (?P<names>\w{1,60}(?:, \w{1,60}){0,20})",
        "A worker has no {value}, only {names}",
        "Check its spelling",
    ),
    Message(
        r"Worker (?P<worker>\S{1,80}) already has HIT (?P<value>\w{1,80})",
        "The worker {worker} already has an assignment of the HIT {value}; a worker can do a HIT only once",
        _STATE,
    ),
    Message(
        r"Worker (?P<worker>\S{1,80}) may not work for the requester of HIT (?P<value>\w{1,80})",
        "The requester has blocked the worker {worker}",
        "Remove the block with DeleteWorkerBlock",
    ),
    Message(
        r"Worker (?P<worker>\S{1,80}) does not meet the requirements of HIT (?P<value>\w{1,80})"
        r"(?:: (?P<text>.{1,200}?))?(?=\.? ?$|\.? \(|\")",
        "The worker {worker} does not meet the requirements of the HIT {value}: {text}",
        "Grant the qualification, or choose another worker",
    ),
    Message(
        r"Worker (?P<worker>\S{1,80}) has already requested the QualificationType (?P<value>\w{1,80})",
        "The worker {worker} already has a pending request for the qualification type {value}",
        "Accept or reject it",
    ),
    Message(
        r"The QualificationType (?P<value>\w{1,80}) is inactive",
        "The qualification type {value} is inactive, so workers cannot request it, and new HITs cannot require it",
        "Set its status to `Active` with UpdateQualificationType",
    ),
    Message(
        r"The QualificationType (?P<value>\w{1,80}) has a test, but no answers were sent",
        "The qualification type {value} has a test, which the worker did not answer",
        "Send the answers with the request",
    ),
    Message(
        r"The QualificationType (?P<value>\w{1,80}) allows (?:one attempt|the next attempt)",
        "The worker has taken the test of the qualification type {value}, and cannot take it again, or not yet",
        "Give the type a RetryDelayInSeconds, or wait until the delay is over",
    ),
    Message(
        r"The file for (?P<value>.{1,100}?) is empty",
        "The worker sent an empty file for the question {value}",
        "Choose a file with content",
    ),
    Message(
        r"The file for (?P<value>.{1,100}?) has (?P<length>[\d,]+)(?: bytes?)?; the question accepts files of "
        r"(?P<low>[\d,]+) to (?P<high>[\d,]+) bytes",
        "The worker's file for the question {value} is too small or too large: it has {length} bytes, but must have "
        "{low} to {high}",
        "Choose another file; the bounds are MinFileSizeInBytes and MaxFileSizeInBytes of the question",
        "upload-size-out-of-bounds",
    ),
    Message(
        r"The URL (?:has expired; it was valid for (?P<value>\d+) seconds|was not issued by this service)",
        "The address of the uploaded file has expired, or comes from another service",
        "Call GetFileUploadURL again, and use its address at once",
    ),
)
_FORMS = (
    Message(
        r"The form has several values for `assignmentId`",
        "The page sends `assignmentId` more than once",
        "Keep one field of that name; Amazon's script and the page may both add one",
    ),
    Message(
        r"The form has no field `assignmentId`\.?(?: It has `(?P<value>\w{1,40})`)?",
        "The page does not send `assignmentId`",
        "Add a hidden field with exactly this name, and fill it from the page's address, as Amazon's script does",
        "no-assignment-id",
    ),
    Message(
        r"The HIT was only previewed, so nothing was stored",
        "The page was submitted in a preview: its assignmentId is `ASSIGNMENT_ID_NOT_AVAILABLE`",
        "Accept the HIT first; a page can hide its button while the ID has this value",
    ),
    Message(
        r"The request must be an object with only `Fields`",
        "The body of the request to the workers' API is not a JSON object with `Fields`",
        'Send the answers as `{{"Fields": {{"name": "value"}}}}`',
    ),
    Message(
        r"The value of the field (?P<value>.{1,200}?) is neither text nor a list of strings",
        "The answer {value} is neither text nor a list of strings",
        "Send numbers as text, as a form does",
    ),
    Message(
        r"(?P<text>The form has more than [\d,]{1,20} fields"
        r"|The name of a field has [\d,]{1,20} characters; at most [\d,]{1,20} are accepted"
        r"|The answers are too long: as XML they have more than [\d,]{1,20} bytes"
        r"|The request has more than [\d,]{1,20} MB)\. Nothing was stored",
        "{text}, so it was refused",
        "Send less: shorten texts, or let the page store large data elsewhere and submit a link to it",
    ),
    Message(
        r"The submission is not a form in UTF-8: (?P<text>.{1,200}?)(?=; expected)",
        "What the page sent cannot be read as a form: {text}",
        _PAGE,
    ),
)

MESSAGES = (*_WITHOUT_KEYS, *_VALUES, *_RULES_OF_DOCUMENTS, *_CALLS, *_WORKERS, *_FORMS)
