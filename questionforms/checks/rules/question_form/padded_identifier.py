"""An identifier begins or ends with whitespace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._form import Form
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each identifier that begins or ends with whitespace."""
    for name, element in zip(form.names, form.elements, strict=True):
        meant = name.strip()
        if name != meant:
            yield Finding(
                _message(name, meant),
                hint=f"write it directly between its tags, without {_kind(name)}",
                element=element,
            )


def _message(name: str, meant: str) -> str:
    if not meant:
        return f"the identifier contains only {_kind(name)}, but answers are identified by it"
    where = "before" if name.endswith(meant) else "after" if name.startswith(meant) else "around"
    return f"the identifier includes the {_kind(name)} {where} {quoted(meant)}, so a search for the name misses it"


def _kind(name: str) -> str:
    return "line breaks" if "\n" in name else "whitespace"


RULE = Rule("padded-identifier", on=Form, check=check)
