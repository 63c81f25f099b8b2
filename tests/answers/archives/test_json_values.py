"""JSON is read value by value, each with its line, and errors have their place."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.answers.archives.json_values import NotJSONError, iter_values
from tests.long_runs import examples


@given(
    st.lists(st.recursive(st.none() | st.text() | st.booleans(), st.lists), max_size=8),
    st.lists(st.sampled_from(["", " ", "\n", "\r\n", "\t\n\n"]), min_size=9, max_size=9),
    st.integers(1, 40),
)
@examples(50)
def test_json_values(found: list[Any], blanks: list[str], chunk: int) -> None:
    """Consecutive values are read unchanged, each with its line, however small the chunks are."""
    pieces = [f"{blank}{json.dumps(value)} " for blank, value in zip(blanks, found, strict=False)]
    text = "".join([*pieces, blanks[-1]])
    lines = [
        "".join(pieces[: index + 1]).count("\n") + 1 - json.dumps(value).count("\n")
        for index, value in enumerate(found)
    ]
    assert list(iter_values(StringIO(text, newline=""), chunk=chunk)) == list(zip(lines, found, strict=True))


@pytest.mark.parametrize("chunk", [1, 7, 1_000])
def test_places_in_json(chunk: int) -> None:
    """The place of a JSON error does not depend on the size of the chunks."""
    read: list[Any] = []
    with pytest.raises(NotJSONError) as caught:
        read.extend(iter_values(StringIO('{"a": 1}\n\n {"b":\n  tru}' + " " * 50), chunk=chunk))
    assert (caught.value.line, caught.value.column) == (4, 3)
