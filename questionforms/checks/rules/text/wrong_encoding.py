"""The bytes of the document do not match the encoding that it declares, or that encoding is not known."""

from __future__ import annotations

from questionforms.checks.rules.rule import Rule

RULE = Rule("wrong-encoding", "error")
