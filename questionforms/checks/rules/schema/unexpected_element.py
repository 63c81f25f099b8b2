"""An element is inside one that can only contain text, or that must be empty."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unexpected-element", "error")
