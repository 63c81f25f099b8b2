"""The form has no `method="post"`, so a browser sends the answers by GET, as part of an address.

The service asks for POST. GET was still taken in 2021, but an address that is too long is refused with the status 414,
and then the worker's answers are lost.

## An example

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <title>Food</title>
    <script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>
  </head>
  <body>
    <form id="mturk_form" action="https://www.mturk.com/mturk/externalSubmit">
      <input type="hidden" id="assignmentId" name="assignmentId">
      <p><label>How was the food? <input name="food"></label></p>
      <p><input type="submit" id="submitButton" value="Submit"></p>
    </form>
    <script>turkSetAssignmentID();</script>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

```text
form.xml:9:5: warning: form-sent-by-get: the form has no `method`, so its answers are sent by GET, as part of an address (write `method="post"`)
```

## What to write instead

Write `method="post"` on the form.

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <title>Food</title>
    <script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>
  </head>
  <body>
    <form id="mturk_form" method="post" action="https://www.mturk.com/mturk/externalSubmit">
      <input type="hidden" id="assignmentId" name="assignmentId">
      <p><label>How was the food? <input name="food"></label></p>
      <p><input type="submit" id="submitButton" value="Submit"></p>
    </form>
    <script>turkSetAssignmentID();</script>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

## Source

"HTMLQuestion" in Amazon's API reference and "ExternalQuestion" there: the data must be sent by POST. The status 414 was observed by users
(jspsych/jsPsych, pull request 1563).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.forms import is_sent_by_helper, plain_forms, submit_path
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each form that is sent to the service, and not by POST."""
    if page.scripts.may("method"):
        return
    for form in plain_forms(page):
        if form.get("method").lower() != "post" and (submit_path(form.get("action")) or is_sent_by_helper(page, form)):
            method = form.get("method")
            said = f"has the method `{short(method)}`" if method else "has no `method`"
            message = f"the form {said}, so its answers are sent by GET, as part of an address"
            offset = page.value_offset(form, "method") if method else form.offset
            yield Finding(message, hint='write `method="post"`', offset=offset)


RULE = Rule("form-sent-by-get", "warning", __doc__, on=Page, check=check)
