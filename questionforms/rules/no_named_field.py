"""The form has no field with a name, so nothing that a worker enters is sent.

A browser sends a field under its `name`; one that has only an `id` is not sent at all. The names of the service
itself, such as `assignmentId`, do not count. The requester site refuses such a layout.

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
      <p><label>How was the food? <input id="food"></label></p>
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
form.xml:11:35: warning: no-named-field: no field of the form has a `name`, so nothing that a worker enters is sent (give each field a `name`)
```

## What to write instead

Give each field a `name`. For a HIT that asks nothing, add a hidden field with a name and a value.

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

The requester site's refusal was observed by users (Varal7/ieturk, issue 4). The HTML standard: "constructing the entry
list".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import RESERVED, form_of, is_field, kind, plain_forms
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """The form, if none of its fields has a name."""
    forms = page.named("crowd-form") or plain_forms(page)
    if not forms or page.scripts.may_send("name", "submit"):
        return
    fields = [element for element in page.elements if is_field(element) and form_of(page, element)]
    if any(field.get("name") not in ("", *RESERVED) for field in fields):
        return
    visible = [field for field in fields if kind(field) not in ("hidden", "submit")]
    message = "no field of the form has a `name`, so nothing that a worker enters is sent"
    yield Finding(message, hint="give each field a `name`", offset=(visible or forms)[0].offset)


RULE = Rule("no-named-field", "warning", __doc__, on=Page, check=check)
