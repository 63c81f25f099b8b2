"""Prints and approves the answers to a HIT in the sandbox; the HITId is the argument."""

import sys
from xml.etree import ElementTree

import boto3  # type: ignore[import-untyped]

client = boto3.session.Session().client(
    service_name="mturk",
    region_name="us-east-1",
    endpoint_url="https://mturk-requester-sandbox.us-east-1.amazonaws.com",
)
response = client.list_assignments_for_hit(HITId=sys.argv[1], AssignmentStatuses=["Submitted", "Approved"])
for assignment in response["Assignments"]:
    answers = [each.text for each in ElementTree.fromstring(assignment["Answer"]).iter() if each.tag.endswith("Text")]
    print("Worker", assignment["WorkerId"], "answered", *answers)
    if assignment["AssignmentStatus"] == "Submitted":
        client.approve_assignment(AssignmentId=assignment["AssignmentId"], OverrideRejection=False)
