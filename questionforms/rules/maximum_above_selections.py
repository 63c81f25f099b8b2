"""`MaxSelectionCount` is above the number of selections.

Workers can still answer, but the documentation asks for a number that can be reached. Often selections were removed,
or forgotten. An `OtherSelection` counts as one.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <QuestionContent>
      <Text>Choose all that you like.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <MaxSelectionCount>5</MaxSelectionCount>
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
form.xml:9:9: warning: maximum-above-selections: `MaxSelectionCount` is 5, but there is no more than 3 to choose from (write 3, or add the selections that are missing)
```

## What to write instead

Write the number of selections.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <QuestionContent>
      <Text>Choose all that you like.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <MaxSelectionCount>3</MaxSelectionCount>
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

"QuestionForm data structure" in Amazon's API reference: the count is at most the number of selections. The schema does not count them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, integer, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(maximum: _Element) -> Iterator[Finding]:
    """A maximum above the number of selections."""
    answer = maximum.getparent()
    most = integer(maximum.text)
    selections = None if answer is None else child(answer, "Selections")
    if answer is None or most is None or selections is None:
        return
    count = len(selections)
    least = number(answer, "MinSelectionCount") or 0
    if most > count >= least:
        message = f"`MaxSelectionCount` is {most}, but there is no more than {count} to choose from"
        yield Finding(message, hint=f"write {count}, or add the selections that are missing")


RULE = Rule("maximum-above-selections", "warning", __doc__, on=("MaxSelectionCount",), check=check)
