"""Prints documents and code to standard output so that they can be read again, whatever its encoding is."""

from __future__ import annotations

import codecs
import json
import sys
from typing import Any

import click

from questionforms.xml.escape import in_ascii


def print_xml(xml: str) -> None:
    """Print XML; characters are references if they would not be read as they are written."""
    click.echo(xml if _is_unicode() else in_ascii(xml), nl=not xml.endswith("\n"))


def print_code(code: str) -> None:
    """Print Python code; its strings have escapes if the characters would not be read as they are written."""
    shown = code if _is_unicode() else code.encode("ascii", "backslashreplace").decode("ascii")
    click.echo(shown, nl=not code.endswith("\n"))


def print_json(value: Any) -> None:
    """Print a value as JSON; its strings have escapes if the characters would not be read as they are written."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=not _is_unicode()))


def _is_unicode() -> bool:
    """Whether standard output has an encoding of Unicode, which is what XML, Python and JSON are read in.

    When a command's output is redirected on Windows, it has an encoding such as cp1252.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return codecs.lookup(encoding).name.startswith("utf")
