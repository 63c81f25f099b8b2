"""Places in parsed texts and attributes, and in the file, refer to the same characters."""

from __future__ import annotations

import re
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from questionforms.xml.load import load
from questionforms.xml.positions import read_positions
from questionforms.xml.source_map import Lines, SourceMap


class Piece(NamedTuple):
    """A piece of XML: its source, and each character of its text with where it starts in the source."""

    source: str
    text: tuple[tuple[str, int], ...] = ()


def plain(text: str) -> Piece:
    """Literal text, with each line end as one character."""
    return Piece(text, tuple((_read(found[0]), found.start()) for found in re.finditer(r"\r\n|.|\n", text, re.DOTALL)))


def _read(written: str) -> str:
    return "\n" if written in ("\r\n", "\r") else written


def cdata(text: str) -> Piece:
    """The same in a CDATA section."""
    inner = plain(text)
    return Piece(f"<![CDATA[{text}]]>", tuple((character, start + 9) for character, start in inner.text))


def reference(code: int, form: str) -> Piece:
    """A character as a numeric reference."""
    return Piece(form.format(code), ((chr(code), 0),))


lines = st.sampled_from(["a", "b", " ", "\t", "é", "日", "\U0001f600", "\n", "\r\n", "\r"])
pieces = st.one_of(
    st.text(st.sampled_from("ab \té日\U0001f600\n\r'\">;#"), max_size=4).map(plain),
    st.lists(lines, max_size=5).map("".join).map(plain),
    st.text(st.sampled_from("ab é&<>;\n\r"), max_size=6).map(cdata),
    st.sampled_from(["<!-- a & b ]]> \r\n -->", "<?x a & \n b?>", "<!---->"]).map(Piece),
    st.sampled_from([("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")]).map(
        lambda pair: Piece(pair[0], ((pair[1], 0),))
    ),
    st.builds(
        reference, st.sampled_from([9, 10, 13, 38, 60, 233, 0x1F600]), st.sampled_from(["&#{};", "&#x{:X};", "&#00{};"])
    ),
)


def joined(parts: list[Piece]) -> tuple[str, str, list[int]]:
    """The source of consecutive pieces, their text, and where in the source each character of it starts."""
    source, text, starts = "", "", []
    for part in parts:
        for character, start in part.text:
            text += character
            starts.append(len(source) + start)
        source += part.source
    return source, text, starts


@given(st.lists(pieces, max_size=6), st.sampled_from(["<r>", "<r\n a='>'  b = \"/>\" >", "\r\n<!-- é -->\r<r  >"]))
def test_characters_of_a_text_are_found(parts: list[Piece], start: str) -> None:
    """Each character of a text is found where it is written, whether literally, as a reference, or in CDATA."""
    source, text, starts = joined(parts)
    xml = f"{start}{source}</r>"
    node = read_positions(load(xml))
    map_ = SourceMap(xml)
    assume(len(node.text) == len(text))  # a \r at the end of one piece and a \n at the start of the next are one
    assert node.text == text
    found = [map_.lines.offset(*map_.of_text(node, index)) for index in range(len(text))]
    assert [len(start) + index for index in starts] == found


@given(st.lists(pieces, max_size=4), st.integers(0, 10))
def test_the_end_of_a_text_is_inside_the_element(parts: list[Piece], past: int) -> None:
    """An index at or past the end of the text maps to a place between the text's last character and the end tag."""
    source, text, starts = joined(parts)
    xml = f"<r>{source}</r>"
    map_ = SourceMap(xml)
    node = read_positions(load(xml))
    offset = map_.lines.offset(*map_.of_text(node, max(len(node.text), len(text)) + past))
    assert 3 + (starts[-1] if starts else 0) <= offset <= len(xml)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b1", "c-d", "é"]), st.sampled_from(["", "x", ">", "a='b'", "\n", "/"])),
             unique_by=lambda pair: pair[0]),
    st.sampled_from([" ", "\n", "\r\n  ", "\t"]),
    st.sampled_from(["=", " = ", "\n=\n"]),
)  # fmt: skip
def test_attributes_are_found(attributes: list[tuple[str, str]], blank: str, equals: str) -> None:
    """Each attribute is found at its name, however the tag is laid out, and whatever is in the values."""
    xml = "<q><r"
    starts = {}
    for name, value in attributes:
        xml += blank
        starts[name] = len(xml)
        xml += f'{name}{equals}"{value}"'
    xml += " >a='x'</r></q>"
    node = read_positions(load(xml)).children[0]
    map_ = SourceMap(xml)
    for name, start in starts.items():
        assert map_.lines.offset(*map_.of_attribute(node, name)) == start
    assert map_.of_attribute(node, "none") == (node.line, node.column)


def test_a_prefixed_attribute_is_found() -> None:
    """An attribute with a prefix is found by its local name."""
    xml = '<r xmlns:x="urn:x"\n   x:a="1"/>'
    node = read_positions(load(xml))
    assert SourceMap(xml).of_attribute(node, "a") == (2, 4)


@given(st.lists(st.sampled_from(["a", "é", "\n", "\r\n", "\r"])).map("".join))
def test_lines_and_columns_are_offsets(text: str) -> None:
    """A place maps back to its index; each of the three line ends counts as one; columns count characters."""
    found = Lines(text)
    for offset in range(len(text) + 1):
        line, column = found.place(offset)
        assert found.offset(line, column) == offset
        assert len(re.findall("\r\n|\r|\n", text[: offset - column + 1])) == line - 1


def test_places_outside_are_cut() -> None:
    """A line or a column past the end maps to the end, so no place is refused."""
    assert Lines("ab\ncd").offset(9, 1) == 3
    assert Lines("ab\ncd").offset(2, 99) == 5
