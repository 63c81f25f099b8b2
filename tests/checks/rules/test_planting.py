"""Each rule fires when its condition is planted in a real document in which it found nothing.

Those of QuestionForm and HTMLQuestion stand in the tests of these families; here are all the others.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms import iter_problems
from questionforms.codes import CODES, names_of
from tests.documents import SHARED, needs_shared

pytestmark = needs_shared

CORPUS = SHARED / "corpus"
EXTERNAL = CORPUS / "externalquestion" / "031-amti-question-xml.xml"
FORM = CORPUS / "questionform" / "016-mturk-qual-test-questions.xml"
KEY = CORPUS / "answerkey" / "011-mturk-qual-test-answer-key.xml"

URL = "https://task.example.com/hit?id=7"
HEIGHT = "<FrameHeight>900<"
ASKED = "<DisplayName>Fluency</DisplayName>"
TITLE = "<Title>CommonGen Manual Evaluation Qualification Task</Title>"
OPTION = "<SelectionIdentifier>q1_a3</SelectionIdentifier>"
FIRST = "<QuestionIdentifier>q1</QuestionIdentifier>"
SCORE = "<AnswerScore>1</AnswerScore>"
END = "</AnswerKey>"


def markup(text: str) -> tuple[Path, str, str]:
    """A title in place of which markup is planted."""
    return FORM, TITLE, f"<FormattedContent><![CDATA[{text}]]></FormattedContent>"


def mapping(content: str) -> tuple[Path, str, str]:
    """A mapping planted at the end of the key."""
    return KEY, END, f"<QualificationValueMapping>{content}</QualificationValueMapping>{END}"


def ranges(*bounds: tuple[int, int]) -> tuple[Path, str, str]:
    """Ranges planted at the end of the key."""
    written = "".join(
        f"<SummedScoreRange><InclusiveLowerBound>{low}</InclusiveLowerBound><InclusiveUpperBound>{high}"
        "</InclusiveUpperBound><QualificationValue>1</QualificationValue></SummedScoreRange>"
        for low, high in bounds
    )
    out = "<OutOfRangeQualificationValue>0</OutOfRangeQualificationValue>"
    return mapping(f"<RangeMapping>{written}{out}</RangeMapping>")


#: Rule -> the document, what stands there, and what is planted in its place.
PLANTS: dict[str, tuple[Path, str, str]] = {
    "external-url-not-https": (EXTERNAL, "https:", "http:"),
    "blank-in-url": (EXTERNAL, "hit?", "the hit?"),
    "reserved-url-parameter": (EXTERNAL, "?id=7", "?workerId=7"),
    "private-host": (EXTERNAL, "task.example.com", "localhost:8000"),
    "double-escaped-url": (EXTERNAL, "?id=7", "?id=7&amp;amp;of=9"),
    "doubtful-url": (EXTERNAL, "?id=7", "?id=%zz"),
    "unfilled-url-placeholder": (EXTERNAL, "?id=7", "?id=${id}"),
    "negative-frame-height": (EXTERNAL, HEIGHT, "<FrameHeight>-1<"),
    "small-frame-height": (EXTERNAL, HEIGHT, "<FrameHeight>9<"),
    "four-byte-character": (FORM, "Fluency", "Fluency \U0001f600"),
    "four-byte-reference": (FORM, "Fluency", "Fluency &#x1F600;"),
    "mojibake": (FORM, "Fluency", "Fluencyâ€™s"),
    "control-character": (FORM, "Fluency", "Fluency\x92s"),
    "invisible-character": (FORM, FIRST, FIRST.replace("q1", "q1\u200b")),
    "forbidden-tag": markup("<div>Read</div>"),
    "forbidden-attribute": markup('<p class="a">Read</p>'),
    "forbidden-url": markup('<a href="more.html">Read</a>'),
    "unresolved-reference": markup('<table><tr><td headers="a">Read</td></tr></table>'),
    "comment-in-formatted-content": markup("<p>Read<!-- all --></p>"),
    "disputed-markup": markup('<a href="mailto:a@example.org">Read</a>'),
    "http-media-in-markup": markup('<img src="http://a.example/1.png" alt="A map"/>'),
    "duplicate-keyed-question": (KEY, "<QuestionIdentifier>q2</QuestionIdentifier>", FIRST),
    "duplicate-answer-option": (
        KEY,
        "</AnswerOption>",
        f"</AnswerOption><AnswerOption>{OPTION}{SCORE}</AnswerOption>",
    ),
    "repeated-selection-in-option": (KEY, OPTION, OPTION * 2),
    "crossed-range": ranges((0, 1), (3, 2)),
    "overlapping-ranges": ranges((0, 2), (2, 3)),
    "gap-between-ranges": ranges((0, 1), (3, 3)),
    "unreachable-range": ranges((0, 3), (9, 10)),
    "zero-maximum": mapping("<PercentageMapping><MaximumSummedScore>0</MaximumSummedScore></PercentageMapping>"),
    "unreachable-maximum": mapping("<PercentageMapping><MaximumSummedScore>9</MaximumSummedScore></PercentageMapping>"),
    "sum-above-maximum": mapping("<PercentageMapping><MaximumSummedScore>2</MaximumSummedScore></PercentageMapping>"),
    "non-finite-multiplier": mapping("<ScaleMapping><SummedScoreMultiplier>INF</SummedScoreMultiplier></ScaleMapping>"),
    "vanishing-multiplier": mapping("<ScaleMapping><SummedScoreMultiplier>0</SummedScoreMultiplier></ScaleMapping>"),
    "keyed-question-not-in-form": (KEY, FIRST, "<QuestionIdentifier>Q1</QuestionIdentifier>"),
    "keyed-selection-not-offered": (KEY, OPTION, "<SelectionIdentifier>q1_A3</SelectionIdentifier>"),
    "option-above-maximum": (KEY, OPTION, f"{OPTION}<SelectionIdentifier>q1_a1</SelectionIdentifier>"),
}

#: Rule -> the same, in the form of the key.
PLANTS_IN_FORM: dict[str, tuple[str, str]] = {
    "keyed-free-text": ("<SelectionAnswer>", "<FreeTextAnswer/><!--"),
    "graded-free-text": ("</QuestionForm>", ""),
    "graded-file-upload": ("</QuestionForm>", ""),
    "graded-other-selection": ("</Selections>", "<OtherSelection/></Selections>"),
    "option-below-minimum": (
        "<StyleSuggestion>radiobutton</StyleSuggestion>",
        "<MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>2</MaxSelectionCount>"
        "<StyleSuggestion>checkbox</StyleSuggestion>",
    ),
    "unreadable-form": ("</QuestionForm>", ""),
}
ANSWERS = {
    "graded-free-text": "<FreeTextAnswer/>",
    "graded-file-upload": "<FileUploadAnswer><MaxFileSizeInBytes>9</MaxFileSizeInBytes><MinFileSizeInBytes>1"
    "</MinFileSizeInBytes></FileUploadAnswer>",
}


def found(xml: str, form: str | None = None) -> set[str]:
    """The rules that find something."""
    return {problem.rule for problem in iter_problems(xml, form=form)}


@pytest.mark.parametrize("rule", PLANTS)
def test_planted_mistakes_are_found(rule: str) -> None:
    """The rule was silent before and fires after; the problem has the rule's severity, and a place."""
    path, what, instead = PLANTS[rule]
    xml = path.read_text(encoding="utf-8")
    form = FORM.read_text(encoding="utf-8") if path == KEY else None
    assert found(xml, form) == set()
    planted = xml.replace(what, instead, 1)
    assert planted != xml
    problems = [problem for problem in iter_problems(planted, form=form) if problem.rule == rule]
    assert problems
    assert {problem.severity for problem in problems} == {CODES[rule].severity}
    assert all(problem.line and problem.column for problem in problems)


@pytest.mark.parametrize("rule", PLANTS_IN_FORM)
def test_mistakes_planted_in_the_form_of_a_key_are_found(rule: str) -> None:
    """What is wrong with a form beside its key is found from the key's side."""
    key, form = KEY.read_text(encoding="utf-8"), FORM.read_text(encoding="utf-8")
    what, instead = PLANTS_IN_FORM[rule]
    if rule in ANSWERS:
        instead = (
            "<Question><QuestionIdentifier>more</QuestionIdentifier><QuestionContent><Text>More?</Text>"
            f"</QuestionContent><AnswerSpecification>{ANSWERS[rule]}</AnswerSpecification></Question>{what}"
        )
    planted = form.replace(what, instead, 1)
    if rule == "keyed-free-text":
        planted = planted.replace("</SelectionAnswer>", "-->", 1)
    assert planted != form
    assert rule in found(key, planted)


def test_every_rule_of_these_families_is_planted() -> None:
    """No rule of the families here is left out; the encoding is a matter of bytes, and tested with them."""
    families = ("every_document", "formatted_content", "external_question", "answer_key", "answer_key_and_form")
    names = {name for family in families for name in names_of(family)}
    assert names - {"doubtful-encoding"} == PLANTS.keys() | PLANTS_IN_FORM.keys()
