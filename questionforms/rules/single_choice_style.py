"""The style is `radiobutton` or `dropdown`, but several selections may be made.

Radio buttons and dropdown lists let a worker choose one. Where the minimum is above one too, nobody can answer.

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
        <MaxSelectionCount>3</MaxSelectionCount>
        <StyleSuggestion>radiobutton</StyleSuggestion>
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
form.xml:10:9: error: single-choice-style: the style `radiobutton` lets a worker choose one, but `MaxSelectionCount` is 3 (use `checkbox`, or write 1 as the maximum)
```

## What to write instead

Use checkboxes, or ask for one.

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

"QuestionForm data structure" in Amazon's API reference: these two styles may be used only where `MaxSelectionCount` is 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, integer, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: The styles that let a worker choose one selection.
_SINGLE = ("radiobutton", "dropdown")


def check(maximum: _Element) -> Iterator[Finding]:
    """A style for one choice where several can be made."""
    answer = maximum.getparent()
    most = integer(maximum.text)
    if answer is None or most is None or most < 2:
        return
    style = text(answer, "StyleSuggestion")
    if style in _SINGLE:
        message = f"the style `{style}` lets a worker choose one, but `MaxSelectionCount` is {most}"
        hint = "use `checkbox`, or write 1 as the maximum"
        yield Finding(message, hint=hint, element=child(answer, "StyleSuggestion"))


RULE = Rule("single-choice-style", "error", __doc__, on=("MaxSelectionCount",), check=check)
