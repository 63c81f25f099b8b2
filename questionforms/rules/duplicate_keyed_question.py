"""Two questions of a key have the same `QuestionIdentifier`.

The usual mistake is one `Question` for each answer that scores. A `Question` holds all the options of a question of
the form. What the service does with two of them is not documented: it may count the first, the last, or add the
default score of one to the score of the other.

## An example

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>capital</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>paris</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
  <Question>
    <QuestionIdentifier>capital</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>lyon</SelectionIdentifier>
      <AnswerScore>2</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```text
form.xml:10:5: warning: duplicate-keyed-question: `capital` is keyed by question 1 of the key too; expected one `Question` for it (move its options into question 1)
```

## What to write instead

Write one `Question` with all its options.

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>capital</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>paris</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
    <AnswerOption>
      <SelectionIdentifier>lyon</SelectionIdentifier>
      <AnswerScore>2</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: one `Question` for each question of the test. People wrote a key
with one `Question` for each option.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, children, text
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(key: _Element) -> Iterator[Finding]:
    """Each question of the key whose identifier an earlier one has."""
    first: dict[str, int] = {}
    for number, question in enumerate(children(key, "Question"), 1):
        name = text(question, "QuestionIdentifier")
        if first.setdefault(name, number) != number:
            message = (
                f"{quoted(name)} is keyed by question {first[name]} of the key too; expected one `Question` for it"
            )
            hint = f"move its options into question {first[name]}"
            yield Finding(message, hint=hint, element=child(question, "QuestionIdentifier"))


RULE = Rule("duplicate-keyed-question", "warning", __doc__, on=("AnswerKey",), documents=("AnswerKey",), check=check)
