"""Two ranges of a mapping hold the same sum.

Both bounds of a range belong to it, so 0 to 5 and 5 to 10 overlap at 5. Which value such a sum gets is undefined.

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
        <InclusiveUpperBound>5</InclusiveUpperBound>
        <QualificationValue>1</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>5</InclusiveLowerBound>
        <InclusiveUpperBound>10</InclusiveUpperBound>
        <QualificationValue>2</QualificationValue>
      </SummedScoreRange>
      <OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>
    </RangeMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:23:7: error: overlapping-ranges: the ranges 0 to 5 and 5 to 10 overlap: the sum 5 lies in both (begin the second at 6)
```

## What to write instead

Begin each range one above the end of the one before.

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
        <InclusiveUpperBound>5</InclusiveUpperBound>
        <QualificationValue>1</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>6</InclusiveLowerBound>
        <InclusiveUpperBound>10</InclusiveUpperBound>
        <QualificationValue>2</QualificationValue>
      </SummedScoreRange>
      <OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>
    </RangeMapping>
  </QualificationValueMapping>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: the bounds are inclusive, and what happens with ranges that
overlap is undefined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule
from questionforms.rules.scores import Range, ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """Each range that shares a sum with one that begins before it."""
    widest: Range | None = None
    for range_ in ranges(mapping):
        if widest is not None and range_.low <= widest.high:
            yield _finding(widest, range_)
        if widest is None or range_.high > widest.high:
            widest = range_


def _finding(one: Range, other: Range) -> Finding:
    """What is wrong with two ranges, at the one that is written later."""
    low, high = other.low, min(one.high, other.high)
    shared = f"the sum {low} lies" if low == high else f"the sums {low} to {high} lie"
    message = f"the ranges {one.low} to {one.high} and {other.low} to {other.high} overlap: {shared} in both"
    hint = f"begin the second at {one.high + 1}" if other.high > one.high else "delete one of the two"
    return Finding(message, hint=hint, element=max(one, other, key=lambda each: each.place).element)


RULE = Rule("overlapping-ranges", "error", __doc__, on=("RangeMapping",), documents=("AnswerKey",), check=check)
