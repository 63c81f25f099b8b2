"""A `&` stands right before a letter, and begins no reference, as in `AT&T` or in the address `?a=1&b=2`.

Today's HTML standard allows it. Older ones, and the parsers that were written for them, call it a parse error, and it
is not known which the service follows: it refuses parse errors. Whether the `&` begins a reference depends on what
follows, too: `&copy=2` in an address is safe only because of the `=`.

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
      <p><label>How was the food at B&B? <input name="food"></label></p>
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
form.xml:11:38: warning: unescaped-ampersand: `&` stands before a letter and begins no reference; today's standard allows it, but the service's may not (write `&amp;`)
```

## What to write instead

Write `&amp;` for the sign, in addresses as well.

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
      <p><label>How was the food at B&amp;B? <input name="food"></label></p>
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

The HTML standard, "named character reference state", and its drafts before 2012. That the service is strict here is not
known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each `&` that only today's standard allows."""
    for mistake in page.mistakes:
        if mistake.rule == RULE.name:
            yield Finding(mistake.message, hint=mistake.hint, offset=mistake.offset)


RULE = Rule("unescaped-ampersand", "warning", __doc__, on=Page, check=check)
