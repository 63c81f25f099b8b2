"""Formats the Markdown of this package's pages for a terminal: headings, paragraphs, lists, tables, code and links.

It knows what the pages use, not all of Markdown; a test formats every page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from questionforms.cli.output.terminal import styled, wrapped
from questionforms.words import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.cli.output.terminal import Styled

#: Longer lines are hard to read.
WIDEST = 100

_BLOCK = re.compile(r"^(?P<fence>```+)(?P<language>[^\n]*)\n(?P<code>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(
    r"(?P<ticks>`+) ?(?P<code>.+?) ?(?P=ticks)"
    r"|\[(?P<text>(?:`[^`]*`|[^\]`])*)\]\((?P<address>[^)\s]*)\)"
    r"|<(?P<url>https?://[^>\s]+)>"
    r"|\*\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|(?<![\w*])\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])"
)
_HEADING = re.compile(r"#{1,6} +(.*)")
_ITEM = re.compile(r"(?P<mark>[-*+]|\d+[.)]) +(?P<text>.*)")
_CODE: dict[str, object] = {"fg": "cyan"}


def draw(page: str, width: int) -> str:
    """The page as a terminal of this width shows it."""
    parts: list[str] = []
    end = 0
    for block in _BLOCK.finditer(page):
        parts += _prose(page[end : block.start()], min(width, WIDEST))
        parts.append("\n".join(_code(block, width)))
        end = block.end()
    parts += _prose(page[end:], min(width, WIDEST))
    return "\n\n".join([part for part in parts if part])


def _code(block: re.Match[str], width: int) -> Iterator[str]:
    """The lines of a block of code, indented; those of a report are wrapped, as the command itself wraps them."""
    for line in block["code"].splitlines():
        if block["language"].strip() == "text":
            yield from wrapped([(f"    {line}", {})], width, indent=8)
        else:
            yield f"    {line}".rstrip()


def _prose(text: str, width: int) -> Iterator[str]:
    """The blocks that are not code, each as lines."""
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
        lines = block.splitlines()
        if not block.strip():
            continue
        if heading := _HEADING.fullmatch(lines[0]):
            style = {"bold": True, "underline": True} if block.startswith("# ") else {"bold": True}
            yield "\n".join(wrapped([(text, inner | style) for text, inner in _inline(heading[1])], width))
            lines = lines[1:]
        if lines and lines[0].lstrip().startswith("|"):
            yield "\n".join(_table(lines))
        elif lines:
            yield "\n".join(_paragraphs(lines, width))


def _paragraphs(lines: list[str], width: int) -> Iterator[str]:
    """A paragraph, or the items of a list."""
    items: list[list[str]] = []
    for line in lines:
        if not items or _ITEM.fullmatch(line.strip()):
            items.append([line.rstrip()])
        else:
            items[-1].append(line.strip())
    for item in items:
        margin = len(item[0]) - len(item[0].lstrip())
        found = _ITEM.fullmatch(item[0].strip())
        mark = f"{found['mark']} " if found else ""
        text = " ".join([found["text"] if found else item[0].strip(), *item[1:]])
        before = " " * margin + mark
        yield before + "\n".join(wrapped(_inline(text), width, indent=len(before), used=len(before)))


def _table(lines: list[str]) -> Iterator[str]:
    """The rows of a table with their cells below each other, the first in bold."""
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))] for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    drawn = [
        [styled([(text, style | ({} if number else {"bold": True})) for text, style in _inline(cell)]) for cell in row]
        for number, row in enumerate(rows)
    ]
    widths = [
        max(columns(click.unstyle(row[index])) for row in drawn if index < len(row))
        for index in range(max(map(len, drawn), default=0))
    ]
    for row in drawn:
        cells = [cell + " " * (widths[index] - columns(click.unstyle(cell))) for index, cell in enumerate(row)]
        yield "  ".join(cells).rstrip()


def _inline(text: str) -> list[Styled]:
    """The pieces of a paragraph, each with its style, without the marks of Markdown."""
    pieces: list[Styled] = []
    end = 0
    for found in _INLINE.finditer(text):
        pieces.append((text[end : found.start()], {}))
        pieces += _piece(found)
        end = found.end()
    pieces.append((text[end:], {}))
    return [(piece, style) for piece, style in pieces if piece]


def _piece(found: re.Match[str]) -> Iterator[Styled]:
    if found["code"]:
        yield found["code"], dict(_CODE)
    elif found["strong"]:
        yield found["strong"], {"bold": True}
    elif found["emphasis"]:
        yield found["emphasis"], {"italic": True}
    elif found["url"]:
        yield found["url"], {"underline": True}
    else:
        for text, style in _inline(found["text"]):
            yield text, style | {"underline": True}
        if found["address"].startswith(("http://", "https://", "mailto:")):
            yield f" ({found['address']})", {}
