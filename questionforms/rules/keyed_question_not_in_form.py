"""A question of a key has an identifier that no question of its form has.

A key and its form are tied together by equal identifiers alone, to the letter: `Colour` is not `colour`. No answer
comes in for this question, so nobody gets its scores, and the one that was meant stays ungraded.

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
    <QuestionIdentifier>Colour</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>red</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```console
$ questionforms validate form.xml --key key.xml
key.xml:3:5: error: keyed-question-not-in-form: `Colour` is no question of the form; did you mean `colour`?
    3 | <QuestionIdentifier>Colour</QuestionIdentifier>
      | ^
1 error in 1 of 2 files
```

## What to write instead

Write the identifier as the form has it, or take the question out of the key.

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

"AnswerKey data structure" in Amazon's API reference: the `QuestionIdentifier` is that of a question of the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import listed, meant, questions
from questionforms.rules.rule import Finding, Rule, Test, child, children, text
from questionforms.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question of the key that the form does not ask."""
    asked, keyed = questions(test.form), questions(test.key)
    free = [name for name in asked if name not in keyed]
    for question in children(test.key, "Question"):
        name = text(question, "QuestionIdentifier")
        if name not in asked:
            close = meant(name, free)
            rest = f"did you mean {quoted(close)}?" if close else f"it asks {listed(list(asked)) or 'nothing'}"
            message = f"{quoted(name)} is no question of the form; {rest}"
            yield Finding(message, element=child(question, "QuestionIdentifier"))


RULE = Rule("keyed-question-not-in-form", "error", __doc__, on=Test, check=check)
