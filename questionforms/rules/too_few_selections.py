"""`MinSelectionCount` is above the number of selections.

A worker cannot choose so many, so nobody can answer. An `OtherSelection` counts as one.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <QuestionContent>
      <Text>Choose four.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <MinSelectionCount>4</MinSelectionCount>
        <MaxSelectionCount>4</MaxSelectionCount>
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
form.xml:9:9: error: too-few-selections: `MinSelectionCount` is 4, but there is no more than 3 to choose from (write 3 or less, or add selections)
```

## What to write instead

Ask for no more than there are.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <QuestionContent>
      <Text>Choose three.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <MinSelectionCount>3</MinSelectionCount>
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

from questionforms.rules.rule import Finding, Rule, child, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(minimum: _Element) -> Iterator[Finding]:
    """A minimum above the number of selections."""
    answer = minimum.getparent()
    least = integer(minimum.text)
    selections = None if answer is None else child(answer, "Selections")
    if least is None or selections is None:
        return
    count = len(selections)
    if least > count:
        message = f"`MinSelectionCount` is {least}, but there is no more than {count} to choose from"
        yield Finding(message, hint=f"write {count} or less, or add selections")


RULE = Rule("too-few-selections", "error", __doc__, on=("MinSelectionCount",), check=check)
