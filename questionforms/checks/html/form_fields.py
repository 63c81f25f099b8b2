"""The named fields of a page, and what a browser submits from them, judging by the HTML and not by what scripts do.

Sources: "Constraint validation" and "Form submission" in the HTML standard.
"""

from __future__ import annotations

from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from questionforms.checks.html.forms import form_of, is_field, is_filled_in, kind
from questionforms.checks.html.relaxed_json import read_relaxed
from questionforms.crowd_elements import CHOICES, CROWD_ELEMENTS, DEFAULT_VALUE, SELF_CONTAINED
from questionforms.elements.external_question import RESERVED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page

#: Code that submits a form without validation, or changes what a field requires.
_UNDOES_VALIDATION = (
    *("submit(", "novalidate", "required", "disabled", "setattribute", "removeattribute", ".attr(", ".prop("),
    *(".remove(", "removechild", "innerhtml", "outerhtml", ".html(", "replacewith", "replacechild", "document.write"),
)
#: Code that may change the values of fields.
SETS_VALUES = (".value", ".val(", "setAttribute", ".attr(", ".prop(")


class Fields:
    """The fields of a page that its forms submit, apart from those that the service adds."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def by_name(self) -> dict[str, list[Element]]:
        """The fields with each name, in order."""
        groups: dict[str, list[Element]] = {}
        for field, why in self._named:
            if not why:
                groups.setdefault(field.get("name"), []).append(field)
        return groups

    @cached_property
    def unsent(self) -> dict[str, str]:
        """The names of fields that no form submits, each with the reason, such as `is disabled`."""
        return {name: why for field, why in self._named if why and (name := field.get("name")) not in self.by_name}

    @cached_property
    def _named(self) -> list[tuple[Element, str]]:
        fields = [field for field in self._page.elements if field.get("name") not in ("", *RESERVED)]
        return [(field, self._why_unsent(field)) for field in fields if is_field(field)]

    def _why_unsent(self, field: Element) -> str:
        if form_of(self._page, field) is None and field.name not in SELF_CONTAINED:
            return "is outside the form"
        sets = [around for around in field.around() if around.name == "fieldset"]
        return "is disabled" if any("disabled" in each.attributes for each in (field, *sets)) else ""

    @property
    def are_filled_in(self) -> bool:
        """Whether a name has a template's placeholder, so that the names are not known."""
        return any(map(is_filled_in, self.by_name))

    def offered(self, name: str) -> Mapping[str, str] | None:
        """The only values that the fields with a name can submit, each with the text beside it; None if any."""
        values: dict[str, str] = {}
        for field in self.by_name.get(name, ()):
            choices = self._choices(field)
            if choices is None or any(map(is_filled_in, choices)):
                return None
            values |= choices
        return values or None

    def _choices(self, field: Element) -> dict[str, str] | None:
        """The values of a field that is chosen, not typed, with the text beside each; None for any other field."""
        match kind(field):
            case "radio" | "checkbox":
                return {field.attributes.get("value", DEFAULT_VALUE): self._label(field)}
            case "select":
                options = self.options(field)
                return {value: text for option, value, text in options if "disabled" not in option.attributes}
            case "hidden":
                scripts = self._page.scripts
                may_change = scripts.may(*SETS_VALUES) or scripts.may_speak_of(field.get("name"))
                return None if may_change else {field.attributes.get("value", ""): ""}
            case "submit":
                return {field.attributes.get("value", ""): ""}
        return _categories(field)

    def options(self, field: Element) -> list[tuple[Element, str, str]]:
        """The options of a `<select>`, each with its value, which is its text by default, and its text."""
        texts = [(option, self._text_after(option)) for option in self._options.get(field, ())]
        return [(option, option.attributes.get("value", text), text) for option, text in texts]

    @cached_property
    def _options(self) -> dict[Element, list[Element]]:
        """The options of each `<select>`."""
        found: dict[Element, list[Element]] = {}
        for option in self._page.named("option"):
            select = next((around for around in option.around() if around.name == "select"), None)
            if select is not None:
                found.setdefault(select, []).append(option)
        return found

    def _label(self, field: Element) -> str:
        """The text of the label for a field; without one, the text that follows the field."""
        return self._labels.get(field.get("id")) or self._text_after(field)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """The `id` that a label is for -> the label's text."""
        labels = [label for label in reversed(self._page.named("label")) if label.get("for")]
        return {label.get("for"): text for label in labels if (text := self._text_after(label))}

    def _text_after(self, element: Element) -> str:
        """The text between a start tag and the next tag."""
        return " ".join(unescape(self._content(element)).split())

    def _content(self, element: Element) -> str:
        text = self._page.text
        end = text.find("<", element.end)
        return text[element.end :] if end < 0 else text[element.end : end]

    def most(self, name: str) -> int | None:
        """The most values that the fields with a name submit together; None for any number."""
        fields = self.by_name.get(name, ())
        if any(kind(field) == "file" or field.name.startswith("crowd-") for field in fields):
            return None
        if any(field.name == "select" and "multiple" in field.attributes for field in fields):
            return None
        alternatives = [kind(field) for field in fields if kind(field) in ("radio", "submit")]
        return len(fields) - len(alternatives) + len({*alternatives})

    def has_default(self, fields: Sequence[Element]) -> bool:
        """Whether one of these fields submits a value, other than an empty text, if the worker leaves it alone."""
        return any(map(self._holds, fields))

    def _holds(self, field: Element) -> bool:
        if field.name in CHOICES or kind(field) in ("radio", "checkbox"):
            return "checked" in field.attributes
        match field.name:
            case "select":
                found = self.options(field)
                chosen = [value for option, value, _ in found if "selected" in option.attributes]
                is_menu = "multiple" not in field.attributes and field.get("size") in ("", "1")
                first = [value for option, value, _ in found if "disabled" not in option.attributes] if is_menu else []
                return any((chosen or first)[:1])
            case "textarea":
                return bool(self._content(field).strip("\r\n"))
        return bool(field.get("value"))

    @cached_property
    def validation_is_kept(self) -> bool:
        """Whether no script submits a form without the browser's validation, or changes what it looks at."""
        return not self._page.scripts.may(*_UNDOES_VALIDATION)

    def is_validated(self, field: Element) -> bool:
        """Whether the browser validates the form of a field before it submits it, if no script prevents that."""
        form = form_of(self._page, field)
        return form is not None and "novalidate" not in form.attributes and not self._has_novalidate_button

    @cached_property
    def _has_novalidate_button(self) -> bool:
        return any("formnovalidate" in button.attributes for button in self._page.named("button", "input"))


def _categories(field: Element) -> dict[str, str] | None:
    """The categories of a classifier among Amazon's Crowd HTML elements; None for any other field."""
    known = CROWD_ELEMENTS.get(field.name)
    if known is None or known.answer is None or known.answer.member not in ("label", "labels"):
        return None
    try:
        found = read_relaxed(field.get("categories"))
        none_of_them = read_relaxed(field.get("exclusion-category") or "{}")
    except ValueError:
        return None
    if not isinstance(found, list) or not isinstance(none_of_them, dict):
        return None
    values = [*found, *[none_of_them[key] for key in ("text",) if key in none_of_them]]
    return dict.fromkeys(values, "") if all(isinstance(value, str) for value in values) else None
