"""A field has a name that is the service's own: `hitId`, `workerId` or `turkSubmitTo`.

The service uses these names itself. A field `hitId` is dropped from the results; HIT and worker come with every
assignment anyway.

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
    <form id="mturk_form" method="post" action="https://www.mturk.com/mturk/externalSubmit">
      <input type="hidden" id="assignmentId" name="assignmentId">
      <p><label>How was the food? <input name="food"></label></p>
      <input type="hidden" name="hitId" value="7">
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
form.xml:12:34: warning: reserved-field-name: the name `hitId` is the service's own, and the results will not have it (leave the field out, or rename it)
```

## What to write instead

Leave the field out, or give it another name.

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

"ExternalQuestion" in Amazon's API reference: reserved names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import RESERVED, form_of, is_field
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each field of such a name."""
    for field in page.elements:
        name = field.get("name")
        if name in RESERVED and name != "assignmentId" and is_field(field) and form_of(page, field):
            lost = ", and the results will not have it" if name == "hitId" else ""
            message = f"the name `{name}` is the service's own{lost}"
            yield Finding(message, hint="leave the field out, or rename it", offset=page.value_offset(field, "name"))


RULE = Rule("reserved-field-name", "warning", __doc__, on=Page, check=check)
