"""Two questions of a form have the same `QuestionIdentifier`.

Answers come back by the identifier alone, so nobody can tell whose answer is whose, and what reads them by name keeps
one of the two. Most often a question was copied, or a loop wrote the same name each time.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>food</QuestionIdentifier>
    <QuestionContent>
      <Text>How was the food?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>good</SelectionIdentifier>
            <Text>Good</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>bad</SelectionIdentifier>
            <Text>Bad</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
  <Question>
    <QuestionIdentifier>food</QuestionIdentifier>
    <QuestionContent>
      <Text>How was the service?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>good</SelectionIdentifier>
            <Text>Good</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>bad</SelectionIdentifier>
            <Text>Bad</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:24:5: error: duplicate-question-identifier: a question before this one has the identifier `food` too; their answers cannot be told apart (give each question its own, such as `food-2`)
```

## What to write instead

Give each question a name of its own.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>food</QuestionIdentifier>
    <QuestionContent>
      <Text>How was the food?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>good</SelectionIdentifier>
            <Text>Good</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>bad</SelectionIdentifier>
            <Text>Bad</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
  <Question>
    <QuestionIdentifier>service</QuestionIdentifier>
    <QuestionContent>
      <Text>How was the service?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>good</SelectionIdentifier>
            <Text>Good</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>bad</SelectionIdentifier>
            <Text>Bad</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: the identifier is unique in the form. The schema does not ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.form import Form, repeated
from questionforms.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each identifier that a question before it has."""
    for name, element in repeated(form.of_questions()):
        message = (
            f"a question before this one has the identifier {quoted(name)} too; their answers cannot be told apart"
        )
        yield Finding(message, hint=f"give each question its own, such as {quoted(name + '-2')}", element=element)


RULE = Rule("duplicate-question-identifier", "error", __doc__, on=Form, check=check)
