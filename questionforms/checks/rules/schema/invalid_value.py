"""A value, in an element or in an attribute, is not one that the schema takes there."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("invalid-value", "error")
