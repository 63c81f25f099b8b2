"""Two fields of a form have the same name, and are not choices of one group.

All are sent, and come back as one answer, with a vertical bar between the values; which value is whose cannot be told
where one is empty or holds a bar itself. Radio buttons of one group share their name by right, and so do the
checkboxes of one question.

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
      <p><label>How was the food? <input name="comment"></label></p>
      <p><label>How was the staff? <input name="comment"></label></p>
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
form.xml:12:49: warning: duplicate-field-name: `comment` is the name of two fields of the form, whose values come back as one (give each its own)
```

## What to write instead

Give each field a name of its own.

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
      <p><label>How was the food? <input name="comment_food"></label></p>
      <p><label>How was the staff? <input name="comment_staff"></label></p>
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

"Defining questions" in Amazon's developer guide: each field has a unique name. That values of one name come back joined by `|` was observed by users.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.forms import form_of, is_field, kind
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each field whose name another kind of field before it has, in the same form."""
    seen: dict[tuple[Element, str], Element] = {}
    for field in page.elements:
        name, form = field.get("name"), form_of(page, field) if is_field(field) else None
        if not name or form is None or field.name == "crowd-radio-button":
            continue
        first = seen.setdefault((form, name), field)
        if first is not field and (kind(first) != kind(field) or kind(field) not in ("radio", "checkbox", "submit")):
            message = f"`{short(name)}` is the name of two fields of the form, whose values come back as one"
            yield Finding(message, hint="give each its own", offset=page.value_offset(field, "name"))


RULE = Rule("duplicate-field-name", "warning", __doc__, on=Page, check=check)
