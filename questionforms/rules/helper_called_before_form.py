"""Amazon's `turkSetAssignmentID()` is called above the field that it fills, before a browser has read that.

A script runs as soon as a browser has read it. What stands further down is not there yet: the function finds no element
with the `id` `assignmentId`, fails, and is not called again. The field stays empty, and the service refuses the answers.

## An example

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <title>Food</title>
    <script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>
    <script>turkSetAssignmentID();</script>
  </head>
  <body>
    <form id="mturk_form" method="post" action="https://www.mturk.com/mturk/externalSubmit">
      <input type="hidden" id="assignmentId" name="assignmentId">
      <p><label>How was the food? <input name="food"></label></p>
      <p><input type="submit" id="submitButton" value="Submit"></p>
    </form>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

```text
form.xml:7:13: warning: helper-called-before-form: `turkSetAssignmentID()` is called before the field `assignmentId` that it fills (move this script after the form)
```

## What to write instead

Call it after the form, or when the page is loaded: `window.onload = turkSetAssignmentID;`.

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

"HTMLQuestion" in Amazon's API reference: its sample calls the function after the form. The HTML standard: a script
without `src` runs when its end tag is read. A script that holds more than this call is taken to know when it runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALL_ALONE = re.compile(r"\s*turkSetAssignmentID\(\s*\)[\s;]*")


def check(page: Page) -> Iterator[Finding]:
    """A script that holds this call alone, if it is the only one and stands before the field."""
    field = page.by_id.get("assignmentId")
    if field is None or not page.scripts.are_known or page.scripts.code.count("turkSetAssignmentID") != 1:
        return
    for script in page.named("script"):
        runs_at_once = "src" not in script.attributes and "javascript" in (script.get("type").lower() or "javascript")
        if runs_at_once and script.offset < field.offset and _CALL_ALONE.fullmatch(page.content(script)):
            message = "`turkSetAssignmentID()` is called before the field `assignmentId` that it fills"
            offset = script.end + page.content(script).index("turkSetAssignmentID")
            yield Finding(message, hint="move this script after the form", offset=offset)


RULE = Rule("helper-called-before-form", "warning", __doc__, on=Page, check=check)
