"""The page loads something from an `http://` address: a script, a picture, a style sheet, a frame.

Workers see the page inside a page that is served by https. Browsers block scripts, styles and frames from http there,
and try https in place of http for pictures and sound, so these may be missing.

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
      <img src="http://example.com/food.jpg" alt="The food">
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
form.xml:11:17: warning: http-resource: `http://example.com/food.jpg` is loaded by http, which browsers block in a page that is served by https (load it by https)
```

## What to write instead

Load everything by https.

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
      <img src="https://example.com/food.jpg" alt="The food">
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

W3C's "Mixed Content": what browsers block in a page that is served by https. Complaints of missing pictures are
frequent in public issues.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.elements import loaded, short
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s*)["']?(?=http://)""", re.IGNORECASE)


def check(page: Page) -> Iterator[Finding]:
    """Each address of http that the page loads something from."""
    for element in page.elements:
        for name, address in loaded(element):
            if address.lower().startswith("http://"):
                yield _finding(address, page.value_offset(element, name))
        if "style" in element.attributes:
            yield from _in_style(element.attributes["style"], page.value_offset(element, "style"))
    for style in page.named("style"):
        yield from _in_style(page.content(style), style.end)


def _in_style(style: str, start: int) -> Iterator[Finding]:
    for found in _IN_STYLES.finditer(style):
        address = re.split(r"""[\s"')]""", style[found.end() :], maxsplit=1)[0]
        yield _finding(address, start + found.end())


def _finding(address: str, offset: int) -> Finding:
    message = f"`{short(address)}` is loaded by http, which browsers block in a page that is served by https"
    return Finding(message, hint="load it by https", offset=offset)


RULE = Rule("http-resource", "warning", __doc__, on=Page, check=check)
