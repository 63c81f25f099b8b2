"""The text is no XML: a tag is not closed, an `&` or `<` is not escaped, a quote is missing, or the like.

No parser may read such a text, so the service refuses it before it looks at a single element. Only the first such place
is reported, since what follows it cannot be told apart with certainty.

## An example

```xml
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?lang=en&item=42</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:3:55: error: not-well-formed: `&item` is no complete reference such as `&amp;` (write & as &amp;)
```

## What to write instead

Write `&amp;` for `&` and `&lt;` for `<`. Documents that you build from the elements are always well-formed.

```xml
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?lang=en&amp;item=42</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

XML 1.0, section 2.1 (well-formed documents). That the service fails the call is seen in recorded errors, such as "The
reference to entity ... must end with the ';' delimiter".
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("not-well-formed", "error", __doc__)
