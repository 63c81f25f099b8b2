"""`IsRequired` is written as `1`.

The schema takes `1` for true, but Amazon's own page looks for the text `true`, so that workers may leave the question
out.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>why</QuestionIdentifier>
    <IsRequired>1</IsRequired>
    <QuestionContent>
      <Text>Why?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:4:5: warning: is-required-as-number: `IsRequired` is `1`, which the schema takes for true, but pages look for `true`, letter by letter (write `true`)
```

## What to write instead

Write `true`.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>why</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>Why?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The style sheet in Amazon's SDK for Java, which shows a form as the site does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(form: _Element) -> Iterator[Finding]:
    """Each number 1 for true."""
    for required in form.iter("{*}IsRequired"):
        if (required.text or "").strip() == "1":
            message = (
                "`IsRequired` is `1`, which the schema takes for true, but pages look for `true`, letter by letter"
            )
            yield Finding(message, hint="write `true`", element=required)


RULE = Rule("is-required-as-number", "warning", __doc__, on=("QuestionForm",), check=check)
