"""A FormattedContent contains markup that only some of the known versions of its schema accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, local
from questionforms.checks.xhtml.fragment import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each `iframe`, and each `mailto:` URL in its usual form."""
    if "iframe" not in fragment.text and "mailto:" not in fragment.text:
        return
    for element in fragment.root.iter():
        if local(element) == "iframe":
            message = "`iframe` is accepted only by the newest of the three known schemas"
            hint = "use a link, or serve the page as an HTMLQuestion"
            yield Finding(message, hint=hint, offset=fragment.offset(element))
        for name in ("href", "src"):
            url = (element.get(name) or "").strip()
            if url.startswith("mailto:") and not url.startswith("mailto://"):
                message = f"`{name}` is `{url[:60]}`, which the oldest of the three known schemas refuses; it expects `mailto://`"
                yield Finding(message, hint="write the address as text", offset=fragment.offset(element, name))


RULE = Rule("disputed-markup", on=Fragment, check=check)
