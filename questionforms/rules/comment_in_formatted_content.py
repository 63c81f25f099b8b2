"""A comment stands in the markup of a FormattedContent.

Amazon's reference says that comments are not supported there. The schema cannot see them, so what becomes of one is not
known; it takes up bytes of the document at least.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>What is this?<!-- the second picture --></p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:50: warning: comment-in-formatted-content: the comment `the second picture` stands in the markup, where comments are not supported (remove it)
```

## What to write instead

Remove it, or put it into the XML around the FormattedContent.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>What is this?</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"Formatted content: XHTML" in Amazon's API reference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.xhtml.fragment import Fragment
from questionforms.problems import shortened
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


# Comments stand outside of CDATA sections and processing instructions, which begin in other ways.
_COMMENT = re.compile(r"<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<comment><!--(?P<content>.*?)-->)", re.DOTALL)


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each comment."""
    if "<!--" not in fragment.text:
        return
    for found in _COMMENT.finditer(fragment.text):
        if found["comment"]:
            content = " ".join(found["content"][:200].split())
            shown = shortened(content, 40)
            message = f"the comment `{shown}` stands in the markup, where comments are not supported"
            yield Finding(message, hint="remove it", offset=found.start())


RULE = Rule("comment-in-formatted-content", "warning", __doc__, on=Fragment, check=check)
