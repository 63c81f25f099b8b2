"""The placeholders of a page and their contexts, compared with what a parser of HTML5 makes of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from questionforms.html_contexts import data_name, data_property, placeholders, tags

PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<p ",
            ">",
            '"',
            "'",
            "=",
            "/",
            " ",
            "title",
            "onclick",
            "<!--",
            "-->",
            "--!>",
            "<!",
            "<?",
            "</",
        ),
        *("<script>", "</script>", "<style>", "</style>", "<textarea>", "</textarea>", "<title>", "</title>", "<", "a"),
        *('<b title="', "<b onclick='", "<b lang=", "${x}", "${x}", "${x}"),
    ]
)


def kinds(html: str) -> list[str]:
    """The context of each placeholder of a page."""
    return [place.kind for place in placeholders(html)]


def test_places() -> None:
    """A placeholder has its name, its place, its dollar signs and the value or the script that it is in."""
    html = "${ a } <b title='$$${the name}'>$${c}</b> ${a+b} ${}"
    first, second, third = placeholders(html)
    assert (first.name, html[first.start : first.end], first.region) == ("a", "${ a }", None)
    assert (second.name, second.dollars, second.is_escaped) == ("the name", 3, False)
    assert second.region is not None
    assert (second.region.element, second.region.attribute, second.region.kind) == ("b", "title", "text")
    assert html[second.region.start : second.region.end] == "$$${the name}"
    assert (third.name, third.is_escaped) == ("c", True)


def test_tags() -> None:
    """Tags are found with their places and attributes; comments, doctypes and the texts of scripts are not searched."""
    html = "<!DOCTYPE html><p TITLE=a b='>'>x</P><!-- <b> --><script>'<i>'</script><textarea><u></textarea><br/>"
    found = list(tags(html))
    assert [(tag.name, tag.is_end) for tag in found] == [
        *(("!", False), ("p", False), ("p", True), ("!--", False)),
        *(("script", False), ("script", True), ("textarea", False), ("textarea", True), ("br", False)),
    ]
    assert found[1].attributes == {"title": "a", "b": ">"}
    assert [html[tag.start : tag.end] for tag in found[:4]] == [
        *("<!DOCTYPE html>", "<p TITLE=a b='>'>", "</P>", "<!-- <b> -->")
    ]
    assert html[found[1].name_end :].startswith(" TITLE")
    assert html[found[4].end : found[4].text_end] == "'<i>'"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<plaintext><script>${x}", ["text"]),
        ("<xmp><b onclick='${x}'></xmp><b onclick='${x}'>", ["text", "handler"]),
        ("<script></script x>${x}<script>${x}</scripts>${x}", ["text", "script", "script"]),
        ("<script><!-- <script> ${x} </script> ${x} </script> ${x}", ["script", "script", "text"]),
        ("<script><!--> <script> </script> ${x}", ["text"]),
        ("<b title='${x}\" lang=${x}>", ["text", "text"]),
        ("<b title='a'lang=${x}/>${x}", ["unquoted", "text"]),
        ("<b =${x}>", ["attribute-name"]),
        ("<b title=>${x}", ["text"]),
        ('<b/onclick="${x}"/>', ["handler"]),
        ("<a href='https://${x}'><a href='?${x}'><a href='#${x}'><a href='/${x}'>", ["text"] * 4),
        ("<meta content='0;url=${x}'><meta http-equiv=refresh content='${x};url=${x}'>", ["text", "url", "url"]),
        ("<math><style>${x}</style></math><svg/><title>${x}</title>", ["style", "text"]),
    ],
)
def test_contexts(html: str, expected: list[str]) -> None:
    """The edges of HTML's syntax are read as browsers read them."""
    assert kinds(html) == expected


@given(st.lists(PIECES, max_size=14).map("".join))
def test_contexts_are_those_of_a_parser(html: str) -> None:
    """A letter in the place of a placeholder is where a parser of HTML5 finds it: in text, code, a value or a name."""
    places = placeholders(html)
    for index, place in enumerate(places):
        marks = ["zq" if place is other else "a" for other in places]
        page = html[: places[0].start]
        for other, mark, following in zip(places, marks, [*places[1:], None], strict=True):
            page += mark + html[other.end : following.start if following else None]
        assert place.kind in _found(page), (page, index)


def _found(page: str) -> set[str]:
    """What a parser finds `zq` in; every kind if it leaves that part out, as it does after an unfinished tag."""
    root: Any = HTMLParser().parse(page)
    found = next((kinds for element in root.iter() for kinds in _found_in(element)), None)
    return found or {"text", "unquoted", "handler", "attribute-name", "tag-name", "script", "style"}


def _found_in(element: Any) -> Iterator[set[str]]:
    """What `zq` is in, if it is in this element or directly after it."""
    is_comment = not isinstance(element.tag, str)
    tag = "" if is_comment else element.tag.rpartition("}")[2]
    if "zq" in tag:
        yield {"tag-name"}
    for name, value in () if is_comment else element.attrib.items():
        if "zq" in name:
            yield {"attribute-name"}
        if "zq" in (value or ""):
            yield {"handler"} if name == "onclick" else {"text", "unquoted"}
    if "zq" in (element.text or ""):
        yield {tag} if tag in ("script", "style") else {"text"}
    if "zq" in (element.tail or ""):
        yield {"text"}


@pytest.mark.parametrize(
    ("name", "attribute", "read"),
    [
        ("a", "a", ".a"),
        ("Image URL", "image-url", ".imageUrl"),
        ("a-1", "a-1", '["a-1"]'),
        ("größe", "größe", ".größe"),
    ],
)
def test_data_attributes(name: str, attribute: str, read: str) -> None:
    """The name of a placeholder becomes that of an attribute, and of its property in `dataset`."""
    assert (data_name(name), data_property(name)) == (attribute, read)
