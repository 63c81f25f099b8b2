"""The root element is not one of the five documents."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unknown-root", "error")
