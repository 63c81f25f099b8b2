"""The page holds `${name}`, which nothing fills: a worker reads it as it stands.

In a layout that is kept at the requester site, the site puts the values of the HIT's parameters, or of a line of a CSV
file, in the place of such names. The API does not, where it is given the HTML itself. Two braces, `{{ name }}`, are
left over from templates of other kinds; they are reported in pages without a script, since scripts may fill them.

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
      <p><label>How was the food at ${restaurant}? <input name="food"></label></p>
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
form.xml:11:37: warning: unfilled-placeholder: `${restaurant}` stands in the page, and nothing fills it (put the value in its place, or keep the page as a layout and send `HITLayoutParameters`)
```

## What to write instead

Fill the page before it is sent, or keep it as a layout and send `HITLayoutId` with `HITLayoutParameters`.

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
      <p><label>How was the food at Joe's? <input name="food"></label></p>
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

"HITLayoutParameter" in Amazon's API reference: names in `${...}` are filled in layouts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACEHOLDER = re.compile(r"\$\{\s*[\w.-]{1,60}\s*\}")
#: The same, and those of other templates.
_ANY_PLACEHOLDER = re.compile(r"\$\{\s*[\w.-]{1,60}\s*\}|\{\{\s*[\w.|-]{1,60}\s*\}\}")


def check(page: Page) -> Iterator[Finding]:
    """Each placeholder that a worker may read."""
    has_scripts = bool(page.named("script", "crowd-form"))
    for found in (_PLACEHOLDER if has_scripts else _ANY_PLACEHOLDER).finditer(page.text):
        if page.shows(found.start()) and not _in_code(page, found):
            message = f"`{found[0]}` stands in the page, and nothing fills it"
            hint = "put the value in its place, or keep the page as a layout and send `HITLayoutParameters`"
            yield Finding(message, hint=hint, offset=found.start())


def _in_code(page: Page, found: re.Match[str]) -> bool:
    """Whether a placeholder stands in an attribute that holds code."""
    tag = page.tag_at(found.start())
    values = tag.attributes.items() if tag else ()
    return any(found[0] in value and (name.startswith("on") or "`" in value) for name, value in values)


RULE = Rule("unfilled-placeholder", "warning", __doc__, on=Page, check=check)
