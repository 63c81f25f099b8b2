"""Amazon's `turkSetAssignmentID()` is called above the field that it fills, before a browser has read that field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALL_ALONE = re.compile(r"\s*turkSetAssignmentID\(\s*\)[\s;]*")


def check(page: Page) -> Iterator[Finding]:
    """A script that contains only this call, if there is no other call and it comes before the field."""
    field = page.by_id.get("assignmentId")
    if field is None or not page.scripts.are_known or page.scripts.code.count("turkSetAssignmentID") != 1:
        return
    for script in page.named("script"):
        runs_at_once = "src" not in script.attributes and "javascript" in (script.get("type").lower() or "javascript")
        if runs_at_once and script.offset < field.offset and _CALL_ALONE.fullmatch(page.content(script)):
            message = "`turkSetAssignmentID()` is called before the field that it fills, `assignmentId`, exists"
            offset = script.end + page.content(script).index("turkSetAssignmentID")
            yield Finding(message, hint="move this script after the form", offset=offset)


RULE = Rule("helper-called-before-form", on=Page, check=check)
