"""Two options of a keyed question are the same set of selections.

An option scores when a worker chose exactly its selections; the order in which they are written means nothing. Which
of two options for one set counts, or whether both do, is not documented.

## An example

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>even</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>two</SelectionIdentifier>
      <SelectionIdentifier>four</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
    <AnswerOption>
      <SelectionIdentifier>four</SelectionIdentifier>
      <SelectionIdentifier>two</SelectionIdentifier>
      <AnswerScore>5</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```text
form.xml:9:5: warning: duplicate-answer-option: choosing exactly `four`, `two` in `even` scores 5 here and 10 above; which counts is not documented (keep one of the two)
```

## What to write instead

Keep one option for each set of selections.

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>even</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>two</SelectionIdentifier>
      <SelectionIdentifier>four</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
    <AnswerOption>
      <SelectionIdentifier>two</SelectionIdentifier>
      <AnswerScore>5</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: an option scores if the worker chose exactly its selections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import chosen, listed
from questionforms.rules.rule import Finding, Rule, children, text
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(question: _Element) -> Iterator[Finding]:
    """Each option with the selections of an earlier one."""
    scores: dict[frozenset[str], str] = {}
    for option in children(question, "AnswerOption"):
        selections, score = chosen(option), text(option, "AnswerScore").strip()
        before = scores.get(frozenset(selections))
        if before is None:
            scores[frozenset(selections)] = score
            continue
        which = f"{score} twice" if before == score else f"{score} here and {before} above"
        name = quoted(text(question, "QuestionIdentifier"))
        message = f"choosing exactly {listed(selections)} in {name} scores {which}; which counts is not documented"
        yield Finding(message, hint="keep one of the two", element=option)


RULE = Rule("duplicate-answer-option", "warning", __doc__, on=("Question",), documents=("AnswerKey",), check=check)
