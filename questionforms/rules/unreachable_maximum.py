"""The `MaximumSummedScore` of a percentage is more than the best answers add up to.

The value is the sum as a percentage of this number, so nobody gets 100. That may be meant; more often a question was
taken out of the key, or the scores were changed, and the maximum stayed. A qualification that asks for 100 then lets
nobody in.

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
      <MaximumSummedScore>15</MaximumSummedScore>
    </PercentageMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:18:7: warning: unreachable-maximum: `MaximumSummedScore` is 15, but the best answers add up to 10, so nobody gets 100 percent (write 10)
```

## What to write instead

Write the sum of the best options of all questions.

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
times 100.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, number
from questionforms.rules.scores import sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A maximum above the best sum."""
    maximum = number(mapping, "MaximumSummedScore")
    reached = sums(mapping.getroottree().getroot())
    if maximum is None or reached is None or maximum <= max(0, reached.best):
        return
    best = f"the best answers add up to {reached.best}" if reached.best > 0 else "no answers add up to more than 0"
    message = f"`MaximumSummedScore` is {maximum}, but {best}, so nobody gets 100 percent"
    hint = f"write {reached.best}" if reached.best > 0 else "give the right options a score above 0"
    yield Finding(message, hint=hint, element=child(mapping, "MaximumSummedScore"))


RULE = Rule("unreachable-maximum", "warning", __doc__, on=("PercentageMapping",), documents=("AnswerKey",), check=check)
