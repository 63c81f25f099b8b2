"""A tag in a FormattedContent has an HTML attribute that is not in the subset of XHTML it allows."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("forbidden-attribute", "error")
