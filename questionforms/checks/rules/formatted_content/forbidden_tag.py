"""A FormattedContent contains an HTML tag that is not in the subset of XHTML it allows."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("forbidden-tag", "error")
