"""A tag without its `>`, such as `</small` in `</small</span>`: one parse error in place of all that follow from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.checks.html.parser import Report

#: The code of the parse error.
CODE = "tag-without-end"
#: A tag in which another one starts; browsers read the two as one.
_BROKEN = re.compile(r"<(?P<first>/?[A-Za-z][^\s/<>]*)\s*<(?P<second>/?[A-Za-z][^\s/<>]*)?[^<>]*>?")


def merged(reports: Iterable[Report], text: str) -> list[Report]:
    """The reports in order, with one report for each such tag, and without those that follow from it."""
    ordered = sorted(reports, key=lambda report: report.offset)
    found = {report.offset: _broken(report, text) for report in ordered if "<" in report.names.get("name", "")}
    broken = {offset: match for offset, match in found.items() if match}
    if not broken:
        return ordered
    names = {_name(match[part]) for match in broken.values() for part in ("first", "second") if match[part]}
    return list(_kept(ordered, broken, names))


def _kept(reports: list[Report], broken: dict[int, re.Match[str]], names: set[str]) -> Iterator[Report]:
    last, end = -1, 0  # where the last broken tag starts and ends; each ends before the next does
    for report in reports:
        if report.offset in broken:
            if report.offset != last:
                last, end = broken[report.offset].span()
                report.code, report.names = CODE, {"tag": f"<{broken[report.offset]['first']}"}
                yield report
        elif report.offset >= end and not _follows(report, names):
            yield report


def _broken(report: Report, text: str) -> re.Match[str] | None:
    return _BROKEN.match(text, report.offset)


def _follows(report: Report, names: set[str]) -> bool:
    """Whether a report is about an element that one of the broken tags opens or closes."""
    is_of_element = report.code.startswith(("unclosed", "unexpected-end-tag", "end-tag-too-early"))
    return is_of_element and report.names.get("name") in names


def _name(tag: str) -> str:
    return tag.removeprefix("/").lower()
