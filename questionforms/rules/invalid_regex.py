r"""JavaScript does not take the regular expression of an `AnswerFormatRegex`.

The worker's browser compiles it. Where it cannot, the page's script fails: the answer is not checked, or cannot be
sent. The schema takes any text here, and so does the service.

The message says which part is wrong, and counts its characters from 1. What JavaScript takes in old pages, such as a
bracket that is nowhere opened, is taken here too; what other dialects have, such as `(?P<name>...)`, is not.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>phone</QuestionIdentifier>
    <QuestionContent>
      <Text>What is your phone number?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^(1-)?(\d{3})-?\d{3}-?\d{4}$)" errorText="Write it as 555-555-0142."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:10:30: error: invalid-regex: `^(1-)?(\d{3})-?\d{3}-?\d{4}$)` is no regular expression of JavaScript: the `)` at character 29 closes nothing (remove it, or write `\)` for the character itself)
```

## What to write instead

Correct it, and try it in a browser: `new RegExp("...")` in its console.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>phone</QuestionIdentifier>
    <QuestionContent>
      <Text>What is your phone number?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^(1-)?(\d{3})-?\d{3}-?\d{4}$" errorText="Write it as 555-555-0142."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: the regex is one of JavaScript's. Its sample for phone numbers has a bracket too many since 2008.
The engine behind this rule is `regress`. It lets pass what only some browsers refuse, such as `(?i:...)`, and `\b+`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.javascript_regex import mistake_in
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_MOST_SHOWN = 120


def check(regex: _Element) -> Iterator[Finding]:
    """A regex that JavaScript does not take."""
    written = regex.get("regex", "")
    if mistake := mistake_in(written):
        shown = written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}..."
        message = f"`{shown}` is no regular expression of JavaScript: {mistake.what}"
        yield Finding(message, hint=mistake.hint, attribute="regex")


RULE = Rule("invalid-regex", "error", __doc__, on=("AnswerFormatRegex",), check=check)
