"""The seven formats: which children, values and attributes each element has, by the fact sheet.

A line holds names of elements, a colon, what they hold, and after @ their attributes. What they hold is a content model
as in a DTD, the name of a type of values, values, or `empty`; `mixed` stands before the model where text may stand
between. An attribute is `name=type` or `name=value|value`, with ! behind its name where it is required.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from questionforms.namespaces import KNOWN, XHTML, namespace
from tests.documents.values import RIGHT, TEXT, Values
from tests.documents.xhtml import FORMATTED_CONTENT

QUESTION_FORM = namespace("QuestionForm")
QUESTION_FORM_2005 = namespace("QuestionForm", "2005-10-01")
HTML_QUESTION = namespace("HTMLQuestion")
EXTERNAL_QUESTION = namespace("ExternalQuestion")
ANSWER_KEY = namespace("AnswerKey")
ANSWERS = namespace("QuestionFormAnswers")

_QUESTION_FORM = """
QuestionForm: (Overview | Question)+
Question: QuestionIdentifier, DisplayName?, IsRequired?, QuestionContent, AnswerSpecification
IsRequired: BOOLEAN
List: ListItem+
Binary: MimeType, DataURL, AltText
MimeType: Type, SubType?
MimeType/Type: image|audio|video
EmbeddedBinary: EmbeddedMimeType, DataURL, AltText, Width, Height, ApplicationParameter*
EmbeddedMimeType: Type, SubType
DataURL: WEB_ADDRESS
ApplicationParameter: Name, Value
FreeTextAnswer OtherSelection: Constraints?, DefaultText?, NumberOfLinesSuggestion?
Constraints: IsNumeric?, Length?, AnswerFormatRegex*
IsNumeric: empty @ minValue=INT maxValue=INT
Length: empty @ minLength=NOT_NEGATIVE maxLength=POSITIVE
AnswerFormatRegex: empty @ regex!=TEXT errorText=TEXT flags=TEXT
NumberOfLinesSuggestion MaxSelectionCount: POSITIVE
SelectionAnswer: MinSelectionCount?, MaxSelectionCount?, StyleSuggestion?, Selections
MinSelectionCount: NOT_NEGATIVE
StyleSuggestion: radiobutton|checkbox|list|dropdown|combobox|multichooser
Selections: Selection+, OtherSelection?
Selection: SelectionIdentifier, (Text | Binary | FormattedContent)
QuestionIdentifier DisplayName Title Text ListItem FormattedContent Type SubType AltText Width Height Name Value: TEXT
DefaultText SelectionIdentifier: TEXT
"""

_QUESTION_FORM_2017 = f"""{_QUESTION_FORM}
Overview QuestionContent: (Title | Text | List | FormattedContent | Binary | EmbeddedBinary)+
AnswerSpecification: FreeTextAnswer | SelectionAnswer
"""

_QUESTION_FORM_2005 = f"""{_QUESTION_FORM}
Overview QuestionContent: (Title | Text | List | FormattedContent | Binary | EmbeddedBinary | Application)+
AnswerSpecification: FreeTextAnswer | SelectionAnswer | FileUploadAnswer
Application: Flash | JavaApplet
Flash: FlashMovieURL, Width, Height, ApplicationParameter*
JavaApplet: AppletPath, AppletFilename, Width, Height, ApplicationParameter*
FlashMovieURL AppletPath: WEB_ADDRESS
AppletFilename: TEXT
FileUploadAnswer: MaxFileSizeInBytes, MinFileSizeInBytes
MaxFileSizeInBytes MinFileSizeInBytes: FILE_SIZE
"""

_HTML_QUESTION = """
HTMLQuestion: HTMLContent, FrameHeight
HTMLContent: TEXT
FrameHeight: INTEGER
"""

_EXTERNAL_QUESTION = """
ExternalQuestion: ExternalURL, FrameHeight
ExternalURL: ADDRESS
FrameHeight: INTEGER
"""

_ANSWER_KEY = """
AnswerKey: Question+, QualificationValueMapping?
Question: QuestionIdentifier, AnswerOption+, DefaultScore?
AnswerOption: SelectionIdentifier+, AnswerScore
QuestionIdentifier SelectionIdentifier: TEXT
QualificationValueMapping: PercentageMapping | ScaleMapping | RangeMapping
PercentageMapping: MaximumSummedScore
ScaleMapping: SummedScoreMultiplier
SummedScoreMultiplier: DOUBLE
RangeMapping: SummedScoreRange+, OutOfRangeQualificationValue
SummedScoreRange: InclusiveLowerBound, InclusiveUpperBound, QualificationValue
AnswerScore DefaultScore MaximumSummedScore InclusiveLowerBound InclusiveUpperBound QualificationValue: INT
OutOfRangeQualificationValue: INT
"""

_ANSWERS = """
QuestionFormAnswers: Answer+
Answer: QuestionIdentifier, (FreeText | (UploadedFileSizeInBytes, UploadedFileKey) | \
(SelectionIdentifier*, OtherSelectionText?))
UploadedFileSizeInBytes: POSITIVE
QuestionIdentifier FreeText UploadedFileKey SelectionIdentifier OtherSelectionText: TEXT
"""


class Shape(NamedTuple):
    """What an element holds."""

    #: The content model of its children, or the values that it may have; "" is nothing at all.
    content: str | Values = ""
    attributes: Mapping[str, Values] = {}
    #: The attributes that it must have.
    required: tuple[str, ...] = ()
    #: Whether text may stand between its children.
    mixed: bool = False

    @property
    def strict(self) -> bool:
        """Whether it holds a value that cannot be any text."""
        return isinstance(self.content, tuple) and self.content is not TEXT


class Format(NamedTuple):
    """The shapes of a document's elements, by name, or by `parent/name` where the parent decides."""

    root: str
    shapes: Mapping[str, Shape]

    def shape(self, element: etree._Element) -> Shape:
        """Return the shape of an element where it stands; of one that is none of the format's, nothing at all."""
        return self.shapes.get(self.key(element), Shape())

    def key(self, element: etree._Element) -> str:
        """Return the key of the shapes that an element falls under: its name, or `parent/name`."""
        name, parent = etree.QName(element).localname, element.getparent()
        longer = name if parent is None else f"{etree.QName(parent).localname}/{name}"
        return longer if longer in self.shapes else name

    @property
    def names(self) -> list[str]:
        """The names of its elements."""
        return [key.rpartition("/")[2] for key in self.shapes]

    @property
    def attributes(self) -> list[str]:
        """The names of all its attributes."""
        return sorted({name for shape in self.shapes.values() for name in shape.attributes})


def _format(root: str, text: str) -> Format:
    """Read a format."""
    shapes: dict[str, Shape] = {}
    for line in filter(None, text.splitlines()):
        names, _, held = line.partition(": ")
        shapes |= dict.fromkeys(names.split(), _shape(held))
    return Format(root, shapes)


def _shape(text: str) -> Shape:
    """Read what elements hold."""
    content, _, listed = (part.strip() for part in text.partition("@"))
    mixed = content.startswith("mixed ")
    pairs = [pair.split("=") for pair in listed.split()]
    attributes = {name.rstrip("!"): _values(values) for name, values in pairs}
    required = tuple(name.rstrip("!") for name, _ in pairs if name.endswith("!"))
    return Shape(_content(content.removeprefix("mixed ")), attributes, required, mixed)


def _content(text: str) -> str | Values:
    """Read a content model or values."""
    if text == "empty":
        return ""
    return _values(text) if text.isupper() or ("|" in text and " " not in text) else text


def _values(text: str) -> Values:
    """Read the name of a type of values, or the values themselves."""
    return RIGHT[text] if text in RIGHT else tuple(text.split("|"))


#: The formats that the package has XSDs for, by namespace.
FORMATS: Mapping[str, Format] = {
    QUESTION_FORM: _format("QuestionForm", _QUESTION_FORM_2017),
    QUESTION_FORM_2005: _format("QuestionForm", _QUESTION_FORM_2005),
    HTML_QUESTION: _format("HTMLQuestion", _HTML_QUESTION),
    EXTERNAL_QUESTION: _format("ExternalQuestion", _EXTERNAL_QUESTION),
    ANSWER_KEY: _format("AnswerKey", _ANSWER_KEY),
    ANSWERS: _format("QuestionFormAnswers", _ANSWERS),
    XHTML: _format("FormattedContent", FORMATTED_CONTENT),
}

assert set(FORMATS) == {*KNOWN, XHTML}, "the package knows another format: state it here as well"
