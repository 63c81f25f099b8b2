"""The service's two review policies and their parameters, declared once for the constructors and the checks.

Source: "Assignment Review Policies" and "HIT Review Policies" in the API reference.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

KNOWN_ANSWERS = "ScoreMyKnownAnswers/2011-09-01"
PLURALITY = "SimplePlurality/2011-09-01"

#: The policy -> the parameter of CreateHIT that it belongs to.
LEVELS = {KNOWN_ANSWERS: "AssignmentReviewPolicy", PLURALITY: "HITReviewPolicy"}

#: Known answers longer than this are not compared.
LONGEST_ANSWER = 256
#: The most bytes in the key of a MapEntry.
LONGEST_KEY = 255
#: The most questions that can be compared, according to a sample in the documentation.
MOST_QUESTIONS = 15
#: From this number of assignments the fee is higher; no policy extends a smaller HIT to it.
LARGE = 10
YEAR = 365 * 24 * 60 * 60


class Parameter(NamedTuple):
    """One parameter of a policy."""

    #: The argument of `known_answers` or `plurality`.
    argument: str
    kind: Literal["integer", "boolean", "text", "answers", "questions"] = "text"
    #: The bounds of an integer, if the documentation has any.
    low: int | None = None
    high: int | None = None
    required: bool = False
    #: The parameter without which it has no effect.
    only_with: str | None = None


#: The name of the policy -> the name of the parameter -> what it accepts.
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
#: Other names for a parameter: the first is in the documentation's own sample, the other in its older pages.
ALIASES = {
    "QuestionIDs": "QuestionIds",
    "ApproveIfWorkerAgreementScoreIsNotLessThan": "ApproveIfWorkerAgreementScoreIsAtLeast",
}
