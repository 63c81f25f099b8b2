"""The qualification types that every worker has without asking, by their ids.

Source: QualificationRequirement data structure; for those that are gone, the API of 2008-08-02.
"""

from __future__ import annotations

APPROVAL_RATE = "000000000000000000L0"
HITS_APPROVED = "00000000000000000040"
LOCALE = "00000000000000000071"
ADULT = "00000000000000000060"
#: Masters, by the endpoint: the one qualification whose id differs between them.
MASTERS = {"production": "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH", "sandbox": "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6"}

#: The names that the documentation gives the system's types.
SYSTEM_IDS = {
    "Worker_PercentAssignmentsApproved": APPROVAL_RATE,
    "Worker_NumberHITsApproved": HITS_APPROVED,
    "Worker_Locale": LOCALE,
    "Worker_Adult": ADULT,
    "Masters": MASTERS["production"],
}
#: Gone from the documentation, with what they were: the API of 2008 had them.
RETIRED_IDS = {
    "00000000000000000000": "the percentage of assignments submitted",
    "00000000000000000070": "the percentage of assignments abandoned",
    "000000000000000000E0": "the percentage of assignments returned",
    "000000000000000000S0": "the percentage of assignments rejected",
}
#: The values that a type of the system can have.
RANGES = {APPROVAL_RATE: (0, 100), HITS_APPROVED: (0, 2**31 - 1), ADULT: (0, 1)}
