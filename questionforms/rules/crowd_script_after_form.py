"""The script that defines the `crowd-` elements is loaded after the first of them.

Amazon asks for the script before the form. Loaded later, the elements are shown late or, where other scripts look at
them first, not rightly.

## An example

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <title>Food</title>
  </head>
  <body>
    <crowd-form>
      <p>How was the food?</p>
      <crowd-input name="food" label="Food"></crowd-input>
    </crowd-form>
    <script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

```text
form.xml:12:5: warning: crowd-script-after-form: the script of the `crowd-` elements is loaded after `<crowd-form>` (load it in the head)
```

## What to write instead

Load the script in the page's head.

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <title>Food</title>
    <script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
  </head>
  <body>
    <crowd-form>
      <p>How was the food?</p>
      <crowd-input name="food" label="Food"></crowd-input>
    </crowd-form>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

## Source

"Crowd HTML Elements" in Amazon's API reference: the script stands before the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.forms import CROWD_SCRIPT
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """The script, if an element that it defines stands before it."""
    scripts = page.scripts.sources(CROWD_SCRIPT)
    first = next((element for element in page.elements if element.name.startswith("crowd-")), None)
    if scripts and first and scripts[0].offset > first.offset:
        message = f"the script of the `crowd-` elements is loaded after `<{short(first.name)}>`"
        yield Finding(message, hint="load it in the head", offset=scripts[0].offset)


RULE = Rule("crowd-script-after-form", "warning", __doc__, on=Page, check=check)
