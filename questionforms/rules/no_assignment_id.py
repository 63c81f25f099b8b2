"""The form sends no `assignmentId`, so the service cannot tell whose answers they are, and refuses them.

The form needs a field of that name, and something that fills it: each worker has another one, and it comes with the
page's address. Amazon's script `externalHIT_v1.js` fills the element with the *id* `assignmentId` when
`turkSetAssignmentID()` is called; without such an element it fails. A sample of Amazon's developer guide has this
mistake. A `<crowd-form>` needs none of it.

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
form.xml:9:5: error: no-assignment-id: the form has no field `assignmentId`, without which the service refuses the answers (add `<input type="hidden" id="assignmentId" name="assignmentId">`)
```

## What to write instead

Put a hidden field into the form, with `assignmentId` as its `id` and as its `name`, and call Amazon's script after it.

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

"HTMLQuestion" in Amazon's API reference and "ExternalQuestion" there: the form must send `assignmentId`, spelt exactly so. The sample without it
is in "Defining questions" in Amazon's developer guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.forms import is_field, plain_forms
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """The form that sends no `assignmentId`, if no script can add it."""
    forms = plain_forms(page)
    if not forms or page.named("crowd-form"):
        return
    named = [field for field in page.elements if field.get("name").lower() == "assignmentid" and is_field(field)]
    exact = [field for field in named if field.get("name") == "assignmentId"]
    if exact:
        yield from _unfilled(page, exact[0])
    elif named:
        message = f"the field `{short(named[0].get('name'))}` was meant to be `assignmentId`, spelt exactly so"
        yield Finding(message, hint="write `assignmentId`", offset=page.value_offset(named[0], "name"))
    elif not _is_added(page) and not any("assignmentid" in form.get("action").lower() for form in forms):
        message = "the form has no field `assignmentId`, without which the service refuses the answers"
        hint = 'add `<input type="hidden" id="assignmentId" name="assignmentId">`'
        yield Finding(message, hint=hint, offset=forms[0].offset)


def _unfilled(page: Page, field: Element) -> Iterator[Finding]:
    """A field that nothing fills."""
    if page.scripts.call_helper:
        yield from _out_of_reach(page, field)
    elif not field.get("value") and not page.scripts.may_read_address("assignmentid"):
        message = "the field `assignmentId` is empty, and no script fills it"
        hint = "load Amazon's script `externalHIT_v1.js`, and call `turkSetAssignmentID()` after the form"
        yield Finding(message, hint=hint, offset=field.offset)


def _out_of_reach(page: Page, field: Element) -> Iterator[Finding]:
    """A field that Amazon's script is to fill, and cannot."""
    if page.scripts.may_speak_of("assignmentid"):
        return
    if not page.scripts.sources("externalHIT"):
        message = "`turkSetAssignmentID()` is called, and no script of the page has it"
        yield Finding(
            message, hint="load `https://s3.amazonaws.com/mturk-public/externalHIT_v1.js`", offset=field.offset
        )
    elif not any(element.get("id") == "assignmentId" for element in page.elements):
        message = "`turkSetAssignmentID()` fills the element with the `id` `assignmentId`, and there is none"
        yield Finding(message, hint='write `id="assignmentId"` on this field', offset=field.offset)


def _is_added(page: Page) -> bool:
    """Whether a script may add the field, by its name or with all else that the page's address holds."""
    scripts = page.scripts
    return scripts.may_speak_of("assignmentid") or (scripts.may_write() and scripts.may_read_address())


RULE = Rule("no-assignment-id", "error", __doc__, on=Page, check=check)
