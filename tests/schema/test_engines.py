"""Where lxml (libxml2) and xmlschema judge a document differently, each case by name, and who is right."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from questionforms.namespaces import XHTML
from tests.documents.formats import ANSWER_KEY, HTML_QUESTION
from tests.schema.verdicts import by_xmlschema, ours


class Difference(NamedTuple):
    """A document that the engines judge differently, and why."""

    uri: str
    xml: str
    lxml: bool
    xmlschema: bool | str
    reason: str


def _content(xhtml: str) -> tuple[str, str]:
    """Write a FormattedContent."""
    return XHTML, f'<FormattedContent xmlns="{XHTML}">{xhtml}</FormattedContent>'


def _height(value: str) -> tuple[str, str]:
    """Write an HTMLQuestion with this FrameHeight."""
    spaces = f'xmlns="{HTML_QUESTION}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return HTML_QUESTION, f"<HTMLQuestion {spaces}><HTMLContent/>{value}</HTMLQuestion>"


def _multiplier(value: str) -> tuple[str, str]:
    """Write an AnswerKey with this multiplier."""
    question = "<QuestionIdentifier/><AnswerOption><SelectionIdentifier/><AnswerScore>1</AnswerScore></AnswerOption>"
    mapping = f"<ScaleMapping><SummedScoreMultiplier>{value}</SummedScoreMultiplier></ScaleMapping>"
    inside = f"<Question>{question}</Question><QualificationValueMapping>{mapping}</QualificationValueMapping>"
    return ANSWER_KEY, f'<AnswerKey xmlns="{ANSWER_KEY}">{inside}</AnswerKey>'


_BLANKS = "White space is the four characters of XML alone (XSD part 2, 4.3.6); xmlschema strips all of Unicode's."
_PYTHON = "The digits of a number are 0 to 9 (XSD part 2, 3.3.13); xmlschema asks Python's int()."
_NAMES = "XSD 1.0 takes names from XML 1.0, second edition, where this is no name; xmlschema takes the fifth."
_COLLAPSED = "White space around a value is no part of it (XSD part 2, 4.3.6); libxml2 leaves it on for some types."
_LIST = "The list types of XSD have at least one item (part 2, 3.3.5 and 3.3.10); libxml2 takes none at all."

#: libxml2 is right, xmlschema takes too much.
XMLSCHEMA_LENIENT = {
    "a no-break space among elements": Difference(*_content("<ul>\u00a0<li/></ul>"), False, True, _BLANKS),
    "a line separator among elements": Difference(*_content("<ul>\u2028<li/></ul>"), False, True, _BLANKS),
    "a no-break space before a listed value": Difference(*_content("<p dir='\u00a0ltr'/>"), False, True, _BLANKS),
    "a no-break space before a URL": Difference(*_content("<a href='\u00a0http://a/'/>"), False, True, _BLANKS),
    "a no-break space in a list": Difference(*_content("<a rel='a\u00a0b'/>"), False, True, _BLANKS),
    "a no-break space before a number": Difference(
        *_height("<FrameHeight>\u00a05</FrameHeight>"), False, True, _BLANKS
    ),
    "an underscore in a number": Difference(*_height("<FrameHeight>1_000</FrameHeight>"), False, True, _PYTHON),
    "an Arabic digit": Difference(*_height("<FrameHeight>\u0665</FrameHeight>"), False, True, _PYTHON),
    "a fullwidth digit": Difference(*_content("<hr size='\uff15'/>"), False, True, _PYTHON),
    "an id that begins with a digit": Difference(
        *_content("<map id='\u0665' name=''><area alt=''/></map>"),
        lxml=False,
        xmlschema=True,
        reason="An NCName begins with a letter or _ (Namespaces in XML); xmlschema forbids the digits 0 to 9 alone.",
    ),
    "a name of the fifth edition": Difference(*_content("<a name='\u3400'/>"), False, True, _NAMES),
    "an id of the fifth edition": Difference(
        *_content("<map id='\u2070' name=''><area alt=''/></map>"), False, True, _NAMES
    ),
    r"\c of the fifth edition": Difference(*_content("<a target='a\u2070'/>"), False, True, _NAMES),
    r"\d of a later Unicode": Difference(
        *_content("<hr width='\U0001e950'/>"),
        lxml=False,
        xmlschema=True,
        reason=r"\d is all digits of Unicode, whose version XSD leaves open; libxml2's table is older than Python's.",
    ),
}

#: libxml2 is right, xmlschema refuses or falls.
XMLSCHEMA_STRICT = {
    "a number of more than 4,300 digits": Difference(
        *_height(f"<FrameHeight>{'9' * 4301}</FrameHeight>"),
        lxml=True,
        xmlschema=False,
        reason="An xs:integer has no bounds; xmlschema asks Python's int(), which stops at 4,300 digits.",
    ),
    "a year beyond all bounds": Difference(
        *_content("<ins datetime='99999999999999999999-01-01T00:00:00'/>"),
        lxml=False,
        xmlschema="OverflowError",
        reason="An engine may bound the year and refuse the value; xmlschema raises.",
    ),
    "an xsi:type that there is not": Difference(
        *_height("<FrameHeight xsi:type='foo'>5</FrameHeight>"),
        lxml=False,
        xmlschema="XMLSchemaKeyError",
        reason="A type that cannot be found makes the element invalid (XSD part 1, cvc-elt 4.2); xmlschema raises.",
    ),
}

#: xmlschema is right, libxml2 takes too much, and so does the reference in its hands.
LIBXML2_LENIENT = {
    "a header cell that is not there": Difference(
        *_content("<table><tr><td headers='x'/></tr></table>"),
        lxml=True,
        xmlschema=False,
        reason="An IDREF needs an ID in the document (XSD part 1, cvc-id 1); libxml2 does not look for it.",
    ),
    "no headers": Difference(*_content("<table><tr><td headers=''/></tr></table>"), True, False, _LIST),
    "no link type": Difference(*_content("<a rel=' '/>"), True, False, _LIST),
    "an exponent without digits": Difference(
        *_multiplier("1e"),
        lxml=True,
        xmlschema=False,
        reason="An exponent has digits (XSD part 2, 3.2.5); libxml2 does not ask for them.",
    ),
    "xml:space that is not preserved": Difference(
        *_content("<pre xml:space='default'/>"),
        lxml=True,
        xmlschema=False,
        reason="A value fixed where an attribute is referred to binds (XSD part 1, cvc-au); libxml2 forgets it.",
    ),
}

#: xmlschema is right, libxml2 refuses, and so does the reference in its hands.
LIBXML2_STRICT = {
    "a blank before a date": Difference(*_content("<ins datetime=' 2006-07-14T12:00:00'/>"), False, True, _COLLAPSED),
    "a blank behind a date": Difference(*_content("<ins datetime='2006-07-14T12:00:00 '/>"), False, True, _COLLAPSED),
    "a blank behind NaN": Difference(*_multiplier("NaN "), False, True, _COLLAPSED),
    "a blank behind INF": Difference(*_multiplier("-INF "), False, True, _COLLAPSED),
}

DIFFERENCES = XMLSCHEMA_LENIENT | XMLSCHEMA_STRICT | LIBXML2_LENIENT | LIBXML2_STRICT


@pytest.mark.parametrize("difference", DIFFERENCES.values(), ids=DIFFERENCES)
def test_known_difference(difference: Difference) -> None:
    """The engines differ on each document that they are known to judge differently."""
    xml = difference.xml.encode()
    expected = difference.lxml, difference.xmlschema
    assert expected == (ours(difference.uri, xml), by_xmlschema(difference.uri, xml)), difference.reason
