"""An option of a key has more selections than a worker may choose.

An option scores when exactly its selections were chosen. Where the form has no `MaxSelectionCount`, a worker may
choose one, so an option of two never scores. It is easily forgotten, since checkboxes look as if they took several.

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
      <SelectionIdentifier>cherry</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```console
$ questionforms validate form.xml --key key.xml
key.xml:4:5: error: option-above-maximum: the option has 2 selections, but `fruit` takes at most 1, since it has no `MaxSelectionCount` (write 2 as its `MaxSelectionCount`)
    4 | <AnswerOption>
      | ^
1 error in 1 of 2 files
```

## What to write instead

Say in the form how many may be chosen; or, if each selection alone should score, write an option for each.

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
"QuestionForm data structure": `MaxSelectionCount` is 1 where it is absent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import options
from questionforms.rules.rule import Finding, Rule, Test, number

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each option with too many selections."""
    for option, name, specification, count in options(test):
        given = number(specification, "MaxSelectionCount")
        most = 1 if given is None else given
        if count > most:
            reason = ", since it has no `MaxSelectionCount`" if given is None else ", its `MaxSelectionCount`"
            message = f"the option has {count} selections, but {name} takes at most {most}{reason}"
            yield Finding(message, hint=f"write {count} as its `MaxSelectionCount`", element=option)


RULE = Rule("option-above-maximum", "error", __doc__, on=Test, check=check)
