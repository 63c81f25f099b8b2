"""The `flags` of an `AnswerFormatRegex` are other than `i`.

The one flag that the documentation allows is `i`: upper and lower case are equal. The page hands any other to
JavaScript, where an unknown letter makes the regex fail, and `g` makes it give another result at each second try.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>state</QuestionIdentifier>
    <QuestionContent>
      <Text>Which state is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^(ohio|iowa)$" flags="gi"/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:10:52: error: unsupported-regex-flags: the flags are `gi`; only `i` is taken (write flags="i")
```

## What to write instead

Write `i`, or no flags.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>state</QuestionIdentifier>
    <QuestionContent>
      <Text>Which state is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^(ohio|iowa)$" flags="i"/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: the attribute `flags`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(regex: _Element) -> Iterator[Finding]:
    """Flags other than `i`."""
    flags = regex.get("flags", "")
    if flags not in ("", "i"):
        hint = 'write flags="i"' if "i" in flags.lower() else "leave the attribute out"
        yield Finding(f"the flags are {quoted(flags)}; only `i` is taken", hint=hint, attribute="flags")


RULE = Rule("unsupported-regex-flags", "error", __doc__, on=("AnswerFormatRegex",), check=check)
