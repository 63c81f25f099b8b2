"""The document starts with a `<!DOCTYPE ...>`."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("document-type", "error")
