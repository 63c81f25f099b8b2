"""An element stands twice where the schema has it once."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("repeated-element", "error")
