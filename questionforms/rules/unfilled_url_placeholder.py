"""The URL of an ExternalQuestion holds a placeholder of a template, such as `${name}`.

It is sent to the worker as it stands. Placeholders of the forms `${name}`, `{{name}}`, `{name}`, `<name>`, `[name]`, `%s` and
`%(name)s` are found.

## An example

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=${batch}</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:2:54: warning: unfilled-url-placeholder: the URL holds the placeholder `${batch}`, which nothing fills (fill the template before it is sent)
```

## What to write instead

Fill the template before it is sent.

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=7</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

The service fills placeholders in a HITLayout alone ("HITLayoutParameter" in Amazon's API reference).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.external_url import PLACEHOLDER, address, shown
from questionforms.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.rules.rule import Finding


def check(element: _Element) -> Iterator[Finding]:
    """Each placeholder in the URL."""
    at = address(element)
    for found in PLACEHOLDER.finditer(at.url):
        message = f"the URL holds the placeholder `{shown(found[0])}`, which nothing fills"
        yield at.finding(message, "fill the template before it is sent", found.start())


RULE = Rule(
    "unfilled-url-placeholder", "warning", __doc__, on=("ExternalURL",), documents=("ExternalQuestion",), check=check
)
