"""The document is larger than 65,535 bytes of UTF-8, or too large to be read at all."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("too-large", "error")
