"""The document contains a character that XML does not allow, written directly or as a numeric reference."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("forbidden-character", "error")
