"""The fields of a page that come back as answers, and the values that a worker can choose, unless scripts change them.

Sources: the HTML standard; for crowd-forms, results of published pages (`answer-format`), and users' observations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.answers.read.crowd_forms import CROWD_FORM
from questionforms.checks.html.field_values import wrong_value
from questionforms.checks.html.form_fields import SETS_VALUES
from questionforms.checks.html.forms import form_of, is_filled_in
from questionforms.checks.html.relaxed_json import read_relaxed
from questionforms.crowd_elements import CROWD_ELEMENTS, FORM, SELF_CONTAINED, CrowdAnswer
from questionforms.mturk.review_policies.possible_answers import Asked, Possible
from questionforms.words import quoted

if TYPE_CHECKING:
    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page

_FLAT = "flatten-objects"
#: What a script may do to the names of fields, beyond adding elements.
_NAMES = ("FormData", ".name", '"name"', "'name'", "`name`", "removeAttribute")
#: The answer of an element that offers categories, of which a worker chooses one.
_LABEL = CrowdAnswer("text", "label")


def asked_on(page: Page) -> Asked | None:
    """The fields of a page as questions; None if scripts or templates may make others, or if the page has none."""
    fields = page.fields
    if not page.is_whole or page.scripts.may_send(*_NAMES) or not fields.by_name or fields.are_filled_in:
        return None
    if page.named(*SELF_CONTAINED):  # how their answers come back is not known
        return None
    crowd = {name for name, group in fields.by_name.items() if any(_is_in_crowd_form(page, each) for each in group)}
    questions = {name: _possible(page, name) for name in fields.by_name if name not in crowd}
    if not crowd:
        return Asked(questions=questions, holder="the page", noun="field")
    return _with_crowd(page, questions, {name: group for name, group in fields.by_name.items() if name in crowd})


def _is_in_crowd_form(page: Page, field: Element) -> bool:
    form = form_of(page, field)
    return form is not None and form.name == FORM


def _with_crowd(page: Page, questions: dict[str, Possible], groups: dict[str, list[Element]]) -> Asked:
    """The questions of a page with a crowd-form: its answers are one JSON text or, flattened, a text for each leaf."""
    formats = {form.get("answer-format").lower() for form in page.named(FORM)}
    if _FLAT in formats:
        return Asked(
            questions=questions | {name: Possible() for name in groups} | _categories(page, groups),
            holder="the page",
            noun="field",
            stems=frozenset(groups),
        )
    end = f", since the fields of its crowd-form come back together, as JSON in {quoted(CROWD_FORM)}"
    hint = f'write `<crowd-form answer-format="{_FLAT}">`, so that each field is an answer'
    return Asked(
        questions=questions | {CROWD_FORM: Possible()},
        holder="the page",
        noun="answer",
        instead=dict.fromkeys(groups, (end, hint)),
    )


def _categories(page: Page, groups: dict[str, list[Element]]) -> dict[str, Possible]:
    """The answers of a flattened crowd-form that are one of the categories in the page, such as `mood.label`."""
    found = {}
    for name, (field, *others) in groups.items():
        known, written = CROWD_ELEMENTS.get(field.name), field.get("categories")
        if others or not known or known.answer != _LABEL or is_filled_in(written) or page.scripts.may("categories"):
            continue
        try:
            read = read_relaxed(written)
        except ValueError:
            continue
        if isinstance(read, list) and read and all(isinstance(each, str) for each in read):
            found[f"{name}.{_LABEL.member}"] = Possible(offered={each.strip(): each for each in read}, most=1)
    return found


def _possible(page: Page, name: str) -> Possible:
    """What a worker can answer in the fields of one name."""
    fields = page.fields
    offered = None if page.scripts.may(*SETS_VALUES) else fields.offered(name)
    if offered is not None:
        return Possible(offered={value.strip(): label for value, label in offered.items()}, most=fields.most(name))
    field, *others = fields.by_name[name]
    if others or not (fields.validation_is_kept and fields.is_validated(field)):
        return Possible()
    return Possible(misfit=lambda text: _misfit(name, field, text))


def _misfit(name: str, field: Element, text: str) -> str | None:
    why = wrong_value(field, text)
    return f"the answer to {quoted(name)} {why}" if why else None
