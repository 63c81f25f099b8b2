"""What an element takes, what it stores, and what it refuses on the caller's own line."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import htpy
import jinja2
import pytest
from markupsafe import Markup

import questionforms as q
from questionforms import (
    AnswerFormatRegex,
    AnswerKey,
    AnswerOption,
    Application,
    Binary,
    EmbeddedBinary,
    ExternalQuestion,
    FileUploadAnswer,
    Flash,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    Image,
    IsNumeric,
    JavaApplet,
    KeyedQuestion,
    Length,
    List,
    Overview,
    PercentageMapping,
    Question,
    QuestionForm,
    RangeMapping,
    ScaleMapping,
    ScoreRange,
    Selection,
    SelectionAnswer,
    Text,
    Title,
)

TWO = {"a": "A", "b": "B"}
FREE = FreeTextAnswer()
QUESTION = Question("q", "?", FREE)
OPTION = AnswerOption("a", score=1)
KEYED = KeyedQuestion("q", OPTION)
URL = "https://example.org/a.png"
WRONG_VERSION: Any = "2017-11-07"
RADIO: Any = "radio"
CAPITALS: Any = "Checkbox"
GLOBAL: Any = "g"


def refused(make: Callable[..., Any], *args: Any, **kwargs: Any) -> q.InvalidArgument | q.WrongType:
    """The exception that a call raises, which must be of our tree and a ValueError or TypeError too."""
    with pytest.raises((q.InvalidArgument, q.WrongType)) as caught:
        make(*args, **kwargs)
    assert isinstance(caught.value, q.QuestionFormsError)
    assert isinstance(caught.value, TypeError if isinstance(caught.value, q.WrongType) else ValueError)
    assert f"`{caught.value.argument}`" in str(caught.value)
    return caught.value


INVALID: list[tuple[str, Callable[[], Any], str, str]] = [
    ("no parts", QuestionForm, "parts", "it is empty"),
    ("no question", lambda: QuestionForm(Overview("x")), "parts", "no Question is given"),
    ("question twice", lambda: QuestionForm(QUESTION, QUESTION), "parts", "'q' is given twice"),
    ("unknown version", lambda: QuestionForm(QUESTION, version=WRONG_VERSION), "version", "did you mean '2017-11-06'?"),
    ("no content", Overview, "content", "it is empty"),
    ("no question content", lambda: Question("q", [], FREE), "content", "it is empty"),
    ("no items", List, "items", "it is empty"),
    ("empty question identifier", lambda: Question("", "?", FREE), "identifier", "it is empty"),
    ("empty selection identifier", lambda: Selection("", "A"), "identifier", "it is empty"),
    ("empty selection identifier in a mapping", lambda: SelectionAnswer({"": "A"}), "identifier", "it is empty"),
    ("no selections", lambda: SelectionAnswer({}), "selections", "it is empty"),
    (
        "selection twice",
        lambda: SelectionAnswer([Selection("a", "A"), Selection("a", "B")]),
        "selections",
        "'a' is given twice",
    ),
    ("min above max", lambda: SelectionAnswer(TWO, min=2, max=1), "min", "2 is above max, which is 1"),
    ("min above the default of max", lambda: SelectionAnswer(TWO, min=2), "min", "which defaults to 1"),
    (
        "min above the default of max, with style",
        lambda: SelectionAnswer(TWO, min=2, style="list"),
        "min",
        "set max too",
    ),
    ("min above the selections", lambda: SelectionAnswer(TWO, min=3), "min", "from 0 to 2"),
    ("max above the selections", lambda: SelectionAnswer(TWO, max=3), "max", "from 1 to 2"),
    ("max of zero", lambda: SelectionAnswer(TWO, max=0), "max", "from 1 to 2"),
    ("min below zero", lambda: SelectionAnswer(TWO, min=-1), "min", "from 0 to 2"),
    ("unknown style", lambda: SelectionAnswer(TWO, style=RADIO), "style", "did you mean 'radiobutton'?"),
    ("style in capitals", lambda: SelectionAnswer(TWO, style=CAPITALS), "style", "did you mean 'checkbox'?"),
    ("radio buttons for two", lambda: SelectionAnswer(TWO, max=2, style="radiobutton"), "style", "max is 2"),
    ("a dropdown for two", lambda: SelectionAnswer(TWO, max=2, style="dropdown"), "style", "max is 2"),
    ("crossed numbers", lambda: IsNumeric(min=2, max=1), "min", "2 is above max"),
    ("a number past xs:int", lambda: IsNumeric(max=2**31), "max", "from -2147483648 to 2147483647"),
    ("crossed lengths", lambda: Length(min=2, max=1), "min", "2 is above max"),
    ("a length below zero", lambda: Length(min=-1), "min", "at least 0"),
    ("a longest length of zero", lambda: Length(max=0), "max", "at least 1"),
    ("a length of many digits", lambda: Length(max=10**5_000), "max", "too large"),
    ("no lines", lambda: FreeTextAnswer(lines=0), "lines", "at least 1"),
    ("two lengths", lambda: FreeTextAnswer(Length(1), Length(2)), "constraints", "Length is given twice"),
    ("two numbers", lambda: FreeTextAnswer(IsNumeric(), IsNumeric()), "constraints", "IsNumeric is given twice"),
    ("an unknown flag", lambda: AnswerFormatRegex("x", flags=GLOBAL), "flags", "'g' is not valid; expected 'i'"),
    (
        "a bracket too many",
        lambda: AnswerFormatRegex(r"^\d{3})$"),
        "regex",
        "the `)` at character 7 closes nothing; remove",
    ),
    (
        "a group as Python names it",
        lambda: AnswerFormatRegex("(?P<a>x)"),
        "regex",
        "JavaScript regular expression: the `(?P<` at character 1",
    ),
    ("flags as Python sets them", lambda: AnswerFormatRegex("(?i)x"), "regex", 'use the attribute flags="i"'),
    (
        "a wildcard",
        lambda: AnswerFormatRegex("*.jpg"),
        "regex",
        "the `*` at character 1 has nothing before it to repeat",
    ),
    ("a file of no bytes", lambda: FileUploadAnswer(max_bytes=5, min_bytes=0), "min_bytes", "from 1 to 2000000000"),
    ("a file too large", lambda: FileUploadAnswer(max_bytes=2_000_000_001), "max_bytes", "from 1 to 2000000000"),
    ("crossed file sizes", lambda: FileUploadAnswer(max_bytes=5, min_bytes=6), "min_bytes", "6 is above max_bytes"),
    (
        "an upload in a 2017 form",
        lambda: QuestionForm(Question("q", "?", FileUploadAnswer(max_bytes=5))),
        "parts",
        'FileUploadAnswer is not in the 2017-11-06 schema; set version="2005-10-01"',
    ),
    (
        "a film in a 2017 form",
        lambda: QuestionForm(QUESTION, Overview("x", Application(Flash(URL, width=1, height=1)))),
        "parts",
        "Application is not in the 2017-11-06 schema",
    ),
    ("an unknown scheme", lambda: Binary("ftp://x", "image", ""), "url", "http:// or https://"),
    ("a scheme in capitals", lambda: Binary("HTTPS://x", "image", ""), "url", "did you mean 'https://x'?"),
    ("a relative URL", lambda: Binary("x.png", "image", ""), "url", "http:// or https://"),
    ("a blank in a URL", lambda: Binary("https://x/a b", "image", ""), "url", "%20"),
    ("an unknown medium", lambda: Binary(URL, "text/html", ""), "mime_type", "expected 'image', 'audio' or 'video'"),
    ("no subtype", lambda: EmbeddedBinary(URL, "image", "", width=1, height=1), "mime_type", "has no subtype"),
    ("a width below zero", lambda: EmbeddedBinary(URL, "image/png", "", width=-1, height=1), "width", "at least 0"),
    ("a frame below zero", lambda: HTMLQuestion("x", -1), "frame_height", "at least 0"),
    ("not https", lambda: ExternalQuestion("http://example.org"), "url", "https://"),
    ("a reserved parameter", lambda: ExternalQuestion(URL, params={"hitId": 1}), "params", "'hitId'"),
    ("a reserved name in the URL", lambda: ExternalQuestion(f"{URL}?x=1&assignmentId=2"), "url", "'assignmentId'"),
    ("no keyed question", AnswerKey, "questions", "it is empty"),
    ("keyed twice", lambda: AnswerKey(KEYED, KEYED), "questions", "'q' is given twice"),
    ("no option", lambda: KeyedQuestion("q"), "options", "it is empty"),
    ("an option of nothing", lambda: AnswerOption(score=1), "selections", "it is empty"),
    ("an option that repeats", lambda: AnswerOption("a", "a", score=1), "selections", "'a' is given twice"),
    ("a score past xs:int", lambda: AnswerOption("a", score=2**31), "score", "2147483647"),
    ("a percentage of zero", lambda: PercentageMapping(0), "maximum", "it is 0"),
    ("an infinite multiplier", lambda: ScaleMapping(float("inf")), "multiplier", "not a finite"),
    ("no number", lambda: ScaleMapping(float("nan")), "multiplier", "not a finite"),
    ("a multiplier past xs:double", lambda: ScaleMapping(10**400), "multiplier", "not a finite"),
    ("a crossed range", lambda: ScoreRange(2, 1, 0), "low", "2 is above high"),
    (
        "overlapping ranges",
        lambda: RangeMapping(ScoreRange(3, 5, 0), ScoreRange(0, 3, 0), out_of_range=0),
        "ranges",
        "overlap",
    ),
    ("no ranges", lambda: RangeMapping(out_of_range=0), "ranges", "it is empty"),
    ("a NUL", lambda: Text("a\0b"), "text", "character 2 of 'a\\x00b' is U+0000, a control character"),
    ("a surrogate", lambda: Title("\ud800"), "text", "U+D800, half of a surrogate pair"),
    ("no character", lambda: Selection("a", "\uffff"), "label", "U+FFFF, a noncharacter"),
    ("a control character in a mapping", lambda: SelectionAnswer({"a": "\x0b"}), "label", "U+000B"),
    ("a control character in a regex", lambda: AnswerFormatRegex("\x1b"), "regex", "U+001B"),
    ("a control character in markup", lambda: HTMLQuestion("\x1b"), "html", "U+001B"),
]

WRONG: list[tuple[str, Callable[..., Any], tuple[Any, ...], dict[str, Any], str, str]] = [
    ("required=1", Question, ("q", "?", FREE), {"required": 1}, "required", "expected True or False"),
    ("required='true'", Question, ("q", "?", FREE), {"required": "true"}, "required", "expected True or False"),
    ("min=True", SelectionAnswer, (TWO,), {"min": True}, "min", "a bool; expected a whole number"),
    ("max=1.0", SelectionAnswer, (TWO,), {"max": 1.0}, "max", "a float; expected a whole number"),
    ("other=1", SelectionAnswer, (TWO,), {"other": 1}, "other", "1 is an int; expected True or a FreeTextAnswer"),
    ("frame_height=True", HTMLQuestion, ("x", True), {}, "frame_height", "a bool"),
    ("score=True", AnswerOption, ("a",), {"score": True}, "score", "a bool"),
    ("multiplier=True", ScaleMapping, (True,), {}, "multiplier", "True is a bool; expected a number"),
    ("width=True", Flash, (URL,), {"width": True, "height": 1}, "width", "a bool; expected pixels"),
    ("an int as identifier", Question, (1, "?", FREE), {}, "identifier", "an int; expected text"),
    ("bytes as text", Text, (b"x",), {}, "text", "is bytes; expected text"),
    ("None as text", Title, (None,), {}, "text", "`text`: it is None; expected text (str)"),
    ("markup as title", Title, (Markup("<b>x</b>"),), {}, "text", "is markup; expected plain text"),
    ("markup as list item", List, (Markup("<b>x</b>"),), {}, "items", "is markup"),
    ("a number as content", Overview, (5,), {}, "content", "5 is an int; expected content: a str, markup, Title"),
    ("a question in an overview", Overview, (QUESTION,), {}, "content", "is a Question; expected content"),
    ("None as content", Question, ("q", None, FREE), {}, "content", "`content`: it is None; expected content"),
    ("a class as content", Question, ("q", Text, FREE), {}, "content", "is a class; expected content"),
    ("text as answer", Question, ("q", "?", "free"), {}, "answer", "expected FreeTextAnswer, SelectionAnswer or"),
    ("a class as answer", Question, ("q", "?", FreeTextAnswer), {}, "answer", "expected FreeTextAnswer"),
    ("text as a part", QuestionForm, (QUESTION, "x"), {}, "parts", "a str; expected Overview or Question"),
    ("a list of parts", QuestionForm, ([QUESTION],), {}, "parts", "a list; expected Overview or Question"),
    ("text as selections", SelectionAnswer, ("ab",), {}, "selections", "'ab' is a str; expected a mapping"),
    ("a number as label", SelectionAnswer, ({"a": 1},), {}, "label", "1 is an int; expected a label"),
    ("a title as label", Selection, ("a", Title("A")), {}, "label", "is a Title; expected a label"),
    ("a number as selections", SelectionAnswer, (5,), {}, "selections", "5"),
    ("text as constraint", FreeTextAnswer, ("x",), {}, "constraints", "expected IsNumeric, Length or AnswerForm"),
    ("a number as style", SelectionAnswer, (TWO,), {"style": 1}, "style", "1 is an int; expected 'radiobutton', "),
    ("parameters of one", Flash, (URL,), {"width": 1, "height": 1, "parameters": ["a"]}, "parameters", "pairs"),
    ("text in an application", Application, ("x",), {}, "content", "expected Flash or JavaApplet"),
    ("options of text", KeyedQuestion, ("q", "a"), {}, "options", "expected AnswerOption"),
    ("a mapping of text", AnswerKey, (KEYED,), {"mapping": "x"}, "mapping", "expected PercentageMapping"),
    ("params of text", ExternalQuestion, (URL,), {"params": "a=b"}, "params", "mapping"),
    ("url of None", ExternalQuestion, (None,), {}, "url", "`url`: it is None; expected text (str)"),
    ("html of None", HTMLQuestion, (None,), {}, "html", "`html`: it is None; expected text (str) or markup"),
]


@pytest.mark.parametrize(
    ("make", "argument", "said"), [case[1:] for case in INVALID], ids=[case[0] for case in INVALID]
)
def test_impossible_values_are_refused(make: Callable[[], Any], argument: str, said: str) -> None:
    """A value that no document may hold is an InvalidArgument, a ValueError, that names the argument and says why."""
    error = refused(make)
    assert isinstance(error, q.InvalidArgument)
    assert error.argument == argument
    assert said in str(error)


@pytest.mark.parametrize(
    ("make", "args", "kwargs", "argument", "said"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG]
)
def test_wrong_types_are_refused(
    make: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], argument: str, said: str
) -> None:
    """A value of a type that is not taken is a WrongType, a TypeError, that names the argument and what it takes."""
    error = refused(make, *args, **kwargs)
    assert isinstance(error, q.WrongType)
    assert error.argument == argument
    assert said in str(error)


def test_a_str_becomes_text() -> None:
    """In content and as a label, a plain str is the same as a Text."""
    assert Overview("x") == Overview(Text("x"))
    assert Overview("x").content == (Text("x"),)
    assert Question("q", "x", FREE).content == (Text("x"),)
    assert Selection("a", "A").label == Text("A")
    assert SelectionAnswer(TWO) == SelectionAnswer([Selection("a", Text("A")), Selection("b", "B")])


def test_a_str_is_never_markup() -> None:
    """Markup characters in a plain str are text, and are escaped."""
    assert "&lt;b>" in QuestionForm(Question("q", "<b>", FREE)).to_xml()


@pytest.mark.parametrize(
    "value",
    [Markup("<b>x</b>"), htpy.b["x"], jinja2.Environment(autoescape=True).from_string("<b>x</b>").make_module()],
    ids=["markupsafe", "htpy", "jinja2"],
)
def test_whatever_has_html_is_formatted_content(value: Any) -> None:
    """Values with `__html__` work as they are: as content, as a label, as a page."""
    wanted = FormattedContent("<b>x</b>")
    assert Overview(value).content == (wanted,)
    assert Question("q", value, FREE).content == (wanted,)
    assert Selection("a", value).label == wanted
    assert SelectionAnswer({"a": value}).selections[0].label == wanted
    assert FormattedContent(value) == wanted
    assert type(HTMLQuestion(value).html) is str


def test_content_is_one_item_or_a_sequence() -> None:
    """A question's content may be one item, a list, a tuple, or whatever gives items one by one."""
    one = Question("q", Title("t"), FREE)
    assert one == Question("q", [Title("t")], FREE) == Question("q", (item for item in [Title("t")]), FREE)


def test_everything_before_the_answer_is_content() -> None:
    """Items between the identifier and the answer are the same as a sequence of them, by position or by name."""
    several = Question("q", Title("t"), "a", Binary(URL, "image/png", "b"), FREE)
    items: list[Title | str | Binary] = [Title("t"), "a", Binary(URL, "image/png", "b")]
    assert several == Question("q", items, FREE) == Question("q", *items, FREE)
    assert several == Question("q", content=items, answer=FREE) == Question("q", *items, answer=FREE)
    assert Question("q", "a", answer=FREE) == Question("q", FREE, content="a") == Question("q", "a", FREE)  # type: ignore[call-overload]
    assert eval(repr(several), vars(q)) == several


ANSWERS = "expected FreeTextAnswer, SelectionAnswer or FileUploadAnswer as the last argument"


@pytest.mark.parametrize(
    ("args", "kwargs", "argument", "said"),
    [
        ((), {}, "content", "it is missing; expected at least one item"),
        (("t",), {}, "answer", f"it is missing; {ANSWERS}"),
        ((), {"content": "t"}, "answer", f"it is missing; {ANSWERS}"),
        ((FREE,), {}, "content", "it is missing; expected at least one item"),
        ((), {"answer": FREE}, "content", "it is missing; expected at least one item"),
        ((FREE, "t"), {}, "answer", "the answer is given before 't'; expected it as the last argument"),
        ((FREE, "t", "u"), {}, "answer", "the answer is given before 'u'; expected it as the last argument"),
        (("t", FREE, FREE), {}, "content", "two answers are given"),
        ((FREE, FREE), {}, "content", "two answers are given"),
        (("t", "u"), {}, "answer", f"'u' is a str; {ANSWERS}"),
        (("t", ["a", "b"]), {}, "answer", f"{ANSWERS}; did you mean SelectionAnswer(['a', 'b'])?"),
        (("t", {"a": "A"}), {}, "answer", "did you mean SelectionAnswer({'a': 'A'})?"),
        (("t", IsNumeric(1)), {}, "answer", "did you mean FreeTextAnswer(IsNumeric(min=1))?"),
        (("t", FreeTextAnswer), {}, "answer", "did you mean FreeTextAnswer(...)?"),
        (("t", FREE), {"content": "u"}, "content", "'t' is given too; expected content only once"),
        (("t",), {"content": "u", "answer": FREE}, "content", "'t' is given too; expected content only once"),
        ((["a"], ["b"], FREE), {}, "content", "['a'] is a list; expected content"),
    ],
)
def test_what_a_question_lacks_is_named(
    args: tuple[Any, ...], kwargs: dict[str, Any], argument: str, said: str
) -> None:
    """A question without content or answer, or with its answer in the wrong place, is refused with what is missing."""
    error = refused(Question, "q", *args, **kwargs)
    assert error.argument == argument
    assert said in str(error)


STAR = "; put * before it to pass its items"


@pytest.mark.parametrize(
    ("make", "advised"),
    [
        (lambda: QuestionForm([QUESTION]), True),  # type: ignore[arg-type]
        (lambda: Overview(["a", Title("b")]), True),  # type: ignore[arg-type]
        (lambda: Question("q", "t", ["a"], FREE), True),  # type: ignore[call-overload]
        (lambda: List(["a", "b"]), True),  # type: ignore[arg-type]
        (lambda: q.Answers([q.Answer("q", text="a"), q.Answer("r", text="b")]), True),  # type: ignore[arg-type]
        (lambda: AnswerOption(["a", "b"], score=1), True),  # type: ignore[arg-type]
        (lambda: FreeTextAnswer((Length(1), IsNumeric())), True),  # type: ignore[arg-type]
        (lambda: QuestionForm([("q", "t")]), False),  # type: ignore[arg-type]
        (lambda: QuestionForm([]), False),  # type: ignore[arg-type]
        (lambda: Overview(("a", 1)), False),  # type: ignore[arg-type]
        (lambda: Overview([]), False),  # type: ignore[arg-type]
        (lambda: List([1]), False),  # type: ignore[arg-type]
        (lambda: SelectionAnswer([("a", "b", "c")]), False),  # type: ignore[list-item]
        (lambda: SelectionAnswer([["a"]]), False),
        (lambda: Question("q", "t", [FREE]), False),  # type: ignore[call-overload]
        (lambda: AnswerKey(KEYED, mapping=[PercentageMapping(1)]), False),  # type: ignore[arg-type]
        (lambda: Application([Flash(URL, width=1, height=1)]), False),  # type: ignore[arg-type]
    ],
)
def test_a_star_is_advised_where_it_helps(make: Callable[[], Any], advised: bool) -> None:
    """A list is to be unpacked only where its items are accepted one by one."""
    assert str(refused(make)).endswith(STAR) == advised


@pytest.mark.parametrize(
    ("make", "meant"),
    [
        (lambda: QuestionForm("Hello", QUESTION), "did you mean Overview('Hello')?"),  # type: ignore[arg-type]
        (lambda: QuestionForm(Title("Hello"), QUESTION), "did you mean Overview(Title('Hello'))?"),  # type: ignore[arg-type]
        (lambda: FreeTextAnswer("Write here"), "did you mean default='Write here'?"),  # type: ignore[arg-type]
        (lambda: FreeTextAnswer("^a+$"), "did you mean AnswerFormatRegex('^a+$')?"),  # type: ignore[arg-type]
        (lambda: FreeTextAnswer("[0-9]{5}"), "did you mean AnswerFormatRegex('[0-9]{5}')?"),  # type: ignore[arg-type]
        (lambda: Question(1, "t", FREE), "argument `identifier`: 1 is an int; expected text (str); did you mean '1'?"),  # type: ignore[call-overload]
        (lambda: KeyedQuestion("q", "a"), "did you mean AnswerOption('a', score=1)?"),  # type: ignore[arg-type]
        (lambda: AnswerKey({"q": "a"}), "did you mean AnswerKey.for_form(form, {'q': 'a'})?"),  # type: ignore[arg-type]
        (lambda: Selection("Bad", 1), "did you mean Selection(1, 'Bad')? The identifier comes first"),  # type: ignore[arg-type]
        (lambda: SelectionAnswer([("Bad", 1)]), "did you mean Selection(1, 'Bad')?"),  # type: ignore[list-item]
    ],
)
def test_what_was_meant_is_said(make: Callable[[], Any], meant: str) -> None:
    """A guess that does not work is refused with the code that does."""
    assert meant in str(refused(make))


def test_markup_is_to_be_formatted_content_where_that_can_be() -> None:
    """FormattedContent is advised instead of a Title or a List, but not as an identifier or a default."""
    advice = "to show markup, use FormattedContent instead"
    bold: Any = Markup("<b>x</b>")
    for make in (lambda: Title(bold), lambda: List("a", bold)):
        assert advice in str(refused(make))
    for other in (
        lambda: Question(bold, "?", FREE),
        lambda: Question("q", "?", FREE, display_name=bold),
        lambda: Selection(bold, "A"),
        lambda: FreeTextAnswer(default=bold),
        lambda: Binary(URL, "image", bold),
    ):
        assert str(refused(other)).endswith("is markup; expected plain text")


def test_a_class_is_to_be_called() -> None:
    """A class instead of an element is refused with its call."""
    assert "did you mean Title(...)?" in str(refused(Overview, Title))
    assert "did you mean Length(...)?" in str(refused(FreeTextAnswer, Length))


def test_a_form_gives_its_questions() -> None:
    """`form[identifier]` is a question, or a QuestionNotFound, which is a KeyError with what was probably meant."""
    colour = Question("colour", "?", FREE)
    form = QuestionForm(Overview("x"), QUESTION, colour)
    assert form["colour"] is colour
    assert "q" in form
    assert "Q" not in form
    with pytest.raises(q.QuestionNotFound) as caught:
        form["color"]
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, q.QuestionFormsError)
    assert (
        str(caught.value) == "the form has no question `color`; its questions are `q`, `colour`; did you mean `colour`?"
    )
    assert (caught.value.identifier, caught.value.known) == ("color", ("q", "colour"))
    assert pickle.loads(pickle.dumps(caught.value)).known == caught.value.known


def test_a_form_is_no_sequence() -> None:
    """A form is not iterated over, and its questions have no numbers."""
    form: Any = QuestionForm(QUESTION)
    with pytest.raises(TypeError, match="not iterable"):
        iter(form)
    assert "form.questions has them in order" in str(refused(lambda: form[0]))


@pytest.mark.parametrize(
    ("ending", "mime_type"),
    [
        ("a.png", "image/png"),
        ("a.JPG", "image/jpeg"),
        ("a.b.jpeg", "image/jpeg"),
        ("a.gif?size=2.mp4", "image/gif"),
        ("a.webp#x.mp3", "image/webp"),
        ("a.svg", "image/svg+xml"),
        ("a", "image"),
        ("a.php?file=b.png", "image"),
        ("png", "image"),
        (".png", "image"),
        ("", "image"),
        ("a.mp4/b", "image"),
    ],
)
def test_an_image_is_a_binary(ending: str, mime_type: str) -> None:
    """The type of an image comes from the ending of its URL's path."""
    url = f"https://example.org/{ending}"
    assert Image(url, "a") == Binary(url, mime_type, "a")


def test_a_host_has_no_ending() -> None:
    """A domain such as `.mp4` or `.gif` is not the ending of a file."""
    assert Image("https://example.mp4", "a").mime_type == "image"
    assert Image("https://example.gif?a/b.png", "a").mime_type == "image"


@pytest.mark.parametrize(("ending", "kind"), [("mp3", "audio/mpeg"), ("MP4", "video/mp4"), ("webm", "video/webm")])
def test_audio_and_video_are_no_image(ending: str, kind: str) -> None:
    """A URL of audio or video is refused with the Binary that is right."""
    error = refused(Image, f"https://example.org/a.{ending}?x=1", "a")
    assert error.where == "Image"
    assert f"write Binary('https://example.org/a.{ending}?x=1', {kind!r}, ...) instead" in str(error)


def test_markup_and_pages_are_read_from_files(tmp_path: Path) -> None:
    """A Path is the text of its file, without a byte order mark, with line breaks as newlines."""
    file = tmp_path / "page.html"
    for data in (
        b"<p>\xc3\xa9\r\n</p>\r",
        b"\xef\xbb\xbf<p>\xc3\xa9\n</p>\n",
        "\ufeff<p>\xe9\n</p>\n".encode("utf-16-le"),
    ):
        file.write_bytes(data)
        assert HTMLQuestion(file).html == FormattedContent(file).xhtml == "<p>\xe9\n</p>\n"
        assert HTMLQuestion.from_template(file) == HTMLQuestion(file)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A missing file and a folder raise OSError; a file in another encoding is refused with its name and line."""
    file = tmp_path / "page.html"
    with pytest.raises(FileNotFoundError, match=r"page\.html"):
        HTMLQuestion(file)
    with pytest.raises(OSError, match=tmp_path.name):
        FormattedContent(tmp_path)
    file.write_bytes(b"<p>\n\ncaf\xe9</p>")
    message = str(refused(HTMLQuestion, file))
    assert "page.html': the byte E9 in line 3 is not valid UTF-8; save the file as UTF-8" in message
    file.write_bytes(b"a\0")
    assert "U+0000" in str(refused(FormattedContent, file))


def test_the_name_of_a_file_is_no_page() -> None:
    """A page whose whole text is the name of a file is refused with the Path that was meant."""
    assert "write Path('page.html') instead" in str(refused(HTMLQuestion, "page.html"))
    assert "write Path('a/page.htm') instead" in str(refused(HTMLQuestion.from_template, "a/page.htm"))
    assert "write FormattedContent(Path(...))" in str(refused(Overview, Path("a.html")))
    assert HTMLQuestion("<p>page.html").html == "<p>page.html"


def test_constraints_are_in_the_order_of_the_schema() -> None:
    """Constraints may be given in any order; regexes keep theirs."""
    regexes = AnswerFormatRegex("b"), AnswerFormatRegex("a")
    answer = FreeTextAnswer(*regexes, Length(max=5), IsNumeric())
    assert answer.constraints == (IsNumeric(), Length(max=5), *regexes)


def test_other_is_a_free_text_answer() -> None:
    """`other=True` is an OtherSelection without constraints; False and None are none."""
    assert SelectionAnswer(TWO, other=True).other == FreeTextAnswer()
    assert SelectionAnswer(TWO, other=FreeTextAnswer(lines=2)).other == FreeTextAnswer(lines=2)
    assert SelectionAnswer(TWO, other=False).other is None
    assert SelectionAnswer(TWO).other is None


def test_other_counts_as_one_more_selection() -> None:
    """Where another answer is offered, one more may be chosen than there are selections."""
    assert SelectionAnswer(TWO, max=3, other=True).max == 3
    refused(SelectionAnswer, TWO, max=4, other=True)


def test_subclasses_of_str_are_plain_str() -> None:
    """An enumeration's member as text is stored as the str it is."""

    class Name(StrEnum):
        FIRST = "a"

    selection = Selection(Name.FIRST, Name.FIRST)
    assert selection == Selection("a", "a")
    assert type(selection.identifier) is str
    names: dict[str, str] = {Name.FIRST: "A"}
    assert SelectionAnswer(names, style="checkbox").selections[0].identifier == "a"


def test_media_types() -> None:
    """A media type is kept with its subtype, which only an EmbeddedBinary must have."""
    assert Binary(URL, "image", "").mime_type == "image"
    assert Binary(URL, "image/png", "").mime_type == "image/png"
    assert Binary(URL, "image/", "").mime_type == "image/"
    assert EmbeddedBinary(URL, "video/mp4", "", width=1, height="50%").mime_type == "video/mp4"


def test_sizes_are_text() -> None:
    """A width in pixels, as an int, is the same as its text."""
    embedded = EmbeddedBinary(URL, "image/png", "", width=400, height="50%")
    assert (embedded.width, embedded.height) == ("400", "50%")


def test_parameters_are_pairs_in_order() -> None:
    """Parameters come as a mapping or as pairs, and may repeat a name."""
    pairs = [("a", "1"), ("a", "2")]
    assert JavaApplet(URL, "x.class", width=1, height=1, parameters=pairs).parameters == tuple(pairs)
    assert Flash(URL, width=1, height=1, parameters={"b": "1"}).parameters == (("b", "1"),)


@pytest.mark.parametrize("regex", ["", r"^]\d{2$", r"(?<n>a)\k<n>", r"(?<!a)b", "[\\w-.]", r"\A\u{2}", "{x}", "(?=a)*"])
def test_regexes_are_of_javascript(regex: str) -> None:
    """What JavaScript takes is taken, also where Python does not, and comes back."""
    assert AnswerFormatRegex(regex).regex == regex


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        ('<FreeTextAnswer><Constraints><AnswerFormatRegex regex="("/></Constraints></FreeTextAnswer>', "invalid-regex"),
        (
            '<FreeTextAnswer><Constraints><Length minLength="2" maxLength="1"/></Constraints></FreeTextAnswer>',
            "crossed-bounds",
        ),
        (
            "<SelectionAnswer><MinSelectionCount>2</MinSelectionCount><Selections><Selection><SelectionIdentifier>a"
            "</SelectionIdentifier><Text>A</Text></Selection></Selections></SelectionAnswer>",
            "too-few-selections",
        ),
    ],
)
def test_what_is_refused_here_is_read(inside: str, rule: str) -> None:
    """A document with what the builder refuses is read and written as it is; the rules report it."""
    xml = str(QuestionForm(QUESTION)).replace("<FreeTextAnswer/>", inside)
    assert inside in xml
    assert str(QuestionForm.from_xml(xml)) == xml
    assert rule in {problem.rule for problem in q.iter_problems(xml)}


def test_elements_of_different_kinds_differ() -> None:
    """Equality asks for the kind of element too, and elements can be in sets."""
    assert Text("x") != Title("x")
    assert Text("x") != "x"
    assert len({Text("x"), Title("x"), Text("x")}) == 2


def test_questions_are_the_parts_that_ask() -> None:
    """`questions` leaves the overviews out."""
    form = QuestionForm(Overview("a"), QUESTION, Overview("b"))
    assert form.questions == (QUESTION,)
    assert len(form.parts) == 3


def test_true_and_one_are_not_mixed_up() -> None:
    """`required` is stored as a bool and written as `true` or `false`."""
    for required, written in ((True, "true"), (False, "false")):
        assert f"<IsRequired>{written}</IsRequired>" in str(QuestionForm(Question("q", "?", FREE, required=required)))
    assert "IsRequired" not in str(QuestionForm(QUESTION))


def test_pattern_matching_by_keyword() -> None:
    """Elements can be taken apart with `match`."""
    match Question("q", "?", SelectionAnswer(TWO)):
        case Question(identifier=name, answer=SelectionAnswer(selections=selections)):
            assert (name, len(selections)) == ("q", 2)
        case _:
            pytest.fail("the question was not matched")
