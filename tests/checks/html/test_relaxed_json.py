"""Lists and objects in attributes of Crowd HTML elements: JSON, and what Amazon's own pages write."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.checks.html.relaxed_json import read_relaxed
from tests.steps import takes_linear_time

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(values, st.sampled_from([None, 2]), st.booleans())
def test_json_is_read_as_json(value: Any, indent: int | None, ascii_only: bool) -> None:
    """Whatever `json` writes is read back equal."""
    assert read_relaxed(json.dumps(value, indent=indent, ensure_ascii=ascii_only)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("['Cat', 'Dog']", ["Cat", "Dog"]),
        ("{ text: 'None of the above' }", {"text": "None of the above"}),
        ("['a','b',]", ["a", "b"]),
        ("[{label: 'a', 'x': 1, \"y\": -2.5e1,}]", [{"label": "a", "x": 1, "y": -25.0}]),
        ("[ // the first\n'a', /* and */ 'b' ]", ["a", "b"]),
        (r"['it\'s', 'a\nb', 'é\u00e9\/']", ["it's", "a\nb", "éé/"]),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_amazons_spelling_is_read(text: str, value: Any) -> None:
    """Single quotes, names without quotes, a comma before the end and comments are right."""
    assert read_relaxed(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes, no",
        "[yes, no]",
        "['a'",
        "['a' 'b']",
        "{'a' 'b'}",
        "{a}",
        "['a']]",
        "[",
        "{a: ",
        "'a",
        "[,]",
        "[" * 1_000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """A text that is neither raises ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        read_relaxed(text)


@given(st.text(st.sampled_from("[]{},:'\"\\ab1-. /*\n"), max_size=30))
def test_no_text_raises_anything_else(text: str) -> None:
    """Any text is read or refused."""
    with suppress(ValueError):
        read_relaxed(text)


@pytest.mark.parametrize("part", ["//", "/**/", "/*", " ", "\n", "\\", "1", "[", "'"])
def test_no_text_takes_long(part: str) -> None:
    """Each text is read or refused in linear time, such as one of many comments before something else."""

    def work(size: int) -> None:
        with suppress(ValueError):
            read_relaxed(f"[{part * size}\n@")

    assert takes_linear_time(work, 20_000)
