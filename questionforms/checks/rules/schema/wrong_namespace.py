"""The root, or an element below it, is not in the namespace of its document."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("wrong-namespace", "error")
