"""The `FrameHeight` of an HTMLQuestion or an ExternalQuestion is below 100 pixels.

Workers then see a few lines of the page at a time. Mostly a `0` is missing, or the number was meant in another unit.

## An example

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=7</ExternalURL>
  <FrameHeight>60</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:3:3: warning: small-frame-height: `FrameHeight` is 60, in pixels, which shows a few lines of the page (write more pixels, or 0 to fill the worker's window)
```

## What to write instead

Write a height in pixels, or 0, which lets the frame fill the worker's window.

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=7</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

"HTMLQuestion" and "ExternalQuestion" in Amazon's API reference: `FrameHeight` is in pixels. That 100 are few is this library's judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: Five lines of text, or so.
LEAST = 100


def check(element: _Element) -> Iterator[Finding]:
    """A height above 0 that is hardly one."""
    height = integer(element.text)
    if height is not None and 0 < height < LEAST:
        message = f"`FrameHeight` is {height}, in pixels, which shows a few lines of the page"
        yield Finding(message, hint="write more pixels, or 0 to fill the worker's window")


RULE = Rule(
    "small-frame-height",
    "warning",
    __doc__,
    on=("FrameHeight",),
    documents=("HTMLQuestion", "ExternalQuestion"),
    check=check,
)
