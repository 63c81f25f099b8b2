"""A `QuestionIdentifier` or a `SelectionIdentifier` is empty.

The schema takes it, but the answer comes back without a name, or as a choice of nothing. Most often a template had no
value for it.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier/>
    <QuestionContent>
      <Text>How was the food?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:3:5: error: empty-identifier: the `QuestionIdentifier` is empty, but answers are found by it (write a name, such as `q1`)
```

## What to write instead

Give it a name.

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
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: an answer has the identifier of its question, and of the selections that were chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.form import Form
from questionforms.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each identifier of no characters."""
    if "" not in form.names:
        return
    for name, element in zip(form.names, form.elements, strict=True):
        if not name:
            example = "q1" if local(element) == "QuestionIdentifier" else "yes"
            message = f"the `{local(element)}` is empty, but answers are found by it"
            yield Finding(message, hint=f"write a name, such as `{example}`", element=element)


RULE = Rule("empty-identifier", "error", __doc__, on=Form, check=check)
