"""A tag of HTML stands in a FormattedContent, which takes a part of XHTML alone."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("forbidden-tag", "error")
