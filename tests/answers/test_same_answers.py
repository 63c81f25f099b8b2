"""The same answers in different files: one table, and one summary, whichever file they come from."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from questionforms import (
    FreeTextAnswer,
    HTMLQuestion,
    IsNumeric,
    Question,
    QuestionForm,
    SelectionAnswer,
    parse_answers,
)
from questionforms.answers import guess_form, requester_csv, summary, table
from questionforms.mturk import create_hit
from tests.documents import corpus, needs_shared

pytest.importorskip("pyarrow")

FORM = QuestionForm(
    Question("mood", "?", SelectionAnswer({"good": "Good", "bad": "Bad"}), required=True),
    Question("topics", "?", SelectionAnswer({"food": "Food", "staff": "Staff", "place": "Place"}, max=3, other=True)),
    Question("stars", "?", FreeTextAnswer(IsNumeric(1, 5))),
    Question("why", "?", FreeTextAnswer()),
)
PAGE = HTMLQuestion(
    """<!DOCTYPE html><html><head><title>Fruit</title>
    <script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script></head><body>
    <form name="mturk_form" method="post" id="mturk_form" action="https://www.mturk.com/mturk/externalSubmit">
    <input type="hidden" name="assignmentId" id="assignmentId" value="">
    <input name="colour"><input name="zip"><input type="checkbox" name="agree.on" value="true">
    <input type="submit"></form><script>turkSetAssignmentID();</script></body></html>"""
)
WHY = ["Fruit | a shop", "=1+1", 'It said "no".\nTwice.', "dear", "über"]


def text_of(value: Any) -> str:
    """A time as the AWS CLI writes it."""
    assert isinstance(value, datetime)
    return value.isoformat()


def files_of(pages: list[dict[str, Any]], hits: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    """The same assignments in each kind of file that has all their columns."""
    found = [assignment for page in pages for assignment in page["Assignments"]]
    (folder / "pages.json").write_text(json.dumps(pages, default=text_of), encoding="utf-8")
    lines = "".join(f"{json.dumps(one, default=text_of)}\n" for one in found)
    (folder / "lines.jsonl").write_text(lines, encoding="utf-8")
    (folder / "Batch_results.csv").write_text(requester_csv(pages), encoding="utf-8", newline="")
    (folder / "hits.json").write_text(json.dumps({"HITs": hits}, default=str), encoding="utf-8")
    return {
        "boto3": found,
        "pages": folder / "pages.json",
        "lines": folder / "lines.jsonl",
        "CSV": folder / "Batch_results.csv",
    }


def plain(source: Any, form: QuestionForm | None = None) -> list[dict[str, Any]]:
    """The rows without what a CSV has besides, and with times to the second, as a CSV has them."""
    rows = table(source, form).to_pylist()
    return [
        {
            name: value.replace(microsecond=0) if isinstance(value, datetime) else value
            for name, value in row.items()
            if value is not None and name != "WorkTimeInSeconds"
        }
        for row in rows
    ]


def test_answers_to_a_form(mturk_client: Any, mturk_marketplace: Any, tmp_path: Path) -> None:
    """What workers answered to a form is one table as boto3's pages, JSON, JSON Lines and the site's CSV."""
    hit = create_hit(
        mturk_client, FORM, title="t", description="d", reward="0.05", duration=600, lifetime=6000, max_assignments=5
    )
    for number, why in enumerate(WHY):
        values = {"mood": ["good", "bad"][number % 2], "why": why, "stars": str(number % 5 + 1)}
        topics = ["food", "staff", "place"][: number % 4]
        mturk_marketplace.worker().answer(hit, values | ({"topics": topics} if topics else {}))
    pages = list(mturk_client.get_paginator("list_assignments_for_hit").paginate(HITId=hit.id))
    sources = files_of(pages, [], tmp_path)
    expected = plain(sources["boto3"], FORM)
    assert sorted(row["why"] for row in expected) == sorted(WHY)
    assert all("rest" not in row for row in expected)
    for source in sources.values():
        assert plain(source, FORM) == expected
        assert summary(source, FORM) == summary(sources["boto3"], FORM)


def test_answers_to_a_page(mturk_client: Any, mturk_marketplace: Any, tmp_path: Path) -> None:
    """What workers sent from a page is one table, whichever file it is in; postcodes stay as they were typed."""
    hit = create_hit(
        mturk_client, PAGE, title="t", description="d", reward="0.05", duration=600, lifetime=6000, max_assignments=5
    )
    for number in range(5):
        values = {"colour": ["red", "blue|green"][number % 2], "zip": f"0213{number}", "agree.on": "true"}
        mturk_marketplace.worker().answer(hit, values)
    pages = list(mturk_client.get_paginator("list_assignments_for_hit").paginate(HITId=hit.id))
    sources = files_of(pages, [], tmp_path)
    expected = plain(sources["boto3"])
    assert {row["zip"] for row in expected} == {f"0213{number}" for number in range(5)}
    assert {row["agree"] for row in expected} == {True}
    for source in sources.values():
        assert plain(source) == expected


@needs_shared
@pytest.mark.parametrize("path", corpus("answers"), ids=lambda path: path.name)
def test_the_corpus(path: Path, tmp_path: Path) -> None:
    """A real document is one row as XML, as JSON and as JSON Lines; and as CSV, with a form that fits."""
    xml = path.read_text(encoding="utf-8", errors="replace")
    (tmp_path / "page.json").write_text(json.dumps({"Assignments": [{"AssignmentId": "A", "Answer": xml}]}))
    (tmp_path / "lines.jsonl").write_text(json.dumps({"AssignmentId": "A", "Answer": xml}))
    try:
        answers = parse_answers(path)
    except ValueError:
        assert plain(tmp_path / "page.json") == plain(tmp_path / "lines.jsonl") == plain([("A", xml)])
        assert "problem" in plain([("A", xml)])[0]
        return
    (tmp_path / "batch.csv").write_text(requester_csv([("A", answers)]), encoding="utf-8", newline="")
    expected = plain([("A", answers)])
    for name in ("page.json", "lines.jsonl"):
        assert plain(tmp_path / name) == expected
    empty = any(answer.extras or answer.text == "" or answer.kind == "empty" for answer in answers.entries)
    if answers and not empty and len(answers) == len(answers.entries):  # a CSV has no place for others
        form = None if "taskAnswers" in answers else guess_form([("A", answers)])
        assert plain(tmp_path / "batch.csv", form) == plain([("A", answers)], form)
