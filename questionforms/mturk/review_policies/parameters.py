"""The two review policies of the service with their parameters, declared once for those who write them and the checks.

Source: "Assignment Review Policies" and "HIT Review Policies" in the API reference.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

KNOWN_ANSWERS = "ScoreMyKnownAnswers/2011-09-01"
PLURALITY = "SimplePlurality/2011-09-01"

#: Under which parameter of CreateHIT each policy stands.
LEVELS = {KNOWN_ANSWERS: "AssignmentReviewPolicy", PLURALITY: "HITReviewPolicy"}

#: A known answer that is longer is not compared.
LONGEST_ANSWER = 256
#: Bytes of the key of a MapEntry.
LONGEST_KEY = 255
#: The documentation's own sample says that so many questions can be compared.
MOST_QUESTIONS = 15
#: The number of assignments from which another fee is charged; no policy extends a smaller HIT to it.
LARGE = 10
YEAR = 365 * 24 * 60 * 60


class Parameter(NamedTuple):
    """One parameter of a policy."""

    #: The argument of `known_answers` or `plurality`.
    argument: str
    kind: Literal["integer", "boolean", "text", "answers", "questions"] = "text"
    #: The bounds of an integer, where the documentation has any.
    low: int | None = None
    high: int | None = None
    required: bool = False
    #: The parameter without which it does nothing.
    only_with: str | None = None


#: Name of the policy -> name of the parameter -> what it takes.
PARAMETERS: dict[str, dict[str, Parameter]] = {
    KNOWN_ANSWERS: {
        "AnswerKey": Parameter("answers", "answers", required=True),
        "ApproveIfKnownAnswerScoreIsAtLeast": Parameter("approve_at_least", "integer", 0, 101),
        "ApproveReason": Parameter("approve_reason", only_with="ApproveIfKnownAnswerScoreIsAtLeast"),
        "RejectIfKnownAnswerScoreIsLessThan": Parameter("reject_less_than", "integer", 0, 101),
        "RejectReason": Parameter("reject_reason", only_with="RejectIfKnownAnswerScoreIsLessThan"),
        "ExtendIfKnownAnswerScoreIsLessThan": Parameter("extend_less_than", "integer", 0, 101),
        "ExtendMaximumAssignments": Parameter(
            "extend_maximum_assignments", "integer", 2, 25, only_with="ExtendIfKnownAnswerScoreIsLessThan"
        ),
        "ExtendMinimumTimeInSeconds": Parameter(
            "extend_minimum_time", "integer", 60, YEAR, only_with="ExtendIfKnownAnswerScoreIsLessThan"
        ),
    },
    PLURALITY: {
        "QuestionIds": Parameter("question_ids", "questions", required=True),
        "QuestionAgreementThreshold": Parameter("agreement_threshold", "integer", required=True),
        "DisregardAssignmentIfRejected": Parameter("disregard_if_rejected", "boolean", required=True),
        "DisregardAssignmentIfKnownAnswerScoreIsLessThan": Parameter("disregard_less_than", "integer"),
        "ExtendIfHITAgreementScoreIsLessThan": Parameter("extend_less_than", "integer", 1, 100),
        "ExtendMaximumAssignments": Parameter(
            "extend_maximum_assignments", "integer", 1, only_with="ExtendIfHITAgreementScoreIsLessThan"
        ),
        "ExtendMinimumTimeInSeconds": Parameter(
            "extend_minimum_time", "integer", 60, YEAR, only_with="ExtendIfHITAgreementScoreIsLessThan"
        ),
        "ApproveIfWorkerAgreementScoreIsAtLeast": Parameter("approve_at_least", "integer"),
        "RejectIfWorkerAgreementScoreIsLessThan": Parameter("reject_less_than", "integer"),
        "RejectReason": Parameter("reject_reason", only_with="RejectIfWorkerAgreementScoreIsLessThan"),
    },
}
#: What people write for a parameter: the documentation's own sample has the first, its older pages the other.
ALIASES = {
    "QuestionIDs": "QuestionIds",
    "ApproveIfWorkerAgreementScoreIsNotLessThan": "ApproveIfWorkerAgreementScoreIsAtLeast",
}
