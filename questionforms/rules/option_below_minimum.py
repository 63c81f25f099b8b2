"""An option of a key has fewer selections than a worker has to choose.

An option scores when exactly its selections were chosen. Where the form asks for two at least, an option of one never
scores.

## An example

`form.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>Which of these are fruit?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <MinSelectionCount>2</MinSelectionCount>
        <MaxSelectionCount>3</MaxSelectionCount>
        <StyleSuggestion>checkbox</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>apple</SelectionIdentifier>
            <Text>Apple</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>beetroot</SelectionIdentifier>
            <Text>Beetroot</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>cherry</SelectionIdentifier>
            <Text>Cherry</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

`key.xml`:

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>apple</SelectionIdentifier>
      <AnswerScore>5</AnswerScore>
    </AnswerOption>
    <AnswerOption>
      <SelectionIdentifier>apple</SelectionIdentifier>
      <SelectionIdentifier>cherry</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```console
$ questionforms validate form.xml --key key.xml
key.xml:4:5: error: option-below-minimum: the option has 1 selection, but `fruit` takes at least 2, its `MinSelectionCount` (lower it, or add the selections that are missing)
    4 | <AnswerOption>
      | ^
1 error in 1 of 2 files
```

## What to write instead

Lower the `MinSelectionCount` of the form, or take the option out of the key.

`form.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>Which of these are fruit?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <MinSelectionCount>1</MinSelectionCount>
        <MaxSelectionCount>3</MaxSelectionCount>
        <StyleSuggestion>checkbox</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>apple</SelectionIdentifier>
            <Text>Apple</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>beetroot</SelectionIdentifier>
            <Text>Beetroot</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>cherry</SelectionIdentifier>
            <Text>Cherry</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"AnswerKey data structure" in Amazon's API reference: an option scores if the worker chose exactly its selections;
"QuestionForm data structure": `MinSelectionCount` is the least that a worker has to choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import options
from questionforms.rules.rule import Finding, Rule, Test, number

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each option with too few selections."""
    for option, name, specification, count in options(test):
        least = number(specification, "MinSelectionCount")
        if least is not None and count < least:
            what = "1 selection" if count == 1 else f"{count} selections"
            message = f"the option has {what}, but {name} takes at least {least}, its `MinSelectionCount`"
            yield Finding(message, hint="lower it, or add the selections that are missing", element=option)


RULE = Rule("option-below-minimum", "error", __doc__, on=Test, check=check)
