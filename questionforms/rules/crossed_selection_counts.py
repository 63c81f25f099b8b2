"""`MinSelectionCount` is above `MaxSelectionCount`.

No choice meets both, so nobody can answer. The maximum is 1 where it is absent, which is easily forgotten.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <QuestionContent>
      <Text>Choose two.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <MinSelectionCount>2</MinSelectionCount>
        <StyleSuggestion>checkbox</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>apple</SelectionIdentifier>
            <Text>Apple</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>pear</SelectionIdentifier>
            <Text>Pear</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>plum</SelectionIdentifier>
            <Text>Plum</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:9:9: error: crossed-selection-counts: `MinSelectionCount` is 2, above `MaxSelectionCount`, which is 1 where it is absent; no choice meets both (write a `MaxSelectionCount` of 2 or more, or a lower minimum)
```

## What to write instead

Write how many may be chosen at most.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <QuestionContent>
      <Text>Choose two.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <MinSelectionCount>2</MinSelectionCount>
        <MaxSelectionCount>2</MaxSelectionCount>
        <StyleSuggestion>checkbox</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>apple</SelectionIdentifier>
            <Text>Apple</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>pear</SelectionIdentifier>
            <Text>Pear</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>plum</SelectionIdentifier>
            <Text>Plum</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: both counts are 1 where they are absent. The schema lets them cross.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, integer, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(minimum: _Element) -> Iterator[Finding]:
    """A minimum above the maximum, which is 1 where it is absent."""
    answer = minimum.getparent()
    least = integer(minimum.text)
    if answer is None or least is None:
        return
    given = number(answer, "MaxSelectionCount")
    most = 1 if given is None else given
    if least > most:
        which = "which is 1 where it is absent" if given is None else f"which is {most}"
        message = f"`MinSelectionCount` is {least}, above `MaxSelectionCount`, {which}; no choice meets both"
        yield Finding(message, hint=f"write a `MaxSelectionCount` of {least} or more, or a lower minimum")


RULE = Rule("crossed-selection-counts", "error", __doc__, on=("MinSelectionCount",), check=check)
