"""The messages of the service about the parameters of a call, and about the state of what the call is for."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_QUESTION = "Question(?:XML)?|Test|AnswerKey"
_TEXT = "Title|Description|Keywords|RequesterAnnotation|Name|Reason|RequesterFeedback"
_ID = r"(?:HIT|HITType|HITLayout|Assignment|QualificationType|QualificationRequest)Id"
#: A value in quotes or without, such as the service shows it before `is not valid for the parameter`.
_VALUE = r'The value "?(?P<value>(?:(?!The value )[^"<>]){0,200}?)"? ?is not valid for the parameter '
_NOT_HERE = (
    "There is no {kind_} {value} here: it was deleted, belongs to another account, or was made in the sandbox and "
    "requested in production (or the other way round)"
)
_STATE = r"(?:This \w+ is currently in the state '(?P<state>\w+)'\. +)?This operation can be called with a status of:? "
_TOKEN = (
    "That is what the token is for. To do it again, send a different token; UpdateExpirationForHIT makes its own token "
    "from the HIT and the time, so a repeated call needs a different time"
)

MESSAGES = (
    Message(
        r"There was an error parsing the XML question or answer data in your request(?:\. Please make sure [^.]*\.)?"
        r"(?: Details:)?",
        "The document is not XML, or does not fit its schema; the text after `Details:` says which, but it was not "
        "recognised",
        "Run `questionforms validate` on the document that was sent",
        "not-well-formed schema undefined-entity forbidden-character document-type too-large",
        general=3,
    ),
    Message(
        r"There was an error parsing the HTML5 data in your request(?:\. Please make sure [^.]*\.)?(?: "
        r"Details: Errors:)?",
        "The page in the HTMLContent has HTML errors; the text after `Errors:` lists them, but it was not recognised",
        "Run `questionforms validate` on the document or page that was sent",
        "html-parse-error missing-doctype unescaped-ampersand",
        general=3,
    ),
    Message(
        rf'The value "?"? ?is not valid for the parameter (?P<name>{_QUESTION})\b',
        "The service did not read the document, and shows it as empty: it contains a character above U+FFFF, "
        "such as an emoji",
        "In HTML, write the character as a numeric reference, such as `&#x1F600;`, inside CDATA; elsewhere, remove it",
        "four-byte-character",
    ),
    Message(
        rf'</\w+>["\\ ]{{0,4}} ?is not valid for the parameter (?P<name>{_QUESTION})\b',
        "The service accepts the document, but not as {name} in this call: it is of the wrong kind (a test must be a "
        "QuestionForm), it contains a character above U+FFFF, or it is a test for a type that was created without one",
        "Run `questionforms validate` on the document. To add a test to a type that has none, create a new type",
        "four-byte-character wrong-document",
    ),
    Message(
        r"\b[Uu]nsupported characters?\b(?: (?:was |were )?found)?",
        "The text contains characters above U+FFFF, such as emoji, which the service cannot store",
        "Remove them, or write them as numeric references, such as `&#x1F600;`, where the text is HTML. In a CSV, look "
        "at every column: any value can contain one",
        "four-byte-character forbidden-character",
    ),
    Message(
        _VALUE + r"ExternalURL\. This URL must use the HTTPS protocol",
        "The URL of the ExternalQuestion is {value}, but must start with `https://`",
        "Serve the page over https with a valid certificate, and write that address",
        "external-url-not-https",
    ),
    Message(
        _VALUE + r"ExternalURL\b",
        "The service does not accept {value} as the URL of the ExternalQuestion",
        "Write a full URL that starts with `https://`, without spaces, and with `&amp;` for each `&`",
        "external-url-not-https doubtful-url blank-in-url unfilled-url-placeholder",
    ),
    Message(
        r"The value (?:\"\" |'' )?is not valid for the parameter WorkerIds?\b",
        "The call has no worker's ID, or an empty one",
        "Pass the `WorkerId` of the assignment; a column or a variable that was not filled often causes this",
        "invalid-id",
    ),
    Message(
        _VALUE + r"WorkerIds?\b",
        "The service does not know the worker {value} here, or the worker has nothing to do with this call: "
        "production and the "
        "sandbox are separate, with workers and assignments of their own, and a worker who never worked for this "
        "requester can be refused",
        "Check that the client's endpoint is the one that the ID comes from: workers of the sandbox do not exist in "
        "production, and vice versa, and your own marketplace only knows workers that were registered with it. A bonus "
        "goes to the worker of the assignment, so check the pair with GetAssignment",
    ),
    Message(
        _VALUE + rf"(?P<name>{_ID})\b",
        "{name} is {value}, which is not the ID of anything here",
        "Check that it is an ID of capital letters and digits, and that the client's endpoint is the one that it comes "
        "from: production and the sandbox have separate IDs",
        "invalid-id",
    ),
    Message(
        _VALUE + r"(?P<name>Reward(?:\.1\.Amount)?|BonusAmount)\b",
        "{name} is {value}, but must be an amount in US dollars",
        'Write dollars as text with at most two decimal places, such as "0.10"',
        "invalid-amount",
    ),
    Message(
        r'The value "?(?P<value>[^"<>]{0,80})"? is not valid for the parameter LocaleValue\. LocaleValue must be null',
        "A requirement has a country, {value}, but its type is not Worker_Locale",
        "Use `00000000000000000071` as the QualificationTypeId; your own types have IntegerValues",
        "unexpected-values",
    ),
    Message(
        _VALUE + r"(?P<name>(?:Integer|Locale)Values?)\. (?:Integer|Locale)Values? must (?P<not_>not )?be null",
        "A requirement has values that its comparator or its type does not allow, or lacks those that it needs: {name} "
        "is {value}",
        "`Exists` and `DoesNotExist` take no values; Worker_Locale takes LocaleValues, all other types IntegerValues",
        "unexpected-values missing-values wrong-comparator",
    ),
    Message(
        _VALUE + r"(?P<name>(?:\w+\.)*Comparator)\b(?:\. Expected values:? (?P<names>[\w, ]+))?",
        "The comparator of a requirement is {value}, which the service does not accept for its type",
        "Use one of the comparators in the reference; Worker_Locale takes only `EqualTo`, `NotEqualTo`, `In` and "
        "`NotIn`",
        "unknown-comparator wrong-comparator",
    ),
    Message(
        _VALUE + rf"(?P<name>{_TEXT})\b",
        "The service does not accept the text in {name}: {value}",
        "Check its length, and look for emoji and control characters; omit it rather than send an empty text",
        "text-too-long empty-text four-byte-character forbidden-character",
    ),
    Message(
        _VALUE + r"(?P<name>\w+(?:\.\w+)*)(?:\. Expected values:? (?P<names>[\w, ]+))?",
        "{name} has a value that the service does not accept: {value}",
        "Check the parameter in the operation's reference: its type, its list of values and its format",
    ),
    Message(
        r"is not valid for the parameter (?P<name>\w+(?:\.\w+)*)",
        "{name} has a value that the service does not accept",
        "Check the parameter in the operation's reference: its type, its list of values and its format",
        general=1,
    ),
    Message(
        r"The value (?P<value>\S{1,40}) is invalid for (?P<name>\w+)\. Valid values range from (?P<low>\S+) to "
        r"(?P<high>[\d.]*\d)",
        "{name} is {value}, but must be from {low} to {high}",
        "Use a number in that range. Times are in seconds; for an expiry, check the clock and the time zone",
        "number-out-of-range",
    ),
    Message(
        rf"Your request parameter (?P<name>{_QUESTION}) +has a minimum length of (?P<low>\d+)",
        "{name} is empty or too short; its minimum length is {low}",
        "Check that the file was read, and that the parameter is text: a Question is XML as a `str`, not a dict",
        "not-well-formed missing-question",
    ),
    Message(
        r"Your request parameter (?P<name>\w+) +has a minimum length of (?P<low>\d+)",
        "{name} is empty or too short; its minimum length is {low}",
        "Fill it in, or leave it out",
        "empty-text",
    ),
    Message(
        rf"Your request parameter (?P<name>{_QUESTION}) +has a maximum length of (?P<high>[\d,]*\d)",
        "{name} is too long; its maximum length is {high}",
        "A document can have at most 65,535 bytes in UTF-8: move texts, styles and data to files that the page loads",
        "too-large",
    ),
    Message(
        r"Your request parameter (?P<name>\w+) +has a maximum length of (?P<high>[\d,]*\d)(?:; it has \d+ characters)?",
        "{name} is too long; its maximum length is {high}",
        "Shorten it; spaces and commas count",
        "text-too-long",
    ),
    Message(
        r'The value "Illegal \w+ data found as child of: (?P<name>\w+)" you specified for enumeration is invalid',
        "The program sent text where {name} must have named members",
        "Send {name} as a structure with its members, as the SDK's reference shows it",
        "wrong-type",
    ),
    Message(
        r'The value "(?P<value>[^"]{0,200})" you specified for enumeration is invalid',
        "{value} is not one of the parameter's allowed values",
        "Use one of the values in the reference, spelt exactly as it is there",
        "unknown-comparator unknown-actions-guarded unknown-status",
    ),
    Message(
        r"(?:Your request is missing required parameters\. )?(?:Required parameters include HITLayoutParameter\. )?"
        r"You have not provided all required HITLayout parameters(?:\. Missing parameter names: "
        r"(?P<names>[\w.-]{1,100}(?:, ?[\w.-]{1,100}){0,200}))?",
        "The layout has placeholders without a value: {names}",
        "Pass a value for each `${{name}}` of the layout in HITLayoutParameters, a list such as "
        "`[{{'Name': 'image_url', 'Value': '...'}}]`; names must be spelt as in the layout, with the same capitals",
    ),
    Message(
        r"Your request is missing required parameters(?:\. Required parameters include "
        r"(?P<names>[\w.-]{1,100}(?:, ?[\w.-]{1,100}){0,200}))?",
        "The call lacks required parameters: {names}",
        "Add them; an empty text counts as missing",
        "missing-parameter missing-question",
    ),
    Message(
        r"Layout does not contain any fields that include a name attribute",
        "The layout has no `<input>`, `<select>` or `<textarea>` with a name, so no answer would be sent",
        "Give each field a `name`. If a script makes the fields, add a hidden field with a name, so that the site "
        "accepts the layout",
        "no-named-field",
    ),
    Message(
        r'The HIT with ID "?(?P<value>\w+)"? already exists',
        "A call with this UniqueRequestToken created the HIT {value} within the last 24 hours; nothing new was created",
        "That is what the token is for: use the HIT with that ID. For another HIT, send a different token",
    ),
    Message(
        r'The idempotency token "(?P<value>[^"]{0,200})" has already been processed',
        "A call with the token {value} was made before; nothing new was done",
        _TOKEN,
    ),
    Message(
        r"(?:The combination of parameters supplied to the request is invalid: )?(?:QualificationRequirement\S* )?"
        r"(?:ActionsGuarded(?: and|,) RequiredToPreview|RequiredToPreview(?: and|,) ActionsGuarded)\b",
        "A requirement has both ActionsGuarded and RequiredToPreview, which contradict each other",
        "Keep ActionsGuarded, which replaces RequiredToPreview",
        "guards-combined",
    ),
    Message(
        r"The combination of parameters supplied to the request is invalid: (?:Question, HITLayoutId|HITLayoutId, "
        r"Question)",
        "The call has both a Question and a HITLayoutId",
        "Pass only one of the two",
        "question-and-layout",
    ),
    Message(
        r"The combination of parameters supplied to the request is invalid(?:: (?P<names>\w{1,60}(?:, "
        r"?\w{1,60}){0,20}))?",
        "Parameters of the call cannot be used together: {names}",
        "Pass only one of them, as the operation's reference says",
        "question-and-layout guards-combined test-and-auto-granted key-without-test",
    ),
    Message(
        r"This Requester has insufficient funds in their account",
        "The balance does not cover the HIT and its fee, or the bonus",
        "Add funds to the account on the requester site, or lower MaxAssignments; the sandbox costs nothing. With AWS "
        "Billing, check that the account on this endpoint is the one that is enrolled",
    ),
    Message(
        r"This operation can be called with a status of:? null",
        "The assignment is not ready for this call: it was only just submitted, or not at all, or the HIT was deleted",
        "Wait a few minutes after the worker submitted it, and try again; some users had to wait seven",
    ),
    Message(
        _STATE + r"Submitted\b(?!,)",
        "The assignment is not waiting for a review: it was approved or rejected before, perhaps automatically, or "
        "it was "
        "not submitted yet",
        "Check its AssignmentStatus with GetAssignment. If it is `Approved`, there is nothing to do; a rejection can "
        "only "
        "be overridden, by ApproveAssignment with OverrideRejection, within 30 days",
    ),
    Message(
        _STATE + r"Reviewable, ?Approved, ?Rejected\b",
        "The worker has not submitted the assignment: it is being worked on, or was returned or abandoned",
        "Wait until it is submitted; ListAssignmentsForHIT returns only submitted ones",
    ),
    Message(
        _STATE + r"Granted\b(?!,)",
        "The worker's qualification was revoked, or its request was not answered yet",
        "For a score, this means that the worker does not have the qualification now",
    ),
    Message(
        _STATE + r"(?:Reviewing, ?Reviewable|Reviewable, ?Reviewing)\b",
        "The HIT cannot be deleted: it still takes assignments, someone works on it, or a submitted assignment is not "
        "approved or rejected",
        "Expire it with UpdateExpirationForHIT, wait for the workers, and approve or reject everything that was "
        "submitted",
    ),
    Message(
        _STATE + r"(?P<names>\w+(?:, ?\w+)*)",
        "The HIT, assignment or qualification is not in a state that allows this call, which needs {names}; to "
        "delete a "
        "HIT, all its assignments must be approved or rejected",
        "Check its state first. Review what was submitted, wait a few minutes after a change, and try again",
    ),
    Message(
        r"(?P<kind_>Assignment) (?P<value>'[^']{0,70}'|\S{1,70}) does not exist",
        _NOT_HERE,
        "Check the endpoint and the account of the client. For most calls, an assignment exists only after it was "
        "submitted",
    ),
    Message(
        r"(?P<kind_>Hit|HIT) (?P<value>'[^']{0,70}'|\S{1,70}) does not exist",
        _NOT_HERE,
        "Check the ID, the account, and whether it belongs to the sandbox or to production",
    ),
    Message(
        r"(?P<kind_>HITType|HITLayout|Qualification|QualificationType|QualificationRequest|Worker) "
        r"(?P<value>'[^']{0,70}'|\S{1,70}) does not exist",
        _NOT_HERE,
        "Check the endpoint and the account of the client",
    ),
    Message(
        r"You requested a (?P<kind_>\w{1,40}) that does not exist",
        "There is no such {kind_} here: the worker was never given it, it belongs to another account, or it is on the "
        "other endpoint",
        "For a score, this is how the service says that the worker lacks the qualification. Otherwise check the IDs "
        "and "
        "the endpoint: production and the sandbox are separate",
    ),
    Message(
        r"You have already created a QualificationType with (?:this name|the name (?P<value>[^.]{1,200}))"
        r"(?:\. A QualificationType's name must be unique[^.]{0,100})?",
        "You already have a qualification type with this name; nothing new was created",
        "Find it with ListQualificationTypes (Query=the name, MustBeOwnedByCaller=True), or use another name",
    ),
    Message(
        r"Cannot send a notification to a worker who has not done any work for you",
        "NotifyWorkers only reaches workers with reviewed work for this requester",
        "Leave the worker out. NotifyWorkers raises no error for this: read NotifyWorkersFailureStatuses in its result",
    ),
)
