"""An element stands twice where the schema has it once.

It would not be clear which of the two counts, so the schema allows one, and the service refuses the document.

## An example

```xml
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>600</FrameHeight>
  <FrameHeight>0</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:5:3: error: repeated-element: `FrameHeight` stands once more in `ExternalQuestion`, first in line 4; expected it once
```

## What to write instead

Remove one of them.

```xml
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

The schema: the number of times an element may occur.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("repeated-element", "error", __doc__)
