"""Several selections may be made, but the style is `list`, or there is none.

Amazon's own page drew both as radio buttons, of which a worker can choose one. Workers then could not give the answer
that you ask for.

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
form.xml:9:9: warning: multiple-choice-as-radio-buttons: `MaxSelectionCount` is 3, but there is no `StyleSuggestion`, which is drawn as radio buttons, of which one can be chosen (write `<StyleSuggestion>checkbox</StyleSuggestion>`)
```

## What to write instead

Use `checkbox`.

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

The style sheet in Amazon's SDK for Java, which shows a form as the site does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(maximum: _Element) -> Iterator[Finding]:
    """Several choices where radio buttons are drawn."""
    answer = maximum.getparent()
    most = integer(maximum.text)
    if answer is None or most is None or most < 2:
        return
    style = child(answer, "StyleSuggestion")
    if style is None or style.text == "list":
        said = "there is no `StyleSuggestion`" if style is None else "the style is `list`"
        message = (
            f"`MaxSelectionCount` is {most}, but {said}, which is drawn as radio buttons, of which one can be chosen"
        )
        hint = "write `<StyleSuggestion>checkbox</StyleSuggestion>`"
        yield Finding(message, hint=hint, element=maximum if style is None else style)


RULE = Rule("multiple-choice-as-radio-buttons", "warning", __doc__, on=("MaxSelectionCount",), check=check)
