"""The page has neither a `<form>` nor a `<crowd-form>`, and no script that could make one or send the worker elsewhere.

A worker's answers reach the service only by a form that is posted to it. A layout that was made for the requester site
often has none, since the site puts one around it; the API does not.

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
      <input type="hidden" id="assignmentId" name="assignmentId">
      <p><label>How was the food? <input name="food"></label></p>
      <p><input type="submit" id="submitButton" value="Submit"></p>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

```text
form.xml:9:7: error: no-form: the page has no `<form>` and no `<crowd-form>`, so nothing in it can be sent (put the fields into a form that is posted to `externalSubmit`)
```

## What to write instead

Put everything into a form that is posted, or into one `<crowd-form>`.

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

"HTMLQuestion" in Amazon's API reference: the HTML must contain a form that posts to `externalSubmit`. A page with a script from elsewhere, with
a frame, or with code that writes elements, sends requests or makes links is taken to know what it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import is_field
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """A page that cannot send anything."""
    if page.named("form", "crowd-form") or page.scripts.may_send("form", "submit", "location", "referrer"):
        return
    fields = [element for element in page.elements if is_field(element)]
    where = fields[0].offset if fields else 0
    message = "the page has no `<form>` and no `<crowd-form>`, so nothing in it can be sent"
    yield Finding(message, hint="put the fields into a form that is posted to `externalSubmit`", offset=where)


RULE = Rule("no-form", "error", __doc__, on=Page, check=check)
