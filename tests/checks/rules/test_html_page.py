"""HTML pages: the parse errors of the HTML standard, correct places, and bounds for hostile pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinyhtml5  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from questionforms import iter_problems
from questionforms.checks.html.page import Page
from questionforms.checks.html.parse_errors import MISTAKES
from questionforms.checks.html.read import MOST_CHARACTERS
from tests.nu.planted import PLANTED, SOUND

#: Pieces of which pages are put together that no person would write.
PIECES = (
    *("html", "head", "body", "p", "div", "b", "i", "a", "form", "input", "button", "select", "option", "table", "tr"),
    *("td", "caption", "svg", "math", "mtext", "desc", "title", "textarea", "script", "style", "template", "iframe"),
    *("noscript", "frameset", "ruby", "rt", "li", "h1", "br", "image", "isindex", "plaintext", "xmp", "crowd-form"),
)
TEXTS = ["&", "&amp", "&x;", "&#0;", "&#x", "<", "</", "</>", "<!--", "-->", "<!", "<?", "<![CDATA[]]>", "\0", "\x01"]
pieces = st.one_of(
    st.sampled_from([f"<{name}>" for name in PIECES]),
    st.sampled_from([f"</{name}>" for name in PIECES]),
    st.sampled_from([f'<{name} id="a" b=c b/>' for name in PIECES]),
    st.sampled_from([*TEXTS, " ", "\r\n", "\r", "'", '"', "=", "/", ">", "<!DOCTYPE html>", "\U0001f600", "\ufffe"]),
)
pages = st.one_of(st.text(), st.lists(pieces, max_size=30).map("".join))


def errors(text: str) -> list[str]:
    """The messages of the parse errors of a page, except those that only older standards have."""
    return [mistake.message for mistake in Page(text).mistakes if mistake.rule != "unescaped-ampersand"]


@pytest.mark.parametrize("name", PLANTED)
def test_planted_mistakes_are_found(name: str) -> None:
    """Each mistake that is planted in a sound page is reported, in our own words."""
    found = errors(PLANTED[name])
    assert found
    assert not [message for message in found if "this is not valid HTML" in message]


@pytest.mark.parametrize("name", SOUND)
def test_sound_pages_are_silent(name: str) -> None:
    """A page that only looks wrong has no parse error."""
    assert errors(SOUND[name]) == []


def test_every_code_has_words() -> None:
    """Each parse error that the parser can report has a message, unless the current standard has no such error."""
    source = "".join(file.read_text(encoding="utf-8") for file in Path(tinyhtml5.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'parse_error\(\s*"([a-z0-9.-]+)"', source))
    renamed = {"unexpected-char-in-comment", "unexpected-dash-after-double-dash-in-comment"}
    at_the_end = {code for code in codes if re.fullmatch("eof-in-(frameset|head-noscript|select|table)", code)}
    assert len(codes) > 100
    assert codes - renamed - at_the_end - {"expected-named-closing-tag-but-got-eof"} <= MISTAKES.keys()


@given(pages)
def test_any_text_is_a_page(text: str) -> None:
    """No text makes reading fail; parse errors are in order and in the text, and each element starts at its tag."""
    page = Page(text)
    offsets = [mistake.offset for mistake in page.mistakes]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    for element in page.elements:
        assert re.match(r"<[A-Za-z]", text[element.offset :])
        assert element.offset < element.end <= element.close <= len(text)
        assert page.tag_at(element.offset) is element


@given(pages, st.sampled_from(["\n", "\r\n", "\r"]))
def test_places_do_not_depend_on_line_ends(text: str, end: str) -> None:
    """The same page with other line ends has the same parse errors and elements, at the same characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    page, other = Page(text), Page(text.replace("\n", end))

    def shifted(offset: int) -> int:
        return len(text[:offset].replace("\n", end))

    assert [(found.message, found.offset) for found in other.mistakes] == [
        (found.message, shifted(found.offset)) for found in page.mistakes
    ]
    assert [(found.name, found.offset, found.end) for found in other.elements] == [
        (found.name, shifted(found.offset), shifted(found.end)) for found in page.elements
    ]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("<!DOCTYPE html><p>a</p></b>", "</b>"),
        ("<!DOCTYPE html><div><b>a</div>", "<b>a"),
        ("<!DOCTYPE html><p class='a'id=b>", "id=b"),
        ("<!DOCTYPE html><p class=a id=b class=c>", "class=c"),
        ("<!DOCTYPE html><p>a&nosuch; b", "&nosuch;"),
        ("<!DOCTYPE html><p>a &#0; b", "&#0;"),
        ("<!DOCTYPE html><table> text<tr></table>", "text"),
        ("<!DOCTYPE html><p></></p/><>", "</>"),
        ("<!DOCTYPE html><p><<b>x</b>", "<<b"),
        ("<!DOCTYPE html><p>\r\n\r\na < b", "< b"),
        ("<!DOCTYPE html><p>\U0001f600 <!-- a", "<!-- a"),
        ("<!DOCTYPE html><p title='a", "<p title"),
        ("<!-- x -->\n<p>a", "<p>"),
        ("<!DOCTYPE html><p>a\x07b", "\x07"),
    ],
)
def test_mistakes_stand_where_they_begin(text: str, at: str) -> None:
    """The first parse error is where a person would point."""
    assert Page(text).mistakes[0].offset == text.index(at)


def test_values_have_places() -> None:
    """The place of an attribute is that of its value, with any quotes or none, or of its name if it has no value."""
    text = """<!DOCTYPE html><input
      name = "a" ID='b' value=c/d required>"""
    page = Page(text)
    field = page.named("input")[0]
    found = {name: text[page.value_offset(field, name) :][:2] for name in ("name", "id", "value", "required", "none")}
    assert found == {"name": 'a"', "id": "b'", "value": "c/", "required": "re", "none": "<i"}


@pytest.mark.parametrize(
    "text",
    [
        "<ruby>a<rb>b<rt>c<rp>d</ruby>",
        "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>",
        "<ruby>a<rtc>b<rt>c<rp>d<rb>e<rtc>f</ruby>",
        "<select><option>a<hr><option>b</select>",
        "<select><optgroup label=a><option>a<hr/><option>b<wbr>c</select>",
        "<table><tr><td><select><hr><wbr><option>x</select></table>",
    ],
)
def test_parts_of_ruby_and_of_choices_are_sound(text: str) -> None:
    """Each part of a `ruby` ends the one before it, and options may have lines between them, as in Nu."""
    assert errors(f"<!DOCTYPE html><title>x</title>{text}") == []


@pytest.mark.parametrize("text", ["<p><{}>x</{}></p>", "<ruby><b>a<{}>x</{}></b></ruby>"])
@pytest.mark.parametrize("name", ["rb", "rt", "rp", "rtc"])
def test_parts_of_ruby_stand_right_inside_it(name: str, text: str) -> None:
    """A part of a `ruby` outside one, or in another element of it, is a parse error, as in Nu."""
    assert errors("<!DOCTYPE html>" + text.replace("{}", name)) == [f"`<{name}>` is not directly inside a `<ruby>`"]


def test_comments_are_those_of_the_markup() -> None:
    """Text like a comment in a value, a script or a title is not one; each comment has its text and its place."""
    text = """<!DOCTYPE html>\r\n<!--a--><title><!--b--></title><p title="<!--c-->">x<!-- d\r\n --><? e ?>
<script>"<!--f-->"</script><template><!--g--></template><!--h"""
    comments = Page(text).comments
    assert [comment.text.strip() for comment in comments] == ["a", "d", "g", "h"]
    assert all(text[comment.start :].startswith(f"<!--{comment.text[:2]}") for comment in comments)
    assert [text[comment.end :][:3] for comment in comments] == ["<ti", "<? ", "</t", ""]
    assert Page("<!--a-->" + "x" * MOST_CHARACTERS).comments == []


def test_templates_are_no_part_of_the_page() -> None:
    """The content of a template, even in a table, is not part of the page; its tags are still checked."""
    page = Page("<!DOCTYPE html><table><template><tr id=a id=b><td><form></template><tr><td>x</table><template><p>")
    assert [element.name for element in page.elements] == ["table", "tr", "td"]
    assert [mistake.message.split("`")[1] for mistake in page.mistakes] == ["id", "<template>"]


def test_fields_know_their_form() -> None:
    """A field belongs to the form around it, even if the form is not closed or is in a table."""
    page = Page("<!DOCTYPE html><table><form id=a><tr><td><input></table></form><form id=b><p><input>")
    assert [field.form and field.form.get("id") for field in page.named("input")] == ["a", "b"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000,
        "<" * 100_000,
        "<p " + "a=1 b " * 20_000,
        "<p " + " ".join(f"a{number}" for number in range(15_000)),
        '<p title="' + "&" * 120_000,
        "\0" * 120_000,
        "<table>" + "<br>x" * 20_000,
        "".join(f"<b id={number}>" for number in range(400)) + "<p>x</p>" * 10_000,
        "&#" + "9" * 100_000 + ";",
        "<select>" * 15_000,
        "<svg><![CDATA[" + "x]]" * 30_000,
        "<template>" * 12_000,
    ],
    ids=lambda text: f"{text[:12]!r} and so on",
)
def test_hostile_pages_are_bounded(text: str) -> None:
    """No page takes long or has more than a hundred parse errors; one that is not read to its end says so."""
    page = Page(text)
    assert 0 < len(page.mistakes) <= 100
    assert page.is_whole or len(page.mistakes) == 100 or "cannot be checked beyond" in page.mistakes[-1].message


@pytest.mark.parametrize("text", ["<" * (MOST_CHARACTERS + 1), "<p>x</p>" * 1_000_000, "<!--" * 100_000])
def test_a_page_that_is_too_long_has_no_parse_errors(text: str) -> None:
    """Such a page is not read; its document is too large in any case."""
    page = Page(text)
    assert (page.mistakes, page.elements, page.is_whole) == ([], [], False)
    assert {problem.rule for problem in iter_problems(text, page=True)} == {"too-large"}


def test_what_a_worker_sees_of_a_page_that_is_too_long() -> None:
    """Comments, scripts, style sheets and templates are not what a worker reads; all else is."""
    hidden = "<!-- ${a} --><script>var b = '${b}';</script><STYLE>.${c} {}</STYLE><template>${d}</template>"
    text = f"<!DOCTYPE html>{hidden}<p>${{shown}}</p>{'x' * MOST_CHARACTERS}<script>${{e}}"
    (found,) = iter_problems(text, page=True, ignore=["too-large"])
    assert found.message == "nothing fills in the placeholder `${shown}`"
