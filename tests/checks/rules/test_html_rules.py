"""The rules for HTML pages: silent on sound pages and where a script may help, firing on planted mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

import pytest
from hypothesis import given

from questionforms import HTMLQuestion, iter_problems
from questionforms.checks.html.page import Page
from questionforms.checks.rules import RULES
from questionforms.codes import names_of
from tests.checks.rules.test_html_page import pages
from tests.documents import corpus
from tests.nu.pages import page_of

HELPER = """<!DOCTYPE html>
<html>
<head>
<title>Food</title>
<script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>
</head>
<body>
<form id="mturk_form" method="post" action="https://www.mturk.com/mturk/externalSubmit">
<input type="hidden" id="assignmentId" name="assignmentId">
<p><label>How was the food? <input name="food"></label></p>
<p><input type="submit" id="submitButton"></p>
</form>
<script>turkSetAssignmentID();</script>
</body>
</html>"""
CROWD = """<!DOCTYPE html>
<title>Food</title>
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<body>
<crowd-form>
<crowd-input name="food"></crowd-input>
</crowd-form>
</body>"""
#: Pages of the corpus that are made in the same way, and in which no rule finds anything.
SOUND_STEMS = ("023-gvlab-mturk-questions", "029-mturk-work-questions", "042-objective-turk-create-html-test")

Plant = Callable[[str], str]


def _without(*patterns: str) -> Plant:
    def plant(page: str) -> str:
        for pattern in patterns:
            page = re.sub(pattern, "", page, flags=re.IGNORECASE | re.DOTALL)
        return page

    return plant


def _instead(pattern: str, by: str) -> Plant:
    return lambda page: re.sub(pattern, lambda _: by, page, count=1, flags=re.IGNORECASE)


def _in_form(markup: str) -> Plant:
    return _instead("</form>", f"{markup}</form>")


_CALL = "<script>turkSetAssignmentID();</script>"
_HELPER_SCRIPT = r"<script[^>]*>[\s;]*turkSetAssignmentID\(\)[\s;]*</script>"
_SCRIPTS = r"<script.*?</script>"
_ID = r"""<input[^>]*assignmentId[^>]*>"""
_FIELDS = r"""<input[^>]*type=['"]?text[^>]*>|<input name[^>]*>"""

#: Rule -> what plants its condition in a page that uses Amazon's helper script.
PLANTS: list[tuple[str, Plant]] = [
    ("html-parse-error", _in_form("</span>")),
    ("html-parse-error", _in_form("<b>")),
    ("html-parse-error", _in_form("<p class='a'id=b></p>")),
    ("missing-doctype", _without("<!DOCTYPE html>")),
    ("unescaped-ampersand", _in_form("Q&A")),
    ("duplicate-id", _in_form('<i id="a"></i><b id="a"></b>')),
    ("no-form", _without(_SCRIPTS, "</?form[^>]*>")),
    ("no-assignment-id", _without(_ID)),
    ("no-assignment-id", _without(r""" id=['"]assignmentId['"]""")),
    ("no-assignment-id", _without(r"<script[^>]*externalHIT.*?</script>")),
    ("no-assignment-id", _without(_SCRIPTS)),
    ("no-assignment-id", _instead(r"(?<=name=.)assignmentId", "assignmentID")),
    ("wrong-form-action", _without(r""" action=['"][^'"]*['"]""", r""" id=['"]mturk_form['"]""")),
    ("form-sent-elsewhere", _instead("<form[^>]*>", '<form method="post" action="https://example.com/a">')),
    ("form-sent-by-get", _without(r""" method=['"]post['"]""")),
    (
        "hard-coded-submit-host",
        _instead("<form[^>]*>", '<form method="post" action="https://www.mturk.com/mturk/externalSubmit">'),
    ),
    ("no-submit-button", lambda page: _in_form("<textarea name=a></textarea>")(_without("<input[^>]*>")(page))),
    ("no-named-field", _without(_FIELDS)),
    ("duplicate-field-name", _in_form('<input name="a"><textarea name="a"></textarea>')),
    ("duplicate-choice-value", _in_form('<input type="radio" name="a"><input type="radio" name="a">')),
    ("reserved-field-name", _in_form('<input type="hidden" name="hitId">')),
    ("crowd-element-without-script", _in_form("<crowd-slider></crowd-slider>")),
    ("crowd-element-outside-form", _in_form('<crowd-slider name="a"></crowd-slider>')),
    ("http-resource", _in_form('<img src="http://example.com/a.png" alt="">')),
    ("relative-resource", _in_form('<img src="a.png" alt="">')),
    ("helper-called-before-form", lambda page: _instead("<form", f"{_CALL}<form")(_without(_HELPER_SCRIPT)(page))),
    ("unfilled-placeholder", _in_form("<p>${name}</p>")),
    ("placeholder-in-code", _in_form("<script>let name = '${name}';</script>")),
    ("placeholder-in-code", _in_form("""<b onclick="show('${name}')">Show</b>""")),
    ("unquoted-placeholder", _in_form("<b title=${the name}>Show</b>")),
    ("misspelt-element", _in_form("<texarea name=a></texarea>")),
    ("crowd-attribute-not-a-list", _in_form('<crowd-classifier name="a" categories="b, c"></crowd-classifier>')),
    ("nested-forms", _in_form("<crowd-form></crowd-form>")),
    ("self-contained-element-in-form", _in_form('<crowd-entity-annotation name="a"></crowd-entity-annotation>')),
    ("several-crowd-forms", _instead("<form", "<crowd-form></crowd-form><crowd-form></crowd-form><form")),
]


def rules_of(page: str, height: int = 400) -> set[str]:
    """The rules that find something in a page."""
    return {problem.rule for problem in iter_problems(HTMLQuestion(page, height))}


def sound_pages() -> dict[str, str]:
    """The page above, and those of the corpus."""
    return {"ours": HELPER} | {
        path.stem: page_of(path).strip() for path in corpus("htmlquestion") if path.stem in SOUND_STEMS
    }


@pytest.mark.parametrize("page", sound_pages().values(), ids=sound_pages())
def test_sound_pages_are_silent(page: str) -> None:
    """No rule finds anything in a page that works."""
    assert rules_of(page) == set()
    assert rules_of(CROWD) == set()


@pytest.mark.parametrize("page", sound_pages().values(), ids=sound_pages())
@pytest.mark.parametrize(("rule", "plant"), PLANTS, ids=[f"{index}-{rule}" for index, (rule, _) in enumerate(PLANTS)])
def test_each_rule_fires_where_its_condition_is_planted(page: str, rule: str, plant: Plant) -> None:
    """A sound page with one planted mistake has a problem of the rule for it."""
    planted = plant(page)
    assert planted != page
    assert rule in rules_of(planted)


def test_rules_of_crowd_forms_fire() -> None:
    """The order of script and form, and a height of 0 without either, are checked as well."""
    script = re.findall(_SCRIPTS, CROWD)[0]
    late = CROWD.replace(script, "").replace("</body>", f"{script}</body>")
    assert rules_of(late) == {"crowd-script-after-form"}
    assert rules_of(CROWD, 0) == rules_of(HELPER, 0) == set()
    assert "zero-frame-height" in rules_of(re.sub(_SCRIPTS, "", HELPER), 0)


def test_every_rule_is_planted() -> None:
    """The table above has every rule for pages, except those about order and height."""
    of_pages = {rule.name for rule in RULES.values() if rule.on is Page}
    assert of_pages <= set(names_of("html_question"))
    assert of_pages - {rule for rule, _ in PLANTS} == {"crowd-script-after-form"}


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>No form.</p>", "no `<form>`"),
        ("<form><input name=a><button>Send</button></form>", "no `assignmentId` field"),
        (
            "<form action='/a'><input name=assignmentId value=''><button name=b>Go</button></form>",
            "no script fills it",
        ),
        (
            "<form action='a.php'><input name=assignmentId value=x><button name=b>Go</button></form>",
            "submitted to `a.php`",
        ),
        ("<form action='https://www.mturk.com/x'><button name=b>Go</button></form>", "only at `/mturk/externalSubmit`"),
        ("<form><input name=a><input name=b></form>", "no submit button"),
        ("<form id=a><textarea name=a></textarea></form><button>Go</button>", "outside the form"),
        ("<form><textarea name=a></textarea><button type=button>Go</button></form>", "no submit button"),
    ],
)
def test_certain_errors(page: str, said: str) -> None:
    """What cannot work in a page without any script is an error."""
    problems = list(iter_problems(HTMLQuestion(f"<!DOCTYPE html>{page}", 400)))
    assert [problem for problem in problems if said in problem.message and problem.severity == "error"]


@pytest.mark.parametrize(
    "script",
    [
        '<script src="https://example.com/task.js"></script>',
        '<script src="jquery.validate.js"></script>',
        '<script type="module">import "https://example.com/task.js";</script>',
        '<script>var s = document.createElement("script"); s.src = "a.js"; document.body.appendChild(s);</script>',
        '<iframe src="https://example.com/task"></iframe>',
        '<meta http-equiv="refresh" content="0; url=https://example.com/">',
        '<script>document.body.innerHTML = "<form>" + location.search + turkSubmitTo;</script>',
    ],
)
@pytest.mark.parametrize("page", ["<p>Task</p>", "<form><input></form>", "<form><button>Go</button></form>"])
def test_no_error_where_a_script_may_do_it(script: str, page: str) -> None:
    """Code from elsewhere, and code that adds elements, may create what is missing, so there is no error."""
    problems = iter_problems(HTMLQuestion(f"<!DOCTYPE html><title>x</title>{script}{page}", 400))
    assert {problem.rule for problem in problems if problem.severity == "error"} == set()


@pytest.mark.parametrize(
    "script",
    [
        '<script src="https://code.jquery.com/jquery-3.7.1.slim.min.js"></script>',
        '<script src="https://cdn.jsdelivr.net/npm/bootstrap@5/dist/js/bootstrap.bundle.min.js?v=1"></script>',
        '<script>console.log("hello");</script>',
        '<template><form action="https://www.mturk.com/mturk/externalSubmit"></form></template>',
    ],
)
def test_libraries_and_idle_scripts_make_no_form(script: str) -> None:
    """A library by itself, an unrelated script, and an unused template do not create a form."""
    assert rules_of(f"<!DOCTYPE html><title>x</title>{script}<p>Task</p>") == {"no-form"}


@pytest.mark.parametrize(
    "given_on",
    [
        "<script>window.onload = turkSetAssignmentID;</script>",
        '<script>addEventListener("load", turkSetAssignmentID)</script>',
        "<script>$(turkSetAssignmentID)</script>",
        "<script>$(document).ready(turkSetAssignmentID)</script>",
        "<script>setTimeout(turkSetAssignmentID,100)</script>",
        "<script>turkSetAssignmentID.call(null)</script>",
        '<script>window["turkSetAssignmentID"]()</script>',
        '<img src="https://example.com/a.png" alt="" onload="turkSetAssignmentID()">',
    ],
)
def test_the_helper_may_be_called_by_reference(given_on: str) -> None:
    """Amazon's function takes effect wherever its name is passed on, with an explicit action or without."""
    page = HELPER.replace("<script>turkSetAssignmentID();</script>", given_on)
    assert given_on in page
    assert rules_of(page) == set()
    assert rules_of(re.sub(' action="[^"]*"', "", page)) == set()


@pytest.mark.parametrize(
    "defined",
    [
        "function turkSetAssignmentID() { byId('assignmentId') }",
        "window.turkSetAssignmentID = () => byId('assignmentId')",
    ],
)
def test_the_helper_is_not_called_by_its_definition(defined: str) -> None:
    """A page that defines a function with this name but never calls it uses its form's own action."""
    page = HELPER.replace("turkSetAssignmentID();", defined)
    assert "wrong-form-action" in rules_of(re.sub(' action="[^"]*"', "", page))


@pytest.mark.parametrize(
    "script",
    [
        "<script>window.onload = function () { turkSetAssignmentID(); };</script>",
        "<script>turkSetAssignmentID(); addEventListener('load', turkSetAssignmentID);</script>",
        "<script type=module>turkSetAssignmentID();</script>",
        f"{_CALL}<script>onload = turkSetAssignmentID</script>",
        f'{_CALL}<script src="https://example.com/a.js"></script>',
    ],
)
def test_the_helper_may_be_called_above_the_form(script: str) -> None:
    """A call that waits, or that is not the only one, still fills the field."""
    page = HELPER.replace(_CALL, "").replace("<form", f"{script}<form")
    assert "helper-called-before-form" not in rules_of(page)
    assert "helper-called-before-form" in rules_of(page.replace(script, _CALL))


@pytest.mark.parametrize("page", ["<p>Task</p>", "<form><input></form>", "<form><button>Go</button></form>"])
def test_all_is_a_library_of_icons_alone(page: str) -> None:
    """A file `all.js` may contain anything, unless its URL is Font Awesome's."""
    head = "<!DOCTYPE html><title>x</title><script src='{}'></script>"
    for address in ("https://my.site/all.js", "js/all.min.js", "all.js?font-awesome"):
        problems = iter_problems(HTMLQuestion(head.format(address) + page, 400))
        assert {problem.rule for problem in problems if problem.severity == "error"} == set()
    for address in ("https://use.fontawesome.com/releases/v5.0.6/js/all.js", "/font-awesome/5/js/all.min.js?v=1"):
        assert rules_of(head.format(address) + page) & {"no-form", "no-assignment-id"}


@pytest.mark.parametrize(
    "code",
    [
        '$("#t").load("https://a.b/c.html")',
        '$("#t").replaceWith($("#u").clone())',
        "document.body.replaceChildren(t.content)",
        "t.before(u)",
        '$("#t").after(u)',
        '$("#t").wrap(u)',
        "t.outerHTML = u",
        "t.shadowRoot.x(u.cloneNode(true))",
    ],
)
def test_no_form_where_code_may_write_one(code: str) -> None:
    """With only known libraries, each way to add elements to the page may create the form."""
    page = f"""<!DOCTYPE html><title>x</title><script src="https://code.jquery.com/jquery-3.7.1.min.js"></script>
<template id="t"><form action="https://www.mturk.com/mturk/externalSubmit"></form></template><script>{code}</script>"""
    assert "no-form" not in rules_of(page)


@pytest.mark.parametrize("start", ["", "\n  ", "\ufeff"])
@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (HELPER.replace("<", "&lt;").replace(">", "&gt;"), "the page is escaped twice"),
        (HELPER.replace("<", "&amp;lt;"), "the page is escaped twice"),
        (HELPER.removeprefix("<!DOCTYPE html>\n").replace("<", "&lt;") + "${name}", "the page is escaped twice"),
        (f"<![CDATA[{HELPER}]]>", "there is CDATA inside CDATA"),
        (f"<![CDATA[\n${{name}} {_without(_SCRIPTS)(HELPER)}", "there is CDATA inside CDATA"),
    ],
)
def test_what_is_no_page_is_told_once(start: str, broken: str, said: str) -> None:
    """A page that is escaped twice, or in CDATA twice, has only this problem, and none for its parts."""
    problems = list(iter_problems(HTMLQuestion(start + broken, 400)))
    assert [problem.rule for problem in problems if problem.rule != "invisible-character"] == ["html-parse-error"]
    assert [problem for problem in problems if problem.message.startswith(said)]
    assert "html-parse-error" not in rules_of(HELPER.replace("How", "&lt;html&gt;"))


@pytest.mark.parametrize(
    "place",
    ['<p title="{}">x</p>', '<script>"{}"</script>', "<textarea name=a>{}</textarea>", "<style>/* {} */</style>"],
)
def test_only_comments_of_the_markup_turn_rules_off(place: str) -> None:
    """Text like such a comment in a value, a script or a text has no effect; a real comment does."""
    comment = "<!-- questionforms: ignore html-parse-error -->"
    page = HELPER.replace("</form>", "</span></form>")
    assert "html-parse-error" in rules_of(page.replace("<form", place.format(comment) + "<form"))
    assert rules_of(page.replace("<form", f"{comment}<form")) == set()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("<script>let a = `${a}`, b = '${b}';</script>", ["b"]),
        ("<script>let a = `<i>${a.map((b) => `${b}`)}${c}</i>`;</script>", []),
        ("<script>/* ${a} */ let b = ${b}; // ${c}\nlet d = /`/, e = `${e}`;</script>", ["b"]),
        ("<script>text.replace('${a}', a).split('${b}'); if (c === '${c}') {}; f('${d}')</script>", ["c", "d"]),
        ("<script type='text/template'>${a}</script><script type='application/ld+json'>${b}</script>", ["b"]),
        ("<script type='MODULE'>f('${a}', '$${b}', '$$${c}')</script>", ["a", "c"]),
        ("""<b onclick="f('${a}')" ONCLICK2='1' onfocus=f(${b}) title="${c}" data-on="${d}">x</b>""", ["a", "b"]),
        ("<b onclick='f(`${a}`)'>x</b>", []),
        ("""<a href="JavaScript&colon;f('${a}')">x</a><a href="${b}">x</a><a href="https://x.org/${c}">x</a>""", ["a"]),
        ("<textarea><script>'${a}'</textarea><title><script>${b}</title><!-- <script>${c}</script> -->", []),
        ("<svg><script>f('${a}')</script><style/>${b}</svg><iframe srcdoc='${c}'></iframe>", ["a", "c"]),
    ],
)
def test_placeholders_in_code(code: str, names: list[str]) -> None:
    """A placeholder of a layout is found in code; what JavaScript fills in, and what is only text, is not."""
    problems = iter_problems(HTMLQuestion(code, 400), select=["placeholder-in-code"])
    assert [problem.message.split("`")[1] for problem in problems] == [f"${{{name}}}" for name in names]


def test_pages_that_were_not_read_to_their_end_lack_nothing() -> None:
    """A page beyond the limits has one error, and none for what may come later."""
    assert rules_of("<!DOCTYPE html>" + "<div>" * 600) >= {"html-parse-error"}
    assert not rules_of("<!DOCTYPE html>" + "<div>" * 600) & {"no-form", "no-assignment-id", "no-submit-button"}


@given(pages)
def test_no_page_makes_a_rule_fail(text: str) -> None:
    """Each rule accepts any page; each finding has a place in it, a one-line message, and a hint."""
    page = Page(text)
    for rule in (rule for rule in RULES.values() if rule.on is Page):
        for finding in islice(rule.check(page), 100):
            assert finding.offset is not None
            assert 0 <= finding.offset <= len(text)
            assert finding.hint
            assert len(finding.message) < 400
