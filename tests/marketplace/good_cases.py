"""For each operation of the model, a valid call, and what it needs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from questionforms import FileUploadAnswer, Question, QuestionForm
from questionforms.mturk.review_policies import known_answers, plurality, policy_parameters
from tests.marketplace.making import FORM, TESTED, TYPE, new_hit

if TYPE_CHECKING:
    from collections.abc import Callable

    from questionforms.testing.workers import Worker

UPLOAD = QuestionForm(Question("file", "Which?", FileUploadAnswer(max_bytes=1000)), version="2005-10-01").to_xml()
NOTIFICATION = {
    "Destination": "me@example.com",
    "Transport": "Email",
    "Version": "2006-05-05",
    "EventTypes": ["HITCreated"],
}
REQUIREMENTS = [
    {"QualificationTypeId": "00000000000000000071", "Comparator": "In", "LocaleValues": [{"Country": "US"}]},
    {"QualificationTypeId": "00000000000000000040", "Comparator": "GreaterThanOrEqualTo", "IntegerValues": [0]},
]


class World:
    """A requester, a worker, and what they made or did, each created when first used."""

    def __init__(self, client: Any, worker: Worker) -> None:
        self.client = client
        self.worker = worker

    @cached_property
    def type_id(self) -> str:
        """A HIT type."""
        return str(self.client.create_hit_type(**TYPE)["HITTypeId"])

    @cached_property
    def hit_id(self) -> str:
        """A HIT with an available assignment."""
        return str(new_hit(self.client, MaxAssignments=2)["HITId"])

    @cached_property
    def old_id(self) -> str:
        """A HIT that has expired."""
        made = str(new_hit(self.client)["HITId"])
        self.client.update_expiration_for_hit(HITId=made, ExpireAt=0)
        return made

    @cached_property
    def done_id(self) -> str:
        """A submitted assignment of the HIT."""
        return str(self.worker.answer(self.hit_id, {"q": "a"})["AssignmentId"])

    @cached_property
    def qualification_id(self) -> str:
        """A qualification type with a test and a key."""
        made = self.client.create_qualification_type(**TESTED | {"RetryDelayInSeconds": 60, "Keywords": "k"})
        return str(made["QualificationType"]["QualificationTypeId"])

    @cached_property
    def request_id(self) -> str:
        """A pending request."""
        tested = {name: value for name, value in TESTED.items() if name != "AnswerKey"} | {"Name": "asked"}
        asked = self.client.create_qualification_type(**tested)
        self.worker.request_qualification(asked["QualificationType"]["QualificationTypeId"], {"q": "a"})
        (found,) = self.client.list_qualification_requests()["QualificationRequests"]
        return str(found["QualificationRequestId"])

    def granted(self) -> dict[str, str]:
        """The qualification, granted to the worker."""
        given = {"QualificationTypeId": self.qualification_id, "WorkerId": self.worker.id}
        self.client.associate_qualification_with_worker(**given, IntegerValue=7, SendNotification=False)
        return given

    def bonus(self) -> dict[str, str]:
        """A bonus for the submitted assignment."""
        return {"AssignmentId": self.done_id, "WorkerId": self.worker.id, "BonusAmount": "0.50", "Reason": "r"}

    def uploaded(self) -> dict[str, str]:
        """A file that the worker uploaded."""
        hit = new_hit(self.client, Question=UPLOAD)
        return {"AssignmentId": self.worker.answer(hit, {"file": b"x"})["AssignmentId"], "QuestionIdentifier": "file"}

    def reviewed(self) -> dict[str, Any]:
        """A HIT whose policies have reviewed an assignment."""
        policies = {
            "AssignmentReviewPolicy": policy_parameters(known_answers({"q": "a"}, approve_at_least=100)),
            "HITReviewPolicy": policy_parameters(
                plurality(["q"], agreement_threshold=50, disregard_if_rejected=True, approve_at_least=100)
            ),
        }
        hit = new_hit(self.client, **policies)
        self.worker.answer(hit, {"q": "a"})
        return {"HITId": hit["HITId"]}

    def blocked(self) -> dict[str, str]:
        """The worker, now blocked."""
        self.client.create_worker_block(WorkerId=self.worker.id, Reason="r")
        return {"WorkerId": self.worker.id}


def _after(
    do: Callable[[World], object], given: Callable[[World], dict[str, Any]]
) -> Callable[[World], dict[str, Any]]:
    """Arguments of a call that needs something done before."""

    def both(world: World) -> dict[str, Any]:
        do(world)
        return given(world)

    return both


_HIT = {"MaxAssignments": 2, "LifetimeInSeconds": 60, "Question": FORM, "RequesterAnnotation": "a"}
#: The arguments of each operation.
CASES: dict[str, Callable[[World], dict[str, Any]]] = {
    "AcceptQualificationRequest": lambda w: {"QualificationRequestId": w.request_id, "IntegerValue": 3},
    "ApproveAssignment": lambda w: {"AssignmentId": w.done_id, "RequesterFeedback": "f", "OverrideRejection": False},
    "AssociateQualificationWithWorker": lambda w: w.granted() | {"IntegerValue": 8, "SendNotification": True},
    "CreateAdditionalAssignmentsForHIT": lambda w: {"HITId": w.hit_id, "NumberOfAdditionalAssignments": 1},
    "CreateHIT": lambda _: TYPE | _HIT | {"Keywords": "k", "QualificationRequirements": REQUIREMENTS},
    "CreateHITType": lambda _: TYPE | {"Keywords": "k", "QualificationRequirements": REQUIREMENTS},
    "CreateHITWithHITType": lambda w: _HIT | {"HITTypeId": w.type_id},
    "CreateQualificationType": lambda _: TESTED | {"RetryDelayInSeconds": 60, "Keywords": "k"},
    "CreateWorkerBlock": lambda w: {"WorkerId": w.worker.id, "Reason": "r"},
    "DeleteHIT": lambda w: {"HITId": w.old_id},
    "DeleteQualificationType": lambda w: {"QualificationTypeId": w.qualification_id},
    "DeleteWorkerBlock": lambda w: w.blocked() | {"Reason": "r"},
    "DisassociateQualificationFromWorker": lambda w: w.granted() | {"Reason": "r"},
    "GetAccountBalance": lambda _: {},
    "GetAssignment": lambda w: {"AssignmentId": w.done_id},
    "GetFileUploadURL": World.uploaded,
    "GetHIT": lambda w: {"HITId": w.hit_id},
    "GetQualificationScore": World.granted,
    "GetQualificationType": lambda w: {"QualificationTypeId": w.qualification_id},
    "ListAssignmentsForHIT": _after(lambda w: w.done_id, lambda w: {"HITId": w.hit_id, "MaxResults": 1}),
    "ListBonusPayments": _after(lambda w: w.client.send_bonus(**w.bonus()), lambda w: {"HITId": w.hit_id}),
    "ListHITs": _after(lambda w: w.hit_id, lambda _: {}),
    "ListHITsForQualificationType": _after(
        lambda w: new_hit(
            w.client,
            QualificationRequirements=[{"QualificationTypeId": w.qualification_id, "Comparator": "Exists"}],
        ),
        lambda w: {"QualificationTypeId": w.qualification_id},
    ),
    "ListQualificationRequests": _after(lambda w: w.request_id, lambda _: {}),
    "ListQualificationTypes": _after(
        lambda w: w.qualification_id, lambda _: {"MustBeRequestable": True, "MustBeOwnedByCaller": True}
    ),
    "ListReviewPolicyResultsForHIT": lambda w: w.reviewed() | {"RetrieveActions": True, "RetrieveResults": True},
    "ListReviewableHITs": _after(lambda w: w.old_id, lambda _: {"Status": "Reviewable"}),
    "ListWorkerBlocks": _after(World.blocked, lambda _: {}),
    "ListWorkersWithQualificationType": _after(
        World.granted, lambda w: {"QualificationTypeId": w.qualification_id, "Status": "Granted"}
    ),
    "NotifyWorkers": lambda w: {"Subject": "s", "MessageText": "m", "WorkerIds": [w.worker.id]},
    "RejectAssignment": lambda w: {"AssignmentId": w.done_id, "RequesterFeedback": "f"},
    "RejectQualificationRequest": lambda w: {"QualificationRequestId": w.request_id, "Reason": "r"},
    "SendBonus": World.bonus,
    "SendTestEventNotification": lambda _: {"Notification": NOTIFICATION, "TestEventType": "HITCreated"},
    "UpdateExpirationForHIT": lambda w: {"HITId": w.hit_id, "ExpireAt": 0},
    "UpdateHITReviewStatus": lambda w: {"HITId": w.old_id, "Revert": False},
    "UpdateHITTypeOfHIT": lambda w: {"HITId": w.hit_id, "HITTypeId": w.type_id},
    "UpdateNotificationSettings": lambda w: {"HITTypeId": w.type_id, "Notification": NOTIFICATION, "Active": True},
    "UpdateQualificationType": lambda w: {"QualificationTypeId": w.qualification_id, "Description": "d"},
}
