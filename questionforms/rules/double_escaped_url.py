"""The URL of an ExternalQuestion holds `&amp;` after the XML has been read.

In XML, `&` is written `&amp;`. A URL that was escaped twice, or that stands escaped inside CDATA, still holds `&amp;` when
the service has read it. The page then gets a parameter with the name `amp;batch`.

## An example

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?kind=cat&amp;amp;batch=7</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:2:56: warning: double-escaped-url: `&amp;` is left in the URL after the XML has been read; it was escaped twice (write &amp; once, or & inside CDATA)
```

## What to write instead

Write `&amp;` in plain XML, or `&` inside CDATA. `ExternalQuestion(url, params=...)` escapes once.

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?kind=cat&amp;batch=7</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

Users found parameters with the name `amp;hitId` (Dallinger, issue 1963).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.external_url import address
from questionforms.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.rules.rule import Finding


_REFERENCE = re.compile(r"&(?:amp|#38|#[xX]26);", re.IGNORECASE)


def check(element: _Element) -> Iterator[Finding]:
    """Each reference that is left in the URL."""
    at = address(element)
    for found in _REFERENCE.finditer(at.url):
        message = f"`{found[0]}` is left in the URL after the XML has been read; it was escaped twice"
        yield at.finding(message, "write &amp; once, or & inside CDATA", found.start())


RULE = Rule("double-escaped-url", "warning", __doc__, on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
