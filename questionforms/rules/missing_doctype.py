"""The page does not begin with the doctype of HTML5, `<!DOCTYPE html>`: it has none or another one.

Without it the page is no HTML5, and the service refuses the call. Only blanks and comments may stand before it; text
or a tag before it counts as if there were none. The long doctypes of HTML 4 and XHTML are others.

## An example

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<html>
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

```text
form.xml:2:25: error: missing-doctype: the page begins with `<html>`; expected `<!DOCTYPE html>` first (begin the page with `<!DOCTYPE html>`)
```

## What to write instead

Begin the page with `<!DOCTYPE html>`. After it `<html>`, `<head>` and `<body>` may be left out.

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

"HTMLQuestion" in Amazon's API reference: all its samples begin so. The HTML standard calls any other start a parse error, and the
service refuses those; see [html-parse-error](html-parse-error.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """The start of a page that is no doctype, or another one."""
    for mistake in page.mistakes:
        if mistake.rule == RULE.name:
            yield Finding(mistake.message, hint=mistake.hint, offset=mistake.offset)


RULE = Rule("missing-doctype", "error", __doc__, on=Page, check=check)
