"""The `DefaultText` of a question is no answer that its constraints allow.

A worker who leaves it as it is cannot send the form, and does not see why. Each worker has to delete it first.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>age</QuestionIdentifier>
    <QuestionContent>
      <Text>How old are you?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <IsNumeric minValue="18" maxValue="120"/>
        </Constraints>
        <DefaultText>age in years</DefaultText>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:12:9: warning: default-breaks-constraints: the default `age in years` breaks a constraint of its own question: it is not a number (leave the default out, or write one that would be an answer)
```

## What to write instead

Leave the default out; say in the question's content what to write.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>age</QuestionIdentifier>
    <QuestionContent>
      <Text>How old are you, in years?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <IsNumeric minValue="18" maxValue="120"/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: `DefaultText` counts as the answer where it is left, and constraints are checked before a form is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.constraints import broken
from questionforms.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(default: _Element) -> Iterator[Finding]:
    """A default that is no answer to its own question."""
    if why := broken(default):
        message = f"the default {quoted(default.text or '')} breaks a constraint of its own question: {why}"
        yield Finding(message, hint="leave the default out, or write one that would be an answer")


RULE = Rule("default-breaks-constraints", "warning", __doc__, on=("DefaultText",), check=check)
