"""The schema rejects the document for a reason that no other rule explains."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("schema", "error")
