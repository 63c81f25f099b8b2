"""Text is directly inside an element that can only contain elements, or that must be empty."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unexpected-text", "error")
