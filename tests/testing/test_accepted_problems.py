"""Warnings of a marketplace for tests about what it accepted in spite of problems."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from questionforms import HTMLQuestion
from questionforms.marketplace import Options
from questionforms.mturk import connect
from questionforms.testing import AcceptedProblemWarning, run
from tests.marketplace.making import TYPE, new_hit
from tests.testing.test_plugin import ran

if TYPE_CHECKING:
    from questionforms.testing import Running

PAGE = HTMLQuestion(
    "<!DOCTYPE html><html><head><title>t</title></head><body><p>Not finished yet.</p></body></html>"
).to_xml()
HIT = {**TYPE, "LifetimeInSeconds": 60, "Question": PAGE}
#: A test of another project, which creates a HIT whose page has no form.
CREATES = f"""
def create(client):
    return client.create_hit(
        Title="t", Description="d", Reward="0.05", LifetimeInSeconds=60, AssignmentDurationInSeconds=60,
        Question={PAGE!r},
    )
"""


def test_at_the_call(mturk_client: Any) -> None:
    """A client of the marketplace warns in the line that makes the call."""
    with pytest.warns(AcceptedProblemWarning) as caught:
        mturk_client.create_hit(**HIT)
    (warning,) = caught
    assert Path(warning.filename) == Path(__file__)
    assert str(warning.message).startswith(
        "CreateHIT was accepted with a problem: Question:1:138: error: no-form: the page has no `<form>`"
    )


def test_a_parameter(mturk_client: Any) -> None:
    """A parameter that is not a document is named by its path."""
    with pytest.warns(AcceptedProblemWarning, match="CreateHIT was accepted with a problem: Title: error: empty-text"):
        new_hit(mturk_client, Title=" ")


def test_as_an_error(mturk_client: Any) -> None:
    """With a filter that makes warnings errors, the call raises the warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(AcceptedProblemWarning, match="no-form"):
            mturk_client.create_hit(**HIT)


def test_another_client(mturk_marketplace: Running) -> None:
    """A client that the test made by itself does not warn; the marketplace does when it is asked, once."""
    client = connect(mturk_marketplace.address)
    client.create_hit(**HIT)
    client.close()
    with pytest.warns(AcceptedProblemWarning, match="no-form"):
        mturk_marketplace.warn_about_other_clients()
    mturk_marketplace.warn_about_other_clients()


def test_the_end_of_a_block(tmp_path: Path) -> None:
    """Outside pytest, the marketplace warns at the end of the block."""

    def create() -> None:
        with run(f"sqlite:///{tmp_path}/marketplace.sqlite") as running:
            client = connect(running.address)
            client.create_hit(**HIT)
            client.close()

    with pytest.warns(AcceptedProblemWarning, match="no-form"):
        create()


def test_a_strict_marketplace(tmp_path: Path) -> None:
    """With options for a strict marketplace, the call is refused."""
    with run(f"sqlite:///{tmp_path}/marketplace.sqlite", options=Options(verdict="strict")) as running:
        client = running.client()
        with pytest.raises(client.exceptions.ClientError, match="no-form"):
            client.create_hit(**HIT)
        client.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "summary", "words"),
    [
        (
            "",
            "2 passed",
            "AcceptedProblemWarning: CreateHIT was accepted with a problem: Question:1:138: error: no-form",
        ),
        ("filterwarnings = error", "1 failed, 1 passed, 1 error", "AcceptedProblemWarning: CreateHIT was accepted"),
        ("filterwarnings = error::questionforms.testing.AcceptedProblemWarning", "1 failed, 1 passed, 1 error", ""),
        ("questionforms_verdict = strict", "2 failed", "the service is not known to refuse them"),
        ("questionforms_verdict = open", "2 passed", "no-form"),
        ("questionforms_verdict = lenient", "", "ERROR: questionforms_verdict is `lenient`; expected `service`,"),
        ("questionforms_verdict = Strict", "", "questionforms_verdict is `Strict`; did you mean `strict`?"),
    ],
)
def test_another_project(tmp_path: Path, settings: str, summary: str, words: str) -> None:
    """The settings of a project decide whether accepted problems are warnings, errors, or refused."""
    (tmp_path / "pytest.ini").write_text(f"[pytest]\n{settings}\n", encoding="utf-8")
    tests = """
from questionforms.mturk import connect

def test_one(mturk_client):
    create(mturk_client)

def test_two(mturk_marketplace):
    client = connect(mturk_marketplace.address)
    create(client)
    client.close()
"""
    done = ran(tmp_path, CREATES + tests, warnings=())
    assert summary in done.stdout, done.stdout + done.stderr
    assert words in done.stdout + done.stderr
