"""An element lacks a required attribute."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("missing-attribute", "error")
