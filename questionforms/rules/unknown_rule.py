"""A comment turns off a rule that does not exist.

The comment has no effect, and what it was to turn off is still reported.

## An example

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <!-- questionforms: ignore url-not-http -->
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:2:3: warning: unknown-rule: there is no rule `url-not-http`; did you mean `external-url-not-https`?
```

## What to write instead

Write the rule's name as reports have it, or remove the comment.

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

This library: [comments that turn rules off](../ci.md).
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("unknown-rule", "warning", __doc__)
