"""The URL of an ExternalQuestion has a parameter that the service adds by itself.

The service adds `assignmentId`, `hitId`, `workerId` and `turkSubmitTo` to the query when a worker opens the page. A URL
that has one of them already would give the page two values.

## An example

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=7&amp;workerId=none</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:2:60: error: reserved-url-parameter: the URL has the parameter `workerId`, which the service adds by itself (remove it, or give it another name)
```

## What to write instead

Leave the parameter out, or give your own another name.

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=7</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

"Defining questions" in Amazon's developer guide: the URL must not hold these parameters. "ExternalQuestion" in the API
reference: the parameters that are added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.elements.external_question import RESERVED
from questionforms.rules.external_url import address
from questionforms.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.rules.rule import Finding


def check(element: _Element) -> Iterator[Finding]:
    """Each such parameter in the query."""
    at = address(element)
    for name, index in at.names():
        if name in RESERVED:
            message = f"the URL has the parameter `{name}`, which the service adds by itself"
            yield at.finding(message, "remove it, or give it another name", index)


RULE = Rule(
    "reserved-url-parameter", "error", __doc__, on=("ExternalURL",), documents=("ExternalQuestion",), check=check
)
