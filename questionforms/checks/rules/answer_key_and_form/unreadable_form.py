"""The form that a key is checked beside has errors itself, or is no QuestionForm, so the two were not compared."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("unreadable-form", "error")
