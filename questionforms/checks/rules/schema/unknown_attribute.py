"""An element has an attribute that the schema does not define for it."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unknown-attribute", "error")
