"""An element has a name that its parent does not allow, usually because it is misspelt."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unknown-element", "error")
