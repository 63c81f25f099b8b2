"""Messages about the parameters of calls, about keys and about load: each with what it must say and its rules.

Where a message was published, its source is beside it. The others differ from a published one in a name or a value.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.codes import CODES
from questionforms.service_errors import Explanation, explain
from questionforms.service_errors.explanation import _TABLES, MOST_CHARACTERS

AMOUNT = r"^[0-9]+(\.)?[0-9]{0,2}$"
COMPARATORS = ", ".join(
    ["LessThan", "LessThanOrEqualTo", "GreaterThan", "GreaterThanOrEqualTo", "EqualTo", "NotEqualTo", "Exists", "In"]
)


def detected(*broken: str) -> str:
    """The message of an AWS service about constraints that are broken."""
    said = "; ".join(f"{each[0]} failed to satisfy constraint: Member must {each[1]}" for each in map(_pair, broken))
    errors = "error" if len(broken) == 1 else "errors"
    call = "An error occurred (ValidationException) when calling the CreateHIT operation"
    return f"{call}: {len(broken)} validation {errors} detected: {said}"


def _pair(broken: str) -> list[str]:
    return broken.split(" must ", 1)


def only(text: str) -> Explanation:
    """The explanation of a text that has one error."""
    (explanation,) = explain(text)
    return explanation


class Said(NamedTuple):
    """What is said of a constraint."""

    broken: str
    #: The start of the meaning.
    meaning: str
    rules: str


@pytest.mark.parametrize(
    "said",
    [
        Said(  # Dallinger, issue 1052
            f"Value '0.9752' at 'bonusAmount' must satisfy regular expression pattern: {AMOUNT}",
            "`bonusAmount` is `0.9752`, but must be an amount in US dollars",
            "invalid-amount",
        ),
        Said(
            f"Value '$1' at 'reward' must satisfy regular expression pattern: {AMOUNT}",
            "`reward` is `$1`, but must be an amount in US dollars",
            "invalid-amount",
        ),
        Said(  # ParlAI, issue 1619
            "Value 'AMA18W,AMA18W' at 'workerId' must satisfy regular expression pattern: ^A[A-Z0-9]+$",
            "`workerId` is `AMA18W,AMA18W`, but must be a worker's ID",
            "invalid-id",
        ),
        Said(
            "Value 'ASSIGNMENT_ID_NOT_AVAILABLE' at 'assignmentId' must satisfy regular expression pattern: "
            "^[A-Z0-9]+$",
            "`assignmentId` is `ASSIGNMENT_ID_NOT_AVAILABLE`, but must be an ID",
            "invalid-id",
        ),
        Said(
            "Value 'it's; x' at 'name' must satisfy regular expression pattern: ^[a-z]+$",
            "`name` is `it's; x`, but must match the regular expression `^[a-z]+$`",
            "",
        ),
        Said(
            "Value '[A1, b]' at 'workerIds' must satisfy constraint: [Member must have length less than or equal to "
            "64, "
            "Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: "
            "^A[A-Z0-9]+$]",
            "`workerIds` is `[A1, b]`, but must be a worker's ID",
            "invalid-id",
        ),
        Said(
            f"Value 'Equal' at 'qualificationRequirements.1.member.comparator' must satisfy enum value set: "
            f"[{COMPARATORS}]",
            "`qualificationRequirements.1.member.comparator` (in boto3: `QualificationRequirements[0].Comparator`), "
            "the "
            "comparator of a requirement, is `Equal`, but can only be `LessThan`",
            "unknown-comparator",
        ),
        Said(
            "Value 'Preview' at 'qualificationRequirements.12.member.actionsGuarded' must satisfy enum value set: "
            "[Accept, PreviewAndAccept, DiscoverPreviewAndAccept]",
            "`qualificationRequirements.12.member.actionsGuarded` (in boto3: "
            "`QualificationRequirements[11].ActionsGuarded`) is `Preview`, but can only be `Accept`, "
            "`PreviewAndAccept` "
            "or `DiscoverPreviewAndAccept`; did you mean `PreviewAndAccept`?",
            "unknown-actions-guarded",
        ),
        Said(
            "Value 'active' at 'qualificationTypeStatus' must satisfy enum value set: [Active, Inactive]",
            "`qualificationTypeStatus` is `active`, but can only be `Active` or `Inactive`; did you mean `Active`?",
            "unknown-status",
        ),
        Said(
            "Value '[submitted]' at 'assignmentStatuses' must satisfy constraint: [Member must satisfy enum value set: "
            "[Submitted, Approved, Rejected]]",
            "`assignmentStatuses` is `[submitted]`, but can only be `Submitted`, `Approved` or `Rejected`",
            "",
        ),
        Said("Value null at 'reward' must not be null", "`reward` is missing, or is null", "missing-parameter"),
        Said(
            "Value null at 'qualificationRequirements.1.member.comparator' must not be null",
            "`qualificationRequirements.1.member.comparator` (in boto3: `QualificationRequirements[0].Comparator`) is "
            "missing from one of the values of a list",
            "missing-member missing-values",
        ),
        Said(
            "Value '' at 'uniqueRequestToken' must have length greater than or equal to 1",
            "`uniqueRequestToken` is empty, but its length must be at least `1`",
            "empty-text",
        ),
        Said(
            "Value 'a-b' at 'uniqueRequestToken' must have length less than or equal to 64",
            "`uniqueRequestToken` is `a-b`, but its length must be at most `64`",
            "text-too-long",
        ),
        Said(
            "Value '' at 'hITId' must have length greater than or equal to 1",
            "`hITId` is empty, but its length must be at least `1`",
            "invalid-id",
        ),
        Said(
            "Value 'USA' at 'qualificationRequirements.1.member.localeValues.1.member.country' must have length less "
            "than or equal to 2",
            "`qualificationRequirements.1.member.localeValues.1.member.country` (in boto3:",
            "unknown-country",
        ),
        Said(
            "Value '[...]' at 'qualificationRequirements' must have length less than or equal to 10",
            "`qualificationRequirements` is `[...]`, but its length must be at most `10`",
            "too-many-requirements",
        ),
        Said(
            "Value with length 0 at '/title' must have length between 1 and 128, inclusive",
            "`title` is a value that the message does not show, but its length must be from `1` to `128`",
            "text-too-long empty-text",
        ),
        Said(
            "Value '500' at 'maxResults' must have value less than or equal to 100",
            "`maxResults` is `500`, but must be at most `100`",
            "number-out-of-range",
        ),
        Said(
            "Value '-1' at 'maxAssignments' must have value greater than or equal to 1",
            "`maxAssignments` is `-1`, but must be at least `1`",
            "number-out-of-range",
        ),
        Said(
            "Value at '/maxResults' must be greater than or equal to 1 and less than or equal to 100",
            "`maxResults` is a value that the message does not show, but must be from `1` to `100`",
            "number-out-of-range",
        ),
        Said(
            "Value 'x' at 'something' must be prime",
            "`something` is `x`, which breaks a constraint of the service: `Member must be prime`",
            "",
        ),
    ],
    ids=lambda said: said.broken[:60],
)
def test_constraints(said: Said) -> None:
    """A constraint gives the parameter, its value and what is asked, in plain words, with the rules that find it."""
    explanation = only(detected(said.broken))
    assert explanation.code == "ValidationException"
    assert explanation.meaning.startswith(said.meaning)
    assert explanation.rules == tuple(said.rules.split())


def test_several_constraints() -> None:
    """Several constraints in one message are explained one by one, in order, without the heading."""
    text = detected(
        "Value 'Equal' at 'qualificationRequirements.1.member.comparator' must satisfy enum value set: [Exists, "
        "EqualTo]",
        "Value null at 'title' must not be null",
        f"Value '1.234' at 'reward' must satisfy regular expression pattern: {AMOUNT}",
    )
    assert [each.rules for each in explain(text)] == [
        ("unknown-comparator",),
        ("missing-parameter",),
        ("invalid-amount",),
    ]
    assert [each.said for each in explain("2 validation errors detected")] == ["2 validation errors detected"]


@given(st.text(max_size=40).filter(lambda text: text.isprintable() and text == text.strip() and "\\" not in text))
def test_any_value(value: str) -> None:
    """Whatever the value is, the parameter and the constraint are found."""
    explanations = explain(detected(f"Value '{value}' at 'reward' must satisfy regular expression pattern: {AMOUNT}"))
    assert ("invalid-amount",) in [each.rules for each in explanations]


PUBLISHED = [
    (  # aws-sdk-java, and a public log
        'The value "http://example.org/a" is not valid for the parameter ExternalURL. This URL must use the HTTPS '
        "protocol. (1482818198548 s)",
        "The URL of the ExternalQuestion is `http://example.org/a`, but must start with `https://`",
        "external-url-not-https",
    ),
    (
        'The value "https://a b" is not valid for the parameter ExternalURL. (1)',
        "The service does not accept `https://a b` as the URL",
        "external-url-not-https doubtful-url blank-in-url unfilled-url-placeholder",
    ),
    (  # boto3, issue 2355; aws-sdk-java, issue 2055
        'The value "A2EXAMPLE" is not valid for the parameter WorkerId. (1585151438622 s)',
        "The service does not know the worker `A2EXAMPLE` here, or the worker has nothing to do with this call: "
        "production and "
        "the sandbox are separate",
        "",
    ),
    (
        'The value "abc" is not valid for the parameter HITTypeId. (1)',
        "`HITTypeId` is `abc`, which is not the ID of anything here",
        "invalid-id",
    ),
    (
        'The value ".5" is not valid for the parameter BonusAmount. (1)',
        "`BonusAmount` is `.5`, but must be an amount in US dollars",
        "invalid-amount",
    ),
    (  # boto3, issue 2402
        'The value "IT" is not valid for the parameter LocaleValue. LocaleValue must be null when used with the '
        "EqualTo "
        "comparator.. (1588065769677)",
        "A requirement has a country, `IT`",
        "unexpected-values",
    ),
    (
        'The value "1" is not valid for the parameter IntegerValue. IntegerValue must be null when used with the '
        "Exists "
        "comparator.",
        "A requirement has values that its comparator or its type does not allow",
        "unexpected-values missing-values wrong-comparator",
    ),
    (  # api-mturk, issue 19
        "The value  is not valid for the parameter type. Expected values HITTEMPLATE.",
        "`type` has a value that the service does not accept: empty",
        "",
    ),
    (  # simple-amt, issue 23
        'The value "U" you specified for Locale ISO 3166-1 alpha-2 Country Codes is invalid. Expected values [AD, AE]',
        "A requirement has the country `U`, which is not one of the service's codes",
        "unknown-country",
    ),
    (  # goamz, issue 79
        'The value "Illegal Text data found as child of: QualificationRequirement" you specified for enumeration is '
        "invalid. (1430347307855 s)",
        "The program sent text where `QualificationRequirement` must have named members",
        "wrong-type",
    ),
    (  # aws-sdk-ruby, issue 2065
        "The value -380572 is invalid for ExpirationIncrementInSeconds. Valid values range from 60 to 31536000.",
        "`ExpirationIncrementInSeconds` is `-380572`, but must be from `60` to `31536000`",
        "number-out-of-range",
    ),
    (  # mturk-python, issue 4
        "Your request parameter Question  has a minimum length of 1. (1421044563382 s)",
        "`Question` is empty or too short",
        "not-well-formed missing-question",
    ),
    (
        "Your request parameter Question  has a maximum length of 65535.",
        "`Question` is too long; its maximum length is `65535`",
        "too-large",
    ),
    (
        "Your request parameter Title  has a maximum length of 128.",
        "`Title` is too long; its maximum length is `128`",
        "text-too-long",
    ),
    (  # boto, issue 3056
        "Your request is missing required parameters. Required parameters include HITLayoutParameter. You have not "
        "provided all required HITLayout parameters. Missing parameter names: image_url, caption",
        "The layout has placeholders without a value: `image_url` or `caption`",
        "",
    ),
    (
        "Your request is missing required parameters. Required parameters include Question, Title (1)",
        "The call lacks required parameters: `Question` or `Title`",
        "missing-parameter missing-question",
    ),
    (  # ieturk, issue 4
        "Layout does not contain any fields that include a name attribute. Please include at least one field",
        "The layout has no `<input>`, `<select>` or `<textarea>` with a name",
        "no-named-field",
    ),
    (
        "Unsupported characters found",
        "The text contains characters above U+FFFF",
        "four-byte-character forbidden-character",
    ),
    (  # ParlAI, issue 2957
        "This operation can be called with a status of: null (1596835865828 s)",
        "The assignment is not ready for this call",
        "",
    ),
    (  # Dallinger, issues 1398 and 3072
        "This operation can be called with a status of: Submitted (1537741087056)",
        "The assignment is not waiting for a review",
        "",
    ),
    (  # turkserver-meteor, issue 56
        "This operation can be called with a status of: Reviewable,Approved,Rejected (1448302123263)",
        "The worker has not submitted the assignment",
        "",
    ),
    (  # boto3, issue 2107
        "This HIT is currently in the state 'Reviewable'.  This operation can be called with a status of: Reviewing, "
        "Reviewable (1567366957231 s)",
        "The HIT cannot be deleted",
        "",
    ),
    (
        "This operation can be called with a status of: Active,Inactive (1436410660581)",
        "The HIT, assignment or qualification is not in a state that allows this call, which needs `Active` or",
        "",
    ),
    (  # Mephisto, issue 1081
        "Assignment [..] does not exist. (1698330947012 s)",
        "There is no `Assignment` `[..]` here",
        "",
    ),
    (  # Dallinger, issue 3331
        "You requested a Qualification that does not exist. (1631094715163)",
        "There is no such `Qualification` here: the worker was never given it",
        "",
    ),
    (  # the same
        "You have already created a QualificationType with this name. A QualificationType's name must be unique among "
        "all of the QualificationTypes created by the same user. (1631095373618)",
        "You already have a qualification type with this name",
        "",
    ),
    (  # Dallinger, issue 3109
        'The idempotency token "3VJ4PFXWed Jul 14 20:26:06 UTC 2021" has already been processed. (1626172412406)',
        "A call with the token `3VJ4PFXWed Jul 14 20:26:06 UTC 2021` was made before",
        "",
    ),
    (  # MTurkR, issue 29
        "Cannot send a notification to a worker who has not done any work for you",
        "NotifyWorkers only reaches workers with reviewed work",
        "",
    ),
    (  # Mephisto, issue 342
        "This Requester has insufficient funds in their account to complete this transaction. Please visit "
        "https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.",
        "The balance does not cover the HIT and its fee",
        "",
    ),
    (
        "The combination of parameters supplied to the request is invalid: Test, AutoGranted",
        "Parameters of the call cannot be used together: `Test` or `AutoGranted`",
        "question-and-layout guards-combined test-and-auto-granted key-without-test",
    ),
]


@pytest.mark.parametrize(("text", "meaning", "rules"), PUBLISHED)
def test_published_messages(text: str, meaning: str, rules: str) -> None:
    """What people published is explained, by the message alone, with exactly the rules that find it."""
    explanation = only(text)
    assert explanation.meaning.startswith(meaning)
    assert explanation.rules == tuple(rules.split())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{{"__type":"ValidationException","message":"{}"}}', "ValidationException"),
        ('{{"message":"{}","__type":"com.amazon.coral.validate#ValidationException"}}', "ValidationException"),
        (
            '{{"__type":"RequestError","Message":"{}","TurkErrorCode":"AWS.MechanicalTurk.Odd"}}',
            "AWS.MechanicalTurk.Odd",
        ),
        (
            "{} (Service: AmazonMTurk; Status Code: 400; Error Code: ParameterValidationError)",
            "ParameterValidationError",
        ),
    ],
)
def test_the_code_in_other_formats(text: str, code: str) -> None:
    """The code is found in the service's JSON, and in what the SDK for Java says."""
    said = "Value null at 'title' failed to satisfy constraint: Member must not be null"
    assert only(text.format(said)).code == code


def test_a_refused_worker_has_two_causes() -> None:
    """The text about a refused worker names the sandbox, production, work for this requester, and the assignment."""
    explanation = only('The value "A2EXAMPLE" is not valid for the parameter WorkerId. (1585151438622 s)')
    text = f"{explanation.meaning}. {explanation.cure}"
    for cause in ("production", "sandbox", "endpoint", "never worked for this requester", "assignment"):
        assert cause in text


ACCESS = [
    ("(ThrottlingException) when calling the CreateHIT operation: Rate exceeded", "More calls per second"),
    ("(ThrottlingException) when calling the CreateHIT operation", "More calls per second"),
    ("(RequestLimitExceeded) when calling the CreateHIT operation: Request limit exceeded.", "More calls per second"),
    ("(TooManyRequestsException) when calling", "More calls per second"),
    ("429 Too Many Requests", "More calls per second"),
    (  # Mephisto, issue 759
        "(AccessDeniedException) when calling the ListQualificationTypes operation: User: arn:aws:iam::1:root is not "
        "authorized to perform: mechanicalturk:ListQualificationTypes with an explicit deny in a service control "
        "policy",
        "The keys belong to `arn:aws:iam::1:root`, which is not allowed to call "
        "`mechanicalturk:ListQualificationTypes`",
    ),
    ("not authorized", None),
    ("User is not authorized to perform: mturk:CreateHIT", "The keys belong to a user or role that is not allowed"),
    ("(AccessDeniedException) when calling the CreateHIT operation", "The IAM user or role"),
    # psiTurk, issue 565
    ("This user is not authorized to perform the requested operation. (1720211100160 s)", "The account is not allowed"),
    # boto, issue 2247
    ("The identity contained in the request is not authorized to use this AWSAccessKeyId", "The keys are not valid"),
    (
        "(UnrecognizedClientException): The security token included in the request is invalid.",
        "The service does not know",
    ),
    ("(UnrecognizedClientException) when calling", "The service does not know the keys"),
    (
        "(InvalidClientTokenId) when calling: The security token included in the request is invalid",
        "The service does not",
    ),
    ("(InvalidClientTokenId) when calling", "The service does not know the keys"),
    ("(ExpiredTokenException): The security token included in the request is expired", "The keys are temporary"),
    ("(ExpiredToken) when calling", "The keys are temporary, and have expired"),
    ("The provided token has expired.", "The keys are temporary, and have expired"),
    (
        "(SignatureDoesNotMatch): The request signature we calculated does not match the signature you provided. Check "
        "your AWS Secret Access Key and signing method.",
        "The call was signed with a secret that does not belong to the key",
    ),
    ("(SignatureDoesNotMatch) when calling", "The signature of the call does not match the keys"),
    ("(InvalidSignatureException) when calling", "The signature of the call does not match the keys"),
    (
        "(InvalidSignatureException): Signature expired: 20190510T120000Z is now earlier than 20190510T130000Z "
        "(20190510T130500Z - 5 min.)",
        "The call was signed at `20190510T120000Z`, too long ago",
    ),
    (
        "Signature not yet current: 20190510T140000Z is still later than 20190510T130500Z (20190510T130000Z + 5 min.)",
        "The call was signed at `20190510T140000Z`, which is in the future",
    ),
    # MTurkR, issue 59
    ("Request has expired. Timestamp date is 2014-11-14T08:54:44Z", "The call was signed too long ago"),
    ("(RequestExpired) when calling", "The call was signed too long ago"),
    # MTurkR, issue 35
    ("AWS.BadClaimsSupplied: The specified claims are invalid.", "The call's signature is wrong"),
    (
        "Credential should be scoped to a valid region, not 'eu-west-1'.",
        "The call was signed for the region `eu-west-1`",
    ),
    ("botocore.exceptions.NoCredentialsError: Unable to locate credentials", "Boto3 found no keys"),
    ("Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY", "Boto3 found one part of the keys"),
    ("The config profile (mturk) could not be found", "There is no profile `mturk`"),
    ('Could not connect to the endpoint URL: "http://localhost:1/"', "Nothing answers at `http://localhost:1/`"),
    ('Read timeout on endpoint URL: "https://a/"', "The connection to the service broke"),
    # Wallace, issue 375
    (
        "There was an error with this request. (System error code: 1001 1467924929120)",
        "The service had an internal fault",
    ),
    # boto3, issue 1288
    ("(InternalFailure) when calling the SendTestEventNotification operation:", "The service had an internal fault"),
    ("'MTurk' object has no attribute 'createHIT'", "Boto3's client has no method `createHIT`"),
]


@pytest.mark.parametrize(("text", "meaning"), ACCESS)
def test_keys_permissions_load_and_connections(text: str, meaning: str | None) -> None:
    """What is said about keys, permissions, load and connections is explained; no rule can find it."""
    explanations = explain(f"An error occurred {text}" if text.startswith("(") else text)
    assert [each.rules for each in explanations] == [()] * (meaning is not None)
    assert meaning is None or explanations[0].meaning.startswith(meaning)


def test_a_long_value() -> None:
    """A value may have hundreds of characters, and apostrophes."""
    broken = f"Value '{'it is; ' * 200}' at 'title' must have length less than or equal to 128"
    assert only(detected(broken)).rules == ("text-too-long",)


def test_all_rules_of_what_the_service_refuses_are_named() -> None:
    """Each rule about documents and calls whose findings the service refuses is named by some message."""
    named = {rule for table in _TABLES for message in table.MESSAGES for rule in message.rules.split()}
    refused = {
        code.name
        for code in CODES.values()
        if code.kind != "answer" and "refuses" in (code.service, *[case.service for case in code.cases])
    }
    assert refused <= named


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "Value '",
        "Value 'a' at '",
        "Value 'a' at 'b' failed to satisfy constraint: Member must have length less than or equal to 3, ",
        "The value ",
        "The value a is invalid for b. ",
        "; [1,1] empty-text: ",
        "Missing parameter names: a, ",
        "User: arn:a is not authorized to perform: ",
        "Worker a does not meet the requirements of HIT 7: ",
    ],
)
def test_hostile_texts(part: str) -> None:
    """A text of nothing but beginnings of messages is read to its end, or to the limit."""
    assert len(explain(part * (MOST_CHARACTERS // len(part) + 1))) <= 3


@pytest.mark.parametrize("value", ['"" ', "'' ", " "])
def test_an_empty_worker_is_not_a_worker_of_the_other_endpoint(value: str) -> None:
    """The message about an empty ID says that there is none, not where to look for it."""
    explanation = only(f"The value {value}is not valid for the parameter WorkerId. (1585151438622 s)")
    assert explanation.meaning == "The call has no worker's ID, or an empty one"
    assert explanation.rules == ("invalid-id",)
