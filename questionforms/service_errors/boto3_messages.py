"""The messages of boto3, which checks the types and the least lengths of a call before it sends it."""

from __future__ import annotations

from questionforms.service_errors.message import Message

MESSAGES = (
    Message(
        r'Missing required parameter in (?P<place>[\w.\[\]]+): "(?P<name>\w+)"',
        "boto3 did not send the call: {name} is missing from {place}",
        "Add it. `input` means the arguments of the call",
        "missing-parameter missing-member",
    ),
    Message(
        r'Unknown parameter in (?P<place>[\w.\[\]]+): "(?P<name>[^"]*)", must be one of: (?P<names>\w+(?:, \w+)*)',
        "boto3 did not send the call: {name} is not a parameter of {place}, which has {names}",
        "Check its spelling: parameters start with a capital, as in `MaxAssignments`",
        "unknown-member",
    ),
    Message(
        r"Invalid type for parameter Reward, value: (?P<value>[^,]{0,40}), type: <class '(?P<found>\w+)'>",
        "boto3 did not send the call: Reward is a number, {value}, but must be text",
        'Write dollars as text with at most two decimal places, such as "0.10"',
        "wrong-type",
    ),
    Message(
        r"Invalid type for parameter (?P<name>[\w.\[\]]+), value: .{0,2000}?, type: <class "
        r"'(?P<found>\w+)'>, valid types: "
        r"<class '(?P<valid>\w+)'>",
        "boto3 did not send the call: {name} has the type {found}, but must be {valid}",
        "Pass a value of that type; pass a list even for a single item, and omit the argument rather than pass `None`",
        "wrong-type",
    ),
    Message(
        r"Invalid (?P<what>length|value) for parameter (?P<name>[\w.\[\]]+), value: (?P<value>[^,]{0,40}), valid min "
        r"(?:length|value): (?P<low>\d+)",
        "boto3 did not send the call: the {what} of {name} is {value}, but must be at least {low}",
        "Pass a longer or larger value, or omit the argument",
        "empty-text number-out-of-range",
    ),
    Message(
        r"'MTurk' object has no attribute '(?P<name>\w{1,100})'",
        "boto3's client has no method {name}",
        "Methods are in lower case with underscores, such as `create_hit`; operations of the API before "
        "2017 "
        "have other names now, such as `list_assignments_for_hit` for GetAssignmentsForHIT",
    ),
)
