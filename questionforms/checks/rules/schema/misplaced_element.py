"""A known element is in the wrong place: out of order, in the wrong parent, or next to one that it excludes."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("misplaced-element", "error")
