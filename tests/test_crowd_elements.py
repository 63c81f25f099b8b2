"""The table of Crowd HTML elements, and the page that is made from it."""

from __future__ import annotations

import pytest

from questionforms.checks.html.forms import is_field
from questionforms.checks.html.page import Page
from questionforms.crowd_elements import CHOICES, CROWD_ELEMENTS, REGIONS, SELF_CONTAINED, CrowdElement
from tests.crowd_elements import PAGE, crowd_page


def test_the_page_is_made_from_the_table() -> None:
    """docs/crowd-elements.md is what `python -m tests.crowd_elements` makes of the table."""
    assert PAGE.read_text(encoding="utf-8") == crowd_page()


def test_amazons_list_is_whole() -> None:
    """There are the 31 elements of SageMaker's list, and the two that only Augmented AI has."""
    only_ai = [element.name for element in CROWD_ELEMENTS.values() if element.only_augmented_ai]
    assert len(CROWD_ELEMENTS) - len(only_ai) == 31
    assert only_ai == ["crowd-rekognition-detect-moderation-labels", "crowd-textract-analyze-document"]


@pytest.mark.parametrize("element", CROWD_ELEMENTS.values(), ids=CROWD_ELEMENTS)
def test_an_element_is_consistent(element: CrowdElement) -> None:
    """Names are distinct, a field has a name, what is guessed is required, and objects have a member."""
    names = [attribute.name for attribute in element.attributes]
    assert len(set(names)) == len(names)
    assert element.name.startswith("crowd-")
    assert element.is_field <= ("name" in names or element.only_augmented_ai)
    assert element.attribute("no-such-attribute") is None
    for attribute in element.attributes:
        assert element.attribute(attribute.name) == attribute
        assert attribute.required or not attribute.guessed
        assert bool(attribute.member) == (attribute.value in ("objects", "object"))
    assert bool(element.drawn_on) <= element.is_field


def test_kinds_of_elements() -> None:
    """One element submits itself, three are true or false, and the parts of instructions are known."""
    assert {"crowd-entity-annotation"} == SELF_CONTAINED
    assert {"crowd-checkbox", "crowd-radio-button", "crowd-toggle-button"} == CHOICES
    assert {"short-instructions", "full-instructions", "classification-target", "worker-comment"} <= REGIONS


def test_which_elements_of_a_page_are_fields() -> None:
    """The fields of the table, and elements that claim to be Amazon's but are not in it."""
    page = Page(
        "<crowd-form><crowd-card><crowd-input></crowd-input><crowd-other></crowd-other></crowd-card></crowd-form>"
    )
    assert [element.name for element in page.elements if is_field(element)] == ["crowd-input", "crowd-other"]
