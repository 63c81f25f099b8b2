"""What would be sent for a HIT, and what is rejected before that."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.session import get_session  # type: ignore[import-untyped]
from botocore.validate import ParamValidator  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from questionforms import (
    AnswerKey,
    AnswerOption,
    ExternalQuestion,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    KeyedQuestion,
    Question,
    QuestionForm,
    Text,
    WrongType,
    iter_problems,
)
from questionforms.exceptions import InvalidParameters
from questionforms.mturk import Layout, hit_parameters, hit_problems, qualifications, review_policies
from tests.code_names import calls
from tests.markdown import ROOT

FORM = QuestionForm(Question("why", "Why?", FreeTextAnswer(), required=True))
#: A form with problems that only the checks find.
WRONG = QuestionForm(Question("a", [Text("A 😀?"), FormattedContent("<script>1</script>")], FreeTextAnswer()))
KEY = AnswerKey(KeyedQuestion("why", AnswerOption("a", score=1)))
US = {"QualificationTypeId": "00000000000000000071", "Comparator": "EqualTo", "LocaleValues": [{"Country": "US"}]}
FIELDS: dict[str, Any] = {
    "title": "Read a review",
    "description": "Say why it is good or bad.",
    "reward": "0.10",
    "duration": 600,
    "lifetime": 86_400,
}
#: The same as boto3 takes it.
PLAIN: dict[str, Any] = {
    "Title": "Read a review",
    "Description": "Say why it is good or bad.",
    "Reward": "0.10",
    "AssignmentDurationInSeconds": 600,
    "LifetimeInSeconds": 86_400,
    "MaxAssignments": 1,
    "Question": FORM.to_xml(),
}


@cache
def _shape() -> Any:
    return get_session().get_service_model("mturk").operation_model("CreateHIT").input_shape


def botocore_takes(parameters: dict[str, Any]) -> bool:
    """Whether botocore sends these parameters of CreateHIT."""
    return not ParamValidator().validate(parameters, _shape()).has_errors()


def found(question: Any = FORM, **fields: Any) -> list[tuple[str, str]]:
    """The rule and the path of each problem."""
    return [(problem.rule, problem.path) for problem in hit_problems(question, **{**FIELDS, **fields})]


def test_parameters_are_those_of_boto3() -> None:
    """Fields have the names and format that boto3 accepts; of omitted ones, only the maximum is sent, as 1."""
    assert hit_parameters(FORM, **FIELDS) == PLAIN
    given = hit_parameters(
        FORM,
        title="Read",
        description="Say",
        reward=Decimal("1.5"),
        duration=timedelta(minutes=10),
        lifetime=timedelta(days=1),
        max_assignments=9,
        auto_approval_delay=timedelta(hours=1),
        keywords=["review", "text"],
        annotation="batch 7",
        token="row-1",
        qualifications=[
            qualifications.locale("US"),
            dict(US, Comparator="NotEqualTo", LocaleValues=[{"Country": "CA"}]),
        ],
        assignment_review=review_policies.known_answers({"why": "good"}, approve_at_least=80),
        hit_review=review_policies.plurality(["why"], agreement_threshold=50, disregard_if_rejected=True),
    )
    reviews = [given.pop("AssignmentReviewPolicy"), given.pop("HITReviewPolicy")]
    assert [each["PolicyName"] for each in reviews] == ["ScoreMyKnownAnswers/2011-09-01", "SimplePlurality/2011-09-01"]
    assert given == {
        "Title": "Read",
        "Description": "Say",
        "Reward": "1.50",
        "AssignmentDurationInSeconds": 600,
        "LifetimeInSeconds": 86_400,
        "MaxAssignments": 9,
        "AutoApprovalDelayInSeconds": 3_600,
        "Keywords": "review, text",
        "RequesterAnnotation": "batch 7",
        "UniqueRequestToken": "row-1",
        "QualificationRequirements": [
            US,
            {
                "QualificationTypeId": US["QualificationTypeId"],
                "Comparator": "NotEqualTo",
                "LocaleValues": [{"Country": "CA"}],
            },
        ],
        "Question": FORM.to_xml(),
    }
    assert botocore_takes(given)


@pytest.mark.parametrize("empty", [None, "", (), []])
def test_what_is_empty_is_not_sent(empty: Any) -> None:
    """Optional fields that are None or empty are left out of the call."""
    optional = {"keywords": empty, "qualifications": empty or ()}
    texts = (
        {"annotation": empty, "token": None, "auto_approval_delay": None} if not isinstance(empty, list | tuple) else {}
    )
    assert hit_parameters(FORM, **FIELDS, **optional, **texts) == PLAIN


@pytest.mark.parametrize(
    ("reward", "sent"),
    [
        ("0.1", "0.10"),
        ("1.", "1.00"),
        ("007", "7.00"),
        (2, "2.00"),
        (Decimal("0.1"), "0.10"),
        (Decimal("1E+1"), "10.00"),
    ],
)
def test_rewards_are_written_with_two_decimals(reward: Any, sent: str) -> None:
    """A reward can be text, a whole number or a Decimal."""
    assert sent == hit_parameters(FORM, **{**FIELDS, "reward": reward})["Reward"]


@pytest.mark.parametrize(
    ("reward", "meant"),
    [
        ("$1", "`1.00`"),
        (".05", "`0.05`"),
        ("0,50", "`0.50`"),
        ("0.5 USD", "`0.50`"),
        ("0.055", None),
        ("-1", None),
        ("1\n", "`1.00`"),
        ("free", None),
        ("", None),
        ("٣", "`3.00`"),
        (-1, None),
        pytest.param(10**5000, None, id="10**5000"),
        (Decimal("0.055"), None),
        (Decimal("-0"), None),
        (Decimal("NaN"), None),
        (Decimal("1E+400000"), None),
    ],
)
def test_other_amounts_are_refused(reward: Any, meant: str | None) -> None:
    """Anything but dollars and cents is a problem, which says what was meant if that is clear."""
    [problem] = hit_problems(FORM, **{**FIELDS, "reward": reward})
    assert (problem.rule, problem.path, problem.severity) == ("invalid-amount", "Reward", "error")
    assert problem.message.endswith(f"did you mean {meant}?" if meant else "such as `0.10`")


def test_floats_are_no_rewards() -> None:
    """A float is rejected with the reason and the amount that was probably meant."""
    with pytest.raises(WrongType, match=r"a float such as 0.1 is not an exact number of cents; did you mean '0.10'\?"):
        hit_parameters(FORM, **{**FIELDS, "reward": 0.1})
    with pytest.raises(WrongType, match=r"is not an exact number of cents$"):
        hit_parameters(FORM, **{**FIELDS, "reward": float("nan")})


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_any_amount_of_cents_is_sent_exactly(amount: Decimal) -> None:
    """Amounts are sent unchanged, and never with an exponent."""
    sent = hit_parameters(FORM, **{**FIELDS, "reward": abs(amount)})["Reward"]
    assert amount == Decimal(sent)
    assert sent.replace(".", "").isdecimal()


@given(st.integers(30, 31_536_000))
def test_seconds_and_timedeltas_mean_the_same(seconds: int) -> None:
    """A duration is sent in whole seconds, however it is given."""
    both = [hit_parameters(FORM, **{**FIELDS, "duration": each}) for each in (seconds, timedelta(seconds=seconds))]
    assert both[0] == both[1]
    assert seconds == both[0]["AssignmentDurationInSeconds"]


#: Field, the least and the most it takes, the parameter.
BOUNDS = (
    ("duration", 30, 31_536_000, "AssignmentDurationInSeconds"),
    ("lifetime", 30, 31_536_000, "LifetimeInSeconds"),
    ("auto_approval_delay", 0, 2_592_000, "AutoApprovalDelayInSeconds"),
    ("max_assignments", 1, 1_000_000_000, "MaxAssignments"),
)


@pytest.mark.parametrize(("field", "low", "high", "name"), BOUNDS)
def test_numbers_have_bounds(field: str, low: int, high: int, name: str) -> None:
    """The bounds themselves are accepted, and any value beyond them is a problem."""
    for fine in (low, high):
        assert fine == hit_parameters(FORM, **{**FIELDS, field: fine})[name]
    for wrong in (low - 1, high + 1, -(10**5000), 10**5000):
        assert ("number-out-of-range", name) in found(**{field: wrong})


def test_too_few_seconds_may_be_minutes() -> None:
    """A duration below its minimum has a hint on how to write minutes; a duration of zero does not."""
    hints = [next(hit_problems(FORM, **{**FIELDS, "duration": each})).hint for each in (5, 0)]
    assert hints == ["for minutes, pass `timedelta(minutes=5)`", None]


def test_parts_of_a_second_are_refused() -> None:
    """The service only accepts whole seconds, so a timedelta with a fraction is a problem."""
    assert found(lifetime=timedelta(seconds=90, milliseconds=1)) == [("fraction-of-a-second", "LifetimeInSeconds")]


@pytest.mark.parametrize(
    ("field", "most", "name"),
    [
        ("title", 128, "Title"),
        ("description", 2_000, "Description"),
        ("keywords", 1_000, "Keywords"),
        ("annotation", 255, "RequesterAnnotation"),
        ("token", 64, "UniqueRequestToken"),
    ],
)
def test_texts_have_a_length(field: str, most: int, name: str) -> None:
    """A text of the maximum length is accepted, and one more character is a problem."""
    assert found(**{field: "x" * most}) == []
    assert [("text-too-long", name)] == found(**{field: "x" * (most + 1)})


def test_keywords_count_with_their_commas() -> None:
    """The limit applies to the text that is sent, not to the words."""
    words = ["x" * 8] * 100
    assert found(keywords=words) == []
    assert found(keywords=[*words, "y"]) == [("text-too-long", "Keywords")]


@pytest.mark.parametrize("field", ["title", "description", "token"])
@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_texts_that_must_be_there_are_not_blank(field: str, text: str) -> None:
    """A blank title, description or token is an error."""
    assert [rule for rule, _ in found(**{field: text})] == ["empty-text"]


def test_characters_that_may_not_arrive_are_told() -> None:
    """An emoji or a control character in a text is a warning, half of a surrogate pair an error."""
    assert found(title="Good 😀", description="a\x00b") == [
        ("four-byte-character", "Title"),
        ("forbidden-character", "Description"),
    ]
    assert hit_parameters(FORM, **{**FIELDS, "title": "Good 😀"})
    with pytest.raises(InvalidParameters, match=r"Title: error: forbidden-character: character 3 is U\+D83D"):
        hit_parameters(FORM, **{**FIELDS, "title": "\x00a\ud83d"})
    assert found(title="Größe, 日本語\tand\nlines") == []


def test_rewards_of_nothing_are_doubtful() -> None:
    """A reward of 0 is sent, with a warning."""
    assert found(reward=0) == [("zero-amount", "Reward")]
    assert hit_parameters(FORM, **{**FIELDS, "reward": 0})["Reward"] == "0.00"


PAGE = """<!DOCTYPE html>
<html><head><title>Read</title><script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script></head>
<body><form name="mturk_form" method="post" id="mturk_form" action="https://www.mturk.com/mturk/externalSubmit">
<input type="hidden" value="" name="assignmentId" id="assignmentId"><input name="why"><input type="submit"></form>
<script>turkSetAssignmentID();</script></body></html>
"""
QUESTIONS = [FORM, HTMLQuestion(PAGE), ExternalQuestion("https://example.com/task")]


@pytest.mark.parametrize("document", QUESTIONS, ids=lambda document: str(document.tag))
def test_question_is_any_document_that_asks(document: Any, tmp_path: Path) -> None:
    """A document, its XML as text or bytes, and its file are all sent as the same text."""
    xml = document.to_xml()
    file = tmp_path / "question.xml"
    file.write_text(f"\ufeff{xml}", encoding="utf-8")
    for source in (document, xml, xml.encode(), file):
        assert xml == hit_parameters(source, **FIELDS)["Question"]


def test_problems_of_the_document_are_those_of_validate() -> None:
    """Problems of the document are reported as by `iter_problems`, with `Question` before the path."""
    expected = list(iter_problems(WRONG))
    problems = list(hit_problems(WRONG, **FIELDS))
    assert len(expected) > 1
    assert [f"Question{each.path}" for each in expected] == [each.path for each in problems]
    assert [(each.rule, each.message, each.element) for each in expected] == [
        (each.rule, each.message, each.element) for each in problems
    ]
    lines = [(each.rule, each.line, each.column) for each in iter_problems(WRONG.to_xml())]
    assert lines == [(each.rule, each.line, each.column) for each in hit_problems(WRONG.to_xml(), **FIELDS)]


def test_problems_of_a_file_name_it(tmp_path: Path) -> None:
    """Problems of a document in a file name the file, even for an HTML page, which is not a question."""
    file = tmp_path / "task.html"
    file.write_text("<!DOCTYPE html><html></html>", encoding="utf-8")
    [problem] = hit_problems(file, **FIELDS)
    assert ("document-type", str(file), "Question") == (problem.rule, problem.file, problem.path)


def test_warnings_refuse_nothing() -> None:
    """A document with warnings is sent; `hit_problems` yields the warnings."""
    doubtful = FORM.to_xml().replace("Why?", "Why &#x1F600;?")
    [problem] = hit_problems(doubtful, **FIELDS)
    assert (problem.rule, problem.severity) == ("four-byte-reference", "warning")
    assert hit_parameters(doubtful, **FIELDS)["Question"] == doubtful


def test_other_encodings_are_not_declared() -> None:
    """Calls use UTF-8, so a declaration of another encoding is removed; one of UTF-8 is not."""
    xml = FORM.to_xml().replace("Why?", "Größe?")
    for encoding in ("ISO-8859-1", "UTF-16"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>\n{xml}'.encode(encoding)
        assert hit_parameters(declared, **FIELDS)["Question"] == xml
        assert found(declared) == []
    kept = f"<?xml version='1.0' encoding='utf-8'?>\n{xml}"
    assert hit_parameters(kept, **FIELDS)["Question"] == kept


def test_documents_that_ask_nothing_are_refused() -> None:
    """An answer key or answers are rejected as a question: objects on the caller's line, XML as a problem."""
    refusal = "its root element is `AnswerKey`; expected `QuestionForm`, `HTMLQuestion` or `ExternalQuestion`"
    with pytest.raises(WrongType, match=refusal):
        hit_parameters(KEY, **FIELDS)  # type: ignore[arg-type]
    assert ("wrong-document", "Question") in found(KEY.to_xml())
    answers = '<QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"/>'
    assert ("wrong-document", "Question") in found(answers)


def test_hostile_questions_are_problems() -> None:
    """Undecodable bytes, a DTD, half a surrogate pair, and megabytes of XML are problems, not exceptions."""
    huge = f"<QuestionForm>{'x' * 11_000_000}</QuestionForm>"
    for source in (b"\xff\xfe\x00", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "\ud800", "", huge, "question.xml"):
        with pytest.raises(InvalidParameters) as caught:
            hit_parameters(source, **FIELDS)
        assert all(problem.path.startswith("Question") for problem in caught.value.problems)


def test_layouts_stand_for_questions() -> None:
    """A layout is an id, or an id with values for placeholders, whose order is preserved."""
    plain = {name: value for name, value in PLAIN.items() if name != "Question"}
    assert hit_parameters(**FIELDS, layout="3ABC") == {**plain, "HITLayoutId": "3ABC"}
    given = hit_parameters(**FIELDS, layout=Layout("3ABC", {"b": "1", "a": "Tom &amp; <i>I</i>"}))
    assert given["HITLayoutParameters"] == [{"Name": "b", "Value": "1"}, {"Name": "a", "Value": "Tom &amp; <i>I</i>"}]
    assert botocore_takes(given)


def test_layouts_are_checked() -> None:
    """An invalid id, a long value, an empty name, and a bare `&` are problems of a layout."""
    layout = Layout("3abc", {"a": "AT&T", "": "x" * 65_536})
    assert found(None, layout=layout) == [
        ("invalid-id", "HITLayoutId"),
        ("unescaped-ampersand", "HITLayoutParameters[0].Value"),
        ("empty-text", "HITLayoutParameters[1].Name"),
        ("too-large", "HITLayoutParameters"),
    ]


def test_layouts_are_values() -> None:
    """Layouts are compared and hashed by value, and are not affected by later changes to their arguments."""
    values = {"a": "1"}
    layout = Layout("3ABC", values)
    values["a"] = "2"
    assert Layout("3ABC", {"a": "1"}) == layout
    assert hash(Layout("3ABC", {"a": "1"})) == hash(layout)
    wrong: list[tuple[Any, Any]] = [(3, {}), ("3ABC", ["a"]), ("3ABC", {"a": 1}), ("3ABC", {1: "a"})]
    for id, parameters in wrong:
        with pytest.raises(WrongType, match="Layout: argument"):
            Layout(id, parameters)


#: What the service refuses, by what is wrong with it; the first ones are sent by botocore without a word.
BAD: dict[str, tuple[dict[str, Any], str, str]] = {
    "reward with a sign": ({"reward": "$1"}, "invalid-amount", "Reward"),
    "reward without dollars": ({"reward": ".05"}, "invalid-amount", "Reward"),
    "reward in tenths of cents": ({"reward": "0.055"}, "invalid-amount", "Reward"),
    "reward below nothing": ({"reward": "-1"}, "invalid-amount", "Reward"),
    "long title": ({"title": "x" * 300}, "text-too-long", "Title"),
    "no title": ({"title": ""}, "empty-text", "Title"),
    "long description": ({"description": "x" * 2_001}, "text-too-long", "Description"),
    "long keywords": ({"keywords": "x" * 1_001}, "text-too-long", "Keywords"),
    "long annotation": ({"annotation": "x" * 256}, "text-too-long", "RequesterAnnotation"),
    "long token": ({"token": "x" * 65}, "text-too-long", "UniqueRequestToken"),
    "no lifetime": ({"lifetime": 0}, "number-out-of-range", "LifetimeInSeconds"),
    "no duration": ({"duration": 0}, "number-out-of-range", "AssignmentDurationInSeconds"),
    "late approval": ({"auto_approval_delay": 2_592_001}, "number-out-of-range", "AutoApprovalDelayInSeconds"),
    "no assignments": ({"max_assignments": 0}, "number-out-of-range", "MaxAssignments"),
    "question and layout": ({"layout": "3ABC"}, "question-and-layout", "Question"),
    "neither": ({"question": None}, "missing-question", "Question"),
    "layout of no id": ({"question": None, "layout": "my project"}, "invalid-id", "HITLayoutId"),
    "text for XML": ({"question": "Who, what?"}, "not-well-formed", "Question"),
    "key for a form": ({"question": KEY.to_xml()}, "wrong-document", "Question"),
    "eleven requirements": (
        {"qualifications": [{"QualificationTypeId": f"3A{n}", "Comparator": "Exists"} for n in range(11)]},
        "too-many-requirements",
        "QualificationRequirements",
    ),
    "country of three letters": (
        {"qualifications": [{**US, "LocaleValues": [{"Country": "USA"}]}]},
        "unknown-country",
        "QualificationRequirements[0].LocaleValues[0].Country",
    ),
    "unknown comparator": (
        {"qualifications": [{**US, "Comparator": "AtLeast"}]},
        "unknown-comparator",
        "QualificationRequirements[0].Comparator",
    ),
    "empty token": ({"token": ""}, "empty-text", "UniqueRequestToken"),
}
#: Those that botocore refuses too.
SEEN_BY_BOTOCORE = {"empty token"}


def plainly(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as a program without this library passes them to boto3."""
    given = {**FIELDS, "question": FORM.to_xml(), **fields}
    names = {
        "title": "Title",
        "description": "Description",
        "reward": "Reward",
        "duration": "AssignmentDurationInSeconds",
        "lifetime": "LifetimeInSeconds",
        "question": "Question",
        "keywords": "Keywords",
        "annotation": "RequesterAnnotation",
        "token": "UniqueRequestToken",
        "auto_approval_delay": "AutoApprovalDelayInSeconds",
        "max_assignments": "MaxAssignments",
        "layout": "HITLayoutId",
        "qualifications": "QualificationRequirements",
    }
    return {names[name]: value for name, value in given.items() if value is not None}


@pytest.mark.parametrize("name", BAD)
def test_bad_call_is_refused(name: str) -> None:
    """Each call that the service would refuse is a problem at its parameter; botocore sends nearly all of them."""
    fields, rule, path = BAD[name]
    with pytest.raises(InvalidParameters) as caught:
        hit_parameters(**{"question": FORM, **FIELDS, **fields})
    assert (rule, path) in [(problem.rule, problem.path) for problem in caught.value.problems]
    assert botocore_takes(plainly(fields)) == (name not in SEEN_BY_BOTOCORE)


def test_all_problems_are_told_at_once() -> None:
    """The exception holds every problem, and its text has a line for each."""
    with pytest.raises(InvalidParameters) as caught:
        hit_parameters("<a/>", title="", description="x" * 3_000, reward="$1", duration=1, lifetime=0, layout="?")
    error = caught.value
    paths = {
        "Title",
        "Description",
        "Reward",
        "AssignmentDurationInSeconds",
        "LifetimeInSeconds",
        "Question",
        "HITLayoutId",
    }
    assert paths == {problem.path.partition("/")[0] for problem in error.problems}
    assert str(error).splitlines()[0] == f"the call was not made; its parameters have {len(error.problems)} problems:"
    assert [f"  {problem}" for problem in error.problems] == str(error).splitlines()[1:]
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", 5, "5 is an int; expected text"),
        ("title", b"a", "is bytes; expected text"),
        ("title", Markup("<b>a</b>"), "not as markup"),
        ("keywords", 5, "expected text (str), or a sequence of strings"),
        ("keywords", [5], "5 is an int"),
        ("keywords", b"a", "is bytes"),
        ("keywords", {"a": 1}, "is a dict"),
        ("reward", True, "True is a bool; expected dollars"),
        ("reward", b"1", "is bytes"),
        ("duration", "600", "'600' is a str; expected a timedelta, or whole seconds (int)"),
        ("duration", 600.0, "600.0 is a float"),
        ("duration", True, "True is a bool"),
        ("max_assignments", "1", "'1' is a str; expected a whole number (int)"),
        ("qualifications", US, "is a dict; expected a sequence of requirements; put it in a list"),
        ("qualifications", "US", "is a str; expected a sequence of requirements"),
        ("qualifications", 5, "expected a sequence"),
        ("qualifications", ["US"], "'US' is a str; expected a requirement"),
        ("assignment_review", "plurality", "is a str; expected a review policy, or a dict"),
        ("hit_review", [], "expected a review policy"),
        ("layout", 5, "5 is an int; expected a Layout"),
        ("question", 5, "5 is an int; expected XML"),
        ("question", {"a": 1}, "is a dict; expected XML"),
        ("titel", "a", "there is no such field; did you mean `title`?"),
        ("Title", "a", "there is no such field; did you mean `title`?"),
        ("AssignmentDurationInSeconds", 5, "there is no such field; did you mean `duration`?"),
        ("zzz", 5, "there is no such field"),
    ],
)
def test_values_of_other_types_are_refused_at_once(field: str, value: Any, message: str) -> None:
    """A value of the wrong type raises WrongType, which names the function, the field and the value."""
    with pytest.raises(WrongType) as caught:
        hit_parameters(**{"question": FORM, **FIELDS, field: value})
    assert ("hit_parameters", field) == (caught.value.where, caught.value.argument)
    assert message in caught.value.message


@pytest.mark.parametrize("name", FIELDS)
def test_fields_that_are_needed_are_asked_for(name: str) -> None:
    """A required field is reported as missing, whether it is absent or None."""
    for fields in ({**FIELDS, name: None}, {each: FIELDS[each] for each in FIELDS if each != name}):
        with pytest.raises(WrongType, match=f"argument `{name}`: it is missing"):
            hit_parameters(FORM, **fields)
    with pytest.raises(WrongType, match="it is missing, and so are 'description', 'reward', 'duration', 'lifetime'"):
        hit_parameters(FORM)  # type: ignore[call-arg]


def test_whole_numbers_of_other_libraries_are_numbers() -> None:
    """A number that can be used as an index, such as a NumPy integer, is accepted as an int."""
    numpy = pytest.importorskip("numpy")
    numbers = {"max_assignments": numpy.int64(3), "duration": numpy.int32(60), "reward": numpy.int64(2)}
    given = hit_parameters(FORM, **{**FIELDS, **numbers})
    assert given["Reward"] == "2.00"
    assert [(int, 3), (int, 60)] == [
        (type(given[name]), given[name]) for name in ("MaxAssignments", "AssignmentDurationInSeconds")
    ]


def test_titles_of_adult_work_say_so() -> None:
    """If Worker_Adult is required, a title without the words `adult content` is a warning."""
    assert found(qualifications=[qualifications.adult()]) == [("title-without-adult-content", "Title")]
    assert found(qualifications=[qualifications.adult()], title="Look (adult content)") == []


def test_checking_again_gives_the_same() -> None:
    """A document that was checked before has the same problems; a different one has its own."""
    first = list(hit_problems(WRONG, **FIELDS))
    assert first
    assert first == list(hit_problems(WRONG, **FIELDS))
    assert [None] * len(first) == [problem.line for problem in first]
    assert None not in [problem.line for problem in hit_problems(WRONG.to_xml(), **FIELDS)]
    assert list(hit_problems(FORM, **FIELDS)) == []


def test_every_finding_is_documented() -> None:
    """The page has a line for each name that these modules give a problem, with a link to its page, and no other."""
    modules = ("mturk/parameters/", "mturk/hits/parameters.py")
    found = {name for call in calls() if any(part in str(call.module) for part in modules) for name in call.names}
    page = (ROOT / "docs" / "hand-off.md").read_text(encoding="utf-8").partition("## Problems")[2]
    assert set(re.findall(r"^\| \[`([a-z-]+)`\]", page, re.MULTILINE)) == found - {"wrong-type"}  # of lists and dicts


texts = st.text(max_size=300)
anything = st.one_of(
    texts, st.binary(max_size=20), st.integers(), st.none(), st.booleans(), st.floats(), st.decimals(), st.timedeltas(),
    st.lists(texts, max_size=3), st.dictionaries(texts, texts, max_size=2), st.just(FORM), st.just(KEY),
)  # fmt: skip
NAMES = (*FIELDS, "max_assignments", "auto_approval_delay", "keywords", "annotation", "token", "qualifications")


@given(st.dictionaries(st.sampled_from((*NAMES, "assignment_review", "hit_review", "layout", "question")), anything))
def test_whatever_is_given_is_sent_or_refused(fields: dict[str, Any]) -> None:
    """Any values either result in parameters that botocore accepts, or raise one of the two documented exceptions."""
    with suppress(InvalidParameters, WrongType):
        assert botocore_takes(hit_parameters(**{"question": FORM, **FIELDS, **fields}))
