"""A link or an image in a FormattedContent has a URL that the service does not accept."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("forbidden-url", "error")
