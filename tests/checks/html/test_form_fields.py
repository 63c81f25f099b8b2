"""The fields that a page submits, the values that can be chosen in them, and what they hold at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from questionforms.checks.html.field_values import wrong_value
from questionforms.checks.html.page import Page
from tests.steps import takes_linear_steps

if TYPE_CHECKING:
    from questionforms.checks.html.form_fields import Fields

MULTIPLE = (
    '<crowd-image-classifier-multi-select name="a" categories="[\'x\']" {}></crowd-image-classifier-multi-select>'
)


def fields(html: str, form: str = "form") -> Fields:
    """The fields of a page with this form."""
    return Page(f"<!DOCTYPE html><html><head><title>t</title></head><body><{form}>{html}</{form}></body></html>").fields


def test_fields_that_are_not_submitted() -> None:
    """A field that is disabled, alone or with its fieldset, or outside the form, is not submitted."""
    found = fields(
        '<input name="a" disabled><fieldset disabled><p><input name="b"></p></fieldset><input name="c">'
        '<input name="d" disabled><input name="d"></form><input name="e"><form><input type="reset" name="r">'
    )
    assert {*found.by_name} == {"c", "d"}
    assert found.unsent == {"a": "is disabled", "b": "is disabled", "e": "is outside the form"}


def test_elements_that_submit_themselves() -> None:
    """A Crowd HTML element that submits itself needs no form."""
    assert [*fields('</p><crowd-entity-annotation name="a"></crowd-entity-annotation>', "p").by_name] == ["a"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<input type="radio" name="a" value="x">One<input type="radio" name="a">', {"x": "One", "on": ""}),
        ('<label for="i">One</label><input type="checkbox" id="i" name="a" value="x">', {"x": "One"}),
        ('<select name="a"><option value="x">One<option disabled>Two<option>Three &amp; four', {"x": "One"}),
        ('<input type="hidden" name="a" value="x">', {"x": ""}),
        ('<input name="a">', None),
        ('<input type="radio" name="a" value="${x}">', None),
        ('<crowd-image-classifier name="a" categories="[\'x\']"></crowd-image-classifier>', {"x": ""}),
        (MULTIPLE.format(""), {"x": ""}),
        (MULTIPLE.format("exclusion-category=\"{ text: 'none' }\""), {"x": "", "none": ""}),
        ('<crowd-classifier name="a" categories="${x}"></crowd-classifier>', None),
        ('<crowd-classifier name="a" categories="[1]"></crowd-classifier>', None),
        ('<crowd-keypoint name="a" labels="[\'x\']"></crowd-keypoint>', None),
    ],
)
def test_values_that_can_be_chosen(html: str, expected: dict[str, str] | None) -> None:
    """The values of choices, and of classifiers in Amazon's spelling, each with the text beside it."""
    found = fields(html).offered("a")
    if expected is not None and "Three" in html:
        expected = expected | {"Three & four": "Three & four"}
    assert found == expected


@pytest.mark.parametrize(
    ("html", "most"),
    [
        ('<input type="radio" name="a"><input type="radio" name="a">', 1),
        ('<button name="a">x</button><button name="a">y</button>', 1),
        ('<input type="checkbox" name="a"><input type="checkbox" name="a">', 2),
        ('<select name="a"></select>', 1),
        ('<select name="a" multiple></select>', None),
        ('<crowd-input name="a"></crowd-input>', None),
    ],
)
def test_how_many_values_are_submitted(html: str, most: int | None) -> None:
    """One of several radio buttons or submit buttons, and one value for each other field."""
    assert fields(html).most("a") == most


@pytest.mark.parametrize("name", ["crowd-checkbox", "crowd-radio-button", "crowd-toggle-button"])
def test_choices_that_are_made_at_first(name: str) -> None:
    """Each Crowd HTML element with an answer of true or false can be checked at first."""
    for attribute, expected in (("checked", True), ('value="x"', False)):
        found = fields(f'<{name} name="a" {attribute}></{name}>', "crowd-form")
        assert found.has_default(found.by_name["a"]) is expected


def test_numbers() -> None:
    """A number has the form and the bounds that the page gives it; the step of a slider does not count."""
    for html, text, expected in (
        ('<input type="number" name="a" max="1e1">', "11", "is `11`; expected at most 1e1"),
        ('<input type="number" name="a">', "\u0661", "is `\u0661`; expected a number"),
        ('<crowd-slider name="a" min="1" step="2"></crowd-slider>', "2", None),
        ('<crowd-slider name="a" min="1"></crowd-slider>', "0", "is `0`; expected at least 1"),
    ):
        (field,) = fields(html).by_name["a"]
        assert wrong_value(field, text) == expected


@pytest.mark.parametrize(
    "part",
    [
        '<select name="a{0}"><option>x</select>',
        '<label for="i{0}">x</label><input type="radio" id="i{0}" name="a{0}">',
        '<input name="a{0}" required>',
    ],
)
def test_large_pages(part: str) -> None:
    """Labels, options and buttons are looked up once for all fields."""

    def work(count: int) -> None:
        found = fields("".join([part.format(f"{index:04}") for index in range(count)]))
        for name, group in found.by_name.items():
            found.offered(name)
            found.has_default(group)
            found.is_validated(group[0])

    assert takes_linear_steps(work, 400)
