"""Comments that turn rules off: for the element that follows and its content, or for the rest of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import iter_problems
from questionforms.checks.html.page import Page
from questionforms.checks.html.read import MOST_CHARACTERS
from questionforms.checks.suppression import in_page
from questionforms.namespaces import namespace
from questionforms.xml.comments import rules_named
from questionforms.xml.load import LIMIT
from tests.steps import takes_linear_steps, takes_linear_time


def external(before_url: str = "", url: str = "http://localhost/", before_root: str = "", after_url: str = "") -> str:
    """An ExternalQuestion that two rules report at its URL, with comments in it."""
    return (
        f'{before_root}<ExternalQuestion xmlns="{namespace("ExternalQuestion")}">\n'
        f"{before_url}<ExternalURL>{url}</ExternalURL>{after_url}<FrameHeight>0</FrameHeight></ExternalQuestion>"
    )


def rules(xml: str) -> list[str]:
    """The names of the rules that report something, in order of place."""
    return [problem.rule for problem in iter_problems(xml)]


def ignore(names: str) -> str:
    """The comment that turns rules off."""
    return f"<!-- questionforms: ignore {names} -->"


BOTH = ["external-url-not-https", "private-host"]


def test_the_document_has_two_problems() -> None:
    """Without a comment, both rules report."""
    assert rules(external()) == BOTH


def test_a_comment_turns_off_the_rules_that_it_names() -> None:
    """Before an element, a comment turns off one rule or several, separated by spaces or commas; so do two comments."""
    assert rules(external(ignore("private-host"))) == ["external-url-not-https"]
    for names in ("private-host external-url-not-https", "private-host,external-url-not-https", "\n private-host,\n "):
        kept = BOTH if "external" not in names else []
        assert rules(external(ignore(names))) == [rule for rule in kept if rule != "private-host"]
    assert rules(external(ignore("private-host") + "\n" + ignore("external-url-not-https"))) == []


def test_a_comment_before_the_root_is_for_the_whole_document() -> None:
    """A comment before the root applies to all elements, and to problems of the document itself."""
    assert rules(external(before_root=ignore("private-host"))) == ["external-url-not-https"]
    large = external(url="https://tasks.example.org/" + "x" * LIMIT)
    assert rules(large) == ["too-large"]
    assert rules(ignore("too-large") + large) == []


@pytest.mark.parametrize(
    "comment", ["", "<!-- x -->", "<!-- ignore private-host -->", "<!-- see questionforms: ignore private-host -->"]
)
def test_other_comments_do_nothing(comment: str) -> None:
    """Any other comment has no effect."""
    assert rules(external(comment)) == BOTH


def test_a_comment_holds_for_the_next_element_alone() -> None:
    """A comment after the element, at the end of another, or inside its text has no effect on it."""
    assert rules(external(after_url=ignore("private-host"))) == [*BOTH, "unused-ignore"]
    assert rules(external(url="http://localhost/" + ignore("private-host"))) == [*BOTH, "unused-ignore"]


def idle(xml: str, **options: Any) -> list[str]:
    """The messages and the hints about comments without an effect."""
    problems = [problem for problem in iter_problems(xml, **options) if problem.rule == "unused-ignore"]
    return [f"{problem.line}:{problem.column} {problem.message} ({problem.hint})" for problem in problems]


def test_a_comment_that_turns_nothing_off_is_reported() -> None:
    """Each name, or pattern, that matches no problem in its element is a warning where the comment is."""
    said = "the comment turns off `no-form`, which finds no problem in the element after it (remove it)"
    assert idle(external(ignore("private-host no-form"))) == [f"2:1 {said}"]
    assert idle(external(ignore("private-*, html-*"))) == [f"2:1 {said.replace('no-form', 'html-*')}"]
    assert idle(external(ignore("external-*") + ignore("*-host"))) == []


def test_a_misplaced_comment_is_reported_with_its_right_place() -> None:
    """If the rule finds something elsewhere, or if no element follows, the hint says where the comment belongs."""
    move = "(move it before the element with the problem)"
    at_the_end = external(after_url="\n" + ignore("private-host")).replace("<FrameHeight>", " <FrameHeight>")
    said = "the comment turns off `private-host`, which finds no problem in the element after it"
    assert idle(at_the_end) == [f"3:1 {said} {move}"]
    inside = external(url="http://localhost/" + ignore("private-host"))
    assert idle(inside) == [f"2:31 the comment turns off `private-host`, but no element follows it {move}"]


def test_only_rules_that_ran_can_have_no_effect() -> None:
    """A comment is not reported if its rule was not selected, or if the document does not fit its schema."""
    xml = external(ignore("no-form"))
    assert idle(xml, ignore=["no-form"]) == []
    assert idle(xml, select=["unused-ignore"]) == []
    assert len(idle(xml, select=["unused-ignore", "no-form"])) == 1
    assert idle(xml.replace("FrameHeight", "FrameHight")) == []
    assert idle(external(ignore("keyed-question-not-in-form"))) == []
    assert idle(external(ignore("unused-ignore, unknown-rule"))) == []


def test_a_comment_in_a_page_that_turns_nothing_off() -> None:
    """In a page, a comment has no effect on what is before it, and the hint says so."""
    page = "<!DOCTYPE html><html><body>\n%s\n</body></html>"
    (said,) = idle(page % ignore("http-resource"), page=True)
    assert said == "2:1 the comment turns off `http-resource`, which finds no problem after it (remove it)"
    (said,) = idle(page % f"<img src='http://a.example/b.png'>{ignore('http-resource')}", page=True)
    assert said.endswith("after it (move it above the problem)")
    assert idle(page % f"{ignore('http-resource')}<img src='http://a.example/b.png'>", page=True) == []


@pytest.mark.parametrize("markup", ["<p>%s</p>", "<p>%s<span>x</span></p>", "<p>%s&nbsp;", "%s<blink/>"])
def test_a_comment_in_markup_is_reported(markup: str) -> None:
    """In a FormattedContent, whether its markup is valid or not, a comment is reported with its right place."""
    for names in ("forbidden-tag", "to-large"):
        xml = form("", f"<FormattedContent><![CDATA[{markup % ignore(names)}]]></FormattedContent>")
        (found,) = [problem for problem in iter_problems(xml) if problem.rule == "comment-in-formatted-content"]
        assert found.message == "a comment in the markup of a FormattedContent does not turn rules off"
        assert found.hint == "move it out of the markup, before the `FormattedContent`"


def form(*questions: str) -> str:
    """A form with the content of its questions."""
    return "".join(
        [
            f'<QuestionForm xmlns="{namespace("QuestionForm")}">',
            *[
                f"{before}<Question><QuestionIdentifier>q{number}</QuestionIdentifier><QuestionContent>{content}"
                "</QuestionContent><AnswerSpecification><FreeTextAnswer/></AnswerSpecification></Question>\n"
                for number, (before, content) in enumerate(_pairs(questions))
            ],
            "</QuestionForm>",
        ]
    )


def _pairs(questions: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(questions[::2], questions[1::2], strict=True))


MAIL = '<FormattedContent><![CDATA[<a href="mailto:a@example.org">x</a>]]></FormattedContent>'


def test_what_is_in_an_element_is_turned_off_with_it() -> None:
    """A comment before a question applies to its content, but not to the question after it, nor to the tenth."""
    many = [part for number in range(12) for part in ("", MAIL)]
    assert len(rules(form(*many))) == 12
    many[0] = ignore("disputed-markup")
    problems = list(iter_problems(form(*many)))
    assert [problem.line for problem in problems] == list(range(2, 13))
    assert "/Question[1]/" not in "".join(problem.path for problem in problems)


def test_the_rules_of_the_schema_are_turned_off_too() -> None:
    """Any rule with a problem in an element can be turned off there."""
    assert rules(form("", "<b>x</b>")) == ["unknown-element"]
    assert rules(form(ignore("unknown-element"), "<b>x</b>")) == []


def test_an_unknown_rule_is_reported_where_the_comment_stands() -> None:
    """An unknown rule is a warning that says which was probably meant; the other names in the comment apply."""
    xml = external("  " + ignore("private-hosts external-url-not-https"))
    first, second = iter_problems(xml)
    assert (first.rule, first.severity, first.line, first.column) == ("unknown-rule", "warning", 2, 3)
    assert "`private-host`" in first.message
    assert second.rule == "private-host"


def test_a_name_that_no_document_has_turns_nothing_off() -> None:
    """What is found in answers or calls alone is turned off by no comment in a document, which is reported."""
    (problem,) = iter_problems(form(ignore("guards-combined"), "<Text>x</Text>"))
    assert problem.rule == "unknown-rule"
    assert problem.message == "`guards-combined` is a rule for the parameters of calls, not for documents"


def test_a_document_that_is_no_xml_is_reported_all_the_same() -> None:
    """If the text cannot be read, comments have no effect, and hide nothing."""
    assert rules(f"{ignore('not-well-formed')}<QuestionForm>") == ["not-well-formed"]


@given(st.text())
def test_any_comment_is_read(content: str) -> None:
    """No content of a comment is refused, and no name is empty."""
    assert all(rules_named(content))
    assert all(
        not set(name) & set(" ,\n\t") for name in rules_named(f"questionforms: ignore a {content}") if ":" not in name
    )


def test_names_of_rules_are_read() -> None:
    """Names are separated by whitespace, commas, or both; nothing else is a name."""
    assert rules_named(" questionforms: ignore a-b, c,d\n e ") == {"a-b", "c", "d", "e"}
    assert rules_named("questionforms:ignore a") == {"a"}
    assert rules_named("Questionforms: Ignore a") == {"a"}
    assert rules_named("see questionforms: ignore a") == frozenset()


@pytest.mark.parametrize("content", ["ignore", "ignore:", "ignorea", "ignore no-form (reason #3)", "off"])
def test_comments_that_turn_nothing_off_are_told(content: str) -> None:
    """A comment that starts like one of these, but does not name a rule properly, is a warning."""
    (problem,) = iter_problems(form(f"<!-- questionforms: {content} -->", "<Text>x</Text>"))
    assert problem.rule == "unknown-rule"
    assert f"`questionforms: {content}` does not turn off any rule; expected, for example," in problem.message


def test_patterns_turn_off_what_they_mean() -> None:
    """A comment may name rules by a pattern, as the command does; a pattern without a match is reported."""
    assert rules(form(ignore("disputed-*"), MAIL)) == []
    assert rules(form(ignore("no-such-*"), MAIL)) == ["unknown-rule", "disputed-markup"]


def test_a_comment_of_a_page_holds_from_where_it_stands() -> None:
    """In a page, each such comment is found, with its place and its names; other comments are not."""
    page = f"<p>a</p>{ignore('a-b')}<p><!-- x -->b</p>{ignore('c, d')}"
    found = list(in_page(Page(page)))
    assert [{"a-b"}, {"c", "d"}] == [set(comment.names) for comment in found]
    assert [page.index("<p><!--"), len(page)] == [comment.end for comment in found]


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "<!-- questionforms:" * (size // 20),
        lambda size: "<!-- questionforms: ignore" + " " * (size // 2) + "! -->",
        lambda size: ignore("private-host") * (size // 50),
    ],
)
@pytest.mark.parametrize("size", [1_000_000, MOST_CHARACTERS])
def test_hostile_comments_take_linear_time(text: Callable[[int], str], size: int) -> None:
    """A megabyte of comments, closed or not, is read in linear time, and so is a page of the largest size."""
    assert takes_linear_time(lambda size: list(in_page(Page(text(size)))), size)


@pytest.mark.slow
def test_many_comments_and_many_problems_take_linear_time() -> None:
    """Hundreds of problems and hundreds of comments are not all compared with each other."""

    def found(count: int) -> list[str]:
        return rules(form(*[part for _ in range(count) for part in (ignore("no-such-rule"), "<b/>")]))

    assert takes_linear_steps(found, 120)
    assert found(1_000).count("unknown-rule") == 1_000
