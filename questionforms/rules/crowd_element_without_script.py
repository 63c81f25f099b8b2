"""The page has elements such as `<crowd-form>`, and does not load the script that defines them.

Without the script a browser takes them for elements that mean nothing: nothing is shown for them, and no form is made,
so a worker cannot answer.

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
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

```text
form.xml:8:5: error: crowd-element-without-script: `<crowd-form>` is used, and the script that defines it is not loaded (add `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>` to the head)
```

## What to write instead

Load `https://assets.crowd.aws/crowd-html-elements.js` in the page's head.

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

"Crowd HTML Elements" in Amazon's API reference: the script and where it stands.
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
    """The first such element, if no script of the page may define it."""
    found = [element for element in page.elements if element.name.startswith("crowd-")]
    if found and not page.scripts.sources(CROWD_SCRIPT) and not page.scripts.may(CROWD_SCRIPT, "customElements"):
        message = f"`<{short(found[0].name)}>` is used, and the script that defines it is not loaded"
        hint = 'add `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>` to the head'
        yield Finding(message, hint=hint, offset=found[0].offset)


RULE = Rule("crowd-element-without-script", "error", __doc__, on=Page, check=check)
