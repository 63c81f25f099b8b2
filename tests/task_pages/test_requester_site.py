"""The page that the requester site put around a layout, read by a parser of HTML5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import HTMLQuestion, iter_problems
from questionforms.checks.html.forms import form_of, is_field
from questionforms.checks.html.page import Page
from questionforms.task_pages.requester_site import page_around, requester_site_page
from questionforms.testing.strategies import pages
from tests.documents import needs_shared
from tests.task_pages.layouts import FIELD, PARTS, SITE_FORM, around, real_pages

#: The pieces of layouts whose tags are in no order at all.
PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "<table><tr><td>", "</table>", "x", " ", "${a}", "<form>", "</form>", "<!-- c -->"),
        *(
            "<form id=f action=/x>",
            "<form id=mturk_form>",
            "<input name=a>",
            "<input name=b form=f>",
            "<select name=s>",
        ),
        *(
            "<textarea name=t>",
            "</textarea>",
            "<!--",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<svg>",
            "</svg>",
        ),
        *("<!DOCTYPE html>", "<html>", "<head>", "</head>", "<body onload='f()'>", "</body>", "</html>", "<title>t"),
        *("<button>Go</button>", "<input type=submit>", "<input name='", '<input name="a', "<", "<crowd-form>"),
        *("</crowd-form>", "<crowd-input name=c>", "<input name=assignmentId>", "<?xml version='1.0'?>", "\ufeff"),
    ]
)


def forms(page: Page) -> list[str]:
    """The names of the forms that a browser sees."""
    return [element.name for element in page.named("form", "crowd-form")]


def test_a_piece_of_html() -> None:
    """The page has the doctype, the script, the form with its hidden field, the layout, a button and the call."""
    html = page_around("<p><input name='a'></p>")
    page = Page(html)
    (form,) = page.named("form")
    assert html.startswith("<!DOCTYPE html>\n<html>\n<head>")
    assert form.attributes == SITE_FORM
    assert [(field.get("name"), field.get("id"), field.form) for field in page.named("input")] == [
        ("assignmentId", "assignmentId", form),
        ("a", "", form),
        ("", "submitButton", form),
    ]
    assert page.scripts.call_helper
    assert [script.get("src") for script in page.named("script")] == [
        "https://s3.amazonaws.com/mturk-public/externalHIT_v1.js",
        "",
    ]


@pytest.mark.parametrize("layout", PARTS, ids=range(len(PARTS)))
@pytest.mark.parametrize("shell", around, ids=lambda shell: shell("")[:30] or "none")
def test_layouts(layout: str, shell: object) -> None:
    """Each kind of layout, by itself and in each kind of page, becomes a page without errors that submits all."""
    check(shell(layout))  # type: ignore[operator]


def check(layout: str) -> None:
    """Assert what every page made from a sound layout must have."""
    html = page_around(layout)
    page = Page(html)
    assert [str(problem) for problem in iter_problems(html, page=True) if problem.severity == "error"] == []
    assert page.is_whole
    assert len(page.named("body")) <= 1
    assert page_around(html) == html
    sent = [element for element in page.elements if is_field(element) and element.get("name")]
    assert len(forms(page)) == 1
    (form,) = page.named("form", "crowd-form")
    assert {form_of(page, field) for field in sent} <= {form}
    if form.name == "form":
        (hidden,) = [field for field in sent if field.get("name") == "assignmentId"]
        assert hidden.get("id") == "assignmentId"
        assert form.get("method") == "post"
        assert "/mturk/externalSubmit" in form.get("action")
        assert any(field.get("type") == "submit" or field.name == "button" for field in page.elements)


@st.composite
def parts_of_pages(draw: st.DrawFn) -> str:
    """What remains of a sound page without some of what the site adds."""
    html = draw(pages()).html
    lines = html.splitlines()
    lost = draw(st.sets(st.sampled_from(["doctype", "form", "hidden", "button", "helper", "call", "head"])))
    marks = {
        "doctype": "<!DOCTYPE",
        "hidden": 'name="assignmentId"',
        "button": 'id="submitButton"',
        "helper": "externalHIT_v1",
        "call": "turkSetAssignmentID",
    }
    kept = [line for line in lines if not any(marks.get(name, "\0") in line for name in lost)]
    if "form" in lost:
        kept = [
            line for line in kept if not line.strip().startswith(("<form", "</form", "<crowd-form", "</crowd-form"))
        ]
    if "head" in lost:
        tags = ("<html", "</html", "<head", "</head", "<body", "</body")
        kept = [line for line in kept if not line.strip().startswith(tags)]
    return "\n".join(kept)


@given(parts_of_pages())
def test_any_part_of_a_sound_page(layout: str) -> None:
    """A page that lacks any of what the site added is completed; crowd elements without their form get a form."""
    check(layout)


@given(pages())
def test_a_whole_page_stays_as_it_is(question: HTMLQuestion) -> None:
    """A page that lacks nothing is not changed, but for the name of its form, by which scripts may look for it."""
    assert page_around(question.html) == question.html.replace("<form id=", '<form name="mturk_form" id=')


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text(layout: str) -> None:
    """Whatever a layout contains, no form is inside another, and a browser sees one doctype and one body at most."""
    html = page_around(layout)
    page = Page(html)
    assert html.lower().count("<!doctype") >= 1
    if page.is_whole:
        assert not [mistake for mistake in page.mistakes if mistake.rule in ("missing-doctype", "nested-forms")]


def test_a_single_form_stays() -> None:
    """A layout's only form becomes the one that is submitted, with its own names, and posts to the service."""
    page = Page(page_around(f'<form id="mine" action="/x" method="get" onsubmit="return f()">{FIELD}</form>'))
    (form,) = page.named("form")
    assert form.attributes == {
        "id": "mine",
        "name": "mturk_form",
        "method": "post",
        "action": SITE_FORM["action"],
        "onsubmit": "return f()",
    }


def test_a_form_without_all_fields_is_widened() -> None:
    """If fields are outside a layout's only form, the form around everything has its names and handlers."""
    page = Page(page_around('<p><input name="x"></p><form id="mine" onsubmit="f()"><input name="y" form="no"></form>'))
    (form,) = page.named("form")
    assert (form.get("id"), form.get("onsubmit"), form.get("action")) == ("mine", "f()", SITE_FORM["action"])
    names = [field.get("name") for field in page.named("input") if form_of(page, field) is form]
    assert names == ["assignmentId", "x", "y", ""]


def test_several_forms_become_one() -> None:
    """Fields in several forms, and outside of them, are all submitted."""
    page = Page(
        page_around('<form id="a"><input name="x"></form><form id="b"><input name="y"></form><input name="z" form="a">')
    )
    (form,) = page.named("form")
    assert form.attributes == SITE_FORM
    names = [field.get("name") for field in page.named("input") if form_of(page, field) is form]
    assert names == ["assignmentId", "x", "y", "z", ""]


@pytest.mark.parametrize(
    ("button", "own"),
    [
        ('<input type="submit" value="Go">', True),
        ('<button type="submit">Go</button>', True),
        ("<button>Submit answers</button>", True),
        ('<button type="button" id="submitButton" onclick="f()">Go</button>', True),
        ('<input type="button" value="Submit" onclick="f()">', True),
        ("<button>Show more</button>", False),
        ('<button type="button" onclick="f()">Next</button>', False),
        ('<input type="reset" value="Submit nothing">', False),
    ],
)
def test_buttons(button: str, own: bool) -> None:
    """A second submit button is not added to a layout that has its own; a button for something else does not count."""
    page = Page(page_around(f"{FIELD}{button}"))
    added = '<p><input type="submit" id="submitButton" value="Submit"></p>' in page.text
    assert added is not own


@pytest.mark.parametrize(
    "field",
    [
        '<input name="assignmentId" id="assignmentId" type="hidden">',
        *('<input type="hidden" name="assignmentId">', '<input type="hidden" id="assignmentId">'),
    ],
)
def test_the_assignment_field_of_a_layout_is_used(field: str) -> None:
    """A layout's own field for the assignment gets the name and the id that it lacks."""
    page = Page(page_around(FIELD + field))
    (found,) = [each for each in page.named("input") if "assignmentId" in each.attributes.values()]
    assert (found.get("name"), found.get("id")) == ("assignmentId", "assignmentId")


def test_crowd_elements() -> None:
    """A `<crowd-form>` needs no form, and gets the script of the elements if it is missing."""
    html = page_around('<form><crowd-form><crowd-input name="a"></crowd-input></crowd-form></form>')
    page = Page(html)
    assert forms(page) == ["crowd-form"]
    assert [script.get("src") for script in page.named("script")] == ["https://assets.crowd.aws/crowd-html-elements.js"]
    alone = Page(
        page_around('<crowd-entity-annotation name="a" header="h" labels="[\'x\']" text="t"></crowd-entity-annotation>')
    )
    assert forms(alone) == []


def test_what_is_left_open_is_closed() -> None:
    """The button is not swallowed by a text, a comment or a tag that is open at the layout's end."""
    for end in ('<textarea name="b">', "<!-- c", '<input name="b', "<style>p {", "<input name=b"):
        page = Page(page_around(FIELD + end))
        assert [field.get("id") for field in page.named("input") if field.get("type") == "submit"] == ["submitButton"]


def test_a_misplaced_body_keeps_its_attributes() -> None:
    """Tags of a page in the middle of a layout are dropped, as browsers do; what `<body>` says is kept."""
    page = Page(page_around(f"<p>x</p><html><body onload='f()' class=\"y\">{FIELD}</body></html><script>g()</script>"))
    (body,) = page.named("body")
    assert body.attributes == {"onload": "f()", "class": "y"}
    assert not page.mistakes


def test_the_helper_is_called_where_the_form_is_known() -> None:
    """A call before the form would fail, so it is repeated after it; another call is left alone."""
    early = f"<!DOCTYPE html><html><head><script>turkSetAssignmentID();</script></head><body>{FIELD}</body></html>"
    assert page_around(early).count("turkSetAssignmentID()") == 2
    for late in (
        f"{FIELD}<script>turkSetAssignmentID();</script>",
        f'<html><body onload="turkSetAssignmentID()">{FIELD}</body></html>',
        f"<html><head><script>onload = () => {{ turkSetAssignmentID(); }}</script></head><body>{FIELD}</body></html>",
    ):
        assert page_around(late).count("turkSetAssignmentID()") == 1


def test_forms_in_values_count() -> None:
    """The form is put around the layout as it is filled in, so a form in a value is not inside another."""
    filled = requester_site_page("<p>${a}</p>" + FIELD, {"a": "<form>x</form><form>y</form>"})
    assert forms(Page(filled.html)) == ["form"]
    assert filled.html.count("<form") == 1


def test_a_large_layout_takes_linear_time() -> None:
    """A megabyte of fields and forms is read in one pass."""
    html = page_around("<form><input name=a></form>" * 40_000)
    assert html.count("<form") == 1


@needs_shared
def test_real_pages() -> None:
    """A real page, read as a layout, has one form with all fields, and no error that its author did not make."""
    found = real_pages()
    made = [page_around(html) for html in found]
    assert len(found) == 35
    assert [page_around(html) for html in made] == made
    for page in map(Page, made):
        (form,) = page.named("form", "crowd-form")
        assert {form_of(page, field) for field in page.elements if is_field(field) and field.get("name")} <= {form}
    wrong = [
        {problem.rule for problem in iter_problems(html, page=True) if problem.severity == "error"} for html in made
    ]
    assert sum(not rules for rules in wrong) == 21
    assert set().union(*wrong) == {"html-parse-error", "missing-doctype"}  # a doctype of HTML 4 stays
