"""The best options of a key add up to more than the `MaximumSummedScore` of its percentage.

A worker who answers all right would get more than 100 percent. What the service makes of that is not documented. Most
often a question was added, and the maximum stayed.

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
      <MaximumSummedScore>5</MaximumSummedScore>
    </PercentageMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:18:7: warning: sum-above-maximum: the best options add up to 10, 200 percent of the `MaximumSummedScore` 5 (write 10)
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
times 100. It does not say what comes of a sum above the maximum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, number
from questionforms.rules.scores import chosen, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A maximum below what the best options add up to."""
    maximum = number(mapping, "MaximumSummedScore")
    key = mapping.getroottree().getroot()
    if maximum is None or maximum <= 0 or sums(key) is None or (best := chosen(key)) <= maximum:
        return
    percent = 100 * best // maximum
    message = f"the best options add up to {best}, {percent} percent of the `MaximumSummedScore` {maximum}"
    yield Finding(message, hint=f"write {best}", element=child(mapping, "MaximumSummedScore"))


RULE = Rule("sum-above-maximum", "warning", __doc__, on=("PercentageMapping",), documents=("AnswerKey",), check=check)
