"""An option of a key names a selection that the question of the form does not offer.

Identifiers are compared to the letter, so `Red` is not `red`; and it is the `SelectionIdentifier` that counts, not
the text that workers read. Nobody can choose this selection, so the option never scores.

## An example

`form.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>Which colour is a ripe tomato?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>red</SelectionIdentifier>
            <Text>Red</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>green</SelectionIdentifier>
            <Text>Green</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>blue</SelectionIdentifier>
            <Text>Blue</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

`key.xml`:

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>Red</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```console
$ questionforms validate form.xml --key key.xml
key.xml:5:7: error: keyed-selection-not-offered: `Red` is no selection of `colour`; did you mean `red`?
    5 | <SelectionIdentifier>Red</SelectionIdentifier>
      | ^
1 error in 1 of 2 files
```

## What to write instead

Write the `SelectionIdentifier` as the form has it.

`key.xml`:

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>red</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

## Source

"AnswerKey data structure" in Amazon's API reference: the `SelectionIdentifier` is that of a selection of the
question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import answer, chosen, listed, meant, offered, pairs
from questionforms.rules.rule import Finding, Rule, Test, children, text
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each selection of the key that its question does not have."""
    for pair in pairs(test):
        specification = answer(pair.asked, "SelectionAnswer")
        if specification is None:
            continue
        labels = offered(specification)
        options = list(children(pair.keyed, "AnswerOption"))
        free = set(labels).difference(*map(chosen, options))
        for option in options:
            for selection in children(option, "SelectionIdentifier"):
                if (name := selection.text or "") not in labels:
                    close = next((known for known, label in labels.items() if label == name), meant(name, free))
                    rest = f"did you mean {quoted(close)}?" if close else f"it offers {listed(list(labels))}"
                    question = quoted(text(pair.keyed, "QuestionIdentifier"))
                    yield Finding(f"{quoted(name)} is no selection of {question}; {rest}", element=selection)


RULE = Rule("keyed-selection-not-offered", "error", __doc__, on=Test, check=check)
