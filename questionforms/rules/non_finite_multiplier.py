"""The `SummedScoreMultiplier` of a key is `INF`, `-INF` or `NaN`, or a number too large for a double.

The schema takes these as numbers, but times one of them no sum is a whole number, and the value of a qualification is
one. Programs write them where they divided by zero.

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
    <ScaleMapping>
      <SummedScoreMultiplier>INF</SummedScoreMultiplier>
    </ScaleMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:18:7: error: non-finite-multiplier: `SummedScoreMultiplier` is `INF`; expected a finite number, such as 0.5
```

## What to write instead

Write a number, such as `10` or `0.5`.

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
    <ScaleMapping>
      <SummedScoreMultiplier>10</SummedScoreMultiplier>
    </ScaleMapping>
  </QualificationValueMapping>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: the value is the sum of the scores times the multiplier.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, real, text
from questionforms.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A multiplier that is no finite number."""
    multiplier = text(mapping, "SummedScoreMultiplier").strip()
    if not isfinite(real(multiplier)):
        message = f"`SummedScoreMultiplier` is {quoted(multiplier)}; expected a finite number, such as 0.5"
        yield Finding(message, element=child(mapping, "SummedScoreMultiplier"))


RULE = Rule("non-finite-multiplier", "error", __doc__, on=("ScaleMapping",), documents=("AnswerKey",), check=check)
