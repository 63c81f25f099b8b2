"""An option names the same selection twice.

Most often one of the two should be another selection. A worker chooses a selection once; whether the service takes
the option for the smaller set, or never finds it chosen, is not documented.

## An example

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>even</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>two</SelectionIdentifier>
      <SelectionIdentifier>two</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```text
form.xml:6:7: warning: repeated-selection-in-option: `two` stands twice in one `AnswerOption`; expected each selection once (delete it, or write the one that was meant)
```

## What to write instead

Name each selection once.

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>even</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>two</SelectionIdentifier>
      <SelectionIdentifier>four</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: an option is a combination of selections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, children
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(option: _Element) -> Iterator[Finding]:
    """Each selection that the option has already."""
    seen: set[str] = set()
    for selection in children(option, "SelectionIdentifier"):
        name = selection.text or ""
        if name in seen:
            message = f"{quoted(name)} stands twice in one `AnswerOption`; expected each selection once"
            yield Finding(message, hint="delete it, or write the one that was meant", element=selection)
        seen.add(name)


RULE = Rule(
    "repeated-selection-in-option", "warning", __doc__, on=("AnswerOption",), documents=("AnswerKey",), check=check
)
