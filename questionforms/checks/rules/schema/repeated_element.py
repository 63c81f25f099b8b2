"""An element appears more than once where the schema allows only one."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("repeated-element", "error")
