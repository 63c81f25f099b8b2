"""A sum that a worker can reach lies between two ranges, and in neither.

It gets the `OutOfRangeQualificationValue`, as a sum below or above all ranges does. That may be meant; more often a
bound is off by one. Sums that no answers add up to are not counted.

## An example

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>q1</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>yes</SelectionIdentifier>
      <AnswerScore>2</AnswerScore>
    </AnswerOption>
  </Question>
  <Question>
    <QuestionIdentifier>q2</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>yes</SelectionIdentifier>
      <AnswerScore>2</AnswerScore>
    </AnswerOption>
  </Question>
  <Question>
    <QuestionIdentifier>q3</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>yes</SelectionIdentifier>
      <AnswerScore>2</AnswerScore>
    </AnswerOption>
  </Question>
  <QualificationValueMapping>
    <RangeMapping>
      <SummedScoreRange>
        <InclusiveLowerBound>0</InclusiveLowerBound>
        <InclusiveUpperBound>2</InclusiveUpperBound>
        <QualificationValue>1</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>6</InclusiveLowerBound>
        <InclusiveUpperBound>6</InclusiveUpperBound>
        <QualificationValue>2</QualificationValue>
      </SummedScoreRange>
      <OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>
    </RangeMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:30:7: warning: gap-between-ranges: no range holds the sum 4, between 2 and 6; as out of range it gets the value 0 (end the range before at 5, or begin this one at 3)
```

## What to write instead

Let each range begin one above the end of the one before.

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>q1</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>yes</SelectionIdentifier>
      <AnswerScore>2</AnswerScore>
    </AnswerOption>
  </Question>
  <Question>
    <QuestionIdentifier>q2</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>yes</SelectionIdentifier>
      <AnswerScore>2</AnswerScore>
    </AnswerOption>
  </Question>
  <Question>
    <QuestionIdentifier>q3</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>yes</SelectionIdentifier>
      <AnswerScore>2</AnswerScore>
    </AnswerOption>
  </Question>
  <QualificationValueMapping>
    <RangeMapping>
      <SummedScoreRange>
        <InclusiveLowerBound>0</InclusiveLowerBound>
        <InclusiveUpperBound>2</InclusiveUpperBound>
        <QualificationValue>1</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>3</InclusiveLowerBound>
        <InclusiveUpperBound>6</InclusiveUpperBound>
        <QualificationValue>2</QualificationValue>
      </SummedScoreRange>
      <OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>
    </RangeMapping>
  </QualificationValueMapping>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: sums that lie in no range get the
`OutOfRangeQualificationValue`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, text
from questionforms.rules.scores import ranges, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """Each hole between two ranges that a sum falls into."""
    reached = sums(mapping.getroottree().getroot())
    found = ranges(mapping)
    if reached is None or not found:
        return
    end = found[0].high
    for range_ in found[1:]:
        missed = reached.first(end + 1, range_.low - 1)
        if missed is not None:
            value = text(mapping, "OutOfRangeQualificationValue").strip()
            where = f"between {end} and {range_.low}"
            message = f"no range holds the sum {missed}, {where}; as out of range it gets the value {value}"
            hint = f"end the range before at {range_.low - 1}, or begin this one at {end + 1}"
            yield Finding(message, hint=hint, element=range_.element)
        end = max(end, range_.high)


RULE = Rule("gap-between-ranges", "warning", __doc__, on=("RangeMapping",), documents=("AnswerKey",), check=check)
