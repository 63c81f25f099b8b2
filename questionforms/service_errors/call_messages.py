"""The messages of the service, and of boto3 before it, about the parameters of a call."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_QUESTION = "Question(?:XML)?|Test|AnswerKey"

MESSAGES = (
    Message(
        r"There was an error parsing the XML question or answer data in your request(?:\. Please make sure [^.]*\.)?"
        r"(?: Details:)?",
        "The document is not XML, or does not fit its schema; the text after `Details:` says which, but it was not "
        "recognised",
        "Run `questionforms validate` on the document that was sent",
        "not-well-formed schema",
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
        "four-byte-character",
    ),
    Message(
        r'The value "?(?P<value>[^"<>]{0,80})"? is not valid for the parameter LocaleValue\. LocaleValue must be null',
        "A requirement has a country, {value}, but its type is not Worker_Locale",
        "Use `00000000000000000071` as the QualificationTypeId; your own types have IntegerValues",
    ),
    Message(
        r'The value "?(?P<value>[^"<>]{0,200}?)"? ?is not valid for the parameter (?P<name>\w+(?:\.\w+)*)'
        r"(?:\. Expected values:? (?P<names>[\w, ]+))?",
        "{name} has a value that the service does not accept: {value}",
        "Check the parameter in the operation's reference: its type, its list of values and its format",
    ),
    Message(
        r"The value (?P<value>\S{1,40}) is invalid for (?P<name>\w+)\. Valid values range from (?P<low>\S+) to "
        r"(?P<high>[\d.]*\d)",
        "{name} is {value}, but must be from {low} to {high}",
        "Use a number in that range. Times are in seconds; for an expiry, check the clock and the time zone",
    ),
    Message(
        r"Your request parameter (?P<name>\w+) +has a minimum length of (?P<low>\d+)",
        "{name} is empty or too short; its minimum length is {low}",
        "Check that the file was read, and that the parameter is text: a Question is XML as a `str`, not a dict",
        "not-well-formed",
    ),
    Message(
        r'The value "(?P<value>[^"]{0,200})" you specified for enumeration is invalid',
        "{value} is not one of the parameter's allowed values",
        "Use one of the values in the reference, spelt exactly as it is there",
    ),
    Message(
        r'The HIT with ID "?(?P<value>\w+)"? already exists',
        "A call with this UniqueRequestToken created the HIT {value} within the last 24 hours; nothing new was created",
        "That is what the token is for: use the HIT with that ID. For another HIT, send a different token",
    ),
    Message(
        r"(?:QualificationRequirement\S* )?(?:ActionsGuarded and RequiredToPreview|RequiredToPreview and "
        r"ActionsGuarded)\b",
        "A requirement has both ActionsGuarded and RequiredToPreview",
        "Keep ActionsGuarded, which replaces RequiredToPreview",
    ),
    Message(
        r"This Requester has insufficient funds in their account",
        "The balance does not cover the HIT and its fee, or the bonus",
        "Add funds to the account on the requester site, or lower MaxAssignments; the sandbox costs nothing",
    ),
    Message(
        r"Your AWS account must be linked to your Amazon Mechanical Turk [Aa]ccount",
        "The keys belong to an AWS account that is not linked to a requester account; the sandbox is linked separately",
        "Link the two on the requester site, separately for production and the sandbox, and wait a few minutes",
    ),
    Message(
        r"This Requester API is no longer supported",
        "The program uses the API from before 2017-01-17, as boto 2 does; it was switched off in 2019",
        "Use boto3's `mturk` client, or another current SDK",
    ),
    Message(
        r"(?:This HIT is currently in the state '(?P<state>\w+)'\. +)?This operation can be called with a status of:? "
        r"(?P<names>\w+(?:, ?\w+)*)",
        "The HIT or assignment is not in a state that allows this call, which needs {names}; to delete a HIT, all "
        "its assignments must be approved or rejected",
        "Check its state first. Review what was submitted, wait a few minutes after a change, and try again",
    ),
    Message(
        r"(?P<kind_>Hit|HIT|HITType|HITLayout|Assignment|Qualification|QualificationType|QualificationRequest|Worker) "
        r"(?P<value>[A-Z0-9]{5,64}) "
        r"does not exist",
        "There is no {kind_} {value} here: it was deleted, belongs to another account, or was made in the sandbox and "
        "requested in production (or the other way round)",
        "Check the endpoint and the account of the client",
    ),
    Message(
        r"\(505\)[^:]{0,80}: HTTP Version Not Supported|HTTP Version Not Supported",
        "The service had an internal fault; users have seen it come and go",
        "Try again with the same UniqueRequestToken, so that no HIT is created twice",
    ),
    Message(
        r"Rate exceeded",
        "More calls per second than the service accepts",
        "Wait before you try again, longer each time; boto3 does so with `Config(retries={{'mode': 'adaptive'}})`. "
        "Send a UniqueRequestToken, so that no HIT is created twice",
    ),
    Message(
        r'Missing required parameter in (?P<place>[\w.\[\]]+): "(?P<name>\w+)"',
        "boto3 did not send the call: {name} is missing from {place}",
        "Add it. `input` means the arguments of the call",
    ),
    Message(
        r'Unknown parameter in (?P<place>[\w.\[\]]+): "(?P<name>[^"]*)", must be one of: (?P<names>\w+(?:, \w+)*)',
        "boto3 did not send the call: {name} is not a parameter of {place}, which has {names}",
        "Check its spelling: parameters start with a capital, as in `MaxAssignments`",
    ),
    Message(
        r"Invalid type for parameter Reward, value: (?P<value>[^,]{0,40}), type: <class '(?P<found>\w+)'>",
        "boto3 did not send the call: Reward is a number, {value}, but must be text",
        'Write dollars as text with at most two decimal places, such as "0.10"',
    ),
    Message(
        r"Invalid type for parameter (?P<name>[\w.\[\]]+), value: .{0,2000}?, type: <class "
        r"'(?P<found>\w+)'>, valid types: "
        r"<class '(?P<valid>\w+)'>",
        "boto3 did not send the call: {name} has the type {found}, but must be {valid}",
        "Pass a value of that type; pass a list even for a single item, and omit the argument rather than pass `None`",
    ),
    Message(
        r"Invalid (?P<what>length|value) for parameter (?P<name>[\w.\[\]]+), value: (?P<value>[^,]{0,40}), valid min "
        r"(?:length|value): (?P<low>\d+)",
        "boto3 did not send the call: the {what} of {name} is {value}, but must be at least {low}",
        "Pass a longer or larger value, or omit the argument",
    ),
    Message(
        r"Unable to locate credentials",
        "boto3 found no keys",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile; for your own service, any value will do",
    ),
    Message(
        r"You must specify a region",
        "boto3 was given no region; Mechanical Turk had only one",
        'Pass `region_name="us-east-1"`',
    ),
    Message(
        r'Could not connect to the endpoint URL: "(?P<value>[^"]*)"',
        "Nothing answers at {value}",
        "Mechanical Turk was only in us-east-1, with the hosts `mturk-requester.us-east-1.amazonaws.com` and "
        "`mturk-requester-sandbox...`; your own service must be running",
    ),
)
