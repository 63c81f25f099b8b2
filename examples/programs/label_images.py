"""A typical requester's program for Mechanical Turk: it only uses boto3, not questionforms, and sets no endpoint.

It creates a qualification with a test, publishes a HIT for each image, waits for the answers, approves them, pays a
bonus for the last one, and deletes everything. boto3 reads the endpoint from AWS_ENDPOINT_URL_MTURK if it is set.
"""

import sys
import time
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import boto3  # type: ignore[import-untyped]

SCHEMAS = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas"
IMAGES = ["https://images.example.org/1.jpg", "https://images.example.org/2.jpg"]
WORKERS = 2

TEST = f"""
<QuestionForm xmlns="{SCHEMAS}/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>legs</QuestionIdentifier>
    <QuestionContent><Text>How many legs does a spider have?</Text></QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection><SelectionIdentifier>six</SelectionIdentifier><Text>Six</Text></Selection>
          <Selection><SelectionIdentifier>eight</SelectionIdentifier><Text>Eight</Text></Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>"""

KEY = f"""
<AnswerKey xmlns="{SCHEMAS}/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>legs</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>eight</SelectionIdentifier>
      <AnswerScore>100</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>"""


def question(image: str) -> str:
    """The question about an image."""
    return f"""
<QuestionForm xmlns="{SCHEMAS}/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>animal</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Binary>
        <MimeType><Type>image</Type></MimeType>
        <DataURL>{escape(image)}</DataURL>
        <AltText>The image</AltText>
      </Binary>
      <Text>Which animal is it?</Text>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>"""


def answers(assignment: dict[str, Any]) -> list[str | None]:
    """The texts of a worker's answers."""
    root = ElementTree.fromstring(assignment["Answer"])
    return [element.text for element in root.iter() if element.tag.endswith("}FreeText")]


def main() -> None:
    """Publish the HITs, wait, approve, pay, and delete everything."""
    client = boto3.client("mturk")
    before = client.get_account_balance()["AvailableBalance"]
    qualification = client.create_qualification_type(
        Name="Knows animals",
        Description="A test of one question.",
        QualificationTypeStatus="Active",
        Test=TEST,
        AnswerKey=KEY,
        TestDurationInSeconds=300,
    )["QualificationType"]["QualificationTypeId"]
    print("qualification", qualification)

    hits = [
        client.create_hit(
            Title="Name the animal",
            Description="Look at an image, and say which animal it shows.",
            Keywords="image, animal",
            Reward="0.05",
            MaxAssignments=WORKERS,
            LifetimeInSeconds=3600,
            AssignmentDurationInSeconds=600,
            Question=question(image),
            RequesterAnnotation=image,
            QualificationRequirements=[
                {
                    "QualificationTypeId": qualification,
                    "Comparator": "GreaterThanOrEqualTo",
                    "IntegerValues": [100],
                    "ActionsGuarded": "Accept",
                }
            ],
        )["HIT"]["HITId"]
        for image in IMAGES
    ]
    print("hits", *hits)
    assert {hit["HITId"] for page in client.get_paginator("list_hits").paginate() for hit in page["HITs"]} >= set(hits)
    sys.stdout.flush()

    while not all(client.get_hit(HITId=hit)["HIT"]["HITStatus"] == "Reviewable" for hit in hits):
        time.sleep(0.1)

    for hit in hits:
        for page in client.get_paginator("list_assignments_for_hit").paginate(HITId=hit):
            for assignment in page["Assignments"]:
                print(client.get_hit(HITId=hit)["HIT"]["RequesterAnnotation"], *answers(assignment))
                client.approve_assignment(AssignmentId=assignment["AssignmentId"], RequesterFeedback="Thank you")
    client.send_bonus(
        WorkerId=assignment["WorkerId"],
        AssignmentId=assignment["AssignmentId"],
        BonusAmount="0.10",
        Reason="The last one",
    )
    for hit in hits:
        client.delete_hit(HITId=hit)
    client.delete_qualification_type(QualificationTypeId=qualification)
    print("balance", before, "then", client.get_account_balance()["AvailableBalance"])


if __name__ == "__main__":
    main()
