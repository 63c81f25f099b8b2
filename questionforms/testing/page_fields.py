"""What a browser would not submit from the page of an HTMLQuestion, judging by its HTML.

Where a script may add fields, names and choices are not compared; where it may submit the form itself, the browser's
own validation is not assumed. Source: "Constraint validation" in the HTML standard.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from questionforms.answers.read.crowd_forms import CROWD_FORM
from questionforms.checks.html.forms import form_of, is_field, is_filled_in, kind
from questionforms.elements.external_question import RESERVED
from questionforms.testing.converted_pages import is_converted, iter_wrong_counts, wrong_text
from questionforms.testing.page_values import has_default, offered, wrong_value
from questionforms.words import counted, did_you_mean, listed, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page

    #: The fields with each name.
    Groups = Mapping[str, Sequence[Element]]

#: Code that submits a form without validation, or changes what a field requires.
_UNDOES_VALIDATION = (
    *("submit(", "novalidate", "required", "disabled", "setattribute", "removeattribute", ".attr(", ".prop("),
    *(".remove(", "removechild", "innerhtml", "outerhtml", ".html(", "replacewith", "replacechild", "document.write"),
)
#: Fields that hold a value that no worker changes.
_FIXED = ("hidden", "submit")


def iter_page_refusals(page: Page, fields: Mapping[str, list[Any]]) -> Iterator[str]:
    """Yield why a browser would not submit these fields from a page; each reason names the field."""
    if not page.is_whole:
        return
    groups, unsent = _fields(page)
    given = fields
    if page.named("crowd-form") and CROWD_FORM in fields and CROWD_FORM not in groups:
        opened = _opened(fields[CROWD_FORM])
        if opened is None:
            yield f"the value of {quoted(CROWD_FORM)} is not what a crowd-form sends; expected an object in JSON"
            return
        given = {**{name: values for name, values in fields.items() if name != CROWD_FORM}, **opened}
    if not page.scripts.may_write():
        yield from _unknown(groups, unsent, given)
        for name, values in given.items():
            yield from _not_offered(page, name, groups.get(name, ()), values)
    converted = is_converted(page)
    if converted or not page.scripts.may(*_UNDOES_VALIDATION):
        yield from _invalid(page, groups, given)
    if converted:
        yield from iter_wrong_counts(page, given)
        for name, field in ((name, group[0]) for name, group in groups.items()):
            wrong = [wrong_text(field, value) for value in given.get(name, []) if isinstance(value, str) and value]
            yield from [f"the page's field {quoted(name)} {why}" for why in wrong if why]


def _fields(page: Page) -> tuple[dict[str, list[Element]], dict[str, str]]:
    """The fields that a form of the page submits, by name, and why other named fields are not submitted."""
    groups: dict[str, list[Element]] = {}
    unsent: dict[str, str] = {}
    for field in page.elements:
        name = field.get("name")
        if not name or not is_field(field) or name in RESERVED:
            continue
        if why := _why_unsent(page, field):
            unsent[name] = why
        else:
            groups.setdefault(name, []).append(field)
    return groups, {name: why for name, why in unsent.items() if name not in groups}


def _why_unsent(page: Page, field: Element) -> str:
    if form_of(page, field) is None:
        return "is outside the form"
    around: Element | None = field
    while around is not None:
        if "disabled" in around.attributes and (around is field or around.name == "fieldset"):
            return "is disabled"
        around = around.parent
    return ""


def _opened(values: Sequence[Any]) -> dict[str, list[Any]] | None:
    """The fields in what a crowd-form sends: an object, or a list with one; None if it is something else."""
    try:
        (text,) = values
        found = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    if isinstance(found, list) and len(found) == 1:
        (found,) = found
    return {name: [value] for name, value in found.items()} if isinstance(found, dict) else None


def _unknown(groups: Groups, unsent: Mapping[str, str], given: Mapping[str, list[Any]]) -> Iterator[str]:
    """The given fields that the page does not have, or does not submit."""
    if any(map(is_filled_in, groups)):
        return
    for name in given:
        if name in unsent:
            yield f"the page's field {quoted(name)} {unsent[name]}, so a browser does not submit it"
        elif name not in groups:
            meant = did_you_mean(nearest(name, groups)) or (f"; it has {listed(list(groups))}" if groups else "")
            yield f"the page has no field {quoted(name)}{meant}"


def _not_offered(page: Page, name: str, fields: Sequence[Element], values: Sequence[Any]) -> Iterator[str]:
    """The values of a field that cannot be chosen or entered there."""
    if not fields:
        return
    for value in values:
        is_file = isinstance(value, tuple)
        if is_file != any(kind(field) == "file" for field in fields):
            yield f"the page's field {quoted(name)} {'does not take' if is_file else 'takes'} a file"
    choices = offered(page, fields)
    if choices is not None:
        for choice in [part for value in values for part in _chosen(value)]:
            if choice not in choices:
                expected = (
                    did_you_mean(nearest(choice, choices))
                    or f"; expected {listed([each for each in choices if each.strip()])}"
                )
                yield f"{quoted(choice)} cannot be chosen in the page's field {quoted(name)}{expected}"
    most = _most(fields)
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


def _most(fields: Sequence[Element]) -> int | None:
    """The most values that fields with one name submit together; None for any number."""
    if any(kind(field) == "file" or field.name.startswith("crowd-") for field in fields):
        return None
    several = [field for field in fields if field.name == "select" and "multiple" in field.attributes]
    if several:
        return None
    radios = sum(kind(field) == "radio" for field in fields)
    return len(fields) - max(radios - 1, 0)


def _invalid(page: Page, groups: Groups, given: Mapping[str, list[Any]]) -> Iterator[str]:
    """The fields that the browser's validation stops at: required ones that are empty, and values not allowed."""
    for name, group in groups.items():
        fields = [field for field in group if _is_validated(page, field)]
        values = given.get(name, [])
        if _is_missing(page, fields, values, given=name in given):
            yield f"the page's field {quoted(name)} is required, but {'empty' if name in given else 'left out'}"
            continue
        texts = [value for value in values if isinstance(value, str) and value]
        reasons = [[wrong_value(field, text) for field in fields] for text in texts]
        yield from [f"the page's field {quoted(name)} {found[0]}" for found in reasons if found and all(found)]


def _is_validated(page: Page, field: Element) -> bool:
    """Whether the browser validates the form of a field before it submits it."""
    form = form_of(page, field)
    buttons = [item for item in page.named("button", "input") if "formnovalidate" in item.attributes]
    return form is not None and "novalidate" not in form.attributes and not buttons


def _is_missing(page: Page, fields: Sequence[Element], values: Sequence[Any], *, given: bool) -> bool:
    """Whether fields with one name lack a required value; if they are left out, their default counts."""
    required = [field for field in fields if _is_required(field)]
    if not required:
        return False
    if not given:
        return not has_default(page, fields)
    boxes = [field.attributes.get("value", "on") for field in required if kind(field) == "checkbox"]
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
