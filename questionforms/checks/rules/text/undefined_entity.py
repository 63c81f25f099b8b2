"""The document contains a named reference, such as `&nbsp;`, that XML does not define."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("undefined-entity", "error")
