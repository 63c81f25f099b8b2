"""Leftover placeholders, misspelt elements, and Crowd HTML elements in pages: each in many spellings."""

from __future__ import annotations

import pytest

from questionforms import Problem, iter_problems
from questionforms.checks.html.element_names import HTML, closest, distance
from tests.steps import takes_linear_steps, takes_linear_time

HELPER = (
    '<!DOCTYPE html><title>x</title><script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>'
    "<form id=mturk_form method=post><input type=hidden name=assignmentId id=assignmentId>{}"
    "<input name=q><button>x</button></form><script>turkSetAssignmentID();</script>"
)
CROWD = '<!DOCTYPE html><title>x</title><script src="https://assets.crowd.aws/crowd-html-elements.js"></script>{}'
FORM = CROWD.format("<crowd-form>{}<crowd-input name=other></crowd-input></crowd-form>")


def problems(page: str) -> list[Problem]:
    """The problems of a page."""
    return list(iter_problems(page, page=True))


def rules(page: str) -> list[str]:
    """The names of their rules."""
    return [problem.rule for problem in problems(page)]


@pytest.mark.parametrize(
    "left",
    [
        "{{ a }}",
        "{{a.b[0].c | escape}}",
        "{{- x -}}",
        "{{ x | default: 'a', 2 | to_json }}",
        '{{ "https://example.com/a.png" | grant_read_access }}',
        "{{\n  task.input.x\n  | to_json\n}}",
        "{{ x or 'y' }}",
        "{{ loop.index + 1 }}",
        "{{{ x }}}",
        "{{#if a}}x{{/if}}",
        "{% for a in b %}x{% endfor %}",
        "{%- if a == 'x' -%}y{%- endif -%}",
        "{% csrf_token %}",
        """{{ x | replace: "{", "(" | replace: '}', ')' }}""",
        "{{ prénom }}",
        "{{ @index }}",
        "{{ ../name }}",
        "{% assign length = task.input.refs.size | minus: 1 %}",
        "<img src='{{ task.input.url | grant_read_access }}' alt=''>",
        "<script>var x = '{{ a }}';</script>{{ b }}",
        '<script src="https://code.jquery.com/jquery-3.6.0.min.js"></script>{{ b }}',
        '<script src="https://cdn.example.org/bootstrap.min.js"></script><script>$("p").hide();</script>{{ b }}',
        '<script src="https://unpkg.com/@popperjs/core@2"></script>{{ b }}',
        '<script src="https://cdn.jsdelivr.net/npm/chart.js"></script>{{ b }}',
        '<script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>{{ b }}',
        '<script src="https://cdn.example.org/underscore/1.8.3/underscore-min.js"></script>{{ b }}',
    ],
)
@pytest.mark.parametrize("page", [HELPER, FORM], ids=["helper", "crowd"])
def test_leftover_templates_are_reported_once(page: str, left: str) -> None:
    """Liquid and its relatives are reported beside scripts that do not fill them in, once a page."""
    assert rules(page.format(left)) == ["unfilled-placeholder"]


@pytest.mark.parametrize(
    "sound",
    [
        "{{}}",
        "{{ 5 }}",
        "{ a }",
        "{{citation needed}}",
        "Write {{ and }} around it.",
        "<kbd>{{ name }}</kbd>",
        r"\(x^{{n}}\) \frac{{a}}{{b}}",
        "<pre>{{ name }}</pre>",
        "<code>{% if x %}</code>",
        "<textarea name=t>{{ name }}</textarea>",
        "<!-- {{ a }} -->",
        "<template>{{ a }}</template>",
        "<style>.a{{ b }}</style>",
        "<script>var x = '{{ a }}';</script>",
        '<script type="text/x-handlebars">{{ a }}</script>',
        "<p onclick=\"show('{{ a }}')\">x</p>",
        "<script>s.replace(/{{(\\w+)}}/g, f)</script>{{ b }}",
        "<script>s.split('{{')</script>{{ b }}",
        "<script>Mustache.parse(t)</script>{{ b }}",
        '<script src="https://unpkg.com/vue@3"></script>{{ b }}',
        '<script src="https://example.com/task.js"></script>{% if b %}',
        "<p v-if=x>{{ a }}</p>",
        "<p ng-repeat='a in b'>{{ a }}</p>",
        "<p :title=x>{{ a }}</p>",
    ],
)
def test_what_may_be_filled_in_is_silent(sound: str) -> None:
    """Nothing is reported that no worker sees, that is an example or a formula, or that a script may fill in."""
    assert rules(HELPER.format(sound)) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("texarea", "textarea"),
        ("texteara", "textarea"),
        ("inptu", "input"),
        ("imput", "input"),
        ("slect", "select"),
        ("lable", "label"),
        ("buton", "button"),
        ("BUTTOM", "button"),
        ("tabel", "table"),
        ("fieldet", "fieldset"),
        ("legand", "legend"),
        ("dvi class=a", "div"),
        ("sapn style=a", "span"),
        ("imgg src=a alt=''", "img"),
        ("inpt name=a", "input"),
        ("headr", "header"),
        ("centre", "center"),
        ("text-area name=a", "textarea"),
        ("field-set", "fieldset"),
        ("checkbox name=a", 'input type="checkbox"'),
        ("textbox name=a", "input"),
    ],
)
def test_misspelt_elements_of_html(written: str, meant: str) -> None:
    """A name that is nearly one of HTML's is reported with the one that was meant."""
    (problem,) = problems(HELPER.format(f"<{written}>w</{written.split(maxsplit=1)[0]}>"))
    assert (problem.rule, problem.severity) == ("misspelt-element", "warning")
    assert problem.message.endswith(f"did you mean `<{meant}>`?")


@pytest.mark.parametrize(
    "own",
    [
        *("foo", "item", "items", "person", "hand", "foot", "spam", "e1", "h7", "group", "labels", "answer", "option1"),
        *("radio", "checkbox", "paragraph", "blink", "center", "font", "nobr", "my-button", "dialog", "search", "dish"),
        *("mention", "selection", "dialogue", "subject", "detail", "my-text-area"),
    ],
)
def test_other_names_are_the_pages_own(own: str) -> None:
    """A name that is not nearly one of HTML's, or that is too short to judge, is left alone."""
    assert rules(HELPER.format(f"<{own}>w</{own}>")) == []


@pytest.mark.parametrize(
    "page",
    [
        "<style>buton { color: red }</style><buton>x</buton>",
        "<script>customElements; document.querySelector('buton').hidden = 1;</script><buton>x</buton>",
        '<script src="https://example.com/framework.js"></script><buton>x</buton>',
        "<svg><rects></rects></svg><math><mrows></mrows></math>",
        "<template><buton>x</buton></template>",
        "<!-- <buton> -->",
    ],
)
def test_names_that_something_defines_are_silent(page: str) -> None:
    """A name that the page, a script from elsewhere, or another vocabulary may define is left alone."""
    assert rules(HELPER.format(page)) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("crowd-chekbox", "crowd-checkbox"),
        ("crowd-textarea", "crowd-text-area"),
        ("crowd-imput", "crowd-input"),
        ("crowd-clasifier", "crowd-classifier"),
        ("crowd-radiobutton", "crowd-radio-button"),
        ("crowd-instruction", "crowd-instructions"),
        ("crod-input", "crowd-input"),
        ("crowd_input", "crowd-input"),
        ("full-instruction", "full-instructions"),
        ("shortinstructions", "short-instructions"),
        ("positive-examples", "positive-example"),
        ("crowd-radio", "crowd-radio-button"),
        ("crowd-toggle", "crowd-toggle-button"),
    ],
)
def test_misspelt_crowd_elements(written: str, meant: str) -> None:
    """The same for Amazon's elements, and for the parts of their content."""
    (problem,) = problems(FORM.format(f"<{written}>w</{written}>"))
    assert (problem.rule, problem.hint) == ("misspelt-element", f"write `<{meant}>`")


def test_crowd_elements_that_do_not_exist() -> None:
    """An element that claims to be Amazon's is reported without a guess, unless a script may define it."""
    (problem,) = problems(FORM.format("<crowd-select>x</crowd-select>"))
    assert (problem.rule, problem.hint) == ("misspelt-element", None)
    assert (
        rules(
            FORM.format(
                '<script src="https://example.com/skeleton.js"></script><crowd-2d-skeleton></crowd-2d-skeleton>'
            )
        )
        == []
    )
    assert rules(FORM.format("<x-select></x-select><iron-icon></iron-icon>")) == []


@pytest.mark.parametrize(
    ("left", "found"),
    [
        ("<inptu name=a>", [("misspelt-element", None)]),
        ("<checkbox name=a>", [("misspelt-element", None)]),
        ("<select name=a><opton>x</opton></select>", [("misspelt-element", None)]),
        ("<label>a</label></lable>", [("html-parse-error", "unexpected-end-tag")]),
        ("<i>a</small</i>", [("html-parse-error", "tag-without-end")]),
        ("<b</b>", [("html-parse-error", "tag-without-end")]),
    ],
)
def test_one_slip_is_one_problem(left: str, found: list[tuple[str, str | None]]) -> None:
    """What follows from a misspelt name, or from a tag without its end, is not reported as well."""
    assert [(each.rule, each.case or None) for each in problems(HELPER.format(left))] == found


def test_what_a_stray_end_tag_may_have_meant() -> None:
    """The message about a stray end tag with an unknown name has the name that was meant."""
    *_, problem = problems(HELPER.format("<label>a</label></lable>"))
    assert (problem.severity, problem.hint) == ("warning", "write `</label>`")


def test_distances() -> None:
    """A swap of two letters counts as one change; the search stops where too many are needed."""
    assert [distance("ab", "ba", 2), distance("abc", "abd", 2), distance("abc", "ab", 2), distance("abcd", "x", 2)] == [
        1,
        1,
        1,
        3,
    ]
    assert closest("a", HTML) == closest("xyzzyx", HTML) == ""


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("yes, no", "['yes', 'no']"),
        ("[yes, no]", "['yes', 'no']"),
        ("yes", "['yes']"),
        ("yes|no", "['yes', 'no']"),
        ("yes;no", "['yes', 'no']"),
        ("('yes', 'no')", "['yes', 'no']"),
        ("'yes','no'", "['yes', 'no']"),
        ("['yes' 'no']", "['yes', 'no']"),
        ("['yes', 'no'", "['yes', 'no']"),
        ("[‘yes’, ‘no’]", "['yes', 'no']"),  # noqa: RUF001
        ("[&amp;quot;yes&amp;quot;]", "['yes']"),
        ("[1, 2]", "['1', '2']"),
        ("{'yes': 'no'}", "['yes']"),
        ("{'labels': ['yes', 'no']}", "['yes', 'no']"),
    ],
)
def test_lists_that_were_meant(value: str, meant: str) -> None:
    """What is not a list of texts is reported with the list that was probably meant."""
    (problem,) = problems(
        FORM.format(f'<crowd-classifier name="a" header="h" categories="{value}"></crowd-classifier>')
    )
    assert (problem.rule, problem.severity) == ("crowd-attribute-not-a-list", "warning")
    assert problem.hint == f'write `categories="{meant}"`'


def test_many_tags_without_an_end() -> None:
    """Many tags without their `>` are reported in linear time."""

    def work(count: int) -> None:
        assert problems(HELPER.format("<p>a</p</div>" * count))

    assert takes_linear_steps(work, 1_600)


def test_long_values_that_are_not_lists() -> None:
    """The list that was probably meant by a long value is found in linear time."""

    def work(size: int) -> None:
        value = f"yes{' ' * size}no"
        assert problems(FORM.format(f'<crowd-classifier name="a" header="h" categories="{value}"></crowd-classifier>'))

    assert takes_linear_time(work, 60_000)


@pytest.mark.parametrize(
    "element",
    [
        '<crowd-classifier name="a" categories="" {}></crowd-classifier>',
        '<crowd-classifier name="a" categories="[]" {}></crowd-classifier>',
        '<crowd-keypoint name="a" labels="null" {}></crowd-keypoint>',
        '<crowd-classifier-multi-select name="a" categories="[\'b\']" exclusion-category="[]" {}>'
        "</crowd-classifier-multi-select>",
    ],
)
def test_empty_lists(element: str) -> None:
    """An empty list is reported with an example, unless a script fills it."""
    (problem,) = problems(FORM.format(element.format("")))
    assert problem.rule == "crowd-attribute-not-a-list"
    assert "one" in (problem.hint or "")
    script = '<script>a1.setAttribute("categories", x); a1.labels = y; a1.exclusionCategory = z;</script>'
    assert rules(FORM.format(element.format("id=a1") + script)) == []


@pytest.mark.parametrize(
    "value",
    [
        "['yes', 'no']",
        "[&quot;yes&quot;]",
        "['a', 'b',]",
        "[\n  'a',\n  'b'\n]",
        r"['it\'s']",
        "[{'label': 'a'}]",
    ],
)
def test_sound_lists_are_silent(value: str) -> None:
    """JSON, Amazon's own spelling, and objects that carry more are right."""
    assert rules(FORM.format(f'<crowd-classifier name="a" categories="{value}"></crowd-classifier>')) == []


@pytest.mark.parametrize(
    "value",
    [
        *("${all}", "{{ task.input.all | to_json | escape }}", "<?= all ?>", "[[ all ]]", "%ALL%", "$all", "%(all)s"),
        *("{all}", "{0}", "{all!r}", "%s", "@Model.All", "#{all}", "{$all}"),
    ],
)
def test_lists_to_be_filled_in_are_no_lists_yet(value: str) -> None:
    """A value with a placeholder is reported as such, if at all."""
    page = FORM.format(f'<crowd-classifier name="a" categories="{value}"></crowd-classifier>')
    assert "crowd-attribute-not-a-list" not in rules(page)


@pytest.mark.parametrize(
    ("attribute", "hint"),
    [
        ("categories='[\"a\"]' exclusion-category=\"{ label: 'None' }\"", "exclusion-category=\"{'text': 'None'}\""),
        ("categories=[yes, no]", "no quotes"),
        ("overlay=red", "JSON"),
    ],
)
def test_what_else_is_not_a_list(attribute: str, hint: str) -> None:
    """An object without its member, a list that is cut off at a space, and what is neither a list nor an object."""
    name = "crowd-image-classifier" if "overlay" in attribute else "crowd-classifier-multi-select"
    found = problems(FORM.format(f"<{name} name=a src='https://example.com/a.png' {attribute}></{name}>"))
    assert [problem.rule for problem in found if hint in (problem.hint or "")] == ["crowd-attribute-not-a-list"]


def test_a_value_that_is_json_may_be_empty() -> None:
    """An initial value may be a list, an object, null or nothing."""
    for value in ("", "null", "[]", "[{'left': .5, 'top': +1}]", "{'src': 'https://example.com/a.png'}"):
        element = f'<crowd-polygon name=a labels="[\'a\']" src="https://example.com/a.png" initial-value="{value}">'
        assert rules(FORM.format(f"{element}</crowd-polygon>")) == []


@pytest.mark.parametrize(
    "element",
    [
        "<crowd-textract-analyze-document src='https://example.com/a.png' block-types=\"['KEY_VALUE_SET']\">"
        "</crowd-textract-analyze-document>",
        "<crowd-rekognition-detect-moderation-labels src='https://example.com/a.png' categories=\"[{name: 'a'}]\">"
        "</crowd-rekognition-detect-moderation-labels>",
    ],
)
def test_an_element_without_a_name_of_its_own_is_a_named_field(element: str) -> None:
    """The elements of Augmented AI have no attribute `name`, and are submitted all the same."""
    assert rules(CROWD.format(f"<crowd-form>{element}</crowd-form>")) == []
    assert rules(CROWD.format("<crowd-form><crowd-input></crowd-input></crowd-form>")) == ["no-named-field"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("<crowd-checkbox name=c value=r></crowd-checkbox><crowd-checkbox name=c value=b></crowd-checkbox>", []),
        (
            "<crowd-checkbox name=c value=r></crowd-checkbox><crowd-checkbox name=c value=r></crowd-checkbox>",
            ["duplicate-choice-value"],
        ),
        (
            "<crowd-toggle-button name=c></crowd-toggle-button><crowd-checkbox name=c></crowd-checkbox>",
            ["duplicate-choice-value"],
        ),
        ("<crowd-checkbox name=c></crowd-checkbox><crowd-input name=c></crowd-input>", ["duplicate-field-name"]),
        ("<crowd-input name=c></crowd-input><crowd-checkbox name=c></crowd-checkbox>", ["duplicate-field-name"]),
        ("<crowd-button name=c></crowd-button><crowd-input name=c></crowd-input>", []),
        ("<crowd-input name=_></crowd-input><select name=_></select><input type=hidden name=_>", []),
        ("<crowd-checkbox name=c value=r></crowd-checkbox><crowd-checkbox name=d value=r></crowd-checkbox>", []),
    ],
)
def test_choices_of_one_name(fields: str, found: list[str]) -> None:
    """Checkboxes may share a name, but not a value, and not with a field of another kind."""
    assert rules(FORM.format(fields)) == found


SELF_CONTAINED = '<crowd-entity-annotation name="e" labels="[{label: \'a\'}]" text="x"></crowd-entity-annotation>'


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (SELF_CONTAINED, []),
        (f"<div><p>Mark.</p>{SELF_CONTAINED}</div>", []),
        (f"<crowd-form>{SELF_CONTAINED}</crowd-form>", ["self-contained-element-in-form"]),
        (f"{SELF_CONTAINED}<crowd-form><crowd-input name=a></crowd-input></crowd-form>", ["several-crowd-forms"]),
        (f"{SELF_CONTAINED}{SELF_CONTAINED}", ["several-crowd-forms"]),
        (SELF_CONTAINED.replace("annotation", "anotation"), ["misspelt-element"]),
        (f"<form method=post>{SELF_CONTAINED}</form>", ["self-contained-element-in-form"]),
        (
            "<form method=post action='https://www.mturk.com/mturk/externalSubmit'><crowd-form><crowd-input name=a>"
            "</crowd-input></crowd-form></form>",
            ["nested-forms"],
        ),
        (f"{SELF_CONTAINED}<crowd-input name=a></crowd-input>", ["crowd-element-outside-form"]),
        ("<crowd-form><crowd-input name=a></crowd-input></crowd-form>" * 2, ["several-crowd-forms"]),
        ("<form><crowd-form><crowd-input name=a></crowd-input></crowd-form></form>", ["nested-forms"]),
        ("<crowd-form><div><form><crowd-input name=a></crowd-input></form></div></crowd-form>", ["nested-forms"]),
    ],
)
def test_parts_that_submit_themselves(body: str, found: list[str]) -> None:
    """One part of a page submits itself, and is not inside another."""
    assert rules(CROWD.format(body)) == found


@pytest.mark.parametrize("tag", ['{% include "submit.html" %}', '{% extends "base.html" %}', "{{> submit }}"])
def test_a_template_may_include_the_form(tag: str) -> None:
    """A template that brings in another has no finding about the form, which may be there."""
    page = "<!DOCTYPE html><title>x</title><p>Name an animal: <input name=a></p>{}"
    assert rules(page.format(tag)) == ["unfilled-placeholder"]
    assert rules(page.format("{{ include }}")) == ["no-form", "unfilled-placeholder"]


def test_a_form_is_submitted_as_all_rules_advise() -> None:
    """Whoever follows the hint of one rule is not sent on by another."""
    page = HELPER.format("")
    assert rules(page) == []
    for action in ("", ' action="/a"', ' action="https://www.mturk.com/mturk/externalSubmit"'):
        found = problems(page.replace("<form id=mturk_form method=post", f"<form method=post{action}"))
        assert {problem.rule for problem in found} <= {"wrong-form-action", "hard-coded-submit-host"}
        assert all("`id` `mturk_form`" in (problem.hint or "") for problem in found)
        assert found


def test_a_missing_assignment_id_beside_amazons_script_is_a_warning() -> None:
    """Where the script is loaded and called it may fill the field; elsewhere nothing does."""
    page = HELPER.format("").replace("<input type=hidden name=assignmentId id=assignmentId>", "")
    assert [(each.rule, each.severity) for each in problems(page)] == [("no-assignment-id", "warning")]
    alone = page.replace("turkSetAssignmentID();", "")
    assert ("no-assignment-id", "error") in [(each.rule, each.severity) for each in problems(alone)]
