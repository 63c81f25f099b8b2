"""Two radio buttons or checkboxes of one name have the same value, or none.

The answer is the value, so it does not tell which of the two the worker chose. A radio button or a checkbox without a
`value` has the value `on`.

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
      <p>How was the food?</p>
      <label><input type="radio" name="food"> Good</label>
      <label><input type="radio" name="food"> Bad</label>
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
form.xml:13:14: warning: duplicate-choice-value: this choice of `food` has no `value`, which is `on`, as one before it has, so the answer does not tell which it was (give each choice a value of its own)
```

## What to write instead

Give each choice of a group a value of its own.

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
      <p>How was the food?</p>
      <label><input type="radio" name="food" value="good"> Good</label>
      <label><input type="radio" name="food" value="bad"> Bad</label>
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

The HTML standard: the value of a checkbox or a radio button without the attribute is `on`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.forms import form_of, kind
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each choice whose name and value one before it has, in the same form."""
    if page.scripts.may(".value", ".val(", "setAttribute"):
        return
    seen: set[tuple[Element | None, str, str]] = set()
    for choice in page.named("input"):
        name = choice.get("name")
        if not name or kind(choice) not in ("radio", "checkbox"):
            continue
        value = choice.attributes.get("value", "on")
        group = form_of(page, choice), name, value
        if group in seen:
            said = f"the value `{short(value)}`" if "value" in choice.attributes else "no `value`, which is `on`,"
            message = f"this choice of `{short(name)}` has {said} as one before it has, so the answer does not tell which it was"
            yield Finding(message, hint="give each choice a value of its own", offset=choice.offset)
        seen.add(group)


RULE = Rule("duplicate-choice-value", "warning", __doc__, on=Page, check=check)
