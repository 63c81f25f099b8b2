"""`questionforms.testing.Worker`: it refuses what a browser would not submit, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from questionforms import (
    AnswerFormatRegex,
    ExternalQuestion,
    FileUploadAnswer,
    FreeTextAnswer,
    HTMLQuestion,
    InvalidArgument,
    IsNumeric,
    Length,
    Question,
    QuestionForm,
    SelectionAnswer,
    WrongType,
)
from questionforms.conversion import to_html_question
from questionforms.testing.browser_checks import iter_refusals
from tests.marketplace.making import TESTED, new_hit, numbers, qualification_type

if TYPE_CHECKING:
    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

ANIMALS = {"cat": "A cat", "dog": "A dog", "bird": "A bird"}
FORM = QuestionForm(
    Question("colour", "Which colour?", FreeTextAnswer(), required=True),
    Question("age", "How old?", FreeTextAnswer(IsNumeric(0, 120))),
    Question("word", "A word?", FreeTextAnswer(Length(max=5))),
    Question("code", "The code?", FreeTextAnswer(AnswerFormatRegex(r"^\d{3}$"))),
    Question("pet", "Which pet?", SelectionAnswer(ANIMALS)),
    Question("pets", "Which two or three?", SelectionAnswer(ANIMALS, min=2, max=3, other=True)),
)
UPLOAD = QuestionForm(
    Question("photo", "A photo?", FileUploadAnswer(min_bytes=2, max_bytes=4)),
    Question("text", "What is on it?", FreeTextAnswer(default="nothing"), required=True),
    version="2005-10-01",
)


def refusals(question: Any, **values: Any) -> list[str]:
    """Why a browser would not submit these values: each a text, the bytes of a file, or a list of texts."""
    fields = {
        name: [("file", value)] if isinstance(value, bytes) else [value] if isinstance(value, str) else value
        for name, value in values.items()
    }
    return list(iter_refusals(question.to_xml(), fields))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"color": "red", "colour": "red"}, ["the form has no question `color`; did you mean `colour`?"]),
        ({}, ["the question `colour` has no answer, but it is required"]),
        ({"colour": ""}, ["the question `colour` has no answer, but it is required"]),
        ({"age": "ten"}, ["the answer to `age` is `ten`; expected a number"]),
        ({"age": "121"}, ["the answer to `age` is `121`; expected at most 120"]),
        ({"word": "letter"}, ["the answer to `word` has 6 characters; expected at most 5"]),
        ({"code": "12"}, [r"the answer to `code` is `12`; expected a match for the regex `^\d{3}$`"]),
        ({"pet": "cats"}, ["`cats` is not a selection of `pet`; did you mean `cat`?"]),
        ({"pet": ["cat", "dog"]}, ["the answer to `pet` has 2 selections; expected one"]),
        ({"pet.other": "a fox"}, ["the form has no question `pet.other`; did you mean `pet`?"]),
        ({"pets": "cat"}, ["the answer to `pets` has 1 selection; expected at least 2"]),
        ({"pets": ["cat", "cat"]}, ["the answer to `pets` has `cat` more than once"]),
        ({"pets": b"cat"}, ["the question `pets` asks for selections, but its answer has a file"]),
        ({"word": b"cat"}, ["the question `word` asks for text, but its answer has a file"]),
    ],
)
def test_refused_by_a_form(values: dict[str, Any], expected: list[str]) -> None:
    """The page of a form does not submit unknown fields, or answers that do not fit, and requires what it must."""
    given = values if "colour" in values or not values else {"colour": "red", **values}
    assert refusals(FORM, **given) == expected


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"age": "", "word": "", "code": "", "pet": [], "pets": [], "pets.other": ""},
        {"age": " 12.5 ", "word": "five5", "code": "123", "pet": "cat", "pets": ["cat", "dog"]},
        {"pets": ["cat"], "pets.other": "a fox"},
        {"hitId": "1", "workerId": "2", "turkSubmitTo": "3", "assignmentId": "4"},
    ],
)
def test_submitted_by_a_form(values: dict[str, Any]) -> None:
    """The page of a form submits every answer that fits, empty fields, and the fields that the service adds."""
    assert refusals(FORM, colour="red", **values) == []


def test_files_and_defaults() -> None:
    """A file has its bounds, and must not be empty; a required question with a default always has an answer."""
    assert refusals(UPLOAD, photo=b"123") == []
    assert refusals(UPLOAD, photo=b"12345") == ["the file for `photo` has 5 bytes; expected 2 to 4"]
    assert refusals(UPLOAD, photo="text") == ["the question `photo` asks for a file, but its answer has text"]
    assert refusals(UPLOAD, photo=b"")[0] == "the file for `photo` is empty"
    assert refusals(UPLOAD, text="") == ["the question `text` has no answer, but it is required"]


def page(fields: str, rest: str = "", form: str = "") -> HTMLQuestion:
    """A page with these fields in its form."""
    return HTMLQuestion(
        f'<!DOCTYPE html><html lang="en"><head><title>t</title></head><body><form method="post" {form} '
        'action="https://www.mturk.com/mturk/externalSubmit"><input type="hidden" name="assignmentId" value="">'
        f'{fields}<input type="submit"></form>{rest}</body></html>'
    )


RADIOS = '<input type="radio" name="r" value="a" required> <input type="radio" name="r" value="b">'
BOXES = '<input type="checkbox" name="c" value="a"> <input type="checkbox" name="c" value="b">'
MENU = (
    '<select name="s" required><option value="">Choose</option><option>one two</option><option value="3">three</select>'
)


@pytest.mark.parametrize(
    ("fields", "values", "expected"),
    [
        ('<input name="label">', {"lable": "x"}, "the page has no field `lable`; did you mean `label`?"),
        ('<input name="a"><input name="b">', {"zzz": "x"}, "the page has no field `zzz`; it has `a`, `b`"),
        ('<input name="a" disabled>', {"a": "x"}, "the page's field `a` is disabled, so a browser does not submit it"),
        ('<input name="a" required>', {}, "the page's field `a` is required, but left out"),
        ('<input name="a" required>', {"a": ""}, "the page's field `a` is required, but empty"),
        ('<textarea name="a" required></textarea>', {}, "the page's field `a` is required, but left out"),
        ('<input type="file" name="a" required>', {}, "the page's field `a` is required, but left out"),
        ('<input type="file" name="a">', {"a": "x"}, "the page's field `a` takes a file"),
        ('<input name="a">', {"a": b"x"}, "the page's field `a` does not take a file"),
        (RADIOS, {}, "the page's field `r` is required, but left out"),
        (RADIOS, {"r": "c"}, "`c` cannot be chosen in the page's field `r`; expected `a`, `b`"),
        (RADIOS, {"r": ["a", "b"]}, "the page's field `r` is given 2 values; expected at most 1"),
        (BOXES, {"c": ["a", "z"]}, "`z` cannot be chosen in the page's field `c`; expected `a`, `b`"),
        (BOXES, {"c": ["a", "b", "a"]}, "the page's field `c` is given 3 values; expected at most 2"),
        ('<input type="checkbox" name="c" required>', {}, "the page's field `c` is required, but left out"),
        (MENU, {}, "the page's field `s` is required, but left out"),
        (MENU, {"s": ""}, "the page's field `s` is required, but empty"),
        (MENU, {"s": "one  to"}, "`one  to` cannot be chosen in the page's field `s`; did you mean `one two`?"),
        ('<input name="a">', {"a": ["x", "y"]}, "the page's field `a` is given 2 values; expected at most 1"),
        ('<input type="number" name="n">', {"n": "ten"}, "the page's field `n` is `ten`; expected a number"),
        ('<input type="number" name="n" max="9">', {"n": "10"}, "the page's field `n` is `10`; expected at most 9"),
        ('<input type="number" name="n" min="1">', {"n": "0"}, "the page's field `n` is `0`; expected at least 1"),
        (
            '<input type="number" name="n">',
            {"n": "1.5"},
            "the page's field `n` is `1.5`; expected a multiple of 1 from 0 on",
        ),
        ('<input type="email" name="e">', {"e": "me"}, "the page's field `e` is `me`; expected an email address"),
        ('<input type="date" name="d">', {"d": "2026-02-30"}, "the page's field `d` is `2026-02-30`; expected a date"),
        ('<input type="url" name="u">', {"u": "example.com"}, "the page's field `u` is `example.com`; expected a URL"),
        ('<input name="p" pattern="[a-z]+">', {"p": "a1"}, "the page's field `p` is `a1`; expected a match for"),
        ('<input name="p" minlength="3">', {"p": "ab"}, "the page's field `p` has 2 characters; expected at least 3"),
        ('<textarea name="p" maxlength="3"></textarea>', {"p": "abcd"}, "the page's field `p` has 4 characters"),
        ('<input type="hidden" name="h" value="7">', {"h": "8"}, "`8` cannot be chosen in the page's field `h`"),
    ],
)
def test_refused_by_a_page(fields: str, values: dict[str, Any], expected: str) -> None:
    """A browser does not submit fields that a page lacks, required ones left out, or values that are not valid."""
    (found,) = refusals(page(fields), **values)
    assert found.startswith(expected)


@pytest.mark.parametrize(
    ("fields", "values"),
    [
        ('<input name="a"><button name="go" value="yes">', {"a": "x", "go": "yes"}),
        ('<input name="a" required value="x">', {}),
        ('<textarea name="a" required>x</textarea>', {}),
        ('<select name="s" required><option>a</select>', {}),
        ('<input type="radio" name="r" value="a" checked required>', {}),
        (BOXES, {"c": ["a", "b"]}),
        (BOXES, {}),
        (MENU, {"s": "one two"}),
        (MENU, {"s": "3"}),
        ('<select name="s" multiple><option>a<option>b</select>', {"s": ["a", "b"]}),
        ('<input type="checkbox" name="c" required>', {"c": "on"}),
        ('<input type="number" name="n" step="any" min="0">', {"n": "1.5"}),
        ('<input type="number" name="n" step="0.5">', {"n": "1.5"}),
        ('<input type="number" name="n">', {"n": ""}),
        ('<input name="a"><input name="a">', {"a": ["x", "y"]}),
        ('<input type="file" name="f" multiple required>', {"f": b"x"}),
        ('<input name="p" pattern="[a-">', {"p": "anything"}),
        ('<input name="p" pattern="a|b">', {"p": "b"}),
        ('<input type="email" name="e" required>', {"e": "me@example.org"}),
        ('<input name="${name}">', {"x": "y"}),
    ],
)
def test_submitted_by_a_page(fields: str, values: dict[str, Any]) -> None:
    """A browser submits valid values, fields with a default, and optional ones left empty."""
    assert refusals(page(fields), **values) == []


@pytest.mark.parametrize(
    ("script", "form", "values", "expected"),
    [
        ("document.body.appendChild(document.createElement('input'))", "", {"new": "x", "a": "y"}, 0),
        ("document.body.appendChild(document.createElement('input'))", "", {"new": "x"}, 1),
        ("document.forms[0].submit()", "", {}, 0),
        ("document.forms[0].submit()", "", {"new": "x"}, 1),
        ("document.getElementById('assignmentId').value = '1'", "", {"new": "x"}, 2),
        ("", "novalidate", {}, 0),
        ("", "novalidate", {"new": "x"}, 1),
    ],
)
def test_scripts(script: str, form: str, values: dict[str, Any], expected: int) -> None:
    """A script that may add fields may submit any name; one that submits the form itself avoids its validation."""
    question = page('<input name="a" required>', f"<script>{script}</script>", form)
    assert len(refusals(question, **values)) == expected


def test_unknown_scripts() -> None:
    """A script from elsewhere may do anything, so nothing is refused; known libraries do nothing by themselves."""
    fields = '<input name="a" required>'
    assert refusals(page(fields, '<script src="https://example.org/mine.js"></script>'), new="x") == []
    library = page(fields, '<script src="https://code.jquery.com/jquery-3.7.1.min.js"></script>')
    assert len(refusals(library, new="x")) == 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"color": "red", "colour": "red"}, "the page has no field `color`; did you mean `colour`?"),
        ({"colour": ""}, "the page's field `colour` is required, but empty"),
        ({"age": "ten"}, "the page's field `age` is `ten`; expected a number"),
        ({"age": "121"}, "the page's field `age` is `121`; expected at most 120"),
        ({"age": "-1"}, "the page's field `age` is `-1`; expected at least 0"),
        ({"word": "letter"}, "the page's field `word` has 6 characters; expected at most 5"),
        ({"code": "12"}, "the page's field `code` is `12`; expected a match for the regex"),
        ({"pet": "cats"}, "`cats` cannot be chosen in the page's field `pet`; did you mean `cat`?"),
        ({"pets": "cat"}, "the page's field `pets` has 1 selection; expected at least 2"),
        ({"pets": ["cat", "dog", "bird"], "pets.other": "x"}, "the page's field `pets` has 4 selections; expected"),
        ({"age": "12", "word": "five5", "code": "123", "pet": "cat", "pets": ["cat"], "pets.other": "x"}, None),
        ({"age": "", "word": "", "code": "", "pets.other": ""}, None),
    ],
)
def test_converted_pages(values: dict[str, Any], expected: str | None) -> None:
    """A page made from a form refuses what its script refuses."""
    found = refusals(to_html_question(FORM), **{"colour": "red"} | values)
    assert [why.startswith(expected or "") for why in found] == [True] * (expected is not None)


def crowd(fields: str) -> HTMLQuestion:
    """A page with these elements in its crowd-form."""
    return HTMLQuestion(
        '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>'
        f'<script src="https://assets.crowd.aws/crowd-html-elements.js"></script><crowd-form>{fields}</crowd-form>'
        "</body></html>"
    )


MOOD = '<crowd-classifier name="mood" categories="[\'good\', \'bad\']" header="Mood?"></crowd-classifier>'
WHY = '<crowd-input name="why" required></crowd-input>'
SHORT = '<crowd-text-area name="t" max-length="3"></crowd-text-area>'


@pytest.mark.parametrize(
    ("fields", "sent", "expected"),
    [
        (MOOD, {"mod": {"label": "good"}}, ["the page has no field `mod`; did you mean `mood`?"]),
        (MOOD, {"mood": {"label": "god"}}, ["`god` cannot be chosen in the page's field `mood`; did you mean `good`?"]),
        (MOOD, {"mood": {"label": "good"}}, []),
        (WHY, {}, ["the page's field `why` is required, but left out"]),
        (WHY, {"why": ""}, ["the page's field `why` is required, but empty"]),
        (WHY, {"why": "x"}, []),
        ('<crowd-checkbox name="ok" required></crowd-checkbox>', {"ok": {"on": True}}, []),
        (RADIOS, {"r": {"a": True, "b": False}}, []),
        (RADIOS, {"r": {"a": False, "b": False}}, ["the page's field `r` is required, but empty"]),
        (SHORT, {"t": "long"}, ["the page's field `t` has 4 characters; expected at most 3"]),
    ],
)
def test_crowd_forms(fields: str, sent: dict[str, Any], expected: list[str]) -> None:
    """The fields in `taskAnswers` are those of the page, as an object or as the list of one that the element sends."""
    for made in (sent, [sent]):
        assert refusals(crowd(fields), taskAnswers=[json.dumps(made)]) == expected


def test_fields_of_a_crowd_form() -> None:
    """Fields can be given by name too; what is not JSON is not what the element sends."""
    assert refusals(crowd(MOOD), mood="good") == []
    assert refusals(crowd(MOOD), moods="good") == ["the page has no field `moods`; did you mean `mood`?"]
    (found,) = refusals(crowd(MOOD), taskAnswers="good")
    assert found == "the value of `taskAnswers` is not what a crowd-form sends; expected an object in JSON"


def test_an_element_that_submits_itself() -> None:
    """What a Crowd HTML element outside a form sends is opened as that of a crowd-form is."""
    question = HTMLQuestion(crowd("").html.replace("crowd-form", 'crowd-entity-annotation name="a"', 1))
    assert refusals(question, taskAnswers='[{"a": {"entities": []}}]') == []
    assert refusals(question, taskAnswers='[{"b": 1}]') == ["the page has no field `b`; it has `a`"]


def test_external_questions() -> None:
    """Nothing is known about a page elsewhere, so it may submit anything."""
    assert refusals(ExternalQuestion("https://example.org/"), anything="x") == []


def test_answer(mturk_client: Any, mturk_worker: Worker) -> None:
    """A refused answer names the field on the caller's line, and leaves the HIT as it was."""
    hit = new_hit(mturk_client, Question=FORM.to_xml())
    for action, worker in (("answer", mturk_worker), ("answer", mturk_worker.another())):
        with pytest.raises(InvalidArgument, match=r"did you mean `colour`\?.*check=False") as refused:
            worker.answer(hit, {"color": "red"})
        assert (refused.value.where, refused.value.argument) == (action, "values")
    assert numbers(mturk_client, hit) == ("Assignable", 1, 0, 0)
    assert mturk_worker.answer(hit, {"colour": "red"})["AssignmentStatus"] == "Submitted"


def test_wrong_types_leave_the_hit(mturk_client: Any, mturk_worker: Worker) -> None:
    """A value of a type that no field has is refused before the HIT is taken."""
    hit = new_hit(mturk_client, Question=FORM.to_xml())
    with pytest.raises(WrongType, match=r"argument `values`: `colour` is 1; expected text, .*; did you mean '1'\?"):
        mturk_worker.answer(hit, {"colour": 1})  # type: ignore[dict-item]
    assert numbers(mturk_client, hit) == ("Assignable", 1, 0, 0)


def test_submit(mturk_client: Any, mturk_worker: Worker) -> None:
    """A refused submission can be made again, or made anyway with `check=False`."""
    accepted = mturk_worker.accept(new_hit(mturk_client, Question=FORM.to_xml()))
    with pytest.raises(InvalidArgument, match=r"^submit: argument `values`: "):
        mturk_worker.submit(accepted, {"color": "red"})
    assert mturk_worker.submit(accepted, {"color": "red"}, check=False)["AssignmentStatus"] == "Submitted"


def test_request_qualification(mturk_client: Any, mturk_worker: Worker) -> None:
    """The answers to a qualification test are compared with the test, if there is one."""
    kind = qualification_type(mturk_client, **TESTED)
    for wrong in ({"p": "a"}, {"q": "z"}):
        with pytest.raises(InvalidArgument, match=r"^request_qualification: argument `values`: "):
            mturk_worker.request_qualification(kind, wrong)
    untested = qualification_type(mturk_client, Name="untested")
    with pytest.raises(InvalidArgument, match="there is no test, so it has no question `q`"):
        mturk_worker.request_qualification(untested, {"q": "a"})
    assert mturk_worker.request_qualification(untested, {"q": "a"}, check=False)["Status"] == "Pending"
    assert mturk_worker.request_qualification(kind, {"p": "a"}, check=False)["Status"] == "Granted"


def test_another_workers_assignment(mturk_client: Any, mturk_marketplace: Running) -> None:
    """A page of another worker can be submitted unchecked, as by a browser, which does not know whose it is."""
    first, second = mturk_marketplace.worker(), mturk_marketplace.worker()
    accepted = first.accept(new_hit(mturk_client, Question=FORM.to_xml()))
    assert second.submit(accepted, {"colour": "red"})["WorkerId"] == first.id
