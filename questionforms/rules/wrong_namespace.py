"""The root, or an element below it, is not in the namespace of its document.

A namespace says which schema counts. It must be equal to the letter: it begins with `http`, not `https`, has the date
of a schema that exists, and no blank at its ends. Amazon's reference says to look here first when a document does not
validate.

## An example

```xml
<ExternalQuestion
    xmlns="https://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:1:1: error: wrong-namespace: `https://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd` is no namespace of `ExternalQuestion`: it is spelt with http, not https; expected `http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd`
```

## What to write instead

The dates are 2017-11-06 and 2005-10-01 for QuestionForm, 2011-11-11 for HTMLQuestion, 2006-07-14 for ExternalQuestion,
2005-10-01 for AnswerKey and QuestionFormAnswers.

```xml
<ExternalQuestion
    xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

Amazon's API reference: "Data structures schema locations"; the `targetNamespace` of each XSD.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("wrong-namespace", "error", __doc__)
