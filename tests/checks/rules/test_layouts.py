"""Layouts of the requester site: HTML with placeholders, around which the site puts a page and a form."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms import HTMLQuestion, InvalidDocument, is_valid, iter_problems, validate

LAYOUT = """<h2>Is this sentence polite?</h2>
<p>${sentence} (${source}, ${year}, ${id})</p>
<p><label><input name="polite" type="radio" value="1"> yes</label></p>
"""
PAGE = f"<!DOCTYPE html><html><head><title>x</title></head><body>{LAYOUT}</body></html>"


def rules(page: str, *, layout: bool = True) -> list[str]:
    """The rules that find something in a page, or in a layout."""
    return [problem.rule for problem in iter_problems(page, page=True, layout=layout)]


@pytest.mark.parametrize(
    "layout",
    [
        LAYOUT,
        PAGE,
        f"<!-- A layout. -->\n{LAYOUT}",
        f"<style>p {{ margin: 0 }}</style><section>{LAYOUT}</section><script>var n = 1;</script>",
        f'<form action="/x">{LAYOUT}</form>',
        f'<form method="post" action="https://www.mturk.com/mturk/externalSubmit">{LAYOUT}</form>',
        '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>'
        '<crowd-form answer-format="flatten-objects">'
        '<crowd-classifier name="a" header="${h}" categories="${all}"></crowd-classifier></crowd-form>',
    ],
)
def test_a_layout_has_no_problems_for_what_the_site_adds(layout: str) -> None:
    """Neither the doctype, the form, its fields and its button, nor the names to fill in are missed."""
    assert rules(layout) == []
    assert is_valid(layout, layout=True)
    validate(layout, layout=True)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ('<input name="polite">', "duplicate-field-name"),
        ("<p>{{ name }}</p>", "unfilled-placeholder"),
        ('<img src="a.png" alt="">', "relative-resource"),
        ("<p><b>a</p>", "html-parse-error"),
        ('<i id="a"></i><i id="a"></i>', "duplicate-id"),
        ('<crowd-input name="a"></crowd-input>', "crowd-element-without-script"),
        ('<input name="polite" type="radio" value="1">', "duplicate-choice-value"),
        ("<texarea name=a></texarea>", "misspelt-element"),
    ],
)
def test_what_is_wrong_in_a_layout_is_found(more: str, rule: str) -> None:
    """The rules find in a layout what they would find in the page that the site makes of it."""
    assert rule in rules(LAYOUT + more)


def test_a_layout_without_a_named_field_is_doubtful() -> None:
    """The site itself refused such a layout."""
    assert rules("<p>${a}</p><input>") == ["no-named-field"]


def test_a_file_that_looks_like_a_layout_has_one_problem() -> None:
    """Without being said to be a layout, it has one problem, which lists the names and mentions the setting."""
    for page in (LAYOUT, PAGE, f"<p>${{a}}</p><form>{LAYOUT}</form>"):
        (problem,) = iter_problems(page, page=True)
        assert (problem.rule, problem.severity) == ("unfilled-placeholder", "warning")
        assert "`layouts`" in (problem.hint or "")
    assert "the page's 5 placeholders, such as `${a}`, `${sentence}` and `${source}`" in problem.message


def test_a_page_with_names_is_checked_as_a_page() -> None:
    """A page with a doctype and a form has its other problems, too; so has every page in a document."""
    page = f"<!DOCTYPE html><title>x</title><form>{LAYOUT}</form>"
    assert {"unfilled-placeholder", "no-assignment-id", "wrong-form-action"} <= set(rules(page, layout=False))
    document = HTMLQuestion(LAYOUT, 400)
    found = [problem.rule for problem in iter_problems(document)]
    assert found.count("unfilled-placeholder") == 1
    assert {"missing-doctype", "no-form"} <= set(found)
    assert list(iter_problems(document, layout=True)) == []
    assert list(iter_problems(document.to_xml(), layout=True)) == []


def test_places_in_a_layout_are_those_of_its_file(tmp_path: Path) -> None:
    """Lines and columns are the file's own, whatever the site puts before them."""
    path = tmp_path / "layout.html"
    path.write_text(f'{LAYOUT}<p>\n  <b id="polite" id="b"></b>', encoding="utf-8", newline="\r\n")
    (problem,) = iter_problems(path, layout=True)
    assert (problem.line, problem.column, problem.rule) == (5, 18, "html-parse-error")


def test_problems_of_a_layouts_page_are_warnings(tmp_path: Path) -> None:
    """The site accepted such pages; what no document can contain is still an error."""
    path = tmp_path / "layout.html"
    path.write_text(f"{LAYOUT}<b id=a id=b></b>", encoding="utf-8")
    for source in (path, HTMLQuestion(path, 400)):
        assert {problem.severity for problem in iter_problems(source, layout=True)} == {"warning"}
        validate(source, layout=True)
    with pytest.raises(InvalidDocument):
        validate(f"{LAYOUT}\U0001f600", page=True, layout=True)
