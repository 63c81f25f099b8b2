"""An element lacks a required child element."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("missing-element", "error")
