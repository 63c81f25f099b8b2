"""Blanks or line breaks stand before or after an identifier.

They belong to it. Answers carry them, and what looks for the name alone misses it: an AnswerKey, a review policy, the
program that reads the answers. Most often an editor has indented the text of the element.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>
      food
    </QuestionIdentifier>
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
form.xml:3:5: warning: padded-identifier: line breaks around `food` belong to the identifier; what looks for `food` misses it (write it between its tags, without line breaks)
```

## What to write instead

Write the identifier on one line with its tags.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>food</QuestionIdentifier>
    <QuestionContent>
      <Text>How was the food?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The schema: identifiers are texts of type `xs:string`, of which blanks are a part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.form import Form
from questionforms.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each identifier that begins or ends with a blank."""
    for name, element in zip(form.names, form.elements, strict=True):
        meant = name.strip()
        if name != meant:
            yield Finding(
                _message(name, meant), hint=f"write it between its tags, without {_kind(name)}", element=element
            )


def _message(name: str, meant: str) -> str:
    if not meant:
        return f"the identifier is made of {_kind(name)} alone, but answers are found by it"
    where = "before" if name.endswith(meant) else "after" if name.startswith(meant) else "around"
    return f"{_kind(name)} {where} {quoted(meant)} belong to the identifier; what looks for {quoted(meant)} misses it"


def _kind(name: str) -> str:
    return "line breaks" if "\n" in name else "blanks"


RULE = Rule("padded-identifier", "warning", __doc__, on=Form, check=check)
