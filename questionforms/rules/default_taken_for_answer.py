"""A `DefaultText` counts as the answer, though the worker wrote nothing.

It stands in the field, and comes back as the worker's answer if nobody changes it. So an instruction such as "Type your
answer here" comes back as an answer; and a required question is answered before it is read.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>why</QuestionIdentifier>
    <QuestionContent>
      <Text>Why did you choose it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <DefaultText>Type your answer here</DefaultText>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:9:9: warning: default-taken-for-answer: the default `Type your answer here` reads like an instruction, but counts as the answer where it is left (write the instruction into the `QuestionContent`, and leave the default out)
```

## What to write instead

Write instructions into the content. Where a default is a likely answer, let the question be optional.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>why</QuestionIdentifier>
    <QuestionContent>
      <Text>Why did you choose it? Type your answer here.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: `DefaultText` counts as the answer where it is left unchanged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.constraints import broken, is_required
from questionforms.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_INSTRUCTION = re.compile(
    r"(please|enter|type|write|insert|describe|explain|e\.g\.|for example|your answer)(?=[\s:.,]|$)|.*\b(here|your answer)\b",
    re.IGNORECASE | re.DOTALL,
)


def check(default: _Element) -> Iterator[Finding]:
    """A default that counts as an answer though the worker wrote nothing."""
    given = (default.text or "").strip()
    if not given or broken(default):
        return
    if _INSTRUCTION.match(given):
        message = f"the default {quoted(given)} reads like an instruction, but counts as the answer where it is left"
        yield Finding(message, hint="write the instruction into the `QuestionContent`, and leave the default out")
    elif is_required(default):
        message = f"the question is required, but its default {quoted(given)} counts as the answer where it is left"
        yield Finding(message, hint="leave the default out, or do not require the question")


RULE = Rule("default-taken-for-answer", "warning", __doc__, on=("DefaultText",), check=check)
