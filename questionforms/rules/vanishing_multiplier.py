"""Times its `SummedScoreMultiplier`, every sum of a key is less than a half, and so 0.

The value of a qualification is a whole number. A multiplier of 0.01 does not make a share between 0 and 1 of a sum up
to 100; it makes 0 of all sums below 50.

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
      <SummedScoreMultiplier>0.01</SummedScoreMultiplier>
    </ScaleMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:18:7: warning: vanishing-multiplier: the largest sum, 10, times `0.01` is less than a half, so every value is 0 (use a larger multiplier, or a `PercentageMapping`)
```

## What to write instead

Use a larger multiplier, or a `PercentageMapping`.

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

"AnswerKey data structure" in Amazon's API reference: the value is the sum times the multiplier; qualification values
are whole numbers.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, real, text
from questionforms.rules.scores import sums
from questionforms.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A multiplier that leaves nothing of any sum."""
    written = text(mapping, "SummedScoreMultiplier").strip()
    multiplier = real(written)
    reached = sums(mapping.getroottree().getroot())
    if not isfinite(multiplier) or reached is None:
        return
    largest = max(reached.best, -reached.lowest)
    if largest and abs(largest * multiplier) < 0.5:
        message = f"the largest sum, {largest}, times {quoted(written)} is less than a half, so every value is 0"
        hint = "use a larger multiplier, or a `PercentageMapping`"
        yield Finding(message, hint=hint, element=child(mapping, "SummedScoreMultiplier"))


RULE = Rule("vanishing-multiplier", "warning", __doc__, on=("ScaleMapping",), documents=("AnswerKey",), check=check)
