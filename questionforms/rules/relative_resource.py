"""The page loads something from an address without a host, such as `images/food.jpg`.

The HTML of an HTMLQuestion is kept by the service, alone. A browser looks for such a file beside it, where there is
none: a script, a style sheet or a picture that works on your own computer is missing in the HIT.

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
      <img src="images/food.jpg" alt="The food">
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
form.xml:11:17: warning: relative-resource: `images/food.jpg` is looked for where the service keeps the page, and is not there (put it on a server, and write its address whole)
```

## What to write instead

Put the file on a server, and write its address whole, with `https://`; or write a small picture into the page as a
`data:` address.

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
      <img src="https://example.com/images/food.jpg" alt="The food">
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

"HTMLQuestion" in Amazon's API reference: the page is served by the service, from a domain that all HTMLQuestions share.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.elements import loaded, short
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Addresses that are whole, or no files at all, or are filled in before a worker sees them.
_WHOLE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\$|\{\{|\{%|<|\[\[", re.IGNORECASE)


def check(page: Page) -> Iterator[Finding]:
    """Each address without a host that something is loaded from."""
    if page.named("base"):
        return
    for element in page.elements:
        for name, address in loaded(element):
            if address and element.name != "form" and not _WHOLE.match(address):
                message = f"`{short(address)}` is looked for where the service keeps the page, and is not there"
                hint = "put it on a server, and write its address whole"
                yield Finding(message, hint=hint, offset=page.value_offset(element, name))


RULE = Rule("relative-resource", "warning", __doc__, on=Page, check=check)
