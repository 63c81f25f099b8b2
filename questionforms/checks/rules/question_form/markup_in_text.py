"""Markup appears in text that is shown exactly as written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._form import Form
from questionforms.checks.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(\s[^<>]*|/)?>")
_REFERENCE = re.compile(r"&(?:([a-zA-Z][a-zA-Z0-9]*;)|#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)")
_ANY = re.compile(r"<[a-zA-Z][^<>]*>|&#?\w{1,40};")
_ALONE = {"br", "hr", "img", "input", "wbr"}
_PAIRED = """
    a abbr audio b big blockquote button center cite code dd del div dl dt em embed font form h1 h2 h3 h4 h5 h6 i iframe
    ins kbd label li mark ol p pre q s script select small span strike strong style sub sup table tbody td textarea th
    thead tr tt u ul video
"""
_TAGS = _ALONE | {*_PAIRED.split()}


def check(form: Form) -> Iterator[Finding]:
    """The first tag or character reference in each text that is shown exactly as written."""
    for element in form.plain_texts(_ANY, "<", "&"):
        text = element.text or ""
        found = _markup(text)
        if found is not None:
            kind = "tag" if found[0].startswith("<") else "reference"
            message = f"the {kind} `{found[0][:60]}` is inside a `{local(element)}`, which is shown exactly as written"
            yield Finding(message, hint=_hint(element, kind), element=element, offset=found.start())


def _markup(text: str) -> re.Match[str] | None:
    """The first tag that is used as one, or else the first character reference."""
    tags = [tag for tag in _TAG.finditer(text) if tag[2].lower() in _TAGS]
    ended = {tag[2].lower() for tag in tags if tag[1]}
    for tag in tags:
        if not tag[1] and (tag[2].lower() in _ALONE | ended or "=" in (tag[3] or "")):
            return tag
    return next(filter(_is_reference, _REFERENCE.finditer(text)), None)


def _is_reference(found: re.Match[str]) -> bool:
    from html.entities import html5

    return found[1] is None or found[1] in html5


def _hint(element: _Element, kind: str) -> str:
    if kind == "reference":
        return "write the character itself, escaped once"
    if local(element) == "DisplayName":
        return "remove it"
    return "use `FormattedContent`, with the markup in CDATA"


RULE = Rule("markup-in-text", on=Form, check=check)
