"""Review policies: their results and actions, through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from questionforms import parse_answers
from questionforms.mturk import review_policies
from questionforms.testing.running import Running
from questionforms.testing.workers import Worker
from tests.marketplace.making import choice_hit, refused


def known(**options: Any) -> dict[str, Any]:
    """The policy with `a` as the known answer to `q`."""
    return review_policies.known_answers({"q": "a"}, **options).to_dict()


def plurality(threshold: int = 50, **parameters: str) -> dict[str, Any]:
    """The policy over both questions, as boto3 takes it."""
    values = {"QuestionAgreementThreshold": str(threshold), "DisregardAssignmentIfRejected": "T", **parameters}
    return {
        "PolicyName": "SimplePlurality/2011-09-01",
        "Parameters": [
            {"Key": "QuestionIds", "Values": ["q", "why"]},
            *({"Key": key, "Values": [value]} for key, value in values.items()),
        ],
    }


def statuses(client: Any, task: str) -> list[str]:
    """The states of the assignments, in the order of submission."""
    return [one["AssignmentStatus"] for one in client.list_assignments_for_hit(HITId=task)["Assignments"]]


def test_known_answers(mturk_client: Any, mturk_worker: Worker) -> None:
    """A correct answer is approved and a wrong one rejected immediately, with a reason; the HIT is extended by one."""
    policy = known(
        approve_at_least=100,
        reject_less_than=100,
        extend_less_than=100,
        approve_reason="Right",
        reject_reason="Wrong",
        extend_maximum_assignments=3,
    )
    task = choice_hit(mturk_client, MaxAssignments=2, AssignmentReviewPolicy=policy)
    good = mturk_worker.answer(task, {"q": "a"})
    bad = mturk_worker.another().answer(task, {"q": "b"})
    assert statuses(mturk_client, task) == ["Approved", "Rejected"]
    found = [one["RequesterFeedback"] for one in mturk_client.list_assignments_for_hit(HITId=task)["Assignments"]]
    assert found == ["Right", "Wrong"]
    state = mturk_client.get_hit(HITId=task)["HIT"]
    assert (state["MaxAssignments"], state["HITStatus"]) == (3, "Assignable")
    results = mturk_client.list_review_policy_results_for_hit(HITId=task, MaxResults=100)
    assert results["AssignmentReviewPolicy"] == {"PolicyName": policy["PolicyName"]}
    assert "HITReviewReport" not in results
    report = results["AssignmentReviewReport"]
    assert [(one["SubjectId"], one.get("QuestionId"), one["Key"], one["Value"]) for one in report["ReviewResults"]] == [
        (good["AssignmentId"], "q", "KnownAnswerCorrect", "1"),
        (good["AssignmentId"], None, "KnownAnswerScore", "100"),
        (bad["AssignmentId"], "q", "KnownAnswerCorrect", "0"),
        (bad["AssignmentId"], None, "KnownAnswerScore", "0"),
    ]
    assert [(one["ActionName"], one["TargetType"], one["Status"]) for one in report["ReviewActions"]] == [
        ("review", "Assignment", "Succeeded"),
        ("approve", "Assignment", "Succeeded"),
        ("review", "Assignment", "Succeeded"),
        ("reject", "Assignment", "Succeeded"),
        ("extend", "HIT", "Succeeded"),
    ]


def test_known_answers_stop_extending(mturk_client: Any, mturk_worker: Worker) -> None:
    """A HIT is extended up to the policy's maximum, and no further."""
    task = choice_hit(mturk_client, AssignmentReviewPolicy=known(extend_less_than=101, extend_maximum_assignments=2))
    for worker in (mturk_worker, mturk_worker.another()):
        worker.answer(task, {"q": "b"})
    state = mturk_client.get_hit(HITId=task)["HIT"]
    assert (state["MaxAssignments"], state["HITStatus"]) == (2, "Reviewable")


def test_an_extension_gives_time(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """An extension gives other workers the time that the policy sets."""
    policy = known(extend_less_than=101, extend_minimum_time=7_200)
    task = choice_hit(mturk_client, LifetimeInSeconds=60, AssignmentReviewPolicy=policy)
    mturk_worker.answer(task, {"q": "b"})
    marketplace.advance(hours=1)
    assert mturk_worker.another().answer(task, {"q": "b"})


def test_plurality(mturk_client: Any, mturk_worker: Worker) -> None:
    """When a HIT becomes reviewable, its answers are compared; workers who agree are approved, others rejected."""
    policy = plurality(
        ApproveIfWorkerAgreementScoreIsAtLeast="50", RejectIfWorkerAgreementScoreIsLessThan="50", RejectReason="Alone"
    )
    task = choice_hit(mturk_client, MaxAssignments=3, HITReviewPolicy=policy)
    for choice in ("a", "a", "b"):
        assert mturk_client.get_hit(HITId=task)["HIT"]["HITStatus"] == "Assignable"
        mturk_worker.another().answer(task, {"q": choice, "why": f"because of {choice}{choice == 'b'}"})
    assert statuses(mturk_client, task) == ["Approved", "Approved", "Rejected"]
    report = mturk_client.list_review_policy_results_for_hit(HITId=task, MaxResults=100)["HITReviewReport"]
    figures = {(one["SubjectType"], one.get("QuestionId"), one["Key"]): one["Value"] for one in report["ReviewResults"]}
    assert figures["HIT", "q", "PluralityAnswer"] == "a"
    assert figures["HIT", "q", "PluralityLevel"] == "66"
    assert figures["HIT", None, "HITAgreementScore"] == "100"
    agreed = [one["Value"] for one in report["ReviewResults"] if one["Key"] == "AgreedWithPlurality"]
    assert agreed == ["1", "1", "0"] * 2
    assert [one["ActionName"] for one in report["ReviewActions"]] == ["approve", "approve", "reject"]


def test_plurality_extends_and_is_computed_again(mturk_client: Any, mturk_worker: Worker) -> None:
    """Without agreement, the HIT is extended by one; the next results replace the first."""
    policy = plurality(
        ExtendIfHITAgreementScoreIsLessThan="100", ExtendMaximumAssignments="3", ExtendMinimumTimeInSeconds="3600"
    )
    task = choice_hit(mturk_client, MaxAssignments=2, HITReviewPolicy=policy)
    for choice in ("a", "b"):
        mturk_worker.another().answer(task, {"q": choice, "why": choice})
    first = mturk_client.list_review_policy_results_for_hit(HITId=task)["HITReviewReport"]
    assert [one["Value"] for one in first["ReviewResults"] if one["Key"] == "HITAgreementScore"] == ["0"]
    mturk_worker.another().answer(task, {"q": "a", "why": "a"})
    second = mturk_client.list_review_policy_results_for_hit(HITId=task, MaxResults=100)["HITReviewReport"]
    assert [one["Value"] for one in second["ReviewResults"] if one["Key"] == "HITAgreementScore"] == ["100"]
    assert mturk_client.get_hit(HITId=task)["HIT"]["HITStatus"] == "Reviewable"


@pytest.mark.parametrize("bound", ["ApproveIfWorkerAgreementScoreIsAtLeast", "RejectIfWorkerAgreementScoreIsLessThan"])
def test_no_action_without_agreement(mturk_client: Any, mturk_worker: Worker, bound: str) -> None:
    """Where nobody agrees, nobody is approved or rejected for lack of a score; the HIT can still be extended."""
    parameters = {bound: "0" if "Approve" in bound else "50", "ExtendIfHITAgreementScoreIsLessThan": "50"}
    policy = plurality(50, **parameters, ExtendMaximumAssignments="4", ExtendMinimumTimeInSeconds="3600")
    task = choice_hit(mturk_client, MaxAssignments=3, HITReviewPolicy=policy)
    for text in "xyz":
        mturk_worker.another().answer(task, {"q": "a", "why": text}, check=False)
    assert statuses(mturk_client, task) == (["Approved"] * 3 if "Approve" in bound else ["Submitted"] * 3)
    task = choice_hit(mturk_client, MaxAssignments=2, HITReviewPolicy=policy)
    for choice in "ab":
        mturk_worker.another().answer(task, {"q": choice, "why": choice})
    assert statuses(mturk_client, task) == ["Submitted"] * 2
    report = mturk_client.list_review_policy_results_for_hit(HITId=task)["HITReviewReport"]
    assert [(one["Key"], one["Value"]) for one in report["ReviewResults"]] == [("HITAgreementScore", "0")]
    assert [one["ActionName"] for one in report["ReviewActions"]] == ["extend"]
    assert mturk_client.get_hit(HITId=task)["HIT"]["MaxAssignments"] == 3


def test_an_action_that_fails(mturk_client: Any, mturk_worker: Worker) -> None:
    """Earlier decisions are left alone, and actions that fail are logged with their code."""
    policy = plurality(ApproveIfWorkerAgreementScoreIsAtLeast="0", DisregardAssignmentIfRejected="F")
    task = choice_hit(mturk_client, MaxAssignments=2, HITReviewPolicy=policy)
    first = mturk_worker.answer(task, {"q": "a"})
    mturk_client.reject_assignment(AssignmentId=first["AssignmentId"], RequesterFeedback="No")
    mturk_worker.another().answer(task, {"q": "a"})
    report = mturk_client.list_review_policy_results_for_hit(HITId=task, MaxResults=100)["HITReviewReport"]
    assert [(one["Status"], one.get("ErrorCode")) for one in report["ReviewActions"]] == [
        ("Failed", "AWS.MechanicalTurk.InvalidAssignmentState"),
        ("Succeeded", None),
    ]
    assert statuses(mturk_client, task) == ["Rejected", "Approved"]


def test_both_policies(mturk_client: Any, mturk_worker: Worker) -> None:
    """Assignments with too low a score on known answers can be left out of the comparison."""
    task = choice_hit(
        mturk_client,
        MaxAssignments=2,
        AssignmentReviewPolicy=known(),
        HITReviewPolicy=plurality(DisregardAssignmentIfKnownAnswerScoreIsLessThan="50"),
    )
    mturk_worker.answer(task, {"q": "a", "why": "x"})
    mturk_worker.another().answer(task, {"q": "b", "why": "y"})
    found = mturk_client.list_review_policy_results_for_hit(HITId=task, MaxResults=100)
    agreed = [one for one in found["HITReviewReport"]["ReviewResults"] if one["Key"] == "AgreedWithPlurality"]
    assert [one["Value"] for one in agreed] == ["1", "1"]
    only = mturk_client.list_review_policy_results_for_hit(HITId=task, PolicyLevels=["HIT"], RetrieveActions=False)
    assert "AssignmentReviewReport" not in only
    assert only["HITReviewReport"]["ReviewActions"] == []
    assert only["HITReviewReport"]["ReviewResults"]


def test_pages(mturk_client: Any, mturk_worker: Worker) -> None:
    """Results and actions are listed on pages, each once."""
    task = choice_hit(mturk_client, AssignmentReviewPolicy=known(approve_at_least=0), HITReviewPolicy=plurality())
    mturk_worker.answer(task, {"q": "a"})
    whole = mturk_client.list_review_policy_results_for_hit(HITId=task, MaxResults=100)
    expected = identifiers(whole)
    found: list[str] = []
    given: dict[str, Any] = {}
    while True:
        page = mturk_client.list_review_policy_results_for_hit(HITId=task, MaxResults=1, **given)
        found += identifiers(page)
        if "NextToken" not in page:
            break
        given = {"NextToken": page["NextToken"]}
    assert found == expected
    assert len(expected) > 4
    assert identifiers(page) == []


def test_a_policy_before_it_has_reviewed(mturk_client: Any) -> None:
    """Of each policy, the response has the name alone, and no report until there is something in it."""
    task = choice_hit(mturk_client, AssignmentReviewPolicy=known(), HITReviewPolicy=plurality())
    names = {"AssignmentReviewPolicy": known()["PolicyName"], "HITReviewPolicy": plurality()["PolicyName"]}
    for levels in ([], ["Assignment"], ["HIT"], ["HIT", "Assignment"]):
        found = mturk_client.list_review_policy_results_for_hit(HITId=task, PolicyLevels=levels)
        del found["ResponseMetadata"]
        wanted = {f"{level}ReviewPolicy" for level in levels or ["Assignment", "HIT"]}
        assert found == {"HITId": task} | {name: {"PolicyName": names[name]} for name in wanted}


def identifiers(page: dict[str, Any]) -> list[str]:
    """The identifiers of a page's rows."""
    reports = [page[name] for name in ("AssignmentReviewReport", "HITReviewReport")]
    return [row["ActionId"] for report in reports for rows in report.values() for row in rows]


def test_without_policies(mturk_client: Any, other_client: Any, mturk_worker: Worker) -> None:
    """A HIT without policies has no reports; an unknown HIT and another requester's are refused."""
    task = choice_hit(mturk_client)
    mturk_worker.answer(task, {"q": "a"})
    found = mturk_client.list_review_policy_results_for_hit(HITId=task)
    assert found["HITId"] == task
    assert set(found) == {"HITId", "ResponseMetadata"}
    with refused("HITDoesNotExist"):
        other_client.list_review_policy_results_for_hit(HITId=task)


@pytest.mark.parametrize(
    ("level", "policy", "said"),
    [
        ("AssignmentReviewPolicy", {"PolicyName": "ScoreYourKnownAnswers/2011-09-01"}, "ScoreMyKnownAnswers"),
        ("AssignmentReviewPolicy", {"PolicyName": "ScoreMyKnownAnswers/2011-09-01"}, "AnswerKey"),
        ("HITReviewPolicy", {"PolicyName": "SimplePlurality/2011-09-01"}, "QuestionIds"),
        ("HITReviewPolicy", known(), "belongs in `AssignmentReviewPolicy`"),
    ],
)
def test_policies_that_are_refused(mturk_client: Any, level: str, policy: dict[str, Any], said: str) -> None:
    """A policy that breaks a rule is rejected when the HIT is created."""
    with refused("InvalidParameterValue", said):
        choice_hit(mturk_client, **{level: policy})
    assert mturk_client.list_hits()["HITs"] == []


def test_a_wrong_answer_is_kept(mturk_client: Any, mturk_worker: Worker) -> None:
    """Assignments that a policy rejected can still be read."""
    task = choice_hit(mturk_client, AssignmentReviewPolicy=known(reject_less_than=101))
    mturk_worker.answer(task, {"q": "b", "why": "x"})
    (found,) = mturk_client.list_assignments_for_hit(HITId=task, AssignmentStatuses=["Rejected"])["Assignments"]
    assert parse_answers(found["Answer"])["why"].text == "x"
