"""Regexes: the verdicts of a real JavaScript engine, the messages for mistakes, and the time of a search."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.javascript_regex import _TOKEN, MOST_CHARACTERS, is_found, is_found_in_anything, mistake_in, tokens
from tests.checks.rules.javascript import NOT_SEEN, REFUSED, TAKEN

texts = st.text(st.characters(exclude_categories=["Cs"]))
#: Texts that look like regexes.
PIECES = re.split(" ", r"\d \b \k<a> \p{L} (?: (?= (?<= (?<a> (?P<a> (?i) [^ {2} {3,1} {,3} [z-a] [:alpha:] \A é")
regexes = st.lists(st.sampled_from([*r"ab09-., ^$|()[]{}*+?\:=!<>", *PIECES]), max_size=12).map("".join)


@pytest.mark.parametrize("regex", TAKEN)
def test_what_javascript_takes_is_taken(regex: str) -> None:
    """A regex that node compiles has no mistake."""
    assert mistake_in(regex) is None


@pytest.mark.parametrize("regex", REFUSED)
def test_what_javascript_refuses_is_refused(regex: str) -> None:
    """A regex that node refuses has a mistake, and the message names its place, with rare exceptions."""
    mistake = mistake_in(regex)
    assert mistake is not None
    assert "at character" in mistake.what or mistake.hint is None


@pytest.mark.parametrize("regex", NOT_SEEN)
def test_what_is_not_seen_is_known(regex: str) -> None:
    """These are accepted, though node 20 refuses them; a finding here would be new."""
    assert mistake_in(regex) is None


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node, to ask it again")
def test_verdicts_are_those_of_node() -> None:
    """The recorded verdicts are those of this machine's node, except where browsers of different years differ."""
    code = """
        const regexes = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const taken = regex => { try { return !!new RegExp(regex) } catch { return false } };
        console.log(JSON.stringify(regexes.map(taken)));
    """
    recorded = dict.fromkeys(TAKEN, True) | dict.fromkeys(REFUSED, False)
    done = subprocess.run(
        ["node", "-e", code], input=json.dumps(list(recorded)), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == list(recorded.values())


@pytest.mark.parametrize(
    ("regex", "what", "hint"),
    [
        (r"^(\d{3})-\d{4})$", "the `)` at character 15 closes nothing", r"write `\)` for"),
        ("^(yes|no$", "the `(` at character 2 is not closed", "close it with `)`"),
        ("^[a-z$", "the `[` at character 2 is not closed", "close it with `]`"),
        ("[z-a]", "the range `z-a` at character 2 ends before it begins", "write `a-z`"),
        (r"[\w.-+]", "the range `.-+` at character 4 ends before it begins", r"`\-` where a hyphen is meant"),
        (r"\d{5,2}", "the `{5,2}` at character 3 asks for at least 5 and at most 2", "write `{2,5}`"),
        ("a{10,9}", "the `{10,9}` at character 2 asks for at least 10", "write `{9,10}`"),
        (f"a{{1{'0' * 4_400},1}}", "the `{100", "write `{1,100"),
        ("a++", "the `+` at character 3 directly follows another quantifier", "remove one"),
        ("*.jpg", "the `*` at character 1 has nothing before it to repeat", r"write `\*` for"),
        ("^*", "the `*` at character 2 has nothing before it to repeat", None),
        ("(?<=a)+", "the `+` at character 7 has nothing before it to repeat", None),
        ("abc\\", "the `\\` at character 4 ends the regex", "write `\\\\`"),
        ("(?P<y>a)", "the `(?P<` at character 1 does not start a valid JavaScript group", "`(?<name>...)`"),
        (r"(?P=y)", "the `(?P=` at character 1 does not start a valid JavaScript group", r"`\k<name>`"),
        ("(?>a)", "the `(?>` at character 1 does not start a valid JavaScript group", "no atomic groups"),
        ("(?#a)", "the `(?#` at character 1 does not start a valid JavaScript group", "no comments"),
        ("(?i)a", "the `(?i)` at character 1 sets flags", 'flags="i"'),
        ("(?<a>b)(?<a>c)", "the `(?<a>` at character 8 has the same name as an earlier group", None),
        ("(?<a-b>c)", "the `(?<a-b>` at character 1 has a name that", None),
        (r"(?<a>b)\k<c>", r"the `\k<c>` at character 8 refers to a group that does not exist", None),
        (r"\k<c>(?<c>b)(", "the `(` at character 13 is not closed", None),
        (r"[\r-\t]", "the exact error is not known", None),
    ],
)
def test_mistakes_are_told(regex: str, what: str, hint: str | None) -> None:
    """A mistake is reported with its place, in characters from 1, and with what was probably meant."""
    mistake = mistake_in(regex)
    assert mistake is not None
    assert mistake.what.startswith(what)
    assert hint is None or hint in (mistake.hint or "")


@given(st.one_of(texts, regexes))
def test_any_text_has_a_verdict(regex: str) -> None:
    """Any text is either accepted as a regex or has a mistake; nothing is raised."""
    mistake = mistake_in(regex)
    assert mistake is None or mistake.what
    assert is_found(regex, "", "a") is None or mistake is None


@given(st.lists(st.sampled_from(["[", "]", "\\", "(?", "(?<", "^", "a>", r"\k<"]), max_size=20).map("".join))
def test_behind_an_open_class_is_no_class(regex: str) -> None:
    """The parts are those of one pattern that looks for a class at every `[`."""
    slow = [(token.span(), token.lastgroup) for token in _TOKEN.finditer(regex)]
    assert slow == [(token.span(), token.lastgroup) for token in tokens(regex)]


@pytest.mark.parametrize("open_", ["[", "[^", "[a", r"\[[", r"[\]"])
def test_the_end_of_a_class_is_looked_for_once(open_: str) -> None:
    """Of many `[` that nothing closes, the first alone is read to the end of the regex."""
    looks = [token for token in tokens(open_ * 1_000) if "class" in token.re.groupindex and token[0] == "["]
    assert len(looks) == 1


@given(regexes, texts)
def test_what_is_found_in_anything_is(regex: str, text: str) -> None:
    """A regex that is said to be found in every text is found in this one."""
    if is_found_in_anything(regex):
        assert is_found(regex, "", text) is not False


@pytest.mark.parametrize("regex", ["", "[0-9]*", "[^ ]*", ".*", "a|", "(a|b)?", r"\d*\.?\d*"])
def test_what_may_match_nothing_is_found_in_anything(regex: str) -> None:
    """A regex that may match an empty string, anywhere, refuses no answer."""
    assert is_found_in_anything(regex)


@pytest.mark.parametrize("regex", ["a", "^a*$", "^", r"\b", r"a*\B", "(?=a)", "(?!a)", "(?<!a)", r"\S", "(", "a{1,}"])
def test_what_asks_for_something_is_not(regex: str) -> None:
    """A regex that requires a character or a place may refuse an answer."""
    assert not is_found_in_anything(regex)


def test_a_search_is_javascript_s() -> None:
    """A regex is searched for, not matched from the start, and the only flag is `i`."""
    assert is_found("b", "", "abc") is True
    assert is_found("^b", "", "abc") is False
    assert is_found("B", "", "abc") is False
    assert is_found("B", "i", "abc") is True
    assert is_found(r"^\p{2}$", "", "pp") is True
    assert is_found("(", "", "(") is None


@pytest.mark.parametrize("regex", ["(a+)+$", "(a*)*b", "(a|aa)+$", "(?:a{1,9}){1,9}b", "a*a*a*a*a*a*a*a*a*b"])
def test_long_searches_are_not_made(regex: str) -> None:
    """A regex that might take years is not tried."""
    assert is_found(regex, "", "a" * 200 + "!") is None


def test_a_search_of_more_steps_than_a_float_can_say_is_not_made() -> None:
    """Neither is one in a text so long that the number of steps is past the largest float."""
    assert is_found("a*|" * 60, "", "b" * 1_000_000) is None


def test_long_regexes_are_not_looked_at() -> None:
    """A regex that is so long that the engine would be slow is neither accepted nor refused."""
    assert mistake_in("a|" * MOST_CHARACTERS + "(") is None
    assert is_found("a|" * MOST_CHARACTERS, "", "a") is None
    assert mistake_in("(" * 1_000 + ")" * 1_000) is None


EMPTY = r"""
    a a* a? a{0} a{0,3} a{2} a*? {,2}* [^] [] . ^ $ ^$ \b \B ^$|a |a (a|) (a|b)* (a+)+ ^(a+)+$ ^(a*)*$
    ^(\d{1,3}\.){3}\d{1,3}$ ^\w+([.-]\w+)*@\w+$ (\d{5}(-\d{4})?)? (\d{5}(-\d{4})?)
    (?=a) (?!a) (?<=a) (?<!a) (?=a)? ^(?!$)
    (a)?\1 \1 \1? \12? (a)\1{0} (?<n>a)?\k<n> \k<n>* \u0041* \x41? \cA* (|){9}x
    (a||b){9} (?:a|(?:b|c?))
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node, to ask it")
def test_a_search_in_an_empty_text_is_always_made() -> None:
    """Whether a regex is found in an empty text is known even if it repeats a group, and is what node says."""
    code = """
        const regexes = JSON.parse(require("fs").readFileSync(0, "utf8"));
        console.log(JSON.stringify(regexes.map(regex => new RegExp(regex).test(""))));
    """
    regexes = EMPTY.split()
    done = subprocess.run(["node", "-e", code], input=json.dumps(regexes), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [is_found(regex, "", "") for regex in regexes]
