"""The form is sent to one of the service's two hosts, written out, so it works in one of the two only.

`www.mturk.com` takes answers of real HITs, `workersandbox.mturk.com` those of the sandbox. Each worker's page is
opened with the right one as `turkSubmitTo` in its address; Amazon's script reads it from there.

## An example

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <title>Food</title>
  </head>
  <body>
    <form method="post" action="https://workersandbox.mturk.com/mturk/externalSubmit">
      <input type="hidden" name="assignmentId" value="3GNA64GUZFSVGOE209EB5MJ722VQ5K">
      <p><label>How was the food? <input name="food"></label></p>
      <p><input type="submit" value="Submit"></p>
    </form>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

```text
form.xml:8:33: warning: hard-coded-submit-host: the answers are sent to `workersandbox.mturk.com`, which takes those of the sandbox alone; the page fails for real HITs (take the host from `turkSubmitTo` in the page's address, as Amazon's script `externalHIT_v1.js` does)
```

## What to write instead

Let Amazon's script set the address: load it, give the form the id `mturk_form`, and call `turkSetAssignmentID()`.

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

"ExternalQuestion" in Amazon's API reference: the two addresses, and `turkSubmitTo`. Copies of `externalHIT_v1.js` in
public repositories.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.forms import is_sent_by_helper, plain_forms
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOSTS = re.compile(r"//(www|workersandbox)\.mturk\.com/mturk/externalSubmit", re.IGNORECASE)


def check(page: Page) -> Iterator[Finding]:
    """Each form whose host is written out, and no script replaces it; and a script that knows one host alone."""
    for form in plain_forms(page):
        service = _HOSTS.search(form.get("action"))
        if service and not is_sent_by_helper(page, form) and not page.scripts.may("action", "turkSubmitTo"):
            yield _finding(service[1].lower(), page.value_offset(form, "action"))
    hosts = {found[1].lower() for found in _HOSTS.finditer(page.scripts.code)}
    if len(hosts) == 1 and "turksubmitto" not in page.scripts.code.lower():
        yield from _in_scripts(page)


def _in_scripts(page: Page) -> Iterator[Finding]:
    for script in page.named("script"):
        for found in _HOSTS.finditer(page.text, script.end, script.close):
            yield _finding(found[1].lower(), found.start())


def _finding(host: str, offset: int) -> Finding:
    where, elsewhere = ("of real HITs", "in the sandbox") if host == "www" else ("of the sandbox", "for real HITs")
    message = f"the answers are sent to `{host}.mturk.com`, which takes those {where} alone; the page fails {elsewhere}"
    hint = "take the host from `turkSubmitTo` in the page's address, as Amazon's script `externalHIT_v1.js` does"
    return Finding(message, hint=hint, offset=offset)


RULE = Rule("hard-coded-submit-host", "warning", __doc__, on=Page, check=check)
