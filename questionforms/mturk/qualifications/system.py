"""The ids of the qualification types that every worker has automatically.

Source: QualificationRequirement data structure; for the retired ones, the API of 2008-08-02.
"""

from __future__ import annotations

APPROVAL_RATE = "000000000000000000L0"
HITS_APPROVED = "00000000000000000040"
LOCALE = "00000000000000000071"
ADULT = "00000000000000000060"
#: The endpoint -> the id of Masters, the only qualification with different ids.
MASTERS = {"production": "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH", "sandbox": "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6"}

#: The names of the system's types in the documentation -> their ids.
SYSTEM_IDS = {
    "Worker_PercentAssignmentsApproved": APPROVAL_RATE,
    "Worker_NumberHITsApproved": HITS_APPROVED,
    "Worker_Locale": LOCALE,
    "Worker_Adult": ADULT,
    "Masters": MASTERS["production"],
}
#: The name of a system's type -> the property of a worker that it represents.
DESCRIPTIONS = {
    "Worker_PercentAssignmentsApproved": "The percentage of a worker's assignments that were approved, from 0 to 100.",
    "Worker_NumberHITsApproved": "The number of a worker's HITs that were approved.",
    "Worker_Locale": "The location of a worker: a country, or a part of the United States.",
    "Worker_Adult": "Whether a worker agreed to see adult content: 1 if so.",
    "Masters": "Workers who have consistently done good work for many requesters.",
}
#: Types in the API of 2008 that are no longer in the documentation -> their meaning.
RETIRED_IDS = {
    "00000000000000000000": "the percentage of assignments submitted",
    "00000000000000000070": "the percentage of assignments abandoned",
    "000000000000000000E0": "the percentage of assignments returned",
    "000000000000000000S0": "the percentage of assignments rejected",
}
#: The range of values of the system's types.
RANGES = {APPROVAL_RATE: (0, 100), HITS_APPROVED: (0, 2**31 - 1), ADULT: (0, 1)}
