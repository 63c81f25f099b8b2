"""Cells that a spreadsheet would run are made harmless, also where it splits at semicolons, and are read back equal."""

from __future__ import annotations

import csv
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from questionforms.answers.archives.csv_injection import neutralised, neutralised_json, restored, write_csv_rows
from tests.long_runs import examples

texts = st.text(st.sampled_from([*"'=+-@;1a\"\t\n,|\uff1d"]), max_size=12)
_STARTS = re.compile(r"[=+\-@\t\r\n\uff1d]")


def is_harmless(part: str) -> bool:
    """Whether a spreadsheet would show a cell as text or as a number."""
    return not _STARTS.match(part) or re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", part) is not None


@given(texts)
@examples(300)
def test_parts(text: str) -> None:
    """No part of a cell starts like a formula, and the cell is read back equal."""
    cell = neutralised(text)
    assert restored(cell) == text
    assert all(map(is_harmless, cell.split(";")))


@given(st.lists(texts, max_size=3))
@examples(300)
def test_json(values: list[str]) -> None:
    """The same of JSON, whose value stays the same, and which restoring does not change."""
    text = neutralised_json(json.dumps(values, ensure_ascii=False))
    assert json.loads(text) == values
    assert restored(text) == text
    assert all(map(is_harmless, text.split(";")))


@given(st.lists(st.tuples(texts, texts), max_size=3))
@examples(300)
def test_rows(rows: list[tuple[str, str]]) -> None:
    """Rows are read back equal, and a cell with a semicolon is quoted."""
    file = io.StringIO(newline="")
    write_csv_rows(file, ["a", "b;=c"], ([*map(neutralised, row)] for row in rows))
    header, *found = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert header == ["a", "b;'=c"]
    assert [tuple(map(restored, row)) for row in found] == rows
    assert all(re.search(r'(^|,)"[^"]*;', line) for line in file.getvalue().split("\n")[:1])


def test_examples() -> None:
    """Plain numbers stay numbers, and only parts that start like a formula change."""
    assert neutralised("a;=1+1;-5;-x") == "a;'=1+1;-5;'-x"
    assert neutralised("-5;+3.5") == "-5;+3.5"
    assert restored("it's;'=x") == "it's;=x"
