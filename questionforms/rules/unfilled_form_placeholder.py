"""A placeholder such as `${name}` stands in a form.

Nothing fills it: the service replaces placeholders only in the layouts of its own site. Workers see it as it is written,
and a URL with one leads nowhere. Most often a template was sent before it was filled in.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is in ${image}?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:24: warning: unfilled-form-placeholder: `${image}` in the `Text` is a placeholder that nothing fills in a QuestionForm (fill it in before the form is sent)
```

## What to write instead

Fill it in before the form is sent.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is in picture 7?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"HITLayout" in Amazon's API reference: `${name}` is filled in for a layout.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.form import Form
from questionforms.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator


_PLACEHOLDER = re.compile(r"\$\{\s*[A-Za-z_][\w.-]*\s*\}|\{\{\s*[A-Za-z_][\w.-]*\s*\}\}")


def check(form: Form) -> Iterator[Finding]:
    """The first placeholder in each text."""
    for element, found in form.found_in_texts(_PLACEHOLDER, "{"):
        message = f"`{found[0]}` in the `{local(element)}` is a placeholder that nothing fills in a QuestionForm"
        yield Finding(message, hint="fill it in before the form is sent", element=element, offset=found.start())


RULE = Rule("unfilled-form-placeholder", "warning", __doc__, on=Form, check=check)
