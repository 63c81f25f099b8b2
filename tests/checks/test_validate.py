"""Checking: what can be passed, what is returned, in which order, from many threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from questionforms import (
    FreeTextAnswer,
    HTMLQuestion,
    InvalidDocument,
    Problem,
    Question,
    QuestionForm,
    QuestionFormsError,
    SchemaNotFound,
    Schemas,
    WrongType,
    is_valid,
    iter_problems,
    parse,
    parse_answers,
    validate,
)
from questionforms.checks.validate import check
from questionforms.namespaces import namespace
from questionforms.schema.schemas import shipped
from questionforms.xml.load import LIMIT, load
from tests.documents import generated

FILES = Path(__file__).parents[1] / "files"
EVERYTHING = FILES / "invalid" / "several" / "everything-at-once.xml"
FORM = QuestionForm(Question("q", "?", FreeTextAnswer()))


def test_sources_of_every_kind(tmp_path: Path) -> None:
    """A document, its XML as a str or bytes, and a path all have the same verdict."""
    path = tmp_path / "form.xml"
    path.write_bytes(FORM.to_bytes())
    for source in (FORM, FORM.to_xml(), FORM.to_bytes(), bytearray(FORM.to_bytes()), path):
        assert is_valid(source)  # type: ignore[arg-type]
        validate(source)  # type: ignore[arg-type]
        assert list(iter_problems(source)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("source", [None, 5, ["<a/>"], Question("q", "?", FreeTextAnswer())])
def test_what_is_no_source(source: Any) -> None:
    """Anything else is a WrongType, which names the function that was called."""
    for function in (iter_problems, is_valid, validate, parse):
        with pytest.raises(WrongType) as caught:
            function(source)
        assert str(caught.value).startswith(f"{function.__name__}: argument `source`: ")


def test_a_path_that_cannot_be_read(tmp_path: Path) -> None:
    """A path that does not exist, or a folder, raises an OSError."""
    with pytest.raises(FileNotFoundError):
        validate(tmp_path / "none.xml")
    with pytest.raises(IsADirectoryError):
        validate(tmp_path)


def test_problems_are_sorted_and_complete() -> None:
    """All problems are returned, sorted by place, with the path of their element."""
    problems = list(iter_problems(EVERYTHING))
    assert [problem.place for problem in problems] == sorted(problem.place for problem in problems)
    assert [(problem.rule, problem.path) for problem in problems] == [
        ("missing-element", "/QuestionForm/Overview"),
        ("invalid-value", "/QuestionForm/Question[1]/IsRequired"),
        ("unknown-element", "/QuestionForm/Question[1]/QuestionContent/Titel"),
        ("unexpected-element", "/QuestionForm/Question[1]/QuestionContent/Text/i"),
        ("invalid-value", "/QuestionForm/Question[1]/AnswerSpecification/SelectionAnswer/StyleSuggestion"),
        ("misplaced-element", "/QuestionForm/Question[1]/AnswerSpecification/SelectionAnswer/MinSelectionCount"),
        ("invalid-value", "/QuestionForm/Question[1]/AnswerSpecification/SelectionAnswer/MinSelectionCount"),
        ("missing-element", "/QuestionForm/Question[2]"),
    ]


def test_the_exception_holds_the_problems() -> None:
    """`validate` raises our own ValueError; its text has a line for each problem."""
    with pytest.raises(InvalidDocument) as caught:
        validate(EVERYTHING)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, QuestionFormsError)
    assert list(caught.value.problems) == list(iter_problems(EVERYTHING))
    assert str(caught.value).startswith("the document has 8 problems:\n  ")
    assert len(str(caught.value).splitlines()) == 9


def test_a_problem_is_a_frozen_record() -> None:
    """A problem has its eight fields, cannot be changed, and is compared by value."""
    problem = next(iter_problems("<a/>", file="a.xml"))
    assert (problem.rule, problem.severity, problem.file, problem.line, problem.column) == (
        "unknown-root",
        "error",
        "a.xml",
        1,
        1,
    )
    assert problem.path == "/a"
    assert problem == next(iter_problems("<a/>", file="a.xml"))
    assert str(problem).startswith("a.xml:1:1: error: unknown-root: the root element is `a`")
    with pytest.raises(AttributeError):
        problem.rule = "b"  # type: ignore[misc]


def test_a_document_of_ours_has_paths_and_no_places() -> None:
    """A form that was built has no lines; its problems name the element."""
    form = QuestionForm.from_xml(FORM.to_xml())
    object.__setattr__(form.parts[0], "_identifier", "\x00")
    (problem,) = iter_problems(form)
    assert (problem.rule, problem.line, problem.column) == ("forbidden-character", None, None)
    problem, *_ = iter_problems(HTMLQuestion("x" * 70_000))
    assert str(problem).startswith("error: too-large: the document has 70,")


def long_form(text: str) -> QuestionForm:
    """A form with a text of any length."""
    return QuestionForm(Question("what", text, FreeTextAnswer()))


@pytest.mark.parametrize("more", [0, 1, 1_000])
def test_the_limit_is_inclusive(more: int) -> None:
    """65,535 bytes pass, one more does not; the message says how many bytes too many."""
    form = long_form("é" * 30_000)
    form = long_form("é" * 30_000 + "x" * (LIMIT - form.size + more))
    assert form.size == LIMIT + more
    problems = list(iter_problems(form.to_xml()))
    assert is_valid(form) == (more == 0)
    if more:
        (problem,) = problems
        assert problem.rule == "too-large"
        assert f"65,535 bytes, {more}" not in problem.message
        assert f"{LIMIT + more:,} bytes, {more:,} over the limit of 65,535" in problem.message


def test_the_limit_counts_utf8() -> None:
    """A file in another encoding is measured as it is sent: in UTF-8."""
    form = long_form("x" * 40_000)
    assert is_valid(f"<?xml version='1.0' encoding='UTF-16'?>{form.to_xml()}".encode("utf-16"))


def test_the_size_comes_with_the_rest() -> None:
    """A document that is too large is still checked."""
    xml = HTMLQuestion("x" * 70_000).to_xml().replace("FrameHeight", "FrameHight")
    assert [problem.rule for problem in iter_problems(xml)] == ["too-large", "unknown-element"]


def test_answers_have_no_limit() -> None:
    """The limit applies to what requesters send; a worker's answers may be longer."""
    answer = f"<Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>{'x' * 70_000}</FreeText></Answer>"
    xml = f'<QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers")}">{answer}</QuestionFormAnswers>'
    assert is_valid(xml)
    assert [problem.rule for problem in iter_problems(xml[:-1])] == ["not-well-formed"]


def test_schemas_of_ones_own(tmp_path: Path) -> None:
    """A user's XSDs replace the package's; for what their folder lacks, the package's are used."""
    own = shipped().file(namespace("ExternalQuestion")).read_text(encoding="utf-8")
    (tmp_path / "External.xsd").write_text(own.replace('"FrameHeight"', '"FrameWidth"'), encoding="utf-8")
    schemas = Schemas(tmp_path)
    xml = (FILES / "valid" / "ExternalQuestion" / "a-query.xml").read_text(encoding="utf-8")
    assert is_valid(xml.replace("FrameHeight", "FrameWidth"), schemas=schemas)
    (problem,) = iter_problems(xml, schemas=schemas)
    assert problem.message == "`FrameHeight` is not an element of `ExternalQuestion`; did you mean `FrameWidth`?"
    assert is_valid(FORM, schemas=schemas)


def test_many_threads_at_once() -> None:
    """With many threads, each document gets only its own problems."""
    documents = list(generated(namespace("QuestionForm"), 240, seed=5))
    alone = [list(iter_problems(document)) for document in documents]
    assert any(alone)
    barrier = threading.Barrier(8)

    def work(number: int) -> list[bool]:
        barrier.wait()
        order = [(index * 7 + number * 31) % len(documents) for index in range(len(documents))]
        return [list(iter_problems(documents[index])) == alone[index] for index in order]

    with ThreadPoolExecutor(8) as pool:
        assert all(all(same) for same in pool.map(work, range(8)))


def test_every_document_that_libxml2_refuses_has_a_problem() -> None:
    """Over generated documents of all kinds, the schema's rules find something exactly where libxml2 says no."""
    for document in ("QuestionForm", "HTMLQuestion", "ExternalQuestion", "AnswerKey", "QuestionFormAnswers"):
        uri = namespace(document)
        for xml in generated(uri, 300, seed=11):
            problems = check(load(xml)).problems
            root = etree.fromstring(xml)
            right_root = root.tag == f"{{{uri}}}{document}"
            assert (problems == []) == (right_root and shipped().compiled(uri).validate(root)), xml
            assert not [problem for problem in problems if problem.rule == "schema"], (xml, problems)


def test_problem_is_exported() -> None:
    """The record's class is part of the surface."""
    assert isinstance(next(iter_problems("")), Problem)


def test_a_problem_is_one_line() -> None:
    """Line breaks and other invisible characters of the document are escaped in the line that is printed."""
    xml = (FILES / "valid" / "ExternalQuestion" / "a-query.xml").read_text(encoding="utf-8")
    (problem,) = iter_problems(xml.replace("400", "4\n0\u202e\x85"))
    assert problem.message.startswith("`FrameHeight` is `4\n0\u202e\x85`")
    assert "`4\\n0\\u202e\\x85`" in str(problem)
    assert str(problem).isprintable()


QUESTION = (
    "<Question><QuestionIdentifier>q{}</QuestionIdentifier><QuestionContent><Text/></QuestionContent>"
    "<AnswerSpecification><FreeTextAnswer/></AnswerSpecification></Question>"
)


def form(*parts: str) -> str:
    """A QuestionForm of these parts, as XML."""
    return f'<QuestionForm xmlns="{namespace("QuestionForm")}">{"".join(parts)}</QuestionForm>'


def test_a_large_valid_document_is_read() -> None:
    """A form of thousands of questions is too large for the service, but can still be read."""
    xml = form(*[QUESTION.format(number) for number in range(5_000)])
    assert [problem.rule for problem in iter_problems(xml)] == ["too-large"]
    assert len(QuestionForm.from_xml(xml).questions) == 5_000
    with pytest.raises(InvalidDocument) as caught:
        QuestionForm.from_xml(xml.replace("<Text/>", "<Txt/>", 1))
    assert {problem.rule for problem in caught.value.problems} == {"too-large"}


def test_many_answers_are_read() -> None:
    """A document of thousands of answers is valid."""
    answer = "<Answer><QuestionIdentifier>q{}</QuestionIdentifier><FreeText>a</FreeText></Answer>"
    body = "".join(answer.format(number) for number in range(7_000))
    xml = f'<QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers")}">{body}</QuestionFormAnswers>'
    assert is_valid(xml)
    assert len(parse_answers(xml)) == 7_000


def test_the_limit_looks_at_the_root() -> None:
    """Neither a comment that names another document nor a long comment changes which limit applies."""
    big = long_form("x" * 70_000).to_xml()
    assert [problem.rule for problem in iter_problems(f"<!-- <QuestionFormAnswers> -->{big}")] == ["too-large"]
    answers = (
        f'<QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers")}"><Answer><QuestionIdentifier>q'
        f"</QuestionIdentifier><FreeText>{'x' * 70_000}</FreeText></Answer></QuestionFormAnswers>"
    )
    assert is_valid(f"<!-- {'long ' * 1_000} -->{answers}")


@pytest.mark.parametrize("marks", ["\ufeff\ufeff", "\ufeff\n\ufeff", "\ufeff \ufeff"])
def test_marks_before_a_document_type(marks: str) -> None:
    """No number of byte order marks hides a document type definition from the check."""
    evil = form(QUESTION).replace("<Text/>", "<Text>&e;</Text>")
    for doctype in ("<!DOCTYPE QuestionForm [<!ENTITY e 'X'>]>", "<!DOCTYPE a [<!ATTLIST Text b CDATA 'c'>]>"):
        for xml in (f"{marks}{doctype}{evil}", f"{marks}{doctype}{form(QUESTION)}"):
            for source in (xml, xml.encode()):
                (problem,) = iter_problems(source)
                assert problem.severity == "error"
                with pytest.raises(InvalidDocument):
                    QuestionForm.from_xml(source)


def test_nothing_missing_is_hidden_by_a_stranger() -> None:
    """An unknown child does not hide a missing sibling, unless it is in the place of one of a choice."""
    rules = [problem.rule for problem in iter_problems(form("<Question><Foo/></Question>"))]
    assert sorted(rules) == ["missing-element"] * 3 + ["unknown-element"]
    xml = form(QUESTION.replace("FreeTextAnswer", "Foo"))
    assert [problem.rule for problem in iter_problems(xml)] == ["unknown-element"]


@pytest.mark.parametrize(
    ("broken", "rules"),
    [
        ("<OtherSelection/>" + "<Selection/>" * 1_100, {"misplaced-element"}),
        ("<Selection/>" * 1_100 + "<Foo/>", {"missing-element", "unknown-element"}),
    ],
)
def test_long_sequences(broken: str, rules: set[str]) -> None:
    """Mistakes in a sequence of more than a thousand children are reported, though not always as few as possible."""
    answer = f"<SelectionAnswer><Selections>{broken}</Selections></SelectionAnswer>"
    problems = list(iter_problems(form(QUESTION.replace("<FreeTextAnswer/>", answer))))
    assert {problem.rule for problem in problems} == rules
    assert [problem.hint for problem in problems].count("checking stopped here, so there may be more problems") == 1


def test_a_key_of_very_many_options() -> None:
    """An element that is missing before a long sequence is reported."""
    option = "<AnswerOption><SelectionIdentifier>a</SelectionIdentifier><AnswerScore>1</AnswerScore></AnswerOption>"
    xml = f'<AnswerKey xmlns="{namespace("AnswerKey")}"><Question>{option * 1_100}</Question></AnswerKey>'
    _, problem = iter_problems(xml)
    assert problem.message == "`Question` has no `QuestionIdentifier`; expected it before `AnswerOption`"


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (form(QUESTION).replace("<Text/>", "<QuestionText>?</QuestionText>"), "did you mean `Text`?"),
        (form("<Question version='1'/>"), "`version` is not an attribute of `Question`; it has no attributes"),
        (f"<CreateHIT>{form(QUESTION)}</CreateHIT>", "use only the `QuestionForm` inside it, on line 1"),
        (QUESTION, "wrap it in the root element `QuestionForm`"),
        (
            form(QUESTION).replace("<FreeTextAnswer/>", "<FreeTextAnswer><Length/></FreeTextAnswer>"),
            "`Length` is directly inside `FreeTextAnswer`; expected it inside `Constraints` (wrap it in <Constraints>)",
        ),
        (form(QUESTION).replace("2017-11-06/", ""), "the date is missing; expected `"),
        (
            form(QUESTION).replace(
                "<Text/>", "<Text xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='x'/>"
            ),
            "`xsi:type` gives `Text` a type other than the one in the schema (remove it)",
        ),
        ("<!DOCTYPE html>\n<html></html>", "this is an HTML page, not a Mechanical Turk document"),
        ("<" + "a" * 300_000 + "/>", "a name has 300,000 characters and was not read"),
        (f'<QuestionForm xmlns="{"u" * 60_000}">' + "<a/>" * 1_000 + "</QuestionForm>", "a namespace has 60,000 char"),
    ],
)
def test_what_was_probably_meant(xml: str, said: str) -> None:
    """Common mistakes are reported helpfully and briefly."""
    text = "\n".join(map(str, iter_problems(xml)))
    assert said in text
    assert len(text) < 2_000


def test_schemas_that_are_of_no_use(tmp_path: Path) -> None:
    """XSDs that do not compile, or lack the root, are a SchemaNotFound that names the file."""
    uri = namespace("ExternalQuestion")
    head = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{uri}">'
    xml = (FILES / "valid" / "ExternalQuestion" / "a-query.xml").read_text(encoding="utf-8")
    for body in ("<xs:element name='Other' type='xs:string'/>", "<xs:element name='ExternalQuestion' type='none'/>"):
        (tmp_path / "own.xsd").write_text(f"{head}{body}</xs:schema>", encoding="utf-8")
        with pytest.raises(SchemaNotFound, match=r"own\.xsd"):
            list(iter_problems(xml, schemas=Schemas(tmp_path)))


def test_utf16_without_a_mark() -> None:
    """UTF-16 is recognised by its first character, without a declaration or a byte order mark."""
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        assert is_valid(FORM.to_xml().encode(encoding))


def test_a_declaration_of_two_bytes_in_single_ones() -> None:
    """A file in single bytes that declares UTF-16 is reported."""
    xml = f"<?xml version='1.0' encoding='utf-16'?>{FORM.to_xml()}".encode()
    (problem,) = iter_problems(xml)
    assert (problem.rule, problem.hint) == (
        "wrong-encoding",
        "declare UTF-8, or save the file in the declared encoding",
    )


def test_paths_in_what_is_not_well_formed() -> None:
    """A path counts the elements that were read before the mistake."""
    (problem,) = iter_problems(form(QUESTION, QUESTION.replace("<Text/>", "<Text>&</Text>")))
    assert problem.path == "/QuestionForm/Question[2]/QuestionContent/Text"
