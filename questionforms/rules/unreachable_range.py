"""No answers add up to a sum that lies in a range of the mapping.

No worker gets its value. The range may be left over from a key with more questions, or a score may be missing.

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
    <RangeMapping>
      <SummedScoreRange>
        <InclusiveLowerBound>0</InclusiveLowerBound>
        <InclusiveUpperBound>9</InclusiveUpperBound>
        <QualificationValue>1</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>10</InclusiveLowerBound>
        <InclusiveUpperBound>10</InclusiveUpperBound>
        <QualificationValue>2</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>11</InclusiveLowerBound>
        <InclusiveUpperBound>20</InclusiveUpperBound>
        <QualificationValue>3</QualificationValue>
      </SummedScoreRange>
      <OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>
    </RangeMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:28:7: warning: unreachable-range: no answers add up to a sum from 11 to 20; this key's sums go from 0 to 10 (write ranges for the sums that the scores can give)
```

## What to write instead

Write ranges for the sums that the scores can give: here 0, 5 and 10.

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
    <RangeMapping>
      <SummedScoreRange>
        <InclusiveLowerBound>0</InclusiveLowerBound>
        <InclusiveUpperBound>9</InclusiveUpperBound>
        <QualificationValue>1</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>10</InclusiveLowerBound>
        <InclusiveUpperBound>10</InclusiveUpperBound>
        <QualificationValue>2</QualificationValue>
      </SummedScoreRange>
      <OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>
    </RangeMapping>
  </QualificationValueMapping>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: the sum is that of the scores of the chosen options, or of the
default scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule
from questionforms.rules.scores import ranges, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """Each range that none of the key's sums lies in."""
    reached = sums(mapping.getroottree().getroot())
    if reached is None:
        return
    for range_ in ranges(mapping):
        if not reached.within(range_.low, range_.high):
            span = f"from {reached.lowest} to {reached.best}"
            message = f"no answers add up to a sum from {range_.low} to {range_.high}; this key's sums go {span}"
            yield Finding(message, hint="write ranges for the sums that the scores can give", element=range_.element)


RULE = Rule("unreachable-range", "warning", __doc__, on=("RangeMapping",), documents=("AnswerKey",), check=check)
