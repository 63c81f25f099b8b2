"""An element of Crowd HTML that asks something stands outside of `<crowd-form>`.

`<crowd-form>` collects the answers of what is inside it. What stands outside, also inside an ordinary `<form>`, is
shown, and its answer is not collected.

## An example

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
    <crowd-text-area name="why" label="Why?"></crowd-text-area>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

```text
form.xml:13:5: warning: crowd-element-outside-form: `<crowd-text-area>` stands outside of `<crowd-form>`, so its answer is not collected (put one `<crowd-form>` around everything)
```

## What to write instead

Put one `<crowd-form>` around everything that asks something.

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
      <crowd-text-area name="why" label="Why?"></crowd-text-area>
    </crowd-form>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>400</FrameHeight>
</HTMLQuestion>
```

## Source

"Crowd HTML Elements" in Amazon's API reference: one `<crowd-form>` around everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.elements import short
from questionforms.checks.html.page import Page
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each element with a name that no `crowd-form` holds, in a page that has a form."""
    if not page.named("form", "crowd-form") or page.scripts.may_write("submit"):
        return
    for element in page.elements:
        if element.name.startswith("crowd-") and element.get("name") and not element.inside("crowd-form"):
            message = f"`<{short(element.name)}>` stands outside of `<crowd-form>`, so its answer is not collected"
            yield Finding(message, hint="put one `<crowd-form>` around everything", offset=element.offset)


RULE = Rule("crowd-element-outside-form", "warning", __doc__, on=Page, check=check)
