"""Elements are nested more than 255 levels deep."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("too-deep", "error")
