"""A form has overviews, but no `Question`.

There is nothing to answer, and nothing to submit. The schema takes such a form; the documentation asks for at least one
question.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Overview>
    <Title>Thank you</Title>
    <Text>Read the text below.</Text>
  </Overview>
</QuestionForm>
```

```text
form.xml:1:1: error: form-without-question: the form has no `Question`, so there is nothing to answer (add a `Question`)
```

## What to write instead

Add a question.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Overview>
    <Title>Thank you</Title>
    <Text>Read the text below.</Text>
  </Overview>
  <Question>
    <QuestionIdentifier>done</QuestionIdentifier>
    <QuestionContent>
      <Text>Have you read it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>yes</SelectionIdentifier>
            <Text>Yes</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: a form has one or more questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(form: _Element) -> Iterator[Finding]:
    """A form that asks nothing."""
    if child(form, "Question") is None:
        yield Finding("the form has no `Question`, so there is nothing to answer", hint="add a `Question`")


RULE = Rule("form-without-question", "error", __doc__, on=("QuestionForm",), check=check)
