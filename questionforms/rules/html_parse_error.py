"""The HTML has a mistake of syntax: something that a browser repairs, and that the HTML standard calls a parse error.

The service reads the HTML with a parser that reports such mistakes, and refuses the call with line and column:
"There was an error parsing the HTML5 data in your request". A page that looks right in a browser is refused all the
same. Tags that need an end tag and have none, end tags without a start tag, and attributes that are not set apart by
blanks are the usual ones.

A mistake is reported where it begins: what is not closed at its own start tag. Inside a `<template>` tags and
references are looked at one by one; whether its elements are closed and nested rightly is not checked.

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
      <p><b><label>How was the food? <input name="food"></label></p>
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
form.xml:11:10: error: html-parse-error: `<b>` has no end tag before the `</p>` that closes what is around it (write `</b>` where it ends)
```

## What to write instead

Close every element that needs it, and nothing else; write each attribute as `name="value"`, with a blank before it;
write `&lt;` and `&amp;` for the signs. What a browser shows is no proof: it repairs the page in silence.

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

"HTMLQuestion" in Amazon's API reference: the HTML must validate as HTML5. Users were shown errors whose words are those of the parser of the
Nu HTML checker (tylin/coco-ui, pull request 4). What the HTML standard calls a parse error is reported here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """All parse errors, but for those that have a rule of their own."""
    for mistake in page.mistakes:
        if mistake.rule == RULE.name:
            yield Finding(mistake.message, hint=mistake.hint, offset=mistake.offset)


RULE = Rule("html-parse-error", "error", __doc__, on=Page, check=check)
