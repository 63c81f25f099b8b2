"""The document has more than 65,535 bytes of UTF-8, or so many that it is not read at all."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("too-large", "error")
