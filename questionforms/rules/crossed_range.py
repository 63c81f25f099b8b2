"""The lower bound of a range of scores is above its upper bound.

No sum lies in such a range, so no worker gets its value. Most often the two bounds changed places.

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
        <InclusiveLowerBound>10</InclusiveLowerBound>
        <InclusiveUpperBound>6</InclusiveUpperBound>
        <QualificationValue>2</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>0</InclusiveLowerBound>
        <InclusiveUpperBound>5</InclusiveUpperBound>
        <QualificationValue>1</QualificationValue>
      </SummedScoreRange>
      <OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>
    </RangeMapping>
  </QualificationValueMapping>
</AnswerKey>
```

```text
form.xml:19:9: error: crossed-range: the range begins at 10 and ends at 6, so no sum lies in it; did you mean 6 to 10? (write the lower bound first)
```

## What to write instead

Write the lower bound first. A range of one sum has it as both bounds.

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
        <InclusiveLowerBound>6</InclusiveLowerBound>
        <InclusiveUpperBound>10</InclusiveUpperBound>
        <QualificationValue>2</QualificationValue>
      </SummedScoreRange>
      <SummedScoreRange>
        <InclusiveLowerBound>0</InclusiveLowerBound>
        <InclusiveUpperBound>5</InclusiveUpperBound>
        <QualificationValue>1</QualificationValue>
      </SummedScoreRange>
      <OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>
    </RangeMapping>
  </QualificationValueMapping>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: both bounds of a range are inclusive. The schema lets them
cross.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(range_: _Element) -> Iterator[Finding]:
    """The bounds of a range that no sum can lie in."""
    low, high = number(range_, "InclusiveLowerBound"), number(range_, "InclusiveUpperBound")
    if low is not None and high is not None and low > high:
        message = f"the range begins at {low} and ends at {high}, so no sum lies in it; did you mean {high} to {low}?"
        yield Finding(message, hint="write the lower bound first", element=child(range_, "InclusiveLowerBound"))


RULE = Rule("crossed-range", "error", __doc__, on=("SummedScoreRange",), documents=("AnswerKey",), check=check)
