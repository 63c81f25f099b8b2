"""The names of an assignment's and a HIT's columns, as Amazon's API and the tools of the field spell them.

Sources: Amazon's API reference; results files of the requester site; `HITProperties` of Amazon's command-line tools;
the data frames of MTurkR and pyMTurkR; the CSV of Turkle.
"""

from __future__ import annotations

#: The columns of an assignment, named as in Amazon's API.
TEXTS = ("AssignmentId", "WorkerId", "HITId", "AssignmentStatus")
TIMES = ("AcceptTime", "SubmitTime", "AutoApprovalTime", "ApprovalTime", "RejectionTime", "Deadline")
COLUMNS = (*TEXTS, *TIMES, "RequesterFeedback")
#: The position of each of COLUMNS.
POSITIONS = {name: index for index, name in enumerate(COLUMNS)}
#: The column for the time that a worker took.
WORK_TIME = "WorkTimeInSeconds"
#: The other columns that contain times, and whole numbers.
OTHER_TIMES = frozenset({"CreationTime", "Expiration", "ApprovalRejectionTime"})
NUMBERS = frozenset(
    {
        *(WORK_TIME, "MaxAssignments", "AssignmentDurationInSeconds", "AutoApprovalDelayInSeconds"),
        *("NumberOfSimilarHITs", "LifetimeInSeconds", "NumberOfAssignmentsPending"),
        *("NumberOfAssignmentsAvailable", "NumberOfAssignmentsCompleted"),
    }
)
#: The columns of a HIT, besides its ID, whose names are known.
HIT_COLUMNS = (
    *("HITTypeId", "HITGroupId", "HITLayoutId", "Title", "Description", "Keywords", "Reward", "CreationTime"),
    *("MaxAssignments", "RequesterAnnotation", "AssignmentDurationInSeconds", "AutoApprovalDelayInSeconds"),
    *("Expiration", "NumberOfSimilarHITs", "LifetimeInSeconds", "HITStatus", "HITReviewStatus", "Question"),
    *("QualificationRequirements", "NumberOfAssignmentsPending", "NumberOfAssignmentsAvailable"),
    "NumberOfAssignmentsCompleted",
)
#: The columns that describe a worker and a decision.
_OTHERS = (WORK_TIME, "LifetimeApprovalRate", "Last30DaysApprovalRate", "Last7DaysApprovalRate", "Approve", "Reject")
#: What tools call a column -> its name in Amazon's API. `hitlifetime` of the command-line tools contains a time.
_ALIASES = {
    "assignmentaccepttime": "AcceptTime",
    "assignmentsubmittime": "SubmitTime",
    "assignmentapprovaltime": "ApprovalTime",
    "assignmentrejecttime": "RejectionTime",
    "feedback": "RequesterFeedback",
    "annotation": "RequesterAnnotation",
    "assignments": "MaxAssignments",
    "numavailable": "NumberOfAssignmentsAvailable",
    "numpending": "NumberOfAssignmentsPending",
    "numcomplete": "NumberOfAssignmentsCompleted",
    "reviewstatus": "HITReviewStatus",
    "assignmentduration": "AssignmentDurationInSeconds",
    "autoapprovaldelay": "AutoApprovalDelayInSeconds",
    "hitlifetime": "Expiration",
    "secondsonhit": WORK_TIME,
    "amount": "Reward",
}
#: The names that only the command-line tools give to columns, and those of the R packages: elsewhere they may be
#: anything, such as a question `feedback`.
_TOOL_NAMES = frozenset({"feedback", "annotation", "assignments", "numavailable", "numpending", "numcomplete"}) | {
    *("reviewstatus", "assignmentduration", "autoapprovaldelay", "hitlifetime", "amount"),
}
#: The marks of a file of the command-line tools and of the R packages.
_TOOL_MARKS = ("assignmentaccepttime", "assignmentsubmittime", "secondsonhit", "approvalrejectiontime", "hitlifetime")

_BY_FOLD = {name.casefold(): name for name in (*COLUMNS, *HIT_COLUMNS, *_OTHERS)}


def canonical_names(names: tuple[str, ...]) -> list[str | None]:
    """For each name of a header its name in Amazon's API, in any case of letters; None for a name that is not known."""
    folds = [name.casefold() for name in names]
    of_a_tool = any(mark in folds for mark in _TOOL_MARKS)
    found = [_canonical(fold, of_a_tool=of_a_tool) for fold in folds]
    exact = {name for name, known in zip(names, found, strict=True) if name == known}
    taken: set[str] = set()
    for index, (name, known) in enumerate(zip(names, found, strict=True)):
        if known is not None and name != known and (known in exact or known in taken):
            found[index] = None  # two spellings of one column: the second is a column of its own
        elif known is not None:
            taken.add(known)
    return found


def _canonical(fold: str, *, of_a_tool: bool) -> str | None:
    if fold in _ALIASES and (of_a_tool or fold not in _TOOL_NAMES):
        return _ALIASES[fold]
    return _BY_FOLD.get(fold)
