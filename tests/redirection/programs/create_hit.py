"""Creates a HIT in the sandbox, as public sample programs do: the endpoint is in the program."""

import boto3  # type: ignore[import-untyped]

MTURK_SANDBOX = "https://mturk-requester-sandbox.us-east-1.amazonaws.com"

mturk = boto3.client("mturk", region_name="us-east-1", endpoint_url=MTURK_SANDBOX)
print("I have $" + mturk.get_account_balance()["AvailableBalance"] + " in my Sandbox account")

question = """
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
    <script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js" type="text/javascript"></script>
  </head>
  <body>
    <form name="mturk_form" method="post" id="mturk_form" action="https://workersandbox.mturk.com/mturk/externalSubmit">
      <input type="hidden" value="" name="assignmentId" id="assignmentId"/>
      <p>Is this tweet happy, angry or sad? <q>What a wonderful day</q></p>
      <p><input type="text" name="sentiment"/></p>
      <p><input type="submit" id="submitButton" value="Submit"/></p>
    </form>
    <script>turkSetAssignmentID();</script>
  </body>
</html>]]></HTMLContent>
  <FrameHeight>450</FrameHeight>
</HTMLQuestion>"""

new_hit = mturk.create_hit(
    Title="Is this Tweet happy, angry, excited, scared, annoyed or upset?",
    Description="Read this tweet and type out one word to describe the emotion of the person posting it.",
    Keywords="text, quick, labeling",
    Reward="0.15",
    MaxAssignments=1,
    LifetimeInSeconds=172800,
    AssignmentDurationInSeconds=600,
    AutoApprovalDelayInSeconds=14400,
    Question=question,
)
print("A new HIT has been created. You can preview it here:")
print("https://workersandbox.mturk.com/mturk/preview?groupId=" + new_hit["HIT"]["HITGroupId"])
print("HITID = " + new_hit["HIT"]["HITId"] + " (Use to Get Results)")
