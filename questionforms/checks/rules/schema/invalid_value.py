"""The value of an element or an attribute is not one that the schema allows there."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("invalid-value", "error")
