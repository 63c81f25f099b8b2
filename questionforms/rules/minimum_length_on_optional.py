r"""A question says that it is not required, but its answer has a minimum length.

A `minLength` makes the question required, whatever `IsRequired` says, so nobody can leave it out. A regex can ask for a
minimum and take no answer too.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>comment</QuestionIdentifier>
    <IsRequired>false</IsRequired>
    <QuestionContent>
      <Text>Do you have comments?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <Length minLength="5" maxLength="500"/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:11:19: warning: minimum-length-on-optional: `minLength` is 5, which makes the question required, though it says that it is not (use `<AnswerFormatRegex regex="^$|[\s\S]{5,}"/>` in its place, which takes no answer too)
```

## What to write instead

Use a regex that takes the empty answer, or require the question.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>comment</QuestionIdentifier>
    <IsRequired>false</IsRequired>
    <QuestionContent>
      <Text>Do you have comments?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <Length maxLength="500"/>
          <AnswerFormatRegex regex="^$|[\s\S]{5,}" errorText="Write five characters or more, or none."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: `Length` says so, and gives the regex `(^$|\S{2,})` for an optional answer of two characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, ancestor, integer, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(length: _Element) -> Iterator[Finding]:
    """A minimum length in a question that says it is optional."""
    least = integer(length.get("minLength"))
    question = ancestor(length, "Question")
    if not least or question is None or ancestor(length, "OtherSelection") is not None:
        return
    if text(question, "IsRequired").strip() in ("false", "0"):
        message = f"`minLength` is {least}, which makes the question required, though it says that it is not"
        regex = f"^$|[\\s\\S]{{{least},}}"
        hint = f'use `<AnswerFormatRegex regex="{regex}"/>` in its place, which takes no answer too'
        yield Finding(message, hint=hint, attribute="minLength")


RULE = Rule("minimum-length-on-optional", "warning", __doc__, on=("Length",), check=check)
