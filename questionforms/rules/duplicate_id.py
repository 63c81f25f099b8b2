"""Two elements of the page have the same `id`.

`getElementById`, labels and links find only the first of them, so a script or a label that means the second works on
the wrong one. The parser whose messages the service gives reports it beside its parse errors, so the call may be
refused.

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
      <p><label for="answer">How was the food?</label> <input id="answer" name="food"></p>
      <p><label for="answer">How was the staff?</label> <input id="answer" name="staff"></p>
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
form.xml:12:68: warning: duplicate-id: the `id` `answer` is also that of a `<input>` before (give each element one of its own, or a `class`)
```

## What to write instead

Give each element an `id` of its own, or a `class` where several are meant.

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
      <p><label for="food">How was the food?</label> <input id="food" name="food"></p>
      <p><label for="staff">How was the staff?</label> <input id="staff" name="staff"></p>
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

The HTML standard: an `id` is unique in its tree. The parser of the Nu HTML checker reports a second one as an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each `id` that an element before has."""
    seen: dict[str, Element] = {}
    for element in page.elements:
        identifier = element.get("id")
        if identifier and seen.setdefault(identifier, element) is not element:
            message = f"the `id` `{short(identifier)}` is also that of a `<{seen[identifier].name}>` before"
            place = page.value_offset(element, "id")
            yield Finding(message, hint="give each element one of its own, or a `class`", offset=place)


RULE = Rule("duplicate-id", "warning", __doc__, on=Page, check=check)
