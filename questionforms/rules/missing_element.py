"""An element lacks a child that it must have.

Without it, the service does not know what to show or how a worker may answer. Where one of several would do, the
message names all of them. The place is that of the parent.

## An example

```xml
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
</ExternalQuestion>
```

```text
form.xml:1:1: error: missing-element: `ExternalQuestion` has no `FrameHeight`; expected it at the end
```

## What to write instead

Add the child. A `FrameHeight` of 0 lets the frame fill the worker's window.

```xml
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>0</FrameHeight>
</ExternalQuestion>
```

## Source

The schema: the children that must occur.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("missing-element", "error", __doc__)
