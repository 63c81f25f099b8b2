"""An image or a frame in a FormattedContent has a URL that begins with `http://`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, local
from questionforms.checks.xhtml.fragment import Fragment
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each image and each frame that is loaded over HTTP."""
    if "http:" not in fragment.text:
        return
    for element in fragment.root.iter("{*}img", "{*}iframe"):
        url = (element.get("src") or "").strip()
        if url.startswith("http://"):
            message = (
                f"the `src` of `{local(element)}` is {quoted(url)}, which browsers may not load into an HTTPS page"
            )
            yield Finding(message, hint="serve it over HTTPS", offset=fragment.offset(element, "src"))


RULE = Rule("http-media-in-markup", on=Fragment, check=check)
