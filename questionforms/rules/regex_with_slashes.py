r"""A regular expression stands between slashes.

In a JavaScript program a regex stands between slashes; in an attribute the slashes are a part of it. Then an answer
must hold the slashes too, and nobody knows.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>zip</QuestionIdentifier>
    <QuestionContent>
      <Text>Which ZIP code is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="/^\d{5}$/" errorText="Write five digits."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:10:30: warning: regex-with-slashes: the slashes around `/^\d{5}$/` are part of the regex, so an answer would have to hold them (write `^\d{5}$`, without slashes)
```

## What to write instead

Leave the slashes out. The flag `i` is an attribute of its own.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>zip</QuestionIdentifier>
    <QuestionContent>
      <Text>Which ZIP code is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^\d{5}$" errorText="Write five digits."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: the attribute `regex` holds the expression, `flags` its flags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_LITERAL = re.compile(r"/(.+)/([a-z]*)", re.DOTALL)


def check(regex: _Element) -> Iterator[Finding]:
    """A regex between slashes, as in a JavaScript program."""
    written = regex.get("regex", "")
    if literal := _LITERAL.fullmatch(written):
        flags = ' and the attribute flags="i"' if "i" in literal[2] else ""
        message = f"the slashes around {quoted(written)} are part of the regex, so an answer would have to hold them"
        hint = f"write {quoted(literal[1].replace(chr(92) + '/', '/'))}{flags}, without slashes"
        yield Finding(message, hint=hint, attribute="regex")


RULE = Rule("regex-with-slashes", "warning", __doc__, on=("AnswerFormatRegex",), check=check)
