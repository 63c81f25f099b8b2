"""HITs with layouts: the page that is made of a layout, and what of it is refused under each verdict."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from questionforms import HTMLQuestion
from questionforms.marketplace import Database, Marketplace, Options, Server
from questionforms.marketplace.core.accounts import find_or_open_account
from questionforms.marketplace.core.layouts import add_layout
from questionforms.mturk import Layout, hit_problems
from questionforms.task_pages.layout_values import placeholder_names
from questionforms.testing.running import Running
from tests.documents import needs_shared
from tests.marketplace.making import TYPE, refused
from tests.task_pages.layouts import real_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAYOUT = '<h2>Is this polite?</h2>\n<p>${sentence}</p>\n<p><input name="polite" type="radio" value="1"> yes</p>\n'


@contextmanager
def marketplace_with(verdict: Any, folder: Path) -> Iterator[Running]:
    """A marketplace with this verdict."""
    running = Running()
    database = Database(f"sqlite:///{folder}/marketplace.sqlite")
    running._marketplace = Marketplace(database, options=Options(verdict=verdict))
    with Server(running._marketplace) as server:
        running.address = server.address
        yield running
    database.close()


@pytest.fixture(params=["service", "strict", "open"])
def each(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Running]]:
    """A marketplace with each verdict."""
    with marketplace_with(request.param, tmp_path) as running:
        yield request.param, running


def stored(running: Running, html: str = LAYOUT) -> str:
    """The id of a new layout of the requester with the access key `me`."""
    with running.database.transaction() as session:
        requester = find_or_open_account(session, "me", running.now)
        return add_layout(session, requester, html, name="layout.html", now=running.now).id


def made(running: Running, html: str = LAYOUT, **values: str) -> Any:
    """The response for a new HIT with a layout."""
    named = [{"Name": name, "Value": value} for name, value in values.items()]
    client = running.client("me")
    try:
        layout = stored(running, html)
        return client.create_hit(**TYPE, LifetimeInSeconds=60, HITLayoutId=layout, HITLayoutParameters=named)
    finally:
        client.close()


def told(response: Any) -> list[str]:
    """The rules that a response names."""
    names = response["ResponseMetadata"]["HTTPHeaders"].get("x-questionforms-problems", "")
    return [name.strip() for name in names.split(",") if name.strip()]


def test_a_layout_as_the_site_had_it(each: tuple[str, Running]) -> None:
    """A piece of HTML becomes a page with a form, and what a worker submits comes back under the fields' names."""
    _, running = each
    response = made(running, sentence="Thank <b>you</b>.")
    question = HTMLQuestion.from_xml(response["HIT"]["Question"])
    assert "<p>Thank <b>you</b>.</p>" in question.html
    assert question.html.startswith("<!DOCTYPE html>")
    assert '<form name="mturk_form" method="post" id="mturk_form"' in question.html
    assert told(response) == []
    worker = running.worker()
    worker.answer(response["HIT"]["HITId"], {"polite": "1"})
    worker.close()


@pytest.mark.parametrize(
    ("values", "words", "rule"),
    [
        (
            {},
            "You have not provided all required HITLayout parameters. Missing parameter names: sentence",
            "unfilled-placeholder",
        ),
        ({"sentence": "a", "sentense": "b"}, "no placeholder `sentense`; did you mean `sentence`", "unused-parameter"),
        (
            {"sentence": "Fish &chips"},
            "Details: Errors: <! [12,9] “&” did not start a character reference",
            "unescaped-ampersand",
        ),
    ],
    ids=["missing", "unused", "ampersand"],
)
def test_values_that_the_service_refused(
    each: tuple[str, Running], values: dict[str, str], words: str, rule: str
) -> None:
    """They are refused in the service's words; an open marketplace takes them, and names the rule."""
    verdict, running = each
    if verdict == "open":
        assert told(made(running, **values)) == [rule]
    else:
        with refused("ParameterValidationError", words):
            made(running, **values)


def test_html_errors_are_not_refused(each: tuple[str, Running]) -> None:
    """Whatever is wrong with a layout's HTML is named, and not refused."""
    _, running = each
    wrong = LAYOUT + "</div><b a=1 a=2>x</p><form><form></input><body>Q&A"
    response = made(running, wrong, sentence="<i>Salt & pepper</u>")
    assert set(told(response)) == {"unescaped-ampersand", "html-parse-error"}


@pytest.mark.parametrize("value", ["\U0001f600", "x" * 65_536], ids=["emoji", "size"])
def test_what_no_question_may_contain(each: tuple[str, Running], value: str) -> None:
    """Characters above U+FFFF and more than 65,535 bytes are refused, except by an open marketplace."""
    verdict, running = each
    if verdict == "open":
        response = made(running, sentence=value)
        assert value in HTMLQuestion.from_xml(response["HIT"]["Question"]).html
        worker = running.worker()
        worker.answer(response["HIT"]["HITId"], {"polite": "1"})
        worker.close()
    else:
        with refused("ParameterValidationError"):
            made(running, sentence=value)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"sentence": "a\x0bb"}, "The value of `sentence` contains U+000B, a control character"),
        ({"sentence": "x" * 1_048_576}, "too-large"),
        ({"": "a"}, "value without a name"),
    ],
    ids=["control", "mebibyte", "nameless"],
)
def test_what_is_always_refused(each: tuple[str, Running], values: dict[str, str], words: str) -> None:
    """No marketplace takes a page that XML cannot contain, one above a mebibyte, or a value without a name."""
    _, running = each
    with refused("ParameterValidationError", words):
        made(running, **values)


@pytest.mark.parametrize(
    "values",
    [{"sentence": "a"}, {"sentence": "x" * 65_536}, {"": "a"}, {"sentence": "AT&T"}],
    ids=["ok", "size", "name", "&"],
)
def test_errors_of_the_hand_off_are_refused(marketplace: Running, values: dict[str, str]) -> None:
    """What `hit_problems` calls an error in the values of a layout is refused."""
    fields = {"title": "t", "description": "d", "reward": "0.10", "duration": 60, "lifetime": 60}
    problems = hit_problems(layout=Layout("3EXAMPLE", values), **fields)  # type: ignore[arg-type]
    if any(problem.severity == "error" for problem in problems):
        with refused("ParameterValidationError"):
            made(marketplace, **values)


def test_javascript_keeps_its_own_expressions(each: tuple[str, Running]) -> None:
    """Template literals in a layout need no values, and get those that have their names."""
    _, running = each
    layout = LAYOUT + "<script>const show = (row) => `<li>${row} ${sentence}</li>`;</script><!-- ${old} -->"
    html = HTMLQuestion.from_xml(made(running, layout, sentence="Hi.")["HIT"]["Question"]).html
    assert "`<li>${row} Hi.</li>`" in html
    assert "<!-- ${old} -->" in html


@needs_shared
def test_real_pages_as_layouts(each: tuple[str, Running]) -> None:
    """Every real page becomes a HIT if it is stored as a layout."""
    _, running = each
    hits = [made(running, html, **dict.fromkeys(placeholder_names(html), "a")) for html in real_pages()]
    assert len({hit["HIT"]["HITId"] for hit in hits}) == 35
