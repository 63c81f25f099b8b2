"""A tag in a FormattedContent has an attribute of HTML that is not in the part of XHTML that it takes."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("forbidden-attribute", "error")
