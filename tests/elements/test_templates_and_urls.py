"""HTML from a template, and the query of an external URL."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from questionforms import ExternalQuestion, HTMLQuestion, InvalidArgument


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
    with pytest.raises(InvalidArgument, match=r"the template holds \$\{b\}, but no value") as caught:
        HTMLQuestion.from_template("${a}${b}", a=1)
    assert caught.value.argument == "b"


def test_an_unused_value_is_refused() -> None:
    """A value whose name is not in the template is an error that says which name was probably meant."""
    with pytest.raises(InvalidArgument, match=r"did you mean \$\{image_url\}\?"):
        HTMLQuestion.from_template("${image_url}", image_url=1, image_ur=2)
    with pytest.raises(InvalidArgument, match="it holds none"):
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
    with pytest.raises(InvalidArgument, match="did you mean it by color=") as caught:
        HTMLQuestion.from_template("${colour}", color=1)
    assert caught.value.argument == "colour"
    with pytest.raises(InvalidArgument, match="as the second argument, without a name"):
        HTMLQuestion.from_template("x", frame_height=5)
