"""The `FrameHeight` of an HTMLQuestion or an ExternalQuestion is below 0.

The schema takes any whole number, but no browser shows a frame of negative height.

## An example

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=7</ExternalURL>
  <FrameHeight>-1</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:3:3: error: negative-frame-height: `FrameHeight` is -1, and no frame has a negative height (write a height in pixels, or 0 to fill the worker's window)
```

## What to write instead

Write a height in pixels, or 0, which lets the frame fill the worker's window.

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=7</ExternalURL>
  <FrameHeight>0</FrameHeight>
</ExternalQuestion>
```

## Source

"HTMLQuestion" and "ExternalQuestion" in Amazon's API reference: `FrameHeight` is in pixels, and 0 has a meaning of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(element: _Element) -> Iterator[Finding]:
    """A height below 0."""
    height = integer(element.text)
    if height is not None and height < 0:
        message = f"`FrameHeight` is {height}, and no frame has a negative height"
        hint = "write a height in pixels, or 0 to fill the worker's window"
        yield Finding(message, hint=hint)


RULE = Rule(
    "negative-frame-height",
    "error",
    __doc__,
    on=("FrameHeight",),
    documents=("HTMLQuestion", "ExternalQuestion"),
    check=check,
)
