"""HTML from a template, and the query of an external URL."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from string import Template
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from questionforms import ExternalQuestion, HTMLQuestion, InvalidArgument, WrongType


def test_values_are_escaped_for_html() -> None:
    """A value's markup characters are escaped; Markup passes as it is; numbers are written."""
    page = HTMLQuestion.from_template(
        "<p title='${ title }'>${body}</p>${count}${title}", 300, title="a & 'b' <c>", body=Markup("<b>x</b>"), count=3
    )
    escaped = "a &amp; &#39;b&#39; &lt;c&gt;"
    assert page == HTMLQuestion(f"<p title='{escaped}'><b>x</b></p>3{escaped}", 300)


def test_values_are_not_templates() -> None:
    """A placeholder inside a value stays as it is."""
    assert HTMLQuestion.from_template("${a}", a="${b}").html == "${b}"


def test_any_name_can_be_a_placeholder() -> None:
    """The template's own parameter names are free for placeholders."""
    page = HTMLQuestion.from_template("${template} ${frame_height} ${cls}", template="a", frame_height="b", cls="c")
    assert page == HTMLQuestion("a b c", 0)


def test_what_is_no_placeholder_stays() -> None:
    """A dollar, and an expression of JavaScript, are left alone."""
    source = "$5 ${} ${a+b} ${f(x)} {{x}}"
    assert HTMLQuestion.from_template(source).html == source


def test_a_missing_value_is_refused() -> None:
    """A name in the template without a value is an error that names it."""
    with pytest.raises(InvalidArgument, match=r"the template contains \$\{b\}, but no value") as caught:
        HTMLQuestion.from_template("${a}${b}", a=1)
    assert caught.value.argument == "b"


def test_an_unused_value_is_refused() -> None:
    """A value whose name is not in the template is an error that says which name was probably meant."""
    with pytest.raises(InvalidArgument, match=r"did you mean \$\{image_url\}\?"):
        HTMLQuestion.from_template("${image_url}", image_url=1, image_ur=2)
    with pytest.raises(InvalidArgument, match="it has no placeholders"):
        HTMLQuestion.from_template("x", a=1)


@pytest.mark.parametrize(
    ("url", "joined"),
    [
        ("https://a.example", "https://a.example?k=v"),
        ("https://a.example/", "https://a.example/?k=v"),
        ("https://a.example/?x=1", "https://a.example/?x=1&k=v"),
        ("https://a.example/?x=1&", "https://a.example/?x=1&k=v"),
        ("https://a.example/?", "https://a.example/?k=v"),
        ("https://a.example/#top", "https://a.example/?k=v#top"),
        ("https://a.example/?x=1#top?y", "https://a.example/?x=1&k=v#top?y"),
        ("https://a.example/?x=%26&x=é", "https://a.example/?x=%26&x=é&k=v"),
    ],
)
def test_params_join_the_query(url: str, joined: str) -> None:
    """Parameters go behind the query that is there, before the fragment; what is there stays to the letter."""
    assert joined == ExternalQuestion(url, params={"k": "v"}).url
    assert url == ExternalQuestion(url, params={}).url
    assert url == ExternalQuestion(url).url


def test_params_are_encoded() -> None:
    """Names and values are encoded; a list gives its name once for each item; pairs keep their order."""
    question = ExternalQuestion("https://a.example/", 5, params=[("b c", "é&="), ("a", [1, 2])])
    assert question.url == "https://a.example/?b+c=%C3%A9%26%3D&a=1&a=2"
    assert question.frame_height == 5


@pytest.mark.parametrize("name", ["assignmentId", "hitId", "turkSubmitTo", "workerId"])
def test_reserved_names_are_refused(name: str) -> None:
    """The four names that the service adds are refused, in the parameters and in the URL; like names are not."""
    with pytest.raises(InvalidArgument, match=name):
        ExternalQuestion("https://a.example/", params={name: 1})
    with pytest.raises(InvalidArgument, match=name):
        ExternalQuestion(f"https://a.example/?{name}=1")
    assert ExternalQuestion(f"https://a.example/?my{name}=1", params={f"{name}s": 1}).url.endswith(f"&{name}s=1")


def test_names_of_a_csv_file() -> None:
    """A name with blanks is a placeholder; one with a dot or a hyphen is where a value of that name is given."""
    assert HTMLQuestion.from_template("${Image URL}", **{"Image URL": "a&b"}).html == "a&amp;b"
    with pytest.raises(InvalidArgument, match=r"\$\{Image URL\}"):
        HTMLQuestion.from_template("${Image URL}")
    assert HTMLQuestion.from_template("${a-b} ${c.d}", **{"a-b": 1}).html == "1 ${c.d}"


def test_hints_of_templates() -> None:
    """A misspelt value, and a height given by name, get a hint."""
    with pytest.raises(InvalidArgument, match="did you misspell it as color=") as caught:
        HTMLQuestion.from_template("${colour}", color=1)
    assert caught.value.argument == "colour"
    with pytest.raises(InvalidArgument, match="as the second positional argument"):
        HTMLQuestion.from_template("x", frame_height=5)


@pytest.mark.parametrize("url", ["https://[abc", "https://[abc?x=1", "https://abc]/", "https://a\u2100b.example/?x=1"])
def test_a_url_that_cannot_be_taken_apart(url: str) -> None:
    """A URL whose host is none is refused by the argument's name, with a query and without."""
    with pytest.raises(InvalidArgument, match="cannot be parsed as a URL") as caught:
        ExternalQuestion(url)
    assert caught.value.argument == "url"
    assert ExternalQuestion("https://[::1]:8080/?x=1").url == "https://[::1]:8080/?x=1"


def test_values_of_params() -> None:
    """Text, whole numbers and fractions are values, and lists and tuples of them; an empty one adds nothing."""
    params: dict[str, Any] = {"a": "b", "c": 1, "d": 1.5, "e": ["f", 2, 0.1], "g": ("h",), "i": [], "j": 1e300}
    wanted = "https://a.example/?a=b&c=1&d=1.5&e=f&e=2&e=0.1&g=h&j=1e%2B300"
    assert ExternalQuestion("https://a.example/", params=params).url == wanted


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, b"x", {"a": "b"}, {"a"}, range(2), iter("ab"), Decimal(1), Fraction(1), object()),
        *(float("nan"), float("inf"), [None], [["a"]], [True]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_value_of_params(value: Any) -> None:
    """Nothing else is written as Python happens to show it; the message names the key."""
    with pytest.raises(WrongType, match=r"argument `params`: for 'key', .*; expected text"):
        ExternalQuestion("https://a.example/", params={"other": "a", "key": value})


def test_what_no_url_can_hold() -> None:
    """Half of a surrogate pair has no encoding: refused, in a value as in a name."""
    for params in ({"a": "\ud800"}, {"\ud800": "a"}):
        with pytest.raises(InvalidArgument, match="argument `params`"):
            ExternalQuestion("https://a.example/", params=params)


def test_dollars_are_escaped_by_dollars() -> None:
    """Two dollars before a place are one dollar and no place, three are a dollar and the place, and so on."""
    assert HTMLQuestion.from_template("$${a} $${ b }").html == "${a} ${ b }"
    assert HTMLQuestion.from_template("${a} $${a} $$${a} $$$${a}", a=5).html == "5 ${a} $5 $${a}"
    assert HTMLQuestion.from_template("$$ $ $$5 $${a+b} $${} $$a $${a.b}").html == "$$ $ $$5 $${a+b} $${} $$a $${a.b}"
    assert HTMLQuestion.from_template("${a.b} $${a.b}", **{"a.b": 1}).html == "1 ${a.b}"
    with pytest.raises(InvalidArgument, match=r"\$\$\{a\} is the literal text \$\{a\}; write \$\$\$\{a\} for a dollar"):
        HTMLQuestion.from_template("It costs $${a}.", a=5)


@given(st.text("$ab", max_size=8))
def test_dollars_are_those_of_string_template(before: str) -> None:
    """Before a place, dollars mean what they mean to string.Template."""
    template = f"{before.rstrip('$').replace('$', '')}{'$' * (len(before) - len(before.rstrip('$')))}{{a}}"
    values = {"a": "5"} if template.count("$") % 2 else {}
    assert HTMLQuestion.from_template(template, **values).html == Template(template).substitute(values)


def test_places_are_found_in_linear_time() -> None:
    """Text that almost is a place, however long, is looked at once."""
    for almost in ("${a" + " " * 1_000_000, "$" * 1_000_000, "${" * 500_000, "${a" + " b" * 500_000 + "!}"):
        assert HTMLQuestion.from_template(almost).html == almost


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\u00a0", "\x85"])
def test_blanks_around_a_name(blank: str) -> None:
    """Blanks of any kind may stand around a name; inside it only the space may."""
    assert HTMLQuestion.from_template(f"${{{blank}a b{blank}}}", **{"a b": 1}).html == "1"
    inside = f"${{a{blank}b}}"
    assert HTMLQuestion.from_template(inside, **({"a b": 1} if blank == " " else {})).html in (inside, "1")


def test_values_that_give_no_markup() -> None:
    """A value's `__html__` is asked for where its type has one, and must give text."""

    class Wrong:
        def __html__(self) -> None: ...

    with pytest.raises(WrongType, match="returns None") as caught:
        HTMLQuestion.from_template("${a}", a=Wrong())
    assert caught.value.argument == "a"
    assert HTMLQuestion.from_template("${a}", a=Markup).html == "&lt;class &#39;markupsafe.Markup&#39;&gt;"


@pytest.mark.parametrize("value", [None, b"x"])
def test_values_that_are_no_text(value: object) -> None:
    """What a short row of a CSV file leaves, and bytes, are refused, and not written as Python shows them."""
    with pytest.raises(WrongType, match="expected text, a number, or markup") as caught:
        HTMLQuestion.from_template("${a}", a=value)
    assert caught.value.argument == "a"
