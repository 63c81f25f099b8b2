"""The text is not XML: a tag is not closed, an `&` or `<` is not escaped, a quote is missing, or similar."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("not-well-formed", "error")
