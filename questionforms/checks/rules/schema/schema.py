"""The schema refuses the document for a reason that no other rule has words for."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("schema", "error")
