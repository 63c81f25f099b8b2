"""The form is sent to a host that is not the service's, and no script sends it to the service.

The answers have to arrive at the service in the end. A server of your own may take them first, and pass the worker's
browser on to `externalSubmit`; otherwise the worker is never paid, and the answers are not in the results.

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
    <form id="food" method="post" action="https://example.com/answers">
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
form.xml:9:43: warning: form-sent-elsewhere: the form is sent to `example.com`, and not to the service (send it to `https://www.mturk.com/mturk/externalSubmit`, unless that host passes it on)
```

## What to write instead

Send the form to the service. If your own server passes it on, turn this rule off for the page.

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

"HTMLQuestion" in Amazon's API reference: results may be collected by the requester before they are submitted, and the form must finally load
`externalSubmit`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.forms import is_filled_in, is_sent_by_helper, plain_forms, submit_path
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each form that is sent to another host, if none is sent to the service."""
    forms = plain_forms(page)
    addresses = [form.get("action") for form in forms]
    if page.named("crowd-form") or any(submit_path(address) or is_filled_in(address) for address in addresses):
        return
    if page.scripts.may_write("action", "externalSubmit", "turkSubmitTo", "submit"):
        return
    for form in forms:
        host = _HOST.match(form.get("action"))
        if host and not is_sent_by_helper(page, form):
            message = f"the form is sent to `{short(host[1])}`, and not to the service"
            hint = "send it to `https://www.mturk.com/mturk/externalSubmit`, unless that host passes it on"
            yield Finding(message, hint=hint, offset=page.value_offset(form, "action"))


_HOST = re.compile(r"(?:https?:)?//([^/?#]+)", re.IGNORECASE)


RULE = Rule("form-sent-elsewhere", "warning", __doc__, on=Page, check=check)
