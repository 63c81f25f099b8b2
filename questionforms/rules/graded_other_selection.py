"""A form that has a key offers `OtherSelection`, a field for the worker's own words.

A test with a key is graded by the service, which cannot grade a text; the documentation does not allow the field in
it.

## An example

`form.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>Which colour is a ripe tomato?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>red</SelectionIdentifier>
            <Text>Red</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>green</SelectionIdentifier>
            <Text>Green</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>blue</SelectionIdentifier>
            <Text>Blue</Text>
          </Selection>
          <OtherSelection/>
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
    <QuestionIdentifier>colour</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>red</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```console
$ questionforms validate form.xml --key key.xml
form.xml:24:11: error: graded-other-selection: `colour` has `OtherSelection` in a test that has a key; expected selections alone (add a `Selection` such as "Another" instead)
   24 | <OtherSelection/>
      | ^
1 error in 1 of 2 files
```

## What to write instead

Offer a selection such as "Another colour" instead.

`form.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>Which colour is a ripe tomato?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>red</SelectionIdentifier>
            <Text>Red</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>green</SelectionIdentifier>
            <Text>Green</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>blue</SelectionIdentifier>
            <Text>Blue</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>another</SelectionIdentifier>
            <Text>Another colour</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: a test that is graded by an `AnswerKey` must not use
`OtherSelection`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import answer, questions
from questionforms.rules.rule import Finding, Rule, Test, child
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question of the form that takes the worker's own words."""
    for name, question in questions(test.form).items():
        specification = answer(question, "SelectionAnswer")
        selections = None if specification is None else child(specification, "Selections")
        other = None if selections is None else child(selections, "OtherSelection")
        if other is not None:
            message = f"{quoted(name)} has `OtherSelection` in a test that has a key; expected selections alone"
            yield Finding(message, hint='add a `Selection` such as "Another" instead', element=other)


RULE = Rule("graded-other-selection", "error", __doc__, on=Test, check=check)
