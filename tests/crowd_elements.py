"""docs/crowd-elements.md, made from the table of Crowd HTML elements. `python -m tests.crowd_elements` writes it."""

from __future__ import annotations

from questionforms.crowd_elements import CROWD_ELEMENTS, VALUE, CrowdAttribute, CrowdElement
from tests.markdown import ROOT

PAGE = ROOT / "docs" / "crowd-elements.md"

_INTRODUCTION = """# Crowd HTML elements

Amazon's script `crowd-html-elements.js` defines these elements. The rules for pages know them, and this page is
generated from the same table, `questionforms.crowd_elements`. Its source is SageMaker's documentation, which has a page
for each element. An asterisk (\\*) marks what those pages do not say and this library assumes.

The answers of all fields in a `<crowd-form>` arrive as one answer, `taskAnswers`, which contains JSON;
[`expanded()`](answers.md) turns it into fields. The table shows each field's part of it.

## Fields

| element | its part of the answer | what a worker marks | attributes |
|---|---|---|---|
"""
_OTHERS = """
`VALUE` is the element's `value`, or `on` if it has none. Checkboxes, radio buttons and toggle buttons with the same
name share an object, in which each value is true or false. A `<crowd-input>` that is left empty is missing
from the answer.

Required attributes are in bold. A list can be JSON, or written as in Amazon's documentation: `['good', 'bad']`, with
single quotes and unquoted names. {self_contained} submits itself and is used without `<crowd-form>`.

## Other elements

| element | attributes |
|---|---|
"""
_SHAPES = {
    "text": '"text"',
    "number": "1",
    "boolean": "true",
    "texts": '["text"]',
    "objects": "[{...}]",
    "object": "{...}",
}
_VALUES = {
    "text": "",
    "flag": "",
    "number": "number",
    "url": "URL",
    "texts": "list of strings",
    "objects": "list of objects",
    "object": "object",
    "json": "JSON",
}


def crowd_page() -> str:
    """The page, from the table."""
    elements = CROWD_ELEMENTS.values()
    alone = ", ".join(f"`<{element.name}>`" for element in elements if element.sends_itself)
    fields = "".join(_field(element) for element in elements if element.is_field)
    others = "".join(f"| {_name(element)} | {_attributes(element)} |\n" for element in elements if not element.is_field)
    regions = sorted({region for element in elements for region in element.regions})
    listed = ", ".join(f"`<{region}>`" for region in regions)
    parts = f"\nSome elements use child elements to divide their content: {listed}.\n"
    return _INTRODUCTION + fields + _OTHERS.format(self_contained=alone) + others + parts


def _name(element: CrowdElement) -> str:
    return f"`{element.name}`{' (Augmented AI only)' if element.only_augmented_ai else ''}"


def _field(element: CrowdElement) -> str:
    answer = element.answer
    assert answer is not None
    value = _SHAPES[answer.shape]
    written = f'{{"{answer.member}": {value}}}' if answer.member and answer.member != VALUE else value
    written = f"{{VALUE: {value}}}" if answer.member == VALUE else written
    guessed = "\\*" if answer.guessed else ""
    return f"| {_name(element)} | `{written}`{guessed} | {element.drawn_on} | {_attributes(element)} |\n"


def _attributes(element: CrowdElement) -> str:
    return ", ".join(map(_attribute, element.attributes))


def _attribute(attribute: CrowdAttribute) -> str:
    shown = f"**`{attribute.name}`**" if attribute.required else f"`{attribute.name}`"
    guessed = "\\*" if attribute.guessed else ""
    value = _VALUES[attribute.value] + (f" with `{attribute.member}`" if attribute.member else "")
    return f"{shown}{guessed}{f' ({value})' if value else ''}"


if __name__ == "__main__":
    PAGE.write_text(crowd_page(), encoding="utf-8")
