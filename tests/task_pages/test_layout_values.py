"""The values of a row in a layout: inserted as they are, wherever their names are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.task_pages.layout_values import fill_layout, placeholder_names

NAMES = st.sampled_from(["a", "image url", "Q1", "1", "x.y", "x-y", "é"])
PIECES = st.one_of(
    NAMES.map(lambda name: f"${{{name}}}"),
    st.sampled_from(["<p>", "</p>", "$", "{", "}", "<script>`", "`</script>", "<!--", "-->", "<b title='", "'>", " "]),
    st.text(max_size=3),
)


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("<p>${a}</p>", "<p><i>&</p>"),
        ("${a}${a}", "<i>&<i>&"),
        ("${ a }", "<i>&"),
        ("<script>var x = '${a}';</script>", "<script>var x = '<i>&';</script>"),
        ("<script>`${a}`</script>", "<script>`<i>&`</script>"),
        ("<!-- ${a} -->", "<!-- <i>& -->"),
        ("<b title=${a} onclick=\"f('${a}')\">", "<b title=<i>& onclick=\"f('<i>&')\">"),
        ("$${a}", "$<i>&"),
        ("${A} ${} ${a b} {a} $a", "${A} ${} ${a b} {a} $a"),
    ],
)
def test_values_are_inserted_as_they_are(layout: str, expected: str) -> None:
    """A name is replaced wherever it is, without escaping, and only where it is spelt the same."""
    assert fill_layout(layout, {"a": "<i>&"}).html == expected


def test_values_are_not_searched_for_names() -> None:
    """A value that contains a placeholder is inserted as it is."""
    assert fill_layout("${a} ${b}", {"a": "${b}", "b": r"\1${a}"}).html == r"${b} \1${a}"


@pytest.mark.parametrize(
    ("layout", "missing"),
    [
        ("${b} <i title='${c d}'></i> ${b}", ("b", "c d")),
        ("<script>var x = '${b}';</script><style>${c}</style>", ("b", "c")),
        ("<script>f(`${b}`); // ${c}</script><!-- ${d} --><i onclick='f(`${e}`)'></i>", ()),
        ("$${b}", ("b",)),
        ("${a + b} ${} ${}", ()),
    ],
)
def test_missing_values(layout: str, missing: tuple[str, ...]) -> None:
    """A name needs a value unless only comments and the layout's own JavaScript contain it."""
    assert fill_layout(layout, {"a": "x"}).missing == missing
    assert placeholder_names(layout) == list(missing)


def test_unused_values() -> None:
    """A value whose name is nowhere is named; one that is only in a comment or a script is used."""
    layout = "<!-- ${a} --><script>`${b}`</script>"
    assert fill_layout(layout, dict.fromkeys("dabc", "x")).unused == ("d", "c")


@given(st.lists(PIECES, max_size=12).map("".join), st.dictionaries(NAMES, st.text(max_size=5)))
def test_every_name_with_a_value_is_replaced(layout: str, values: dict[str, str]) -> None:
    """Each name is replaced once, or was not given: the layout's other text stays as it is."""
    filled = fill_layout(layout, values)
    pieces = re.split(r"\$\{([^{}]*)\}", layout)
    for at in range(1, len(pieces), 2):
        pieces[at] = values.get(pieces[at].strip(), f"${{{pieces[at]}}}")
    assert filled.html == "".join(pieces)
    assert not set(filled.missing) & set(values)
    assert set(filled.unused) <= set(values)
