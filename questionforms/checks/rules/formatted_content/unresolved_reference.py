"""The `headers` attribute of a table cell names an `id` that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.checks.xhtml.fragment import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each cell with a `headers` attribute that refers to nothing."""
    if "headers" not in fragment.text:
        return
    known = {name.strip() for name in fragment.root.xpath("//@id")}
    for element in fragment.root.iter("{*}td", "{*}th"):
        value = element.get("headers")
        if value is None:
            continue
        missing = next((name for name in value.split() if name not in known), None)
        message = f"`headers` names `{missing and missing[:60]}`, but nothing in the markup has that `id`"
        if not value.strip():
            message = "`headers` is empty; expected at least one `id`"
        elif missing is None:
            continue
        yield Finding(message, hint="remove it", offset=fragment.offset(element, "headers"))


RULE = Rule("unresolved-reference", on=Fragment, check=check)
