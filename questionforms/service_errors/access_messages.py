"""The messages about who calls, when and how often: keys, signatures, permissions, throttling, connections."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_RETRY = (
    "Wait before you try again, longer each time; boto3 does so with `Config(retries={{'mode': 'adaptive'}})`. "
    "Send a UniqueRequestToken, so that no HIT is created twice"
)
_CLOCK = "Set this machine's clock, for example with NTP, and let boto3 sign the call again"
_POLICY = (
    "Attach a policy that allows it, such as AmazonMechanicalTurkFullAccess, to the IAM user or role; an explicit deny "
    "must be removed by the organisation that set it. `aws sts get-caller-identity` shows whose keys these are"
)
_RENEW = "Log in again, or get new temporary keys; then start the program again, so that it reads them"

_THROTTLING = (
    Message(
        r"\b(?i:Rate exceeded|Request limit exceeded|Too many requests)\b",
        "More calls per second than the service accepts",
        _RETRY,
    ),
    Message(
        r"\b(?:Throttling(?:Exception)?|RequestLimitExceeded|RequestThrottled(?:Exception)?|TooManyRequests(?:Exception)?"
        r"|ProvisionedThroughputExceededException)\b",
        "More calls per second than the service accepts",
        _RETRY,
        general=2,
    ),
    Message(
        r"(?:\(505\)[^:]{0,80}: )?HTTP Version Not Supported",
        "The service had an internal fault; users have seen it come and go",
        "Try again with the same UniqueRequestToken, so that no HIT is created twice",
    ),
    Message(
        r"There was an error with this request\.? \(System error code: ?(?P<number>\d+)|"
        r"Service \w+ is currently unavailable\. Please try again later|"
        r"temporarily unable to process your request",
        "The service had an internal fault, or is overloaded",
        "Wait, longer each time, and try again with the same UniqueRequestToken, so that nothing is done twice",
    ),
)
_PERMISSIONS = (
    Message(
        r"User: (?P<who>arn:\S{1,300}) is not authorized to perform: (?P<action>[\w:*-]{1,100})(?: on resource: "
        r"\S{1,300})?"
        r"(?: with an explicit deny[\w -]{0,60}| because [\w -]{0,100})?",
        "The keys belong to {who}, which is not allowed to call {action}",
        _POLICY,
    ),
    Message(
        r"is not authorized to perform: (?P<action>[\w:*-]{1,100})",
        "The keys belong to a user or role that is not allowed to call {action}",
        _POLICY,
    ),
    Message(
        r"This user is not authorized to perform the requested operation",
        "The account is not allowed to make this call: it is not linked to a requester account, it is suspended, or "
        "its "
        "user lacks the permission",
        "Log in to the requester site: it says whether the account is open, and links it to the AWS account, "
        "separately "
        "for production and the sandbox. Then check the IAM policy of the user",
    ),
    Message(
        r"The identity contained in the request is not authorized to use this AWSAccessKeyId",
        "The keys are not valid for Mechanical Turk: their AWS account is not linked to a requester account, or the "
        "secret belongs to another key",
        "Check that both parts of the key are copied completely, and link the accounts on the requester site",
    ),
    Message(
        r"Your AWS account must be linked to your Amazon Mechanical Turk [Aa]ccount",
        "The keys belong to an AWS account that is not linked to a requester account; the sandbox is linked separately",
        "Link the two on the requester site, separately for production and the sandbox, and wait a few minutes",
    ),
    Message(
        r"The AWS Access Key Id needs a subscription for the service",
        "The sign-up of the AWS account is not complete",
        "Finish signing up for AWS, including the payment method, and link the account to a requester account",
    ),
    Message(
        r"This Requester API is no longer supported",
        "The program uses the API from before 2017-01-17, as boto 2 does; it was switched off in 2019",
        "Use boto3's `mturk` client, or another current SDK",
    ),
)
_SIGNATURES = (
    Message(
        r"The request signature we calculated does not match the signature you provided\.?"
        r"(?: Check your AWS Secret Access Key and signing method\.?)?",
        "The call was signed with a secret that does not belong to the key, or was changed on the way",
        "Copy the secret again, without spaces or line breaks, and check that it belongs to this key. A proxy that "
        "rewrites the Host header or the body also breaks signatures",
    ),
    Message(
        r"Signature expired: (?P<time>\w{1,20})(?: is now earlier than (?P<clock>\w{1,20})(?: \([^)]{0,60}\))?)?",
        "The call was signed at {time}, too long ago for the service: this machine's clock is slow, or the call was "
        "sent "
        "long after it was signed",
        _CLOCK,
    ),
    Message(
        r"Signature not yet current: (?P<time>\w{1,20})(?: is still later than \w{1,20}(?: \([^)]{0,60}\))?)?",
        "The call was signed at {time}, which is in the future for the service: this machine's clock is fast",
        _CLOCK,
    ),
    Message(
        r"Request has expired\.(?: Timestamp date is (?P<time>[\w:-]{1,30}))?|"
        r"The difference between the request time and the (?:current|server's) time is too large",
        "The call was signed too long ago, or this machine's clock or time zone is wrong",
        _CLOCK,
    ),
    Message(
        r"The specified claims are invalid\.?",
        "The call's signature is wrong: the keys are wrong, or this machine's clock or time zone is",
        "Check both parts of the key, then the clock",
    ),
    Message(
        r"Credential should be scoped to a valid region(?:, not '(?P<value>[\w-]{1,30})')?",
        "The call was signed for the region {value}; Mechanical Turk had only us-east-1",
        'Pass `region_name="us-east-1"`',
    ),
    Message(
        r"Credential should be scoped to correct service: '?(?P<value>[\w-]{1,40})",
        "The call was signed for a service other than {value}: the endpoint belongs to another service",
        "Check `endpoint_url`; leave it out for production, or use `questionforms.mturk.connect`",
    ),
    Message(
        r"The request has no signature\.?|(?:Request is )?[Mm]issing Authentication Token",
        "The call is not signed, or it was sent to an address that is not the API",
        "Call the service through boto3, and check `endpoint_url`: the requester site's address is not the API's",
    ),
)
_TOKENS = (
    Message(
        r"The (?:security )?token included in the request is invalid\.?|The security token is invalid\.?",
        "The service does not know these keys: they are mistyped, deleted or deactivated, they belong to another "
        "service, or they are temporary and were sent without their session token",
        "Check the key with `aws sts get-caller-identity`. Temporary keys, which start with `ASIA`, need "
        "AWS_SESSION_TOKEN as well; an old AWS_SESSION_TOKEN must not be set alongside permanent keys",
    ),
    Message(
        r"The (?:security )?token included in the request is expired\.?|The provided token has expired\.?|"
        r"Token has expired and refresh failed|The SSO session associated with this profile has expired[^.]{0,40}\.?",
        "The keys are temporary, and have expired",
        _RENEW,
    ),
    Message(
        r"The AWS Access Key Id you provided does not exist in our records\.?",
        "The service does not know this key: it is mistyped or deleted, or belongs to another service",
        "Check the key with `aws sts get-caller-identity`",
    ),
    Message(
        r"Unable to locate credentials",
        "boto3 found no keys",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile; for your own service, any value will do",
    ),
    Message(
        r"Partial credentials found in [\w-]{1,40}, missing: (?P<name>[\w-]{1,60})",
        "boto3 found one part of the keys, but not {name}",
        "Set both, in the same place: the environment, or one profile of `~/.aws/credentials`",
    ),
    Message(
        r"The config profile \((?P<value>[^)]{1,100})\) could not be found",
        "There is no profile {value} in `~/.aws/config` and `~/.aws/credentials`",
        "Check AWS_PROFILE and `profile_name`; `aws configure list-profiles` lists the profiles",
    ),
)
_CONNECTIONS = (
    Message(
        r"You must specify a region",
        "boto3 was given no region; Mechanical Turk had only one",
        'Pass `region_name="us-east-1"`',
    ),
    Message(
        r"Unknown service: '(?P<value>mturk[\w-]{0,20})'",
        "This version of boto3 does not know the service {value}",
        "Write `boto3.client('mturk')`, and upgrade boto3 if it is older than 2017",
    ),
    Message(
        r'Could not connect to the endpoint URL: "(?P<value>[^"]*)"',
        "Nothing answers at {value}",
        "Mechanical Turk was only in us-east-1, with the hosts `mturk-requester.us-east-1.amazonaws.com` and "
        "`mturk-requester-sandbox...`; your own service must be running",
    ),
    Message(
        r"\bthe response (?:with status \w+ has (?:no|only) |could not be read \()",
        "The response was cut off, or came from a proxy; the call may have been carried out anyway",
        "Send it again with the same UniqueRequestToken, so that nothing is done twice",
    ),
    Message(
        r"(?:(?:Connect|Read) timeout on|Connection was closed before we received a valid response from) endpoint URL",
        "The connection to the service broke before its answer arrived; the call may have been carried out anyway",
        "Send it again with the same UniqueRequestToken, so that nothing is done twice",
    ),
    Message(
        r"SSL validation failed for (?P<value>\S{1,300})",
        "The certificate of {value} is not trusted here",
        "A proxy may replace certificates: pass its CA with `verify=` or AWS_CA_BUNDLE. Your own service without TLS "
        "has "
        "an address that starts with `http://`",
    ),
)

MESSAGES = (*_THROTTLING, *_PERMISSIONS, *_SIGNATURES, *_TOKENS, *_CONNECTIONS)
