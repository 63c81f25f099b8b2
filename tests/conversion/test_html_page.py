"""A form as a page: what becomes of its content and its fields, and what no page can do."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
from hypothesis import given
from lxml import html

from questionforms import (
    AnswerFormatRegex,
    Application,
    Binary,
    EmbeddedBinary,
    FileUploadAnswer,
    Flash,
    FormattedContent,
    FreeTextAnswer,
    InvalidArgument,
    IsNumeric,
    Length,
    List,
    Overview,
    Question,
    QuestionForm,
    SelectionAnswer,
    Title,
    is_valid,
)
from questionforms.conversion import to_html_question
from questionforms.conversion.controls import names_of
from questionforms.conversion.refusals import Refusal, iter_html_refusals
from questionforms.xml.load import LIMIT
from tests.conversion.pages import page_of, parse_errors
from tests.conversion.readable import readable
from tests.documents import needs_shared
from tests.long_runs import examples
from tests.strategies import question_forms

AB = {"a": "A", "b": "B"}


def ask(answer: Any, **options: Any) -> html.HtmlElement:
    """The page of a form with one question of these options."""
    return page_of(QuestionForm(Question("q", "Which?", answer, **options)))


def fields(page: html.HtmlElement) -> list[tuple[str, str, str | None]]:
    """The type, the name and the value of each field that can be seen, in order."""
    found = page.xpath("//form//*[self::input[@type != 'hidden'] or self::textarea or self::select]")
    return [(field.get("type", field.tag), field.get("name"), field.get("value")) for field in found]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (FreeTextAnswer(), [("text", "q", None)]),
        (FreeTextAnswer(lines=1, default="d"), [("text", "q", "d")]),
        (FreeTextAnswer(lines=2), [("textarea", "q", None)]),
        (FreeTextAnswer(default="a\nb"), [("textarea", "q", None)]),
        (SelectionAnswer(AB), [("radio", "q", "a"), ("radio", "q", "b")]),
        (SelectionAnswer(AB, style="list"), [("radio", "q", "a"), ("radio", "q", "b")]),
        (SelectionAnswer(AB, style="dropdown"), [("select", "q", None)]),
        (SelectionAnswer(AB, style="combobox"), [("select", "q", None)]),
        (SelectionAnswer({"a": FormattedContent("A")}, style="dropdown"), [("radio", "q", "a")]),
        (SelectionAnswer(AB, max=2), [("checkbox", "q", "a"), ("checkbox", "q", "b")]),
        (SelectionAnswer(AB, style="checkbox"), [("checkbox", "q", "a"), ("checkbox", "q", "b")]),
        (SelectionAnswer(AB, style="multichooser"), [("radio", "q", "a"), ("radio", "q", "b")]),
        (SelectionAnswer({"a": "A"}, other=True), [("radio", "q", "a"), ("text", "q.other", None)]),
        (SelectionAnswer({"a": "A"}, other=True, style="dropdown"), [("radio", "q", "a"), ("text", "q.other", None)]),
    ],
)
def test_fields(answer: Any, expected: list[tuple[str, str, str | None]]) -> None:
    """Each field has the name of its question, and each button the identifier of its selection as its value."""
    assert fields(ask(answer)) == expected


def test_menu() -> None:
    """A menu has an empty item before the selections, so that nothing is chosen unasked."""
    page = ask(SelectionAnswer(AB, style="dropdown"))
    assert [(option.get("value"), option.text) for option in page.iter("option")] == [
        ("", "Choose one"),
        ("a", "A"),
        ("b", "B"),
    ]


@pytest.mark.parametrize(
    ("answer", "options", "attributes"),
    [
        (FreeTextAnswer(), {}, {}),
        (FreeTextAnswer(), {"required": False}, {}),
        (FreeTextAnswer(), {"required": True}, {"required": ""}),
        (FreeTextAnswer(Length(2, 9)), {}, {"required": "", "minlength": "2", "maxlength": "9"}),
        (FreeTextAnswer(Length(0, 9)), {}, {"minlength": "0", "maxlength": "9"}),
        (FreeTextAnswer(IsNumeric()), {}, {"inputmode": "decimal", "data-number": ""}),
        (
            FreeTextAnswer(IsNumeric(-1, 5)),
            {},
            {"inputmode": "decimal", "data-number": "", "data-min": "-1", "data-max": "5"},
        ),
        (
            FreeTextAnswer(AnswerFormatRegex('^"é"$', flags="i"), AnswerFormatRegex("b", error_text="No b.")),
            {},
            {"data-patterns": '[["^\\"é\\"$", "i", "Invalid input supplied."], ["b", "", "No b."]]'},
        ),
    ],
)
def test_constraints_of_text(answer: FreeTextAnswer, options: dict[str, Any], attributes: dict[str, str]) -> None:
    """A constraint is the browser's own attribute, or one that the page's script reads."""
    (field,) = ask(answer, **options).xpath("//form//input[@name='q']")
    assert {"id": "question-1", "type": "text", "name": "q", **attributes} == dict(field.attrib)


@pytest.mark.parametrize(
    ("answer", "required", "group", "native"),
    [
        (SelectionAnswer(AB), None, {}, False),
        (SelectionAnswer(AB, min=0), True, {}, True),
        (SelectionAnswer(AB, max=2), None, {"data-least": "1", "data-most": "2"}, False),
        (SelectionAnswer(AB, min=2, max=2), None, {"data-least": "2", "data-most": "2"}, False),
        (
            SelectionAnswer(AB, min=0, max=2),
            True,
            {"data-least": "1", "data-most": "2", "data-required": ""},
            False,
        ),
        (SelectionAnswer(AB, style="checkbox"), None, {"data-least": "1", "data-most": "1"}, False),
        (
            SelectionAnswer(AB, other=True),
            True,
            {"data-least": "1", "data-most": "1", "data-required": ""},
            False,
        ),
    ],
)
def test_counts(answer: SelectionAnswer, required: bool | None, group: dict[str, str], native: bool) -> None:
    """How many may be chosen is left to the buttons where they see to it, and else written for the page's script."""
    page = ask(answer, required=required)
    (fieldset,) = page.iter("fieldset")
    assert dict(fieldset.attrib) == group
    assert bool(page.xpath("//input[@required]")) == native


def test_textarea_keeps_its_default() -> None:
    """A default of several lines is kept to the character, a line break at its beginning as well."""
    page = to_html_question(QuestionForm(Question("q", "?", FreeTextAnswer(default="\n<b>&amp;\n", lines=9**9)))).html
    assert '<textarea name="q" rows="50" id="question-1">\n\n&lt;b&gt;&amp;amp;\n</textarea>' in page


def test_content() -> None:
    """Each kind of content is the HTML that stands for it; plain text shows its line breaks and its markup."""
    content = Overview(
        Title("The <first>"),
        " one\n   two ",
        "See https://e.org/a_(b)?c=1&d=2. (Or http://e.org/.)",
        List("a", "b & c"),
        FormattedContent(
            '<p/><br/><a name="x"/>&#160;&nbsp;<!-- c --><p xml:lang="de" xmlns="http://www.w3.org/1999/xhtml">y</p>'
        ),
        Binary("https://e.org/a?b=1&c=2", "image/png", 'A "dog"'),
        Binary("https://e.org/a.mp3", "audio", "Bark"),
        EmbeddedBinary("https://e.org/a.png", "image/png", "", width=300, height="200px"),
        EmbeddedBinary("https://e.org/a.mp4", "video/mp4", "Film", width="50%", height=""),
    )
    page = to_html_question(QuestionForm(content, Question("q", "?", FreeTextAnswer()), Overview(Title("Next")))).html
    assert page.partition('<div class="part">\n')[2].partition("\n</div>\n<div")[0].splitlines() == [
        "<h1>The &lt;first&gt;</h1>",
        "<p>one<br>two</p>",
        '<p>See <a href="https://e.org/a_(b)?c=1&amp;d=2" target="_blank" rel="noopener">https://e.org/a_(b)?c=1&amp;d=2'
        '</a>. (Or <a href="http://e.org/" target="_blank" rel="noopener">http://e.org/</a>.)</p>',
        "<ul><li>a</li><li>b &amp; c</li></ul>",
        '<div><p></p><br><a name="x"></a>\xa0\xa0<p>y</p></div>',
        '<p><img src="https://e.org/a?b=1&amp;c=2" alt="A &#34;dog&#34;"></p>',
        '<p><audio src="https://e.org/a.mp3" controls aria-label="Bark">'
        '<a href="https://e.org/a.mp3">Bark</a></audio></p>',
        '<p><img src="https://e.org/a.png" alt="" width="300" height="200"></p>',
        '<p><video src="https://e.org/a.mp4" controls aria-label="Film" style="width: 50%">'
        '<a href="https://e.org/a.mp4">Film</a></video></p>',
    ]
    assert "<title>The &lt;first&gt;</title>" in page
    assert "<h2>Next</h2>" in page


@pytest.mark.parametrize(
    ("content", "display_name", "label", "rest"),
    [
        ("Which?", None, "Which?", ""),
        (Title("Which?"), None, "Which?", ""),
        (["Which?", "Look."], None, "Which?", "<p>Look.</p>"),
        ("Which?", "Name", "Name", "<p>Which?</p>"),
        ([Title("T"), List("a")], "Name", "Name", "<h2>T</h2><ul><li>a</li></ul>"),
        (FormattedContent("<b>Which?</b>"), None, "", "<div><b>Which?</b></div>"),
    ],
)
@pytest.mark.parametrize(("answer", "element"), [(FreeTextAnswer(), "label"), (SelectionAnswer(AB), "legend")])
def test_fields_are_named(
    *, content: Any, display_name: str | None, label: str, rest: str, answer: Any, element: str
) -> None:
    """A field, or a group of them, is named by its label or by the content, and described by the rest of it."""
    page = page_of(QuestionForm(Question("q", content, answer, display_name=display_name)))
    labels = page.xpath(f"//form//{element}[@for or self::legend]")
    assert "".join([found.text_content() for found in labels]) == label
    (owner,) = page.xpath("//fieldset" if element == "legend" else "//*[@id='question-1']")
    texts = page.xpath("//*[@id='question-1-text']")
    assert "".join([html.tostring(part, encoding="unicode") for found in texts for part in found]) == rest
    assert owner.get("aria-describedby" if label else "aria-labelledby") == ("question-1-text" if rest else None)


def test_page_needs_nothing_from_elsewhere() -> None:
    """The page is a whole document in a language, posts to externalSubmit, and loads no file."""
    question = to_html_question(QuestionForm(Question("q", "?", FreeTextAnswer())), lang="de")
    assert question.html.startswith('<!DOCTYPE html>\n<html lang="de">\n<head>\n<meta charset="utf-8">')
    assert question.frame_height == 0
    page = html.document_fromstring(question.html)
    form = page.forms[0]
    assert (form.method, form.action) == ("POST", "/mturk/externalSubmit")
    assert [field.name for field in form.inputs] == ["assignmentId", "q"]
    assert page.xpath("//@src | //link | //@href") == []
    assert page.xpath("string(//form//button[@type='submit'])") == "Submit"


def test_characters() -> None:
    """Characters above U+FFFF are references, and controls the characters that they are in Windows-1252."""
    page = to_html_question(QuestionForm(Question("\U0001f600", "It\x92s \x81\ufdd0", FreeTextAnswer()))).html
    assert 'name="&#128512;"' in page
    assert "It\u2019s \ufffd\ufffd</label>" in page


OLD: Literal["2005-10-01"] = "2005-10-01"


@pytest.mark.parametrize(
    ("part", "path", "message"),
    [
        (
            Question("q", "?", FileUploadAnswer(max_bytes=9)),
            "/Question/AnswerSpecification/FileUploadAnswer",
            "an HTMLQuestion cannot have a FileUploadAnswer; ask for a link in a FreeTextAnswer instead",
        ),
        (
            Question("q", Application(Flash("https://e.org/a.swf", width=1, height=1)), FreeTextAnswer()),
            "/Question/QuestionContent/Application",
            "an HTMLQuestion cannot show an Application, since browsers no longer run them; remove it",
        ),
        (
            Question("q", FormattedContent("<p>a<br>b</p>"), FreeTextAnswer()),
            "/Question/QuestionContent/FormattedContent",
            "the XHTML is not well-formed, so it cannot be converted to HTML",
        ),
        (
            Question("hitId", "?", FreeTextAnswer()),
            "/Question",
            "`hitId` is a field name that the service reserves; rename the question",
        ),
        (
            Question("a\nb", "?", FreeTextAnswer()),
            "/Question",
            r"the identifier 'a\nb' contains a line break, which browsers change when they send it; remove it",
        ),
        (
            Question("q", "?", SelectionAnswer({"a\x92": "A"})),
            "/Question",
            r"the identifier 'a\x92' contains U+0092, which HTML does not allow; remove it",
        ),
        (
            Question("q", "?", SelectionAnswer({"a|b": "A", "c": "C"}, max=2)),
            "/Question",
            "the identifier `a|b` contains `|`, which the service puts between selections; rename it",
        ),
    ],
)
def test_what_no_page_can_do(part: Question, path: str, message: str) -> None:
    """What no page can do, or what could not be read back, is refused with its place."""
    form = QuestionForm(part, version=OLD)
    assert list(iter_html_refusals(form)) == [Refusal(f"/QuestionForm{path}", message)]
    with pytest.raises(InvalidArgument, match=re.escape(message)) as caught:
        to_html_question(form)
    assert caught.value.argument == "form"


def test_other_text_has_a_name_of_its_own() -> None:
    """A question with the name of another's field for other text is refused, since they could not be told apart."""
    form = QuestionForm(Question("q", "?", SelectionAnswer(AB, other=True)), Question("q.other", "?", FreeTextAnswer()))
    (refusal,) = iter_html_refusals(form)
    assert refusal.message == "`q.other` is both a question and the field for the other text of `q`; rename one"


def test_one_selection_may_hold_a_bar() -> None:
    """Where one selection is made, nothing is joined, so that its identifier may hold `|`."""
    assert list(iter_html_refusals(QuestionForm(Question("q", "?", SelectionAnswer({"a|b": "A"}))))) == []


def test_several_refusals_are_counted() -> None:
    """The exception has the first refusal, and how many more there are."""
    form = QuestionForm(*[Question(f"{name}\n", "?", FreeTextAnswer()) for name in "abc"])
    with pytest.raises(InvalidArgument, match=r"Question\[1\]: the identifier 'a\\n' .* \(and 2 more\)"):
        to_html_question(form)


def test_a_page_that_is_too_large() -> None:
    """A page over the limit is refused with its size."""
    form = QuestionForm(Overview("x" * LIMIT), Question("q", "?", FreeTextAnswer()))
    with pytest.raises(InvalidArgument, match=r"the page has [\d,]+ bytes as XML, [\d,]+ over the limit of 65,535"):
        to_html_question(form)


def check_page(form: QuestionForm) -> None:
    """The page of a form has no error, and its fields are those of the questions, in order."""
    question = to_html_question(form)
    assert is_valid(question)
    assert parse_errors(question) == []
    names = [name for _, name, _ in fields(html.document_fromstring(question.html))]
    assert list(dict.fromkeys(names)) == [name for asked in form.questions for name in names_of(asked)]


@examples(100)
@given(question_forms())
def test_every_form_is_a_page_or_refused(form: QuestionForm) -> None:
    """Each form becomes a page without an error, or is refused with a reason."""
    if list(iter_html_refusals(form)):
        with pytest.raises(InvalidArgument):
            to_html_question(form)
    else:
        check_page(form)


@needs_shared
@pytest.mark.parametrize("form", readable("questionform"))
def test_forms_of_the_corpus(form: QuestionForm) -> None:
    """Each form of the corpus that can be read becomes a page without an error, or is refused with a reason."""
    if list(iter_html_refusals(form)):
        with pytest.raises(InvalidArgument):
            to_html_question(form)
    else:
        check_page(form)
