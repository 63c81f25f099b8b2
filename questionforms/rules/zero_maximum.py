"""The `MaximumSummedScore` of a percentage is 0.

The value is the sum of the scores divided by this number, and nothing can be divided by 0: no worker gets a value.

## An example

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>first</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>a</SelectionIdentifier>
      <AnswerScore>5</AnswerScore>
    </AnswerOption>
  </Question>
  <Question>
    <QuestionIdentifier>second</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>b</SelectionIdentifier>
      <AnswerScore>5</AnswerScore>
    </AnswerOption>
  </Question>
  <QualificationValueMapping>
    <PercentageMapping>
      <MaximumSummedScore>0</MaximumSummedScore>
    </PercentageMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:18:7: error: zero-maximum: `MaximumSummedScore` is 0, of which nothing is a percentage; expected the sum of the best options
```

## What to write instead

Write the sum of the best options of all questions; or leave the `QualificationValueMapping` out, and the value is the
sum.

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>first</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>a</SelectionIdentifier>
      <AnswerScore>5</AnswerScore>
    </AnswerOption>
  </Question>
  <Question>
    <QuestionIdentifier>second</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>b</SelectionIdentifier>
      <AnswerScore>5</AnswerScore>
    </AnswerOption>
  </Question>
  <QualificationValueMapping>
    <PercentageMapping>
      <MaximumSummedScore>10</MaximumSummedScore>
    </PercentageMapping>
  </QualificationValueMapping>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: the value is the sum of the scores, divided by the maximum,
times 100. The schema takes 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A maximum of 0."""
    if number(mapping, "MaximumSummedScore") == 0:
        message = "`MaximumSummedScore` is 0, of which nothing is a percentage; expected the sum of the best options"
        yield Finding(message, element=child(mapping, "MaximumSummedScore"))


RULE = Rule("zero-maximum", "error", __doc__, on=("PercentageMapping",), documents=("AnswerKey",), check=check)
