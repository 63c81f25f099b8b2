"""The template literals and the comments of JavaScript code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.javascript_literals import literals


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a = `b ${c} d`; e", ["`b ${c} d`"]),
        (
            "a = `${b.map((c) => `<i>${c}</i>`).join({d: 1})} e`; f = `g`",
            ["`${b.map((c) => `<i>${c}</i>`).join({d: 1})} e`", "`g`"],
        ),
        ("a = '`' + \"`\"; // b `\nc = `d`", ["// b `", "`d`"]),
        ("/* ` */ a /* b", ["/* ` */", "/* b"]),
        ("a = /`/g; b = c / d; e = `f` / 2; return /[/`]/", ["`f`"]),
        (r"a = `\`${b}\\`; c", [r"`\`${b}\\`"]),
        ("a = `b ${c", ["`b ${c"]),
        ("a = `b", ["`b"]),
        ("`a\\", ["`a"]),
        ("a = {b: '}'}; c = `$ ${`}`} $`", ["`$ ${`}`} $`"]),
        ("<!-- ` -->\na = `b`", ["<!-- ` -->", "`b`"]),
        ("", []),
    ],
)
def test_literals(code: str, expected: list[str]) -> None:
    """Each is found from its first character to its last, with what is nested in it."""
    assert [code[start:end] for start, end in literals(code, 0, len(code))] == expected


def test_a_part_of_a_text() -> None:
    """Only the part is read, as if nothing were around it."""
    assert list(literals("`a` `b` `", 4, 7)) == [(4, 7)]


@given(st.text("`${}/'\"\\\n*[a ", max_size=30))
def test_any_text_is_read(code: str) -> None:
    """Whatever the code is, the parts are in order, are not empty, and do not overlap."""
    found = [place for pair in literals(code, 0, len(code)) for place in pair]
    assert found == sorted(found)
    assert all(start < end for start, end in zip(found[::2], found[1::2], strict=True))
