"""The document holds a character that XML cannot hold, written or as a numeric reference."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("forbidden-character", "error")
