"""What a browser would not submit from the page of an HTMLQuestion, judging by its HTML.

Where a script may add fields, names and choices are not compared; where it may submit the form itself, the browser's
own validation is not assumed. Source: "Constraint validation" in the HTML standard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.answers.read.crowd_forms import CROWD_FORM, object_in
from questionforms.checks.html.field_values import wrong_value
from questionforms.checks.html.forms import kind
from questionforms.crowd_elements import DEFAULT_VALUE, FORM, SELF_CONTAINED
from questionforms.testing.converted_pages import is_converted, iter_wrong_counts, wrong_text
from questionforms.words import counted, did_you_mean, listed, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.form_fields import Fields
    from questionforms.checks.html.page import Page

#: Fields that hold a value that no worker changes.
_FIXED = ("hidden", "submit")


def iter_page_refusals(page: Page, fields: Mapping[str, list[Any]]) -> Iterator[str]:
    """Yield why a browser would not submit these fields from a page; each reason names the field."""
    if not page.is_whole:
        return
    given = fields
    if page.named(FORM, *SELF_CONTAINED) and CROWD_FORM in fields and CROWD_FORM not in page.fields.by_name:
        opened = _opened(fields[CROWD_FORM])
        if opened is None:
            yield f"the value of {quoted(CROWD_FORM)} is not what a crowd-form sends; expected an object in JSON"
            return
        given = {**{name: values for name, values in fields.items() if name != CROWD_FORM}, **opened}
    if not page.scripts.may_write():
        yield from _unknown(page.fields, given)
        for name, values in given.items():
            yield from _not_offered(page.fields, name, values)
    converted = is_converted(page)
    if converted or page.fields.validation_is_kept:
        yield from _invalid(page.fields, given)
    if converted:
        yield from iter_wrong_counts(page, given)
        for name, field in ((name, group[0]) for name, group in page.fields.by_name.items()):
            wrong = [wrong_text(field, value) for value in given.get(name, []) if isinstance(value, str) and value]
            yield from [f"the page's field {quoted(name)} {why}" for why in wrong if why]


def _opened(values: Sequence[Any]) -> dict[str, list[Any]] | None:
    """The fields in what a crowd-form sends: an object, or a list with one; None if it is something else."""
    found = object_in(values[0]) if len(values) == 1 and isinstance(values[0], str) else None
    return None if found is None else {name: [value] for name, value in found.items()}


def _unknown(fields: Fields, given: Mapping[str, list[Any]]) -> Iterator[str]:
    """The given fields that the page does not have, or does not submit."""
    if fields.are_filled_in:
        return
    known = fields.by_name
    for name in given:
        if name in fields.unsent:
            yield f"the page's field {quoted(name)} {fields.unsent[name]}, so a browser does not submit it"
        elif name not in known:
            meant = did_you_mean(nearest(name, known)) or (f"; it has {listed(list(known))}" if known else "")
            yield f"the page has no field {quoted(name)}{meant}"


def _not_offered(fields: Fields, name: str, values: Sequence[Any]) -> Iterator[str]:
    """The values of a field that cannot be chosen or entered there."""
    if name not in fields.by_name:
        return
    for value in values:
        is_file = isinstance(value, tuple)
        if is_file != any(kind(field) == "file" for field in fields.by_name[name]):
            yield f"the page's field {quoted(name)} {'does not take' if is_file else 'takes'} a file"
    choices = fields.offered(name)
    if choices is not None:
        for choice in [part for value in values for part in _chosen(value)]:
            if choice not in choices:
                expected = (
                    did_you_mean(nearest(choice, choices))
                    or f"; expected {listed([each for each in choices if each.strip()])}"
                )
                yield f"{quoted(choice)} cannot be chosen in the page's field {quoted(name)}{expected}"
    most = fields.most(name)
    if most is not None and len(values) > most:
        yield f"the page's field {quoted(name)} is given {counted(len(values), 'value')}; expected at most {most}"


def _chosen(value: Any) -> list[str]:
    """The choices in a value: a text, or the names in what a crowd-form sends for buttons and labels."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, dict):
        return []
    if "label" in value or "labels" in value:
        labels = value.get("labels", [value.get("label")])
        return [label for label in labels if isinstance(label, str)] if isinstance(labels, list) else []
    return [name for name, truth in value.items() if truth is True]


def _invalid(fields: Fields, given: Mapping[str, list[Any]]) -> Iterator[str]:
    """The fields that the browser's validation stops at: required ones that are empty, and values not allowed."""
    for name, group in fields.by_name.items():
        validated = [field for field in group if fields.is_validated(field)]
        values = given.get(name, [])
        if _is_missing(fields, validated, values, given=name in given):
            yield f"the page's field {quoted(name)} is required, but {'empty' if name in given else 'left out'}"
            continue
        texts = [value for value in values if isinstance(value, str) and value]
        reasons = [[wrong_value(field, text) for field in validated] for text in texts]
        yield from [f"the page's field {quoted(name)} {found[0]}" for found in reasons if found and all(found)]


def _is_missing(fields: Fields, group: Sequence[Element], values: Sequence[Any], *, given: bool) -> bool:
    """Whether fields with one name lack a required value; if they are left out, their default counts."""
    required = [field for field in group if _is_required(field)]
    if not required:
        return False
    if not given:
        return not fields.has_default(group)
    boxes = [field.attributes.get("value", DEFAULT_VALUE) for field in required if kind(field) == "checkbox"]
    if boxes:
        return not {*boxes} <= {part for value in values for part in _chosen(value)}
    return not any(map(_is_filled, values))


def _is_required(field: Element) -> bool:
    return "required" in field.attributes and kind(field) not in _FIXED and "readonly" not in field.attributes


def _is_filled(value: Any) -> bool:
    """Whether a value is not empty; in an object of truth values, one must be true."""
    if isinstance(value, tuple):
        return bool(value[1])
    if isinstance(value, dict) and value and all(isinstance(truth, bool) for truth in value.values()):
        return any(value.values())
    return value not in (None, "", [], {})
