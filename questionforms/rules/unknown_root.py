"""The root element is none of the five documents.

The service takes QuestionForm, HTMLQuestion and ExternalQuestion as a question, and QuestionForm and AnswerKey for a
test. It sends QuestionFormAnswers. Anything else, such as a bare page of HTML, is refused.

`QuestionForm.from_xml` and the like give this problem too, where the root is another of the five than was asked for.

## An example

```xml
<html lang="en">
  <head><title>Label</title></head>
  <body><p>What is it?</p></body>
</html>
```

```text
form.xml:1:1: error: unknown-root: the root element is `html`, which is no document of Mechanical Turk; expected one of QuestionForm, HTMLQuestion, ExternalQuestion, AnswerKey, QuestionFormAnswers (put the page into the HTMLContent of an HTMLQuestion)
```

## What to write instead

Give a page as the content of an HTMLQuestion, with a form that the worker can send.

```xml
<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">
  <HTMLContent><![CDATA[<!DOCTYPE html>
<html lang="en">
  <head>
    <title>Label</title>
    <script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
  </head>
  <body>
    <crowd-form>
      <p>What is it?</p>
      <crowd-input name="what" required></crowd-input>
    </crowd-form>
  </body>
</html>]]></HTMLContent>
  <FrameHeight>0</FrameHeight>
</HTMLQuestion>
```

## Source

Amazon's API reference: the data structures QuestionForm, HTMLQuestion, ExternalQuestion, AnswerKey,
QuestionFormAnswers.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("unknown-root", "error", __doc__)
