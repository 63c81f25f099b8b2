"""A named reference such as `&nbsp;` stands in the document, and XML does not know the name."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("undefined-entity", "error")
