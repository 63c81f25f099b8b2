"""Prints documents and code to standard output so that they can be read again, whatever its encoding is."""

from __future__ import annotations

import codecs
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from questionforms.checks.excerpts import CUT
from questionforms.words import columns, printable
from questionforms.xml.escape import in_ascii

if TYPE_CHECKING:
    from questionforms.checks.excerpts import Excerpt


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


def print_error(line: str) -> None:
    """Print a line on standard error; characters that could control a terminal, as in names of files, are escaped."""
    click.echo(printable(line), err=True)


def encodable(shown: Excerpt) -> Excerpt:
    """The excerpt with references for characters that standard output lacks; the caret is still under its place."""
    if not shown.caret or _encodable(shown.text) == shown.text:
        return shown
    end = 0
    while end < len(shown.text) and columns(shown.text[:end]) < len(shown.caret) - 1:
        end += 1
    before, after = _encodable(shown.text[:end]), _encodable(shown.text[end:])
    return replace(shown, text=before + after, caret=f"{' ' * columns(before)}^")


def _encodable(text: str) -> str:
    """A part of a document, with references for the characters that standard output lacks."""
    encoding = _encoding()
    try:
        CUT.encode(encoding)
    except UnicodeEncodeError:
        text = text.replace(CUT, "...")
    return text.encode(encoding, "xmlcharrefreplace").decode(encoding)


def _is_unicode() -> bool:
    """Whether standard output has an encoding of Unicode, which is what XML, Python and JSON are read in.

    When a command's output is redirected on Windows, it has an encoding such as cp1252.
    """
    return codecs.lookup(_encoding()).name.startswith("utf")


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"
