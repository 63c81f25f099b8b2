"""Two selections of a question have the same `SelectionIdentifier`.

Both come back as the same answer, so that nobody can tell which of the two was chosen. Other questions may use the same
identifiers; within one, each must be its own.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <QuestionContent>
      <Text>Which do you like best?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
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
            <SelectionIdentifier>apple</SelectionIdentifier>
            <Text>Pineapple</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:20:13: error: duplicate-selection-identifier: a selection before this one has the identifier `apple` too; they look the same in answers (give each selection its own, such as `apple-2`)
```

## What to write instead

Give each selection a name of its own.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>fruit</QuestionIdentifier>
    <QuestionContent>
      <Text>Which do you like best?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
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
            <SelectionIdentifier>pineapple</SelectionIdentifier>
            <Text>Pineapple</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: the identifier is unique among the question's selections. The schema does not ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.form import Form, repeated
from questionforms.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each identifier that a selection before it has, in the same answer."""
    for group in form.of_selections():
        for name, element in repeated(group):
            message = (
                f"a selection before this one has the identifier {quoted(name)} too; they look the same in answers"
            )
            yield Finding(message, hint=f"give each selection its own, such as {quoted(name + '-2')}", element=element)


RULE = Rule("duplicate-selection-identifier", "error", __doc__, on=Form, check=check)
