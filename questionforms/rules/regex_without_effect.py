r"""A regular expression is found in every answer.

It is enough that the regex is found somewhere in the answer. One that may match nothing, such as `[0-9]*`, is found in
all of them, and refuses none. Most often it was meant for the whole answer.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>count</QuestionIdentifier>
    <QuestionContent>
      <Text>How many people do you see?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="[0-9]*" errorText="Write a number."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:10:30: warning: regex-without-effect: `[0-9]*` is found in every answer, since it may match nothing at any place (for the whole answer write `^([0-9]*)$`)
```

## What to write instead

Begin it with `^` and end it with `$`.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>count</QuestionIdentifier>
    <QuestionContent>
      <Text>How many people do you see?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^[0-9]+$" errorText="Write a number."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: its sample `\S` means an answer with at least one character that is no blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.javascript_regex import is_found_in_anything
from questionforms.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(regex: _Element) -> Iterator[Finding]:
    """A regex that refuses no answer."""
    written = regex.get("regex", "")
    if is_found_in_anything(written):
        message = f"{quoted(written)} is found in every answer, since it may match nothing at any place"
        yield Finding(message, hint=f"for the whole answer write {quoted(f'^({written})$')}", attribute="regex")


RULE = Rule("regex-without-effect", "warning", __doc__, on=("AnswerFormatRegex",), check=check)
