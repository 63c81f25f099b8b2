"""Documents that the schemas refuse, each with one mistake, next to similar ones that they accept."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from questionforms.namespaces import XHTML
from tests.documents import needs_shared
from tests.documents.formats import (
    ANSWER_KEY,
    ANSWERS,
    EXTERNAL_QUESTION,
    HTML_QUESTION,
    QUESTION_FORM,
    QUESTION_FORM_2005,
)
from tests.schema.verdicts import by_xmlschema, ours, reference

_TEXT = "<QuestionContent><Text/></QuestionContent>"
_FREE = "<AnswerSpecification><FreeTextAnswer/></AnswerSpecification>"
_SELECTION = "<Selection><SelectionIdentifier/><Text/></Selection>"
_APPLICATION = "<Application><Flash><FlashMovieURL>http://a</FlashMovieURL><Width/><Height/></Flash></Application>"
_OPTION = "<AnswerOption><SelectionIdentifier/><AnswerScore>1</AnswerScore></AnswerOption>"
_KEYED = f"<Question><QuestionIdentifier/>{_OPTION}</Question>"
_RANGE = """<SummedScoreRange><InclusiveLowerBound>0</InclusiveLowerBound><InclusiveUpperBound>1</InclusiveUpperBound>
<QualificationValue>1</QualificationValue></SummedScoreRange>"""
_OUT = "<OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>"
_ROW = "<tr><td/></tr>"
_MAP = "<map id='a' name='a'><area alt=''/></map>"


def _document(uri: str, inside: str) -> bytes:
    """Put content in the root element of a format."""
    name = "FormattedContent" if uri == XHTML else uri.rpartition("/")[2].removesuffix(".xsd")
    return f"<{name} xmlns='{escape(uri)}'>{inside}</{name}>".encode()


def _question(answer: str) -> str:
    """Write a question with this answer specification."""
    return f"<Question><QuestionIdentifier/>{_TEXT}<AnswerSpecification>{answer}</AnswerSpecification></Question>"


def _upload(largest: str, least: str) -> str:
    """Write a question that asks for a file of these sizes."""
    sizes = f"<MaxFileSizeInBytes>{largest}</MaxFileSizeInBytes><MinFileSizeInBytes>{least}</MinFileSizeInBytes>"
    return _question(f"<FileUploadAnswer>{sizes}</FileUploadAnswer>")


def _binary(kind: str, url: str) -> str:
    """Write an overview with a picture or the like."""
    mime = f"<MimeType><Type>{kind}</Type></MimeType>"
    return f"<Overview><Binary>{mime}<DataURL>{url}</DataURL><AltText/></Binary></Overview>"


def _answer(inside: str) -> str:
    """Write an answer."""
    return f"<Answer><QuestionIdentifier/>{inside}</Answer>"


def _mapping(inside: str) -> str:
    """Write a keyed question and a mapping."""
    return f"{_KEYED}<QualificationValueMapping>{inside}</QualificationValueMapping>"


#: What stands there -> the format, content that it takes, and content that it refuses.
CASES: dict[str, tuple[str, str, str]] = {
    "nothing in a form": (QUESTION_FORM, "<Overview><Text/></Overview>", ""),
    "nothing in an overview": (QUESTION_FORM, "<Overview><Title/></Overview>", "<Overview/>"),
    "text in a form": (QUESTION_FORM, "\n<Overview><Text/></Overview>\n", "x<Overview><Text/></Overview>"),
    "an item list without items": (
        QUESTION_FORM,
        "<Overview><List><ListItem/></List></Overview>",
        "<Overview><List/></Overview>",
    ),
    "markup in formatted content": (
        QUESTION_FORM,
        "<Overview><FormattedContent>&lt;b/></FormattedContent></Overview>",
        "<Overview><FormattedContent><b/></FormattedContent></Overview>",
    ),
    "a display name before the identifier": (
        QUESTION_FORM,
        f"<Question><QuestionIdentifier/><DisplayName/>{_TEXT}{_FREE}</Question>",
        f"<Question><DisplayName/><QuestionIdentifier/>{_TEXT}{_FREE}</Question>",
    ),
    "two display names": (
        QUESTION_FORM,
        f"<Question><QuestionIdentifier/><DisplayName/>{_TEXT}{_FREE}</Question>",
        f"<Question><QuestionIdentifier/><DisplayName/><DisplayName/>{_TEXT}{_FREE}</Question>",
    ),
    "True": (
        QUESTION_FORM,
        f"<Question><QuestionIdentifier/><IsRequired> 1 </IsRequired>{_TEXT}{_FREE}</Question>",
        f"<Question><QuestionIdentifier/><IsRequired>True</IsRequired>{_TEXT}{_FREE}</Question>",
    ),
    "a picture without a protocol": (QUESTION_FORM, _binary("image", " https://a "), _binary("image", "//a")),
    "a picture by ftp": (QUESTION_FORM, _binary("image", "http://a"), _binary("image", "ftp://a")),
    "a mime type in one": (QUESTION_FORM, _binary("video", "http://a"), _binary("video/mp4", "http://a")),
    "a blank around a mime type": (QUESTION_FORM, _binary("audio", "http://a"), _binary(" audio", "http://a")),
    "two answers": (
        QUESTION_FORM,
        _question("<FreeTextAnswer/>"),
        _question("<FreeTextAnswer/><FreeTextAnswer/>"),
    ),
    "the length before the number": (
        QUESTION_FORM,
        _question("<FreeTextAnswer><Constraints><IsNumeric/><Length/></Constraints></FreeTextAnswer>"),
        _question("<FreeTextAnswer><Constraints><Length/><IsNumeric/></Constraints></FreeTextAnswer>"),
    ),
    "a blank in a length": (
        QUESTION_FORM,
        _question("<FreeTextAnswer><Constraints><Length></Length></Constraints></FreeTextAnswer>"),
        _question("<FreeTextAnswer><Constraints><Length> </Length></Constraints></FreeTextAnswer>"),
    ),
    "a length of nothing": (
        QUESTION_FORM,
        _question("<FreeTextAnswer><Constraints><Length maxLength='1'/></Constraints></FreeTextAnswer>"),
        _question("<FreeTextAnswer><Constraints><Length maxLength='0'/></Constraints></FreeTextAnswer>"),
    ),
    "a number with a fraction": (
        QUESTION_FORM,
        _question("<FreeTextAnswer><Constraints><IsNumeric minValue='-1'/></Constraints></FreeTextAnswer>"),
        _question("<FreeTextAnswer><Constraints><IsNumeric minValue='1.5'/></Constraints></FreeTextAnswer>"),
    ),
    "a number beyond 32 bits": (
        QUESTION_FORM,
        _question("<FreeTextAnswer><Constraints><IsNumeric maxValue='2147483647'/></Constraints></FreeTextAnswer>"),
        _question("<FreeTextAnswer><Constraints><IsNumeric maxValue='2147483648'/></Constraints></FreeTextAnswer>"),
    ),
    "a pattern without its regex": (
        QUESTION_FORM,
        _question("<FreeTextAnswer><Constraints><AnswerFormatRegex regex=''/></Constraints></FreeTextAnswer>"),
        _question("<FreeTextAnswer><Constraints><AnswerFormatRegex flags='i'/></Constraints></FreeTextAnswer>"),
    ),
    "an attribute of another case": (
        QUESTION_FORM,
        _question("<FreeTextAnswer><Constraints><Length minLength='1'/></Constraints></FreeTextAnswer>"),
        _question("<FreeTextAnswer><Constraints><Length minlength='1'/></Constraints></FreeTextAnswer>"),
    ),
    "radio": (
        QUESTION_FORM,
        _question(
            "<SelectionAnswer><StyleSuggestion>radiobutton</StyleSuggestion>"
            f"<Selections>{_SELECTION}</Selections></SelectionAnswer>"
        ),
        _question(
            "<SelectionAnswer><StyleSuggestion>radio</StyleSuggestion>"
            f"<Selections>{_SELECTION}</Selections></SelectionAnswer>"
        ),
    ),
    "the other selection alone": (
        QUESTION_FORM,
        _question(f"<SelectionAnswer><Selections>{_SELECTION}<OtherSelection/></Selections></SelectionAnswer>"),
        _question("<SelectionAnswer><Selections><OtherSelection/></Selections></SelectionAnswer>"),
    ),
    "a title in a selection": (
        QUESTION_FORM,
        _question(f"<SelectionAnswer><Selections>{_SELECTION}</Selections></SelectionAnswer>"),
        _question(
            "<SelectionAnswer><Selections><Selection><SelectionIdentifier/><Title/></Selection></Selections>"
            "</SelectionAnswer>"
        ),
    ),
    "an upload of no bytes": (QUESTION_FORM_2005, _upload("9", "1"), _upload("9", "0")),
    "an upload of more than 2,000,000,000 bytes": (
        QUESTION_FORM_2005,
        _upload("2000000000", "1"),
        _upload("2000000001", "1"),
    ),
    "an upload, since 2017": (QUESTION_FORM, _question("<FreeTextAnswer/>"), _upload("9", "1")),
    "an application without any": (
        QUESTION_FORM_2005,
        f"<Overview>{_APPLICATION}</Overview>",
        "<Overview><Application/></Overview>",
    ),
    "an application, since 2017": (
        QUESTION_FORM,
        "<Overview><Text/></Overview>",
        f"<Overview>{_APPLICATION}</Overview>",
    ),
    "a page without a height": (
        HTML_QUESTION,
        "<HTMLContent/><FrameHeight>-0</FrameHeight>",
        "<HTMLContent/>",
    ),
    "a height in pixels": (
        HTML_QUESTION,
        "<HTMLContent/><FrameHeight> +450 </FrameHeight>",
        "<HTMLContent/><FrameHeight>450px</FrameHeight>",
    ),
    "the height before the URL": (
        EXTERNAL_QUESTION,
        "<ExternalURL/><FrameHeight>0</FrameHeight>",
        "<FrameHeight>0</FrameHeight><ExternalURL/>",
    ),
    "an empty height": (
        EXTERNAL_QUESTION,
        "<ExternalURL>http://a/?a=1&amp;b=2</ExternalURL><FrameHeight>0</FrameHeight>",
        "<ExternalURL>http://a/?a=1&amp;b=2</ExternalURL><FrameHeight/>",
    ),
    "a key without questions": (ANSWER_KEY, _KEYED, ""),
    "a score with a fraction": (ANSWER_KEY, _KEYED, _KEYED.replace(">1<", ">0.5<")),
    "an option without selections": (
        ANSWER_KEY,
        _KEYED,
        _KEYED.replace("<SelectionIdentifier/>", ""),
    ),
    "a percentage with a fraction": (
        ANSWER_KEY,
        _mapping("<PercentageMapping><MaximumSummedScore>5</MaximumSummedScore></PercentageMapping>"),
        _mapping("<PercentageMapping><MaximumSummedScore>5.5</MaximumSummedScore></PercentageMapping>"),
    ),
    "a multiplier that is no number": (
        ANSWER_KEY,
        _mapping("<ScaleMapping><SummedScoreMultiplier>.5e1</SummedScoreMultiplier></ScaleMapping>"),
        _mapping("<ScaleMapping><SummedScoreMultiplier>1,5</SummedScoreMultiplier></ScaleMapping>"),
    ),
    "no value out of range": (
        ANSWER_KEY,
        _mapping(f"<RangeMapping>{_RANGE}{_OUT}</RangeMapping>"),
        _mapping(f"<RangeMapping>{_RANGE}</RangeMapping>"),
    ),
    "two mappings": (
        ANSWER_KEY,
        _mapping(f"<RangeMapping>{_RANGE}{_RANGE}{_OUT}</RangeMapping>"),
        _mapping(f"<RangeMapping>{_RANGE}{_OUT}</RangeMapping><RangeMapping>{_RANGE}{_OUT}</RangeMapping>"),
    ),
    "no answers": (ANSWERS, _answer(""), ""),
    "an answer without its question": (ANSWERS, _answer("<FreeText/>"), "<Answer><FreeText/></Answer>"),
    "text beside a selection": (
        ANSWERS,
        _answer("<SelectionIdentifier/><SelectionIdentifier/><OtherSelectionText/>"),
        _answer("<SelectionIdentifier/><FreeText/>"),
    ),
    "other text before a selection": (
        ANSWERS,
        _answer("<OtherSelectionText/>"),
        _answer("<OtherSelectionText/><SelectionIdentifier/>"),
    ),
    "an uploaded file of no bytes": (
        ANSWERS,
        _answer("<UploadedFileSizeInBytes>1</UploadedFileSizeInBytes><UploadedFileKey/>"),
        _answer("<UploadedFileSizeInBytes>0</UploadedFileSizeInBytes><UploadedFileKey/>"),
    ),
    "a div": (XHTML, "<p>x</p>", "<div>x</div>"),
    "capital letters": (XHTML, "<p><br/></p>", "<P><BR/></P>"),
    "a class": (XHTML, "<p title=''/>", "<p class=''/>"),
    "a paragraph in a paragraph": (XHTML, "<blockquote><p/></blockquote>", "<p><p/></p>"),
    "a link in a link": (XHTML, "<a><b><a/></b></a>", "<a><a/></a>"),
    "a relative link": (XHTML, "<a href='mailto:a@b'/>", "<a href='x.html'/>"),
    "a link in capital letters": (XHTML, "<a href='http://a'/>", "<a href='HTTP://a'/>"),
    "a link by a script": (XHTML, "<a href='https://a'/>", "<a href='javascript:x()'/>"),
    "a picture without its text": (XHTML, "<img src='http://a' alt=''/>", "<img src='http://a'/>"),
    "a picture in preserved text": (XHTML, "<pre><b/></pre>", "<pre><big/></pre>"),
    "pixels with their unit": (XHTML, "<hr width='50%' size='5'/>", "<hr width='50px'/>"),
    "a color of four digits": (XHTML, "<font color='#fff'/>", "<font color='#ffff'/>"),
    "a list without items": (XHTML, "<ul><li/></ul>", "<ul/>"),
    "text in a list": (XHTML, "<ol> <li>x</li> </ol>", "<ol>x<li/></ol>"),
    "a table without rows": (XHTML, f"<table>{_ROW}</table>", "<table/>"),
    "columns beside groups of columns": (
        XHTML,
        f"<table><colgroup><col/></colgroup><colgroup/>{_ROW}</table>",
        f"<table><col/><colgroup/>{_ROW}</table>",
    ),
    "bare rows beside a body": (
        XHTML,
        f"<table><tbody>{_ROW}</tbody><tbody>{_ROW}</tbody></table>",
        f"<table><tbody>{_ROW}</tbody>{_ROW}</table>",
    ),
    "the foot of a table below its rows": (
        XHTML,
        f"<table><thead>{_ROW}</thead><tfoot>{_ROW}</tfoot>{_ROW}</table>",
        f"<table>{_ROW}<tfoot>{_ROW}</tfoot></table>",
    ),
    "a map without an id": (XHTML, _MAP, _MAP.replace(" id='a'", "")),
    "an id twice": (XHTML, _MAP + _MAP.replace("id='a'", "id='b'"), _MAP * 2),
    "a frame without text": (XHTML, "<iframe src='http://a'>x</iframe>", "<iframe src='http://a'> </iframe>"),
}


@pytest.mark.parametrize(("uri", "taken", "refused"), CASES.values(), ids=CASES)
def test_refused(uri: str, taken: str, refused: str) -> None:
    """Both engines refuse a document with one mistake, and accept its neighbour without it."""
    for inside, verdict in [(taken, True), (refused, False)]:
        xml = _document(uri, inside)
        assert (ours(uri, xml), by_xmlschema(uri, xml)) == (verdict, verdict)


@needs_shared
@pytest.mark.parametrize(("uri", "taken", "refused"), CASES.values(), ids=CASES)
def test_refused_by_reference(uri: str, taken: str, refused: str) -> None:
    """The reference accepts and refuses the same documents."""
    assert (reference(uri, _document(uri, taken)), reference(uri, _document(uri, refused))) == (True, False)


@pytest.mark.parametrize("uri", ["", f"{QUESTION_FORM}/", QUESTION_FORM.replace("http:", "https:"), QUESTION_FORM_2005])
def test_other_namespace(uri: str) -> None:
    """A form in no namespace, or in one that is nearly right, is refused by both engines."""
    xml = f"<QuestionForm xmlns='{uri}'><Overview><Text/></Overview></QuestionForm>".encode()
    assert (ours(QUESTION_FORM, xml), by_xmlschema(QUESTION_FORM, xml)) == (False, False)
