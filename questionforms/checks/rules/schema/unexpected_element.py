"""An element stands inside one that holds text alone, or nothing."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unexpected-element", "error")
