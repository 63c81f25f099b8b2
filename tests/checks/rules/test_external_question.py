"""The rules about an ExternalQuestion's URL and its frame."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import ExternalQuestion, InvalidArgument, is_valid, iter_problems
from questionforms.codes import names_of
from questionforms.elements.external_question import RESERVED
from questionforms.namespaces import namespace
from tests.strategies import external_questions

URL = "https://tasks.example.org/label"
OWN = set(names_of("external_question"))


def external(url: str, height: str = "600") -> str:
    """An ExternalQuestion with a URL, which is escaped here."""
    return (
        f'<ExternalQuestion xmlns="{namespace("ExternalQuestion")}"><ExternalURL>{escape(url)}</ExternalURL>'
        f"<FrameHeight>{height}</FrameHeight></ExternalQuestion>"
    )


def found(url: str) -> list[str]:
    """The rules that report a URL."""
    return [problem.rule for problem in iter_problems(external(url))]


def at(url: str, rule: str) -> list[str]:
    """What stands in the XML where a rule reports something, up to the next `<`."""
    xml = external(url)
    lines = xml.split("\n")
    places = [problem.place for problem in iter_problems(xml) if problem.rule == rule]
    return ["\n".join([lines[line - 1][column - 1 :], *lines[line:]]).partition("<")[0] for line, column in places]


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("http://tasks.example.org/a", "https://tasks.example.org/a"),
        ("HTTP://tasks.example.org/a", "https://tasks.example.org/a"),
        ("https:/tasks.example.org", "https://tasks.example.org"),
        ("https//tasks.example.org", "https://tasks.example.org"),
        ("https:tasks.example.org", "https://tasks.example.org"),
        ("//tasks.example.org/", "https://tasks.example.org/"),
        ("www.tasks.example.org:8080?a=1", "https://www.tasks.example.org:8080?a=1"),
        ("42", None),
        ("REPLACE_ME", None),
        ("", None),
        (" \n ", None),
        ("/label", None),
        ("label.html", "https://label.html"),  # which could be the name of a host
        ("?batch=7", None),
        ("ftp://tasks.example.org/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https:///label", None),
        ("https://?a=1", None),
        ("https://#a", None),
    ],
)
def test_only_whole_addresses_of_https_are_taken(url: str, meant: str | None) -> None:
    """Anything else is an error; where the address can be told, the message gives it."""
    problem = next(problem for problem in iter_problems(external(url)) if problem.rule == "external-url-not-https")
    assert problem.severity == "error"
    assert ("did you mean" in problem.message) == (meant is not None)
    assert f"did you mean `{meant}`?" in problem.message or meant is None


@pytest.mark.parametrize(
    "url", [URL, "HTTPS://tasks.example.org/", "https://x.org?a", "https://[2600::1]/", " \n" + URL]
)
def test_addresses_of_https_are_taken(url: str) -> None:
    """Https in any case, with any host, with blanks around it, which the schema drops."""
    assert "external-url-not-https" not in found(url)


@pytest.mark.parametrize("name", RESERVED)
def test_the_parameters_of_the_service_are_reserved(name: str) -> None:
    """Each is an error wherever in the query it stands, and however it is escaped, but only in its own case."""
    assert at(f"{URL}?{name}=1&a={name}", "reserved-url-parameter") == [f"{name}=1&amp;a={name}"]
    assert at(f"{URL}?a=1&{name}", "reserved-url-parameter") == [name]
    escaped = f"%{ord(name[0]):x}{name[1:]}"
    assert at(f"{URL}?{escaped}=", "reserved-url-parameter") == [f"{escaped}="]
    for sound in (
        f"{URL}/{name}",
        f"{URL}?{name.lower()}=1",
        f"{URL}?x{name}=1",
        f"{URL}#?{name}=1",
        f"{URL}?a=?{name}=1",
    ):
        assert found(sound) == []


@given(st.text(st.sampled_from("?&=#%aHhitId"), max_size=12), st.sampled_from([*RESERVED, "a", "hitid"]))
def test_the_builder_refuses_the_same_parameters(rest: str, name: str) -> None:
    """A URL has a reserved parameter by the rule exactly where the builder refuses it for one."""
    url = f"{URL}?{rest}&{name}=1"
    try:
        ExternalQuestion(url)
    except InvalidArgument as error:
        refused = "the service adds" in str(error)
    else:
        refused = False
    assert ("reserved-url-parameter" in found(url)) == refused


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST:8000", "a.localhost", "127.0.0.1", "127.9.9.9:80", "10.1.2.3", "172.16.0.1",
        "192.168.0.9", "169.254.1.1", "0.0.0.0", "[::1]", "[::1]:5000", "[fe80::1]", "[fd00::1]", "printer.local",
        "db.internal", "a.test", "x.invalid", "survey", "my_server",
    ],
)  # fmt: skip
def test_hosts_that_workers_cannot_reach_are_doubtful(host: str) -> None:
    """This machine, addresses of local networks, and names that no public server knows; the place is the host."""
    assert found(f"https://{host}/a?b=c") == ["private-host"]
    name = host.removesuffix(":8000").removesuffix(":80").removesuffix(":5000").strip("[]")
    assert at(f"https://{host}/", "private-host")[0].startswith(name)


@pytest.mark.parametrize(
    "host", ["x.org", "8.8.8.8", "[2001:4860:4860::8888]", "local.x.org", "localhost.x.org", "münchen.de", "x.org."]
)
def test_public_hosts_are_taken(host: str) -> None:
    """Names under public domains, and addresses of the internet."""
    assert found(f"https://{host}/localhost?127.0.0.1") == []


@pytest.mark.parametrize(
    ("placeholder", "rest"),
    [("${name}", ""), ("{{ name }}", "/"), ("{name}", ""), ("<name>", "x"), ("[NAME]", ""), ("%s", "/"), ("%(n)s", "")],
)
def test_placeholders_are_doubtful(placeholder: str, rest: str) -> None:
    """Each form of a placeholder is found where it begins, and hides no other problem; nothing else is said of it."""
    url = f"{URL}/{placeholder}{rest}"
    assert found(url) == ["unfilled-url-placeholder"]
    assert at(url, "unfilled-url-placeholder") == [escape(placeholder + rest).split("&lt;name")[0] or "&lt;name&gt;x"]
    assert found(f"https://{placeholder.strip('/')}.org/") == ["unfilled-url-placeholder"]
    if placeholder != "[NAME]":
        assert found(placeholder) == ["unfilled-url-placeholder"]


@pytest.mark.parametrize("query", ["a[]=1", "a[b]=1", "a=%da", "a=$5", "a=%7Bx%7D", "a=100%25"])
def test_what_only_looks_like_a_placeholder_is_taken(query: str) -> None:
    """Queries of PHP and escaped characters are none."""
    assert found(f"{URL}?{query}") == []


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\r\n   ", "\u00a0", "\u200b", "\ufeff", "\u2028"])
def test_blanks_inside_are_doubtful(blank: str) -> None:
    """A blank of any kind, seen or not, is reported once where it stands; blanks around the URL are not."""
    xml = external(f"{URL}/a{blank}b?c=1")
    (problem,) = iter_problems(xml)
    assert (problem.rule, problem.place) == ("blank-in-url", (1, xml.index(f"{blank}b?") + 1))
    assert found(f" \n{URL}\t") == []


@pytest.mark.parametrize(("reference", "count"), [("&amp;", 1), ("&#38;", 1), ("&#x26;", 1), ("&AMP;b&amp;c", 2)])
def test_references_left_in_a_url_are_doubtful(reference: str, count: int) -> None:
    """A reference to & that is still there after reading is one escaping too many."""
    assert found(f"{URL}?a=1{reference}") == ["double-escaped-url"] * count
    assert found(f"{URL}?a=1&amp=2&lt=3") == []


@pytest.mark.parametrize(
    ("url", "where"),
    [
        (f"{URL}?a=100%", "%"),
        (f"{URL}/%zz", "%zz"),
        (f"{URL}\\a", "\\a"),
        (f"{URL}?a|b", "|b"),
        (f"{URL}/a[1]/b", "[1]/b"),
        ("https://x.org:99999/", None),
        ("https://x.org:port/", None),
        ("https://ann:secret@x.org/", None),
        ("https://x..org/", None),
        ("https://[::1/", None),
        ("Https://x.org/", None),
    ],
)
def test_what_parsers_read_differently_is_doubtful(url: str, where: str | None) -> None:
    """Characters that belong escaped are reported at their place, parts of the host at the URL's start."""
    assert found(url) == ["doubtful-url"]
    assert at(url, "doubtful-url") == [escape(where or url)]


@pytest.mark.parametrize(
    ("height", "rule"),
    [
        ("-1", "negative-frame-height"),
        (" -600 ", "negative-frame-height"),
        ("-" + "9" * 500, "negative-frame-height"),
        ("1", "small-frame-height"),
        ("+99", "small-frame-height"),
        ("0", None),
        ("-0", None),
        ("100", None),
        ("9" * 2_000, None),
    ],
)
def test_heights_are_pixels(height: str, rule: str | None) -> None:
    """Below 0 is an error, below 100 doubtful, and 0 has a meaning of its own; in a page as well."""
    assert [problem.rule for problem in iter_problems(external(URL, height))] == ([rule] if rule else [])
    page = (
        f'<HTMLQuestion xmlns="{namespace("HTMLQuestion")}"><HTMLContent>x</HTMLContent>'
        f"<FrameHeight>{height}</FrameHeight></HTMLQuestion>"
    )
    own = [problem.rule for problem in iter_problems(page) if problem.rule in OWN]
    assert own == ([rule] if rule else [])


@given(external_questions)
def test_what_is_built_has_no_error(document: ExternalQuestion) -> None:
    """No rule of this family gives an error for what the builder makes."""
    errors = [problem for problem in iter_problems(document) if problem.severity == "error" and problem.rule in OWN]
    assert errors == []


@given(st.text() | st.text(st.sampled_from("https:/.[]{}$<>%?&=#@ \n|a1")).map("https://".__add__))
def test_any_url_is_read(url: str) -> None:
    """No URL is refused by a rule with an exception, and one that is no address of https is always an error."""
    xml = external("".join(character for character in url if character.isprintable()))
    problems = list(iter_problems(xml))
    if "http" not in url.lower() and not set(url) & set("{[<%"):
        assert not is_valid(xml)
    assert all(problem.line == 1 for problem in problems)
