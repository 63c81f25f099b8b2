"""The form is not sent to the service: it has no `action`, or one that leads nowhere, and no script sets it.

Without an `action` a form is sent to the address of its own page, where nothing takes the answers. An address without
a host, such as `/mturk/externalSubmit`, is looked for where the page is kept, which is not the service. On the
service's hosts only `/mturk/externalSubmit` takes answers.

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
    <form id="food" method="post">
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
form.xml:9:5: error: wrong-form-action: the form has no `action`, so it is sent to its own page, where nothing takes the answers (write `https://www.mturk.com/mturk/externalSubmit`, or let Amazon's script set it for the id `mturk_form`)
```

## What to write instead

Write the address whole. Where Amazon's script is called, it sets the address of the form with the id `mturk_form`, for
the sandbox as well.

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

"HTMLQuestion" in Amazon's API reference and "ExternalQuestion" there: answers are posted to `/mturk/externalSubmit`. The script sets the action of
`mturk_form` alone (copies of `externalHIT_v1.js` in public repositories).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.forms import HELPER_FORM, is_filled_in, is_sent_by_helper, plain_forms, submit_path
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """The first form, if none of the page's is sent to where something takes it."""
    forms = plain_forms(page)
    if not forms or page.named("crowd-form") or page.scripts.may_send("action", "externalSubmit", "turkSubmitTo"):
        return
    addresses = [form.get("action") for form in forms]
    addresses += [button.get("formaction") for button in page.named("button", "input") if button.get("formaction")]
    if any(is_sent_by_helper(page, form) for form in forms) or any(_may_be_right(address) for address in addresses):
        return
    form = max(forms, key=lambda form: "mturk" in form.get("action") or form.get("id") == HELPER_FORM)
    offset = page.value_offset(form, "action") if "action" in form.attributes else form.offset
    hint = "write `https://www.mturk.com/mturk/externalSubmit`, or let Amazon's script set it for the id `mturk_form`"
    yield Finding(_message(form), hint=hint, offset=offset)


def _may_be_right(address: str) -> bool:
    """Whether an address is that of the service, or of a host that may pass the answers on to it."""
    service = submit_path(address)
    if service:
        return service[1].rstrip("/").lower() == "/mturk/externalsubmit"
    return is_filled_in(address) or address.lower().startswith(("http:", "https:", "//"))


def _message(form: Element) -> str:
    action = form.get("action")
    if not action:
        return "the form has no `action`, so it is sent to its own page, where nothing takes the answers"
    if submit_path(action):
        return f"the form is sent to `{short(action)}`; the service takes answers at `/mturk/externalSubmit` alone"
    return f"the form is sent to `{short(action)}`, which is looked for where the page is kept, not on the service"


RULE = Rule("wrong-form-action", "error", __doc__, on=Page, check=check)
