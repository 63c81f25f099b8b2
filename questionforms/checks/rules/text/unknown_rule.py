"""A comment turns off a rule that does not exist."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unknown-rule", "warning")
