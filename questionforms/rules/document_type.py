"""The document begins with a `<!DOCTYPE ...>`.

A document type definition can define entities that grow without end or read other files. So none is read here, whatever
is in it. The five documents need none. A page of HTML inside `HTMLContent` is another matter: its `<!DOCTYPE html>` is
text for XML, and HTML5 asks for it.

## An example

```xml
<!DOCTYPE ExternalQuestion>
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:1:27: error: document-type: the document has a DOCTYPE (`ExternalQuestion`); a document type definition, and entities of its own, are not read (remove the whole <!DOCTYPE ...>)
```

## What to write instead

Remove the whole declaration.

```xml
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

This library's own border for untrusted XML. The schemas of the five documents ask for no document type.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("document-type", "error", __doc__)
