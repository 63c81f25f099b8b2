"""Work that is done only once: checking a document when a call has it, and locking the HIT of a submission."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from sqlalchemy import event
from sqlalchemy.dialects import postgresql

from questionforms import ExternalQuestion, HTMLQuestion
from questionforms.answers.read.fast import MOST_CHARACTERS
from questionforms.namespaces import KNOWN
from questionforms.schema.schemas import shipped
from questionforms.testing import AcceptedProblemWarning
from tests.marketplace.api.test_creation import PAGE
from tests.marketplace.core.test_reviews import known, plurality, statuses
from tests.marketplace.making import FORM, KEY, TEST, TESTED, choice_hit, new_hit, qualification_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ClauseElement
    from sqlalchemy.engine import Connection

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

QUESTIONS = {
    "QuestionForm": FORM,
    "HTMLQuestion": HTMLQuestion(PAGE).to_xml(),
    "ExternalQuestion": ExternalQuestion("https://example.com/?a=1").to_xml(),
}


class CountingSchema(etree.XMLSchema):
    """A schema that records which documents are checked against it."""

    #: The names of the documents, in order.
    checks: list[str]

    def validate(self, etree_: Any) -> bool:
        """Record the document, and check it."""
        self.checks.append(etree.QName(etree_).localname)
        return super().validate(etree_)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that are checked against their schema from now on."""
    found: list[str] = []
    for namespace in KNOWN:
        schema = CountingSchema(file=str(shipped().file(namespace)))
        schema.checks = found
        monkeypatch.setitem(shipped()._compiled, namespace, schema)
    return found


@contextmanager
def hit_locks(running: Running) -> Iterator[list[str]]:
    """The statements in the block that lock HITs, for PostgreSQL: SQLite always locks everything."""
    found: list[str] = []

    def note(_: Connection, statement: ClauseElement, *__: Any) -> None:
        sql = str(statement.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        if "FOR NO KEY UPDATE OF hits" in sql:
            found.append(sql)

    event.listen(running.database.engine, "before_execute", note)
    try:
        yield found
    finally:
        event.remove(running.database.engine, "before_execute", note)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_question(mturk_client: Any, mturk_worker: Worker, checks: list[str], kind: str) -> None:
    """A question is checked once, when its HIT is created, but not when it is shown, accepted or submitted."""
    hit = new_hit(mturk_client, Question=QUESTIONS[kind])
    assert checks == [kind]
    mturk_client.create_hit_with_hit_type(HITTypeId=hit["HITTypeId"], LifetimeInSeconds=3600, Question=QUESTIONS[kind])
    assert checks == [kind, kind]
    checks.clear()
    mturk_worker.preview(hit)
    accepted = mturk_worker.accept(hit)
    mturk_worker.assignment(accepted)
    mturk_worker.submit(accepted, {"q": "a"}, check=False)
    assert checks == []


def test_a_question_with_policies(mturk_client: Any, checks: list[str]) -> None:
    """A question is not checked again when review policies are compared with it."""
    new_hit(mturk_client, AssignmentReviewPolicy=known(), MaxAssignments=2)
    assert checks == ["QuestionForm"]


def test_a_question_with_errors(mturk_client: Any, checks: list[str]) -> None:
    """A question that is valid by its schema but has an error by a rule is also checked only once."""
    with pytest.warns(AcceptedProblemWarning, match="duplicate-question-identifier"):
        new_hit(mturk_client, Question=FORM.replace("</QuestionForm>", FORM[FORM.index("<Question>") :]))
    assert checks == ["QuestionForm"]


def test_a_qualification_test(mturk_client: Any, mturk_worker: Worker, checks: list[str]) -> None:
    """A test and its key are checked once by each call that has them, but not when the test is taken and scored."""
    kind = qualification_type(mturk_client, **TESTED)
    assert checks == ["QuestionForm", "AnswerKey"]
    checks.clear()
    mturk_client.update_qualification_type(
        QualificationTypeId=kind, Test=TEST.to_xml(), AnswerKey=KEY.to_xml(), TestDurationInSeconds=60
    )
    assert checks == ["QuestionForm", "AnswerKey"]
    checks.clear()
    assert mturk_worker.request_qualification(kind, {"q": "a"})["Status"] == "Granted"
    score = mturk_client.get_qualification_score(QualificationTypeId=kind, WorkerId=mturk_worker.id)
    assert score["Qualification"]["IntegerValue"] == 100
    assert checks == []


def test_review_policies(mturk_client: Any, mturk_worker: Worker, checks: list[str]) -> None:
    """Policies compare answers without checking them, even long ones, which are left to the parser."""
    hit = choice_hit(
        mturk_client, AssignmentReviewPolicy=known(approve_at_least=100), HITReviewPolicy=plurality(threshold=50)
    )
    checks.clear()
    mturk_worker.answer(hit, {"q": "a", "why": "x" * (MOST_CHARACTERS + 1)}, check=False)
    assert statuses(mturk_client, hit) == ["Approved"]
    found = mturk_client.list_review_policy_results_for_hit(HITId=hit, PolicyLevels=["HIT"])
    assert "PluralityAnswer" in {one["Key"] for one in found["HITReviewReport"]["ReviewResults"]}
    assert checks == []


def test_locks(either: Running) -> None:
    """A submission locks its HIT once, even if a policy approves it immediately; so does a return."""
    client, worker = either.client(), either.worker()
    hit = choice_hit(client, MaxAssignments=2, AssignmentReviewPolicy=known(approve_at_least=100))
    accepted, other = worker.accept(hit), worker.another()
    left = other.accept(hit)
    with hit_locks(either) as locks:
        worker.submit(accepted, {"q": "a"})
        assert len(locks) == 1
        other.give_back(left)
        assert len(locks) == 2
    assert statuses(client, hit) == ["Approved"]
    client.close()
    worker.close()
