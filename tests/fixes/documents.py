"""A form, a page and a URL that have no problem, for tests that break them; and a way to fix what was broken."""

from __future__ import annotations

from questionforms import iter_problems
from questionforms.fixes.engine import Check, Fixed, fix
from questionforms.namespaces import namespace

FORM = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- A form with each kind of question. -->
<QuestionForm xmlns="{namespace("QuestionForm")}">
  <Overview><Title>Fruit</Title><Text>Salt &amp; pepper</Text></Overview>
  <Question>
    <QuestionIdentifier>count</QuestionIdentifier>
    <IsRequired>false</IsRequired>  <!-- not everyone counts -->
    <QuestionContent><Text>How many?</Text></QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints><IsNumeric minValue="1" maxValue='99'/><Length maxLength="9"/></Constraints>
        <DefaultText>12</DefaultText>
        <NumberOfLinesSuggestion>3</NumberOfLinesSuggestion>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
  <Question>
    <QuestionIdentifier>which</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <FormattedContent><![CDATA[<p align="left">Which <b>one</b>?<br/></p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection><SelectionIdentifier>a</SelectionIdentifier><Text>An apple</Text></Selection>
          <Selection><SelectionIdentifier>b</SelectionIdentifier><Text>A pear</Text></Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
"""

PAGE = """<!DOCTYPE html>
<html>
  <head><title>Label</title></head>
  <body>
    <form action="https://www.mturk.com/mturk/externalSubmit" method="post">
      <input type="hidden" name="assignmentId" value="">
      <p>Salt &amp; pepper</p>
      <p><img src="https://pictures.example.org/1.png" alt=""> <input name="label"> <button>Send</button></p>
    </form>
    <script>
      const found = new URLSearchParams(location.search);
      document.forms[0].elements.assignmentId.value = found.get("assignmentId");
      document.forms[0].action = found.get("turkSubmitTo") + "/mturk/externalSubmit";
    </script>
  </body>
</html>
"""


def fixed(text: str | bytes, *, page: bool = False, unsafe: bool = False) -> Fixed:
    """The result of fixing a text."""
    return fix(text if isinstance(text, bytes) else text.encode(), check(page=page), unsafe=unsafe)


def check(*, page: bool = False) -> Check:
    """The check of a document, or of a page."""
    return Check(find=lambda data: list(iter_problems(data, page=page)), page=page)


def broken(text: str, right: str, wrong: str) -> str:
    """The text with one part replaced, which has to be there."""
    assert right in text
    return text.replace(right, wrong, 1)
