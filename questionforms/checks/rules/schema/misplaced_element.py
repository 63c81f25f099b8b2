"""A known element is in the wrong place: in the wrong order, in the wrong parent, or beside one that it excludes."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("misplaced-element", "error")
