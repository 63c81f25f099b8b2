"""The page that the requester site put around a layout: a doctype, a form that is submitted to the service, a button.

Sources: erlcloud, issue 497, for what the site added; the script `externalHIT_v1.js` for the names that it looks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.crowd_elements import FORM, SELF_CONTAINED
from questionforms.task_pages.layout_outline import Outline, is_named_field
from questionforms.task_pages.layout_values import FilledLayout, fill_layout
from questionforms.task_pages.text_edits import TextEdits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from questionforms.html_contexts import Tag

_ACTION = "https://www.mturk.com/mturk/externalSubmit"
_HELPER = '<script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>\n'
_CROWD = '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>\n'
_FORM = f'<form name="mturk_form" method="post" id="mturk_form" action="{_ACTION}">'
_HIDDEN = '<input type="hidden" value="" name="assignmentId" id="assignmentId">\n'
_BUTTON = '\n<p><input type="submit" id="submitButton" value="Submit"></p>\n'
_CALL = "\n<script>turkSetAssignmentID();</script>\n"


def requester_site_page(layout: str, values: Mapping[str, str]) -> FilledLayout:
    """The page that the requester site would have made of a layout and the values of one row, as `html`."""
    filled = fill_layout(layout, values)
    return FilledLayout(page_around(filled.html), filled.missing, filled.unused)


def page_around(layout: str) -> str:
    """A layout, filled in or not, as a whole page that a worker can submit.

    A whole page stays as it is, and only gets what it lacks. So does a form that contains all fields; otherwise one
    form is put around everything, and the others are removed.
    A `<crowd-form>`, or an element that submits itself, needs no other form.
    """
    outline = Outline(layout.removeprefix("\ufeff"))
    edits = TextEdits(outline.html)
    if _submits_itself(outline):
        _complete_crowd_page(outline, edits)
    else:
        form = outline.own_form
        if form is None:
            _put_form_around(outline, edits)
        else:
            _complete_form(outline, form, edits)
        _add_helper(outline, edits, outline.body_end if form is None else outline.close_of(form))
    _complete_shell(outline, edits)
    return edits.applied()


def _submits_itself(outline: Outline) -> bool:
    """Whether Crowd HTML elements submit the page: a `<crowd-form>`, or such an element without other fields."""
    if outline.named(FORM):
        return True
    fields = [tag for tag in outline.body_tags if is_named_field(tag) and tag.name not in SELF_CONTAINED]
    return bool(outline.named(*SELF_CONTAINED)) and not fields


def _complete_crowd_page(outline: Outline, edits: TextEdits) -> None:
    """Add the script of the Crowd HTML elements if it is missing, and remove all other forms."""
    if not outline.loads("crowd-html-elements"):
        edits.insert_in_head(outline.head_start, _CROWD)
    _remove_forms(outline, edits)


def _put_form_around(outline: Outline, edits: TextEdits) -> None:
    """Put one form around the whole body, with what the service needs, and remove the layout's own.

    If the layout has one form, which does not contain all fields, the form around the body has its attributes.
    """
    own = outline.only_form
    start = _FORM if own is None else _form_tag(outline, own)
    field = outline.assignment_field(outline.body_start, outline.body_end)
    edits.insert(outline.body_start, f"{start}\n{'' if field else _HIDDEN}")
    if field:
        _name_assignment_field(field, edits)
    _remove_forms(outline, edits)
    _associate(outline.body_tags, _form_id(own), edits)
    button = "" if outline.has_button(outline.body_start, outline.body_end, any_button=False) else _BUTTON
    edits.insert(outline.body_end, f"{outline.closing}{button}</form>")


def _associate(fields: Iterable[Tag], identifier: str, edits: TextEdits) -> None:
    """Let the fields that name a form name this one."""
    for field in fields:
        for region in field.regions:
            if region.attribute == "form" and region.kind != "attribute-name":
                edits.replace(region.start, region.end, identifier)


def _form_id(form: Tag | None) -> str:
    return (form.attributes.get("id") if form else "") or "mturk_form"


def _remove_forms(outline: Outline, edits: TextEdits) -> None:
    for tag in outline.forms:
        edits.replace(tag.start, tag.end, "")


def _complete_form(outline: Outline, form: Tag, edits: TextEdits) -> None:
    """Add to the layout's own form what it lacks to be submitted to the service."""
    close = outline.close_of(form)
    edits.replace(form.start, form.end, _form_tag(outline, form))
    field = outline.assignment_field(form.end, close)
    if field:
        _name_assignment_field(field, edits)
    else:
        edits.insert(form.end, f"\n{_HIDDEN}")
    for tag in outline.forms:
        if form.end <= tag.start < close:
            edits.replace(tag.start, tag.end, "")
    _associate((tag for tag in outline.body_tags if form.end <= tag.start < close), _form_id(form), edits)
    is_open = close == outline.body_end
    button = "" if outline.has_button(form.end, close, any_button=True) else _BUTTON
    edits.insert(close, f"{outline.closing if is_open else ''}{button}{'</form>' if is_open else ''}")


def _form_tag(outline: Outline, form: Tag) -> str:
    """A form's tag that posts to the service, under the names that scripts look for unless it has names already."""
    given, edits = form.attributes, TextEdits(outline.html[form.start : form.end])
    wanted = {"name": given.get("name") or "mturk_form", "id": _form_id(form), "method": "post"}
    wanted["action"] = given["action"] if "externalsubmit" in given.get("action", "").lower() else _ACTION
    added = "".join(f' {name}="{value}"' for name, value in wanted.items() if name not in given)
    edits.insert(form.name_end - form.start, added)
    for region in form.regions:
        value = wanted.get(region.attribute, "")
        if region.kind != "attribute-name" and value and value != given[region.attribute]:
            edits.replace(region.start - form.start, region.end - form.start, value)
    return edits.applied()


def _name_assignment_field(field: Tag, edits: TextEdits) -> None:
    """Give a field for the assignment both the name that is sent and the id that Amazon's script looks for."""
    added = "".join(f' {name}="assignmentId"' for name in ("name", "id") if not field.attributes.get(name))
    edits.insert(field.name_end, added)


def _add_helper(outline: Outline, edits: TextEdits, after: int) -> None:
    """Load Amazon's script, and call it after the form."""
    if not outline.loads("externalhit"):
        edits.insert_in_head(outline.head_start, _HELPER)
    if not outline.calls_helper:
        end = next((tag.end for tag in outline.forms if tag.is_end and tag.start == after), after)
        edits.insert(end, _CALL)


def _complete_shell(outline: Outline, edits: TextEdits) -> None:
    """Add the doctype, `<html>`, `<head>` and `<body>` if the layout has none of them, and remove misplaced ones."""
    for tag in outline.misplaced:
        edits.replace(tag.start, tag.end, "")
    doctype = "" if outline.has_doctype else "<!DOCTYPE html>\n"
    body = f"<body{outline.body_attributes}>"
    if outline.has_shell:
        edits.insert_first(outline.start, doctype)
        if outline.lacks_body:
            edits.insert_before(outline.body_start, f"{body}\n")
        return
    edits.insert_first(outline.start, f'{doctype}<html>\n<head>\n<meta charset="utf-8">\n<title>HIT</title>\n')
    edits.insert_before(outline.body_start, f"</head>\n{body}\n")
    edits.insert(len(outline.html), "\n</body>\n</html>\n")
