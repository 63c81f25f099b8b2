"""The form given with a key has errors or is not a QuestionForm, so the two were not compared."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unreadable-form", "error")
