"""`questionforms.service_errors`: every recorded message is explained, and the rules it names find the mistake.

files/service_errors/xerces.jsonl: documents of ours (bytes as Latin-1, `$` for where Amazon's schemas are), each with
what Java's Xerces said of it with the reference schemas; nu.txt: parse errors of the Nu HTML checker, one a line.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import iter_problems
from questionforms.codes import CODES
from questionforms.namespaces import BASE
from questionforms.service_errors import Explanation, explain
from questionforms.service_errors.explanation import _TABLES, MOST_CHARACTERS
from questionforms.service_errors.message import Message

FILES = Path(__file__).parents[1] / "files" / "service_errors"
RECORDS = [json.loads(line) for line in (FILES / "xerces.jsonl").read_text(encoding="utf-8").splitlines()]
NU = (FILES / "nu.txt").read_text(encoding="utf-8").splitlines()
MESSAGES = [message for table in _TABLES for message in table.MESSAGES]

CALL = "ClientError: An error occurred (ParameterValidationError) when calling the CreateHIT operation: "
XML = CALL + (
    "There was an error parsing the XML question or answer data in your request.  Please make sure the data is "
    "well-formed and validates against the appropriate schema. Details: {} (1599213634014 s)"
)
HTML = CALL + (
    "There was an error parsing the HTML5 data in your request.  Please make sure the data is well-formed and "
    "validates as HTML5. Details: Errors: {} Invalid content: \n<!DOCTYPE html>\n<html>Stray end tag “p”.</html>"
)


def only(text: str) -> Explanation:
    """The explanation of a text that has one error."""
    (explanation,) = explain(text)
    return explanation


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["said"][:60])
def test_what_xerces_says(record: dict[str, str]) -> None:
    """A message is explained once, in its own words; a rule that is named finds the mistake in the document."""
    said, data = (record[name].replace("$", BASE) for name in ("said", "document"))
    explanation = only(XML.format(said))
    assert explanation.said in " ".join(said.split())
    assert "cvc-" not in explanation.meaning + explanation.cure
    found = {problem.rule for problem in iter_problems(data.encode("latin-1"))}
    assert found & set(explanation.rules)


@pytest.mark.parametrize("said", NU)
def test_what_the_html_checker_says(said: str) -> None:
    """A parse error is recognised with curly or straight quotes, and has its place; the page is not read."""
    for words in (said, said.replace("“", '"').replace("”", '"')):
        first, second = explain(HTML.format(f"<! [109,8] {words} !> <! [3,14] Something new. !>"))
        assert (first.line, first.column, second.line, second.column) == (109, 8, 3, 14)
        assert "HTML parser" not in first.meaning
        assert second.meaning == "The service's HTML parser says: `Something new.`"


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.pattern[:50])
def test_tables(message: Message) -> None:
    """A message names rules that exist, has a group for each name in its text, and does not end with a full stop."""
    assert set(message.rules.split()) <= set(CODES)
    groups = set(re.compile(message.pattern).groupindex)
    names = {name for text in (message.meaning, message.cure) for _, name, _, _ in Formatter().parse(text) if name}
    assert names <= groups | {"where"}
    assert "where" not in names or "element" in groups
    assert not message.meaning.endswith(".")
    assert not message.cure.endswith(".")


@pytest.mark.parametrize(
    ("text", "code", "meaning"),
    [
        (
            CALL + "The value  is not valid for the parameter QuestionXML. (1599213634014 s)",
            "ParameterValidationError",
            "The service did not read the document, and shows it as empty",
        ),
        (
            CALL
            + 'The value "<QuestionForm xmlns=\\"...\\">...</QuestionForm>" is not valid for the parameter Test. (1)',
            "ParameterValidationError",
            "The service accepts the document, but not as `Test` in this call",
        ),
        (
            CALL + 'The value "IT" is not valid for the parameter LocaleValue. LocaleValue must be null when used',
            "ParameterValidationError",
            "A requirement has a country, `IT`, but its type is not Worker_Locale",
        ),
        (
            "The value -380572 is invalid for ExpirationIncrementInSeconds. Valid values range from 60 to 31536000.",
            None,
            "`ExpirationIncrementInSeconds` is `-380572`, but must be from `60` to `31536000`",
        ),
        (
            "Your request parameter Question  has a minimum length of 1. (1421044563382 s)",
            None,
            "`Question` is empty or too short; its minimum length is `1`",
        ),
        (
            'RequestError: The HIT with ID "3ABC" already exists.","Code":"AWS.MechanicalTurk.HitAlreadyExists"',
            "AWS.MechanicalTurk.HitAlreadyExists",
            "A call with this UniqueRequestToken created the HIT `3ABC` within the last 24 hours",
        ),
        (
            '{"Message":"Hit 3PR3LX does not exist","TurkErrorCode":"AWS.MechanicalTurk.HITDoesNotExist"}',
            "AWS.MechanicalTurk.HITDoesNotExist",
            "There is no `Hit` `3PR3LX` here",
        ),
        (
            "<Code>AWS.MechanicalTurk.XHTMLParseError</Code>",
            "AWS.MechanicalTurk.XHTMLParseError",
            "The markup of a Form",
        ),
        (
            "[Code] => AWS.MechanicalTurk.InsufficientFunds",
            "AWS.MechanicalTurk.InsufficientFunds",
            "The balance does not",
        ),
        (
            "An error occurred (ThrottlingException) when ...: Rate exceeded",
            "ThrottlingException",
            "More calls per second",
        ),
        ('Missing required parameter in input: "Title"', None, "Boto3 did not send the call: `Title` is missing"),
        (
            "Invalid type for parameter Reward, value: 0.1, type: <class 'float'>, valid types: <class 'str'>",
            None,
            "Boto3 did not send the call: Reward is a number, `0.1`, but must be text",
        ),
        (
            "Invalid type for parameter QualificationRequirements, value: {'a': 1}, type: <class 'dict'>, valid types: "
            "<class 'list'>, <class 'tuple'>",
            None,
            "Boto3 did not send the call: `QualificationRequirements` has the type `dict`, but must be `list`",
        ),
        (
            "Invalid length for parameter UniqueRequestToken, value: 0, valid min length: 1",
            None,
            "Boto3 did not send the call: the `length` of `UniqueRequestToken` is `0`, but must be at least `1`",
        ),
        (
            'Unknown parameter in input: "Foo", must be one of: MaxAssignments, Title',
            None,
            "Boto3 did not send the call: `Foo` is not a parameter of `input`, which has `MaxAssignments` or `Title`",
        ),
        (
            XML.format("something new"),
            "ParameterValidationError",
            "The document is not XML, or does not fit its schema",
        ),
        (HTML.format("something new"), "ParameterValidationError", "The page in the HTMLContent has HTML errors"),
        (
            "cvc-new.1: something new",
            "cvc-new.1",
            "The document does not fit its schema: it breaks the rule `cvc-new.1`",
        ),
    ],
)
def test_what_the_service_and_boto3_say(text: str, code: str | None, meaning: str) -> None:
    """A message about a call is explained with its names and numbers, and with the code next to it."""
    explanation = only(text)
    assert explanation.code == code
    assert explanation.meaning.startswith(meaning)


def test_the_element_of_a_bad_value() -> None:
    """Xerces says what a bad value may be, and in its next message where it is: the two are explained as one."""
    explanation = only(
        "org.xml.sax.SAXParseException; lineNumber: 3; columnNumber: 12; cvc-enumeration-valid: Value 'radio' is not "
        "facet-valid with respect to enumeration '[radiobutton, checkbox]'. It must be a value from the enumeration.\n"
        "[Error] form.xml:3:12: cvc-type.3.1.3: The value 'radio' of element 'StyleSuggestion' is not valid."
    )
    assert explanation.meaning == "`StyleSuggestion` is `radio`, but can only be `radiobutton` or `checkbox`"
    assert (explanation.code, explanation.line, explanation.column) == ("cvc-enumeration-valid", 3, 12)


def test_several_errors() -> None:
    """All errors in a text are explained, in order, and a repeated one only once."""
    amp = "The reference to entity \"b\" must end with the ';' delimiter."
    text = "\n".join([XML.format(amp), CALL + "Rate exceeded", XML.format(amp), "AWS.MechanicalTurk.InsufficientFunds"])
    assert [each.meaning.split()[0] for each in explain(text)] == ["There", "More"]
    far = text.replace("AWS", "." * 500 + "AWS")
    assert [each.meaning.split()[0] for each in explain(far)] == ["There", "More", "The"]


@given(st.sampled_from(RECORDS), st.randoms())
def test_how_a_text_is_pasted_means_nothing(record: dict[str, str], chance: random.Random) -> None:
    """Line breaks, XML or JSON escapes, and the time stamp do not change the explanation."""
    said = record["said"].replace("$", BASE)
    plain = explain(said)
    wrapped = "".join(
        chance.choice([" ", "\n", "\n    ", " \\n "]) if character == " " else character for character in said
    )
    escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("'", "&#39;")
    for text in (wrapped, escaped, said.replace('"', '\\"'), f"{said} (1599213634014 s)"):
        assert explain(text) == plain


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """No text makes it raise."""
    assert isinstance(explain(text), list)


def test_nothing_recognised() -> None:
    """A text that is not a message of the service has no explanation."""
    assert explain("") == []
    assert explain("Traceback (most recent call last):\nKeyError: 'HITId'") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "part", ['The value "', "cvc-pattern-valid: Value '", "<! [1,1] ", "One of '{", "Rate exceeded ", "&"]
)
def test_hostile_texts(part: str) -> None:
    """A text that is designed to keep the patterns busy is read to its end, or to the limit."""
    assert len(explain(part * (MOST_CHARACTERS // len(part) + 1))) <= 2


def test_codes_with_advice_to_validate_name_rules() -> None:
    """A code whose advice is to run `questionforms validate` is not said to be found by no rule."""
    for code in ("ParameterValidationError", "InvalidParameterValue"):
        (explanation,) = explain(code)
        assert "`questionforms validate`" in explanation.cure
        assert "external-url-not-https" in explanation.rules


def test_advice_names_no_files_of_this_repository() -> None:
    """Who installed the package has no `docs` folder, so no advice sends them there."""
    assert [message.cure for message in MESSAGES if "docs/" in message.cure.lower()] == []
