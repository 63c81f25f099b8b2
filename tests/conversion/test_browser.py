"""The page of a form in a real browser: what it lets a worker send, and what it sends."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import pytest

from questionforms import (
    AnswerFormatRegex,
    FreeTextAnswer,
    IsNumeric,
    Length,
    Question,
    QuestionForm,
    SelectionAnswer,
)
from questionforms.conversion import to_html_question
from questionforms.javascript_regex import MOST_CHARACTERS
from tests.long_runs import FOR_EVER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="needs a browser: apt-get install chromium"),
    pytest.mark.skipif(find_spec("playwright") is None, reason="needs playwright, from the extra `test`"),
]

AB = {"a": "Apple", "b": "Bread", "c": "Cake"}
#: No regular expression, but too long to be found so.
UNREAD = "(" * (MOST_CHARACTERS + 1)
#: All the names that a script would take for the form's own, were it careless.
FORM = QuestionForm(
    Question("action", "Which one?", SelectionAnswer(AB), required=True),
    Question("submit", "Which two?", SelectionAnswer(AB, min=2, max=2)),
    Question("setAttribute", "Which, or another?", SelectionAnswer({"a": "Ale"}, other=True)),
    Question("elements", "How many?", FreeTextAnswer(IsNumeric(1, 9))),
    Question("method", "Which code?", FreeTextAnswer(AnswerFormatRegex("^X?$", flags="i", error_text="An X."))),
    Question("id", "Why?", FreeTextAnswer(Length(min=2), AnswerFormatRegex(UNREAD), lines=3)),
    Question("é &|", "When?", SelectionAnswer({"1|2": "Now", "3": "Later"}, style="dropdown")),
)


@dataclass
class Service:
    """A server on this machine that gives out a page, and keeps what is posted to it."""

    html: str
    address: str = ""
    posted: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)

    def page(self, assignment: str = "A1", to: str = "") -> str:
        """The address of the page, as the service gives it to a worker."""
        query = {"assignmentId": assignment, "hitId": "H1", "workerId": "W1", "turkSubmitTo": to or self.address}
        return f"{self.address}/page?{urlencode(query)}"


@pytest.fixture
def service() -> Iterator[Service]:
    """A service with the page of the form."""
    found = Service(to_html_question(FORM).html)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(found.html)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found.posted.append((self.path, parse_qsl(body, keep_blank_values=True)))
            self._answer("<!DOCTYPE html><title>Thanks</title>")

        def _answer(self, html: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"], timeout=FOR_EVER * 1_000)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, service: Service) -> Iterator[Page]:
    """The page, opened with an assignment; an error of its script fails the test."""
    opened = browser.new_page()
    opened.set_default_timeout(FOR_EVER * 1_000)
    errors: list[Any] = []

    def add(error: Any) -> None:
        errors.append(error)

    opened.on("pageerror", add)
    opened.goto(service.page())
    yield opened
    opened.close()
    assert errors == []


def wrong(page: Page) -> dict[str, str]:
    """What the browser says of each field that keeps the page from being sent."""
    found: dict[str, str] = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll("input, textarea, select")]
        .filter(field => !field.checkValidity()).map(field => [field.name, field.validationMessage]))"""
    )
    return found


def fill_in(page: Page) -> None:
    """Answer what has to be answered."""
    page.get_by_role("group", name="Which one?").get_by_label("Apple").check()
    page.get_by_label("Why?").fill("It is.\nReally.")


def test_preview(page: Page, service: Service) -> None:
    """In a preview nothing can be sent, and the page says why; with an assignment it does not."""
    assert page.get_by_role("button", name="Submit").is_enabled()
    assert not page.get_by_text("This is a preview.").is_visible()
    page.goto(service.page("ASSIGNMENT_ID_NOT_AVAILABLE"))
    assert page.get_by_role("button", name="Submit").is_disabled()
    assert page.get_by_text("This is a preview.").is_visible()


def test_answers_are_posted(page: Page, service: Service) -> None:
    """Every field is sent under its question's identifier to the service that the address names."""
    fill_in(page)
    page.get_by_role("group", name="Which two?").get_by_label("Bread").check()
    page.get_by_role("group", name="Which two?").get_by_label("Cake").check()
    page.get_by_label("Other:").fill("Tea")
    page.get_by_label("How many?").fill("2.5")
    page.get_by_label("Which code?").fill("x")
    page.get_by_label("When?").select_option("Now")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**/mturk/externalSubmit")
    assert service.posted == [
        (
            "/mturk/externalSubmit",
            [
                ("assignmentId", "A1"),
                ("action", "a"),
                ("submit", "b"),
                ("submit", "c"),
                ("setAttribute.other", "Tea"),
                ("elements", "2.5"),
                ("method", "x"),
                ("id", "It is.\r\nReally."),
                ("é &|", "1|2"),
            ],
        )
    ]


def test_a_slash_after_the_host(page: Page, service: Service) -> None:
    """The service's address may end in a slash; one that is no address of the web is not posted to."""
    for to in (f"{service.address}/", "javascript:alert(1)//"):
        page.goto(service.page(to=to))
        fill_in(page)
        page.get_by_role("button", name="Submit").click()
        page.wait_for_url("**/mturk/externalSubmit")
    assert [path for path, _ in service.posted] == ["/mturk/externalSubmit"] * 2


def test_what_is_missing(page: Page, service: Service) -> None:
    """What is required keeps the page from being sent; a regex that is none keeps nobody."""
    assert set(wrong(page)) == {"action", "id"}
    page.get_by_role("button", name="Submit").click()
    fill_in(page)
    assert wrong(page) == {}
    assert service.posted == []


@pytest.mark.parametrize(
    ("label", "values"),
    [
        (
            "How many?",
            {
                "": "",
                "1": "",
                "+9.0": "",
                ".5": "Enter a number of at least 1.",
                "9.1": "Enter a number of at most 9.",
                "two": "Enter a number.",
                "1,5": "Enter a number.",
                "1e1": "Enter a number.",
                "-": "Enter a number.",
            },
        ),
        ("Which code?", {"": "", "x": "", "xx": "An X.", "y": "An X."}),
    ],
)
def test_text_is_checked(page: Page, label: str, values: dict[str, str]) -> None:
    """Numbers and regular expressions are checked while the worker types, in the words of the form."""
    for value, message in values.items():
        field = page.get_by_label(label)
        field.fill(value)
        assert field.evaluate("field => field.validationMessage") == message


def test_selections_are_counted(page: Page) -> None:
    """Where several can be chosen, none or a number within the bounds has to be."""
    fill_in(page)
    group = page.get_by_role("group", name="Which two?")
    expected = ["Choose at least 2.", None, "Choose at most 2."]
    for label, message in zip(AB.values(), expected, strict=True):
        group.get_by_label(label).check()
        assert wrong(page).get("submit") == message
    for label in AB.values():
        group.get_by_label(label).uncheck()
    assert wrong(page) == {}


def test_other_text_takes_the_place_of_a_button(page: Page) -> None:
    """Where one can be chosen, an answer of the worker's own takes back the button, and both are one too many."""
    fill_in(page)
    button = page.get_by_label("Ale")
    button.check()
    page.get_by_label("Other:").fill("Tea")
    assert not button.is_checked()
    assert wrong(page) == {}
    button.check()
    assert wrong(page) == {"setAttribute": "Choose at most 1."}
    page.get_by_label("Other:").fill("")
    assert button.is_checked()
    assert wrong(page) == {}
