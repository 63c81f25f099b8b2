"""`FrameHeight` is 0, and nothing in the page can set the height of its frame.

With 0 the documentation has the frame fit the worker's window. Older documentation has no word on 0, and a page that is
longer than the window is then read through a frame that scrolls. Amazon's own pages with 0 have a script, or a
`<crowd-form>`, that knows how high they are; this page has neither.

## An example

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <title>Food</title>
  </head>
  <body>
    <iframe src="https://example.com/survey" width="800" height="900"></iframe>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>0</FrameHeight>
</HTMLQuestion>
```

```text
form.xml:12:3: warning: zero-frame-height: `FrameHeight` is 0, and the page has no script and no `<crowd-form>` that could set its frame's height (write the height of the page in pixels)
```

## What to write instead

Write the height of the page in pixels.

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <head>
    <title>Food</title>
  </head>
  <body>
    <iframe src="https://example.com/survey" width="800" height="900"></iframe>
  </body>
</html>
]]></HTMLContent>
  <FrameHeight>1000</FrameHeight>
</HTMLQuestion>
```

## Source

"HTMLQuestion" in Amazon's API reference: 0 resizes the HIT to the worker's window. The reference of 2014 does not speak
of 0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

#: What may set the height, going by the text alone.
_MAY_RESIZE = re.compile(r"<script|<crowd-form|javascript:|\son\w+\s*=", re.IGNORECASE)


def check(element: _Element) -> Iterator[Finding]:
    """A height of 0 for a page without a script and without a `crowd-form`."""
    content = element.getprevious()
    if integer(element.text) == 0 and content is not None and not _MAY_RESIZE.search(content.text or ""):
        message = (
            "`FrameHeight` is 0, and the page has no script and no `<crowd-form>` that could set its frame's height"
        )
        yield Finding(message, hint="write the height of the page in pixels")


RULE = Rule("zero-frame-height", "warning", __doc__, on=("FrameHeight",), documents=("HTMLQuestion",), check=check)
