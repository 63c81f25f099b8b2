"""What the service, and boto3 before it, says of the parameters of a call."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_QUESTION = "Question(?:XML)?|Test|AnswerKey"

MESSAGES = (
    Message(
        r"There was an error parsing the XML question or answer data in your request(?:\. Please make sure [^.]*\.)?"
        r"(?: Details:)?",
        "The document is no XML, or does not fit its schema; what stands after `Details:` says which, and that was not "
        "recognised",
        "Run `questionforms validate` on the document that was sent",
        "not-well-formed schema",
        general=3,
    ),
    Message(
        r"There was an error parsing the HTML5 data in your request(?:\. Please make sure [^.]*\.)?(?: "
        r"Details: Errors:)?",
        "The page in the HTMLContent has errors of HTML; what stands after `Errors:` says which, and that "
        "was not recognised",
        "Run `questionforms validate` on the document or the page that was sent",
        "html-parse-error missing-doctype unescaped-ampersand",
        general=3,
    ),
    Message(
        rf'The value "?"? ?is not valid for the parameter (?P<name>{_QUESTION})\b',
        "The service did not read the document, and shows it as empty: it holds a character above U+FFFF, "
        "such as an emoji",
        "Where the content is HTML, write the character as a number, such as `&#x1F600;`, inside CDATA; "
        "else leave it out",
        "four-byte-character",
    ),
    Message(
        rf'</\w+>["\\ ]{{0,4}} ?is not valid for the parameter (?P<name>{_QUESTION})\b',
        "The service takes the document, but not as {name} in this call: of the wrong kind (a test is a QuestionForm "
        "alone), with a character above U+FFFF, or as a test for a type that was made without one",
        "Run `questionforms validate` on the document. To give a test to a type that has none, make a new type",
        "four-byte-character",
    ),
    Message(
        r'The value "?(?P<value>[^"<>]{0,80})"? is not valid for the parameter LocaleValue\. LocaleValue must be null',
        "A requirement has a country, {value}, and its type is not Worker_Locale",
        "Write `00000000000000000071` as the QualificationTypeId; types of your own have IntegerValues",
    ),
    Message(
        r'The value "?(?P<value>[^"<>]{0,200}?)"? ?is not valid for the parameter (?P<name>\w+(?:\.\w+)*)'
        r"(?:\. Expected values:? (?P<names>[\w, ]+))?",
        "{name} has a value that the service does not take: {value}",
        "Look at the parameter in the reference of the operation: its type, its list of values, its format",
    ),
    Message(
        r"The value (?P<value>\S{1,40}) is invalid for (?P<name>\w+)\. Valid values range from (?P<low>\S+) to "
        r"(?P<high>[\d.]*\d)",
        "{name} is {value}, and must be from {low} to {high}",
        "Write a number within the bounds. Times are in seconds; for an expiry, look at the clock and the time zone",
    ),
    Message(
        r"Your request parameter (?P<name>\w+) +has a minimum length of (?P<low>\d+)",
        "{name} is empty or too short: at least {low} characters",
        "Look whether the file was read, and whether the parameter is text: a Question is XML as a `str`, not a dict",
        "not-well-formed",
    ),
    Message(
        r'The value "(?P<value>[^"]{0,200})" you specified for enumeration is invalid',
        "{value} is none of the values that the parameter may have",
        "Write one of the reference's list, to the letter",
    ),
    Message(
        r'The HIT with ID "?(?P<value>\w+)"? already exists',
        "A call with this UniqueRequestToken made the HIT {value} within the last 24 hours; nothing new was made",
        "That is what the token is for: take the HIT of that ID. For another HIT, send another token",
    ),
    Message(
        r"(?:QualificationRequirement\S* )?(?:ActionsGuarded and RequiredToPreview|RequiredToPreview and "
        r"ActionsGuarded)\b",
        "A requirement has both ActionsGuarded and RequiredToPreview",
        "Keep ActionsGuarded; RequiredToPreview is its old form",
    ),
    Message(
        r"This Requester has insufficient funds in their account",
        "The balance does not pay for the HIT, its fee, or the bonus",
        "Add funds for the account on the requester site, or lower MaxAssignments; the sandbox costs nothing",
    ),
    Message(
        r"Your AWS account must be linked to your Amazon Mechanical Turk [Aa]ccount",
        "The keys are of an AWS account that is linked to no requester account; the sandbox is linked apart",
        "Link the two on the requester site, for production and for the sandbox each, and wait some minutes",
    ),
    Message(
        r"This Requester API is no longer supported",
        "The program speaks the API before 2017-01-17, such as boto 2 does, which was switched off in 2019",
        "Use boto3's `mturk` client, or another SDK of today",
    ),
    Message(
        r"(?:This HIT is currently in the state '(?P<state>\w+)'\. +)?This operation can be called with a status of:? "
        r"(?P<names>\w+(?:, ?\w+)*)",
        "The HIT or assignment is not in a state for this call, which needs {names}; a HIT also needs all "
        "its assignments "
        "approved or rejected before it is deleted",
        "Ask for its state first. Review what was submitted, wait some minutes after a change, and try again",
    ),
    Message(
        r"(?P<kind_>Hit|HIT|HITType|HITLayout|Assignment|Qualification|QualificationType|QualificationRequest|Worker) "
        r"(?P<value>[A-Z0-9]{5,64}) "
        r"does not exist",
        "There is no {kind_} {value} here: it was deleted, or made in the sandbox and asked for in production, or the "
        "other way, or by another account",
        "Look at the endpoint and the account of the client",
    ),
    Message(
        r"\(505\)[^:]{0,80}: HTTP Version Not Supported|HTTP Version Not Supported",
        "The service had a fault of its own; users saw it come and go",
        "Try again with the same UniqueRequestToken, so that no HIT is made twice",
    ),
    Message(
        r"Rate exceeded",
        "More calls a second than the service takes",
        "Wait and try again, each time longer; boto3 does with `Config(retries={{'mode': 'adaptive'}})`. Send a "
        "UniqueRequestToken, so that no HIT is made twice",
    ),
    Message(
        r'Missing required parameter in (?P<place>[\w.\[\]]+): "(?P<name>\w+)"',
        "boto3 did not send the call: {name} is missing in {place}",
        "Add it. In `input` means among the arguments of the call",
    ),
    Message(
        r'Unknown parameter in (?P<place>[\w.\[\]]+): "(?P<name>[^"]*)", must be one of: (?P<names>\w+(?:, \w+)*)',
        "boto3 did not send the call: {name} is no parameter in {place}, which has {names}",
        "Look at its spelling: parameters begin with a capital, as in `MaxAssignments`",
    ),
    Message(
        r"Invalid type for parameter Reward, value: (?P<value>[^,]{0,40}), type: <class '(?P<found>\w+)'>",
        "boto3 did not send the call: Reward is a number, {value}, and must be text",
        'Write dollars as text with at most two decimals, such as "0.10"',
    ),
    Message(
        r"Invalid type for parameter (?P<name>[\w.\[\]]+), value: .{0,2000}?, type: <class "
        r"'(?P<found>\w+)'>, valid types: "
        r"<class '(?P<valid>\w+)'>",
        "boto3 did not send the call: {name} is of the type {found}, and must be {valid}",
        "Pass a value of that type; a list also where there is one thing in it, and no argument instead of `None`",
    ),
    Message(
        r"Invalid (?P<what>length|value) for parameter (?P<name>[\w.\[\]]+), value: (?P<value>[^,]{0,40}), valid min "
        r"(?:length|value): (?P<low>\d+)",
        "boto3 did not send the call: the {what} of {name} is {value}, and must be at least {low}",
        "Pass more, or leave the argument out",
    ),
    Message(
        r"Unable to locate credentials",
        "boto3 found no keys",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile; for a service of your own any value will do",
    ),
    Message(
        r"You must specify a region",
        "boto3 was given no region, and Mechanical Turk has one alone",
        'Pass `region_name="us-east-1"`',
    ),
    Message(
        r'Could not connect to the endpoint URL: "(?P<value>[^"]*)"',
        "Nothing answers at {value}",
        "Mechanical Turk was in us-east-1 alone, and has the hosts `mturk-requester.us-east-1.amazonaws.com` and "
        "`mturk-requester-sandbox...`; a service of your own must be running",
    ),
)
