"""The form that a key is checked beside has errors itself, or is no QuestionForm, so the two were not compared.

## An example

`test.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Overview>
    <Text>Tell apples from pears.</Text>
  </Overview>
```

```python
from pathlib import Path

from questionforms import AnswerKey, AnswerOption, KeyedQuestion, iter_problems

key = AnswerKey(KeyedQuestion("fruit", AnswerOption("apple", score=1)))
for problem in iter_problems(key.to_xml(), file="key.xml", form=Path("test.xml")):
    print(problem)
```

```text
key.xml:1:1: error: unreadable-form: the form of this key is no valid QuestionForm, so that the two were not compared: the document ends inside `QuestionForm`, which opens in line 1; expected `</QuestionForm>`
```

## What to write instead

Check the form alone, and mend it.

```python
from questionforms import Question, QuestionForm, SelectionAnswer, validate

answer = SelectionAnswer({"apple": "An apple", "pear": "A pear"}, style="radiobutton")
test = QuestionForm(Question("fruit", "What is it?", answer))
validate(test)
document = key
validate(document, form=test)
```

## Source

This library: a key and its form are linked by equal identifiers alone, so that both must be read to compare them.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("unreadable-form", "error", __doc__)
