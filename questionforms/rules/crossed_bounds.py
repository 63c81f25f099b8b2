"""A lower bound is above the upper one: of a number, of a length, or of the size of a file.

No answer meets both, so nobody can answer. Most often the two changed places. The schema lets them cross.

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
          <IsNumeric minValue="120" maxValue="0"/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:10:22: error: crossed-bounds: `minValue` is 120, above `maxValue`, which is 0; no answer meets both (exchange them, if 0 to 120 is meant)
```

## What to write instead

Write the lower one first.

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
          <IsNumeric minValue="0" maxValue="120"/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: `IsNumeric`, `Length` and `FileUploadAnswer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, integer, local, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: The bounds of each: attributes, or child elements.
_BOUNDS = {
    "IsNumeric": ("minValue", "maxValue"),
    "Length": ("minLength", "maxLength"),
    "FileUploadAnswer": ("MinFileSizeInBytes", "MaxFileSizeInBytes"),
}


def check(bounded: _Element) -> Iterator[Finding]:
    """A lower bound above the upper one."""
    lower, upper = _BOUNDS[local(bounded)]
    low, high = (integer(bounded.get(name) or text(bounded, name)) for name in (lower, upper))
    if low is not None and high is not None and low > high:
        attribute = lower if bounded.get(lower) else None
        message = f"`{lower}` is {low}, above `{upper}`, which is {high}; no answer meets both"
        hint = f"exchange them, if {high} to {low} is meant"
        yield Finding(message, hint=hint, element=child(bounded, lower), attribute=attribute)


RULE = Rule("crossed-bounds", "error", __doc__, on=("IsNumeric", "Length", "FileUploadAnswer"), check=check)
