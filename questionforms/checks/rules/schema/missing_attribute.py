"""An element lacks an attribute that it must have."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("missing-attribute", "error")
