"""Values of a template: safe in text and in quotes, refused in code, and which of them may be left over."""

from __future__ import annotations

import csv
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pandas  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from questionforms import HTMLQuestion, InvalidArgument, WrongType

#: A template whose placeholder `a` is where escaping does not help, and what the error says about the place.
DANGEROUS = [
    ("<script>let a = '${a}';</script>", "is inside a <script>"),
    ("<SCRIPT type='text/x'>${a}</SCRIPT >", "is inside a <script>"),
    ('<script type="application/json">{"a": "${a}"}</script>', "is inside a <script>"),
    ("<script><!-- <script> </script> ${a} --></script>", "is inside a <script>"),
    ("<template><script>${a}</script></template>", "is inside a <script>"),
    ("<svg><script>${a}</script></svg>", "is inside a <script>"),
    ("<title></title><noscript></noscript><script>${a}", "is inside a <script>"),
    ("""<b onclick="f('${a}')">x</b>""", "is in `onclick`, which is code"),
    ("<b ONLOAD = 'f(\"${a}\")'>x</b>", "is in `onload`, which is code"),
    ("<svg onload=f(${a})></svg>", "is in `onload`, which is code"),
    ("<b title=${a}>x</b>", "is in the value of `title`, which has no quotes"),
    ("<b title= a${a}b>x</b>", "is in the value of `title`, which has no quotes"),
    ("<a href=https://example.com/${a}>x</a>", "is in the value of `href`, which has no quotes"),
    ("""<a href="javascript:f('${a}')">x</a>""", "is in a URL in `href` that is code"),
    ('<a href=" java&#115;cript&colon;${a}">x</a>', "is in a URL in `href` that is code"),
    ("<form action='vbscript:${a}'></form>", "is in a URL in `action` that is code"),
    ('<iframe src="data:text/html,${a}"></iframe>', "is in a URL in `src` that is code"),
    ('<iframe srcdoc="<p>${a}</p>"></iframe>', "is in `srcdoc`, which is read as another page"),
    ("<svg><animate attributeName='href' values='#;${a}'/></svg>", "is in a URL in `values` that is code"),
    ("<${a}>x</p>", "is in the name of a tag"),
    ("<p ${a}>x</p>", "is in a tag, outside the values of its attributes"),
    ("<p on${a}='b'>x</p>", "is in a tag, outside the values of its attributes"),
]
#: A template whose placeholder `a` starts a URL.
URLS = [
    '<a href="${a}">x</a>',
    "<a HREF = ' ${a}'>x</a>",
    "<a xlink:href='${a}'>x</a>",
    '<form action="${a}"></form>',
    '<button formaction="${a}">x</button>',
    '<iframe src="${a}"></iframe>',
    '<object data="${a}"></object>',
    '<embed src="${a}">',
    '<meta http-equiv="refresh" content="5; URL=${a}">',
    '<svg><animate attributeName="href" to="${a}"/></svg>',
]
SCRIPTS = [
    *("javascript:alert(1)", "JavaScript:alert(1)", " \tjavascript:alert(1)", "java\nscript:a()"),
    *("vbscript:a", "data:text/html,<script>", "data:image/svg+xml,<svg>", "unknown:1"),
]


def filled(template: str, **values: object) -> str:
    """The page with the values."""
    return HTMLQuestion.from_template(template, 0, values).html


@pytest.mark.parametrize(("template", "said"), DANGEROUS)
def test_texts_in_code_are_refused(template: str, said: str) -> None:
    """A text in code, or where it could become code, is refused with its place and the attribute to use instead."""
    with pytest.raises(InvalidArgument) as caught:
        filled(f"<p>One\n{template}", a="harmless")
    column = template.index("${a}") + 1
    assert caught.value.argument == "a"
    assert caught.value.message.startswith(f"line 2, column {column} of the template: ${{a}} {said}")
    assert 'data-a="${a}"' in caught.value.message


@pytest.mark.parametrize("template", [template for template, _ in DANGEROUS])
def test_markup_is_inserted_as_it_is(template: str) -> None:
    """Markup is what the author vouches for, wherever it is."""
    assert filled(template, a=Markup("'\"<&")) == template.replace("${a}", "'\"<&")


@pytest.mark.parametrize("value", [5, -5, 1.5, 1e300, Decimal("2.50")])
def test_numbers_are_safe_in_code(value: object) -> None:
    """A number cannot end a text or a value."""
    template = "<script>let a = ${a};</script><b onclick='f(${a})' width=${a}>x</b>"
    assert filled(template, a=value) == template.replace("${a}", str(value))


@pytest.mark.parametrize("value", [True, float("inf"), "5", "", object()])
def test_other_values_are_not_numbers(value: object) -> None:
    """Python's words for truth values and infinities are names in JavaScript, and a text may have other characters."""
    with pytest.raises(InvalidArgument, match="is inside a <script>"):
        filled("<script>let a = ${a};</script>", a=value)


@pytest.mark.parametrize("template", URLS)
@pytest.mark.parametrize("value", SCRIPTS)
def test_values_that_make_a_url_code_are_refused(template: str, value: str) -> None:
    """A value must not give a URL a scheme that runs code, or one that nobody expects; Markup may."""
    with pytest.raises(
        InvalidArgument, match=r"column \d+ of the template: \$\{a\} makes the URL in .*data-a="
    ) as caught:
        filled(template, a=value)
    assert caught.value.argument == "a"
    assert filled(template, a=Markup(value)) == template.replace("${a}", value)


@pytest.mark.parametrize(
    "value",
    [
        *("https://example.com/a?b=1&c=2", "HTTP://example.com", "//example.com", "/a", "a.png", "a/b:c", "?a=b:c", ""),
        *("mailto:a@example.com", "tel:+123", "#top", "data:image/png;base64,AAAA", "12:30.png"),
    ],
)
def test_urls_are_values(value: str) -> None:
    """The usual URLs, relative ones and pictures in the URL itself are accepted in any attribute."""
    for template in URLS:
        assert filled(template, a=value) == template.replace("${a}", str(Markup.escape(value)))
    assert filled('<a href="javascript.html?${a}">x</a>', a="javascript:1")


def test_a_scheme_made_of_parts() -> None:
    """The scheme is that of the whole URL, whichever placeholders and texts it is made of."""
    for template in ('<a href="${a}${b}">x</a>', '<a href="&#106;${a}${b}">x</a>', '<a href="${c}${a}${b}">x</a>'):
        start = "" if "&" not in template else "j"
        values = {"a": "javas".removeprefix(start), "b": "cript:f()"} | ({"c": ""} if "${c}" in template else {})
        with pytest.raises(InvalidArgument, match="start with `javascript:`"):
            filled(template, **values)
    with pytest.raises(InvalidArgument, match="start with `javascript:`"):
        filled('<a href="${a}:${b}">x</a>', a="javascript", b="f()")
    assert filled('<a href="${a}://${b}">x</a>', a="https", b="example.com/javascript:") != ""


def test_pictures_may_be_svg() -> None:
    """A browser runs no scripts in a picture, so that an SVG in a data URL is fine there."""
    assert "data:image/svg" in filled('<img src="${a}">', a="data:image/svg+xml,<svg>")
    assert filled('<img src="data:image/svg+xml,${a}">', a="<svg>").count("&lt;") == 1


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ('<p title="${a}" data-on=\'${a}\' style="width: ${a}">${a}</p>', "50%"),
        ("<textarea><script>${a}</textarea><title><b onclick=${a}></title><!-- <script>${a} -->", "x"),
        ("<h${a}>x</h${a}>", "2"),
        ("<input ${a}>", "checked"),
        ("<input ${a}>", ""),
        ("<p data-${a}='b'>x</p>", "some-name"),
        ("<style>p { color: ${a} }</style>", "red"),
        ("<svg><animate attributeName='opacity' values='0;${a}'/></svg>", "1"),
        ("<svg><style/>${a}</svg><p>${a}</p>", "a"),
        ("1 < 2 <!--> ${a} <b>${a}</b> <? x ?> ${a} </> ${a} <![CDATA[ ${a} ]]>", "a"),
    ],
)
def test_values_that_are_safe(template: str, value: str) -> None:
    """Texts in text, in quotes and in comments are fine, and so are the few that make sense elsewhere."""
    assert filled(template, a=value) == template.replace("${a}", value)


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("<input ${a}>", "onclick=f()"),
        ("<input ${a}>", "checked onclick=f()"),
        ("<p data-${a}='b'>x</p>", "a onclick"),
        ("<p ${a}onclick='f()'>x</p>", ""),
        ("<h${a}>x", "2 onclick=f()"),
        ("<style>p { background: url('${a}') }</style>", "https://example.com/?a=1&b=2"),
    ],
)
def test_values_that_are_not(template: str, value: str) -> None:
    """Other texts there would become attributes, or stay escaped."""
    with pytest.raises(InvalidArgument, match=r"\$\{a\} is in"):
        filled(template, a=value)


def test_names_of_data_attributes() -> None:
    """The attribute is one that HTML allows, and the script's property is the one that belongs to it."""
    for name, attribute, read in (
        ("Image URL", "data-image-url", "dataset.imageUrl "),
        ("image_url", "data-image_url", "dataset.image_url "),
        ("a.b", "data-a-b", "dataset.aB "),
        ("Option 1", "data-option-1", 'dataset["option-1"] '),
    ):
        with pytest.raises(InvalidArgument) as caught:
            filled(f"<script>'${{{name}}}'</script>", **{name: "x"})
        assert f'{attribute}="${{{name}}}"' in caught.value.message
        assert read in caught.value.message


def test_a_script_may_have_placeholders_of_its_own() -> None:
    """In a template literal, the error says how to leave the placeholder to the script."""
    with pytest.raises(InvalidArgument, match=r"if it is the script's own, write \$\$\{a\}"):
        filled("<p>${a}</p><script>f(`${a}`)</script>", a="x")
    with pytest.raises(InvalidArgument, match=r"but no value of that name is given; if it is the script's own, write"):
        filled("<script>f(`${a}`)</script>")
    assert filled("<p>${a}</p><script>f(`$${a}`)</script>", a="x") == "<p>x</p><script>f(`${a}`)</script>"


class _Tags(HTMLParser):
    """Collects the tags of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add a tag."""
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.text += data


@given(st.text("<>&\"'=/ -!abjs:\n", max_size=12))
def test_no_text_changes_the_elements_of_a_page(value: str) -> None:
    """Whatever a text contains, the page has the same elements, and the text where it was put."""
    template = "<p title=\"${a}\" lang='${a}'>${a}</p><!-- ${a} --><b>x</b>"
    found = _Tags(filled(template, a=value))
    assert found.tags == [("p", [("title", value), ("lang", value)]), ("b", [])]
    assert found.text == f"{value}x"


def test_values_from_a_row() -> None:
    """A row may be passed as it is, alone or with more values by name."""
    row = {"a": "1", "Image URL": "2", "frame_height": "3"}
    page = HTMLQuestion.from_template("${a}${Image URL}${frame_height}${b}", 300, row, b=4)
    assert page == HTMLQuestion("1234", 300)
    assert HTMLQuestion.from_template("${a}", 0, [("a", 1)]) == HTMLQuestion("1")  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="given both in the mapping and by name") as caught:
        HTMLQuestion.from_template("${a}", 0, {"a": 1}, a=1)
    assert caught.value.argument == "a"
    with pytest.raises(WrongType, match="argument `values`"):
        HTMLQuestion.from_template("${a}", 0, 5)  # type: ignore[arg-type]


def test_columns_that_a_page_does_not_name() -> None:
    """With `extra="ignore"`, values without a placeholder are left out, whatever they are; a missing one is not."""
    row: dict[str, Any] = {"a": "1", "b": None, "c": b"2"}
    assert HTMLQuestion.from_template("${a}", 0, **row, extra="ignore") == HTMLQuestion("1")
    assert HTMLQuestion.from_template("${a}", 0, row, extra="ignore") == HTMLQuestion("1")
    assert HTMLQuestion.from_template("$${b}${a}", 0, row, extra="ignore") == HTMLQuestion("${b}1")
    with pytest.raises(InvalidArgument, match='pass extra="ignore"'):
        HTMLQuestion.from_template("${a}", 0, row)
    with pytest.raises(InvalidArgument, match=r"contains \$\{d\}, but no value"):
        HTMLQuestion.from_template("${a}${d}", 0, row, extra="ignore")


@pytest.mark.parametrize("missing", [None, float("nan"), Decimal("nan"), pandas.NA, pandas.NaT], ids=str)
def test_values_that_are_missing(missing: object) -> None:
    """A missing value, as csv or pandas has it for an empty cell, is refused instead of shown as `nan`."""
    with pytest.raises((InvalidArgument, WrongType), match="expected text, a number, or markup") as caught:
        filled("<p>${a}</p>", a=missing)
    assert caught.value.argument == "a"


def test_a_row_with_more_cells_than_columns() -> None:
    """A row of csv.DictReader with more cells than the header has is refused, also if extra values are left out."""
    (row,) = csv.DictReader(["a,b", "1,2,3"])
    with pytest.raises(WrongType, match=r"it has \['3'\] for None, .*; check the row's commas and quotes"):
        HTMLQuestion.from_template("${a}", 0, row, extra="ignore")


@pytest.mark.parametrize(
    ("template", "values", "message"),
    [
        ("${a}", {"values": {"a": 1}}, "no ${values}; pass the values by position, as in (template, 0, values)"),
        ("${a}", {"a": 1, "frame_height": 5}, "pass the frame's height as the second positional argument"),
        ("${a}", {"a": 1, "height": 5}, "pass the frame's height as the second positional argument"),
        ("<p>{{ a }}</p>", {"a": 1}, "no ${a}; it contains `{{ a }}`; write ${a} instead"),
        ("<p>$a</p>", {"a": 1}, "no ${a}; it contains `$a`; write ${a} instead"),
        ("<p>{a}</p>", {"a": 1}, "no ${a}; it contains `{a}`; write ${a} instead"),
        ("<p>%(a)s</p>", {"a": 1}, "no ${a}; it contains `%(a)s`; write ${a} instead"),
        ("<p>$ab</p>", {"a": 1}, "no ${a}; it has no placeholders"),
        ("<p>${a}</p>", {"a": 1, "second": 2}, 'its placeholder is a; pass extra="ignore"'),
    ],
)
def test_what_was_probably_meant(template: str, values: dict[str, Any], message: str) -> None:
    """A value without a placeholder is refused with what to write instead."""
    with pytest.raises(InvalidArgument) as caught:
        HTMLQuestion.from_template(template, **values)
    assert message in str(caught.value)


def test_values_in_the_place_of_the_height() -> None:
    """A mapping as the second argument is refused with the place for values; so is the name of a file as template."""
    with pytest.raises(WrongType, match=r"argument `frame_height`: .* as in \(template, 0, values\)"):
        HTMLQuestion.from_template("${a}", {"a": 1})  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match=r"argument `template`: .*; write Path\('page.html'\) instead"):
        HTMLQuestion.from_template("page.html")


def test_a_column_named_extra() -> None:
    """A placeholder `${extra}` gets its value from a mapping, or by name if it cannot be the option."""
    assert HTMLQuestion.from_template("${extra}", extra="some").html == "some"
    assert HTMLQuestion.from_template("${extra}", 0, {"extra": "ignore"}).html == "ignore"
    assert HTMLQuestion.from_template("${extra}", 0, {"extra": "some", "b": 1}, extra="ignore").html == "some"
    for option in ({}, {"extra": "ignore"}, {"extra": "raise"}):
        with pytest.raises(InvalidArgument, match="pass the values as a mapping") as caught:
            HTMLQuestion.from_template("${extra}", 0, **option)
        assert caught.value.argument == "extra"


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("ingore", "did you mean 'ignore'?"),
        ("some", "pass the values as a mapping"),
        (5, "expected 'raise' or 'ignore'"),
    ],
)
def test_options_that_do_not_exist(extra: object, said: str) -> None:
    """Another value of `extra` is refused if the template has no such placeholder."""
    with pytest.raises((InvalidArgument, WrongType)) as caught:
        HTMLQuestion.from_template("${a}$${extra}", a=1, extra=extra)
    assert said in caught.value.message


def test_contexts_are_found_in_linear_time() -> None:
    """Text that almost is a tag, a value or a script, however long, is looked at once."""
    for almost in ("<", "<a ", "<a x='", "&", "<!--", "<script>", "</title ", "<a href='&", "<b onclick='/[", "`${"):
        for start in ("", "<a href='", "<script>"):
            template = start + almost * 20_000 + "${a}"
            assert len(filled(template, a=Markup("1"))) == len(template) - 3
    many = "<a href='" + "${a}" * 20_000 + "'>"
    assert filled(many, a="1") == f"<a href='{'1' * 20_000}'>"
