"""Text stands straight in an element that holds elements alone, or nothing."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unexpected-text", "error")
