"""The registry of codes: no name without a row and a page, no row without a use, and what each row says."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from questionforms import FreeTextAnswer, HTMLQuestion, IsNumeric, Question, QuestionForm, iter_problems
from questionforms.answers import Answer, Answers
from questionforms.checks.html.parse_errors import MISTAKES
from questionforms.checks.rules import RULES
from questionforms.codes import CODES, FAMILIES, Case, Code, names_for, names_of, page_of, verdict
from questionforms.mturk import Layout, hit_problems
from questionforms.mturk.qualifications import requirement_problems
from questionforms.problems import Problem, as_dict, make_problem
from tests.code_names import calls, cases, made_without_a_row
from tests.markdown import ROOT

FIELDS = {"title": "t", "description": "d", "reward": "0.10", "duration": 600, "lifetime": 3_600}
PAGE = (
    '<!DOCTYPE html><html><head><title>t</title></head><body><form method="post" '
    'action="https://www.mturk.com/mturk/externalSubmit"><input name="assignmentId"><input name="a"{}>'
    "</form></body></html>"
)


def test_every_name_in_the_code_has_a_row() -> None:
    """What makes a problem in the package gives it a name that has a row."""
    lost = [f"{call.module}:{call.line}: {name}" for call in calls() for name in call.names if name not in CODES]
    assert lost == []


def test_every_row_is_used() -> None:
    """Each row is for a name that something in the package gives."""
    assert CODES.keys() - {name for call in calls() for name in call.names} == set()


def test_every_name_can_be_read_in_the_code() -> None:
    """No call makes a problem whose name is neither written there nor given by a record or an argument."""
    assert [f"{call.module}:{call.line}" for call in calls() if not call.names and not call.forwards] == []


def test_no_problem_is_made_without_its_row() -> None:
    """Only the registry makes problems, so that each has the severity of its row."""
    assert made_without_a_row() == []


def test_every_row_has_a_page_and_every_page_a_row() -> None:
    """The folder of each family has the pages of its rows, and no others."""
    for family, (_, _, folder) in FAMILIES.items():
        found = set((ROOT / "questionforms" / folder).glob("*.md"))
        assert found == {page_of(name) for name in names_of(family)}


def test_a_rule_is_in_the_folder_of_its_family() -> None:
    """A module of a rule has the name of the rule, and its folder that of the row's family."""
    files = {file for file in (ROOT / "questionforms/checks/rules").glob("*/*.py") if not file.name.startswith("_")}
    assert files == {page_of(name).with_suffix(".py") for name in RULES}
    assert {file.parent.name for file in files} <= {
        name for name, family in FAMILIES.items() if family.kind == "document"
    }


def test_every_case_is_used() -> None:
    """The key of a case is a parse error, or is given where a problem is made."""
    keys = {key for code in CODES.values() for case in code.cases for key in case.keys.split()}
    assert keys - MISTAKES.keys() == cases()


def test_a_source_is_given_for_what_the_service_did() -> None:
    """Where a row says that the service refused or accepted something, it says how that is known."""
    rows: list[Code | Case] = [*CODES.values()]
    rows += [case for code in CODES.values() for case in code.cases]
    assert [row for row in rows if row.service != "unknown" and not row.source] == []


@pytest.mark.parametrize(
    ("page", "service"),
    [
        (PAGE.format("></input"), "accepts"),
        (PAGE.format("></p"), "accepts"),
        (PAGE.format("></span"), "accepts"),
        (PAGE.format("><body"), "refuses"),
        (PAGE.format(' value="a"class="b"'), "refuses"),
        (PAGE.format("><b"), "unknown"),
        (PAGE.format(' value="a" value="b"'), "unknown"),
    ],
)
def test_what_the_service_did_about_a_parse_error(page: str, service: str) -> None:
    """A stray end tag was accepted, a second body and a missing blank were refused; of the others nothing is known."""
    for problems in (
        iter_problems(page, page=True),
        iter_problems(HTMLQuestion(page)),
        iter_problems(HTMLQuestion(page).to_xml()),
        hit_problems(HTMLQuestion(page), **FIELDS),  # type: ignore[arg-type]
    ):
        errors = [problem for problem in problems if problem.rule == "html-parse-error"]
        assert {verdict(problem).service for problem in errors} == {service}


def test_what_the_service_did_about_an_ampersand() -> None:
    """In the value of a layout a bare `&` was refused; in a page it is not known."""
    layout = Layout("3EXAMPLE", {"name": "Fish &chips"})
    (found,) = hit_problems(layout=layout, **FIELDS)  # type: ignore[arg-type]
    (other,) = iter_problems(PAGE.format("><p>Fish &chips</p"), page=True, select=["unescaped-ampersand"])
    assert found.rule == other.rule == "unescaped-ampersand"
    assert (verdict(found).service, verdict(other).service) == ("refuses", "unknown")


def test_what_the_service_did_about_a_reference_of_html() -> None:
    """In XML it is refused; inside a FormattedContent the documentation's own sample has one."""
    form = QuestionForm(Question("q", "?", FreeTextAnswer())).to_xml()
    inside = "<FormattedContent><![CDATA[<p>&nbsp;</p>]]></FormattedContent>"
    found = [*iter_problems(form.replace("?</Text>", "&nbsp;</Text>"))]
    found += iter_problems(form.replace("<Text>?</Text>", inside))
    assert [(problem.rule, verdict(problem).service) for problem in found] == [
        ("undefined-entity", "refuses"),
        ("undefined-entity", "unknown"),
    ]


def test_a_case_may_have_a_severity_of_its_own() -> None:
    """A withdrawn country is a warning, and any other that does not exist an error."""
    codes = [{"Country": "AN"}, {"Country": "XX"}]
    required = {"QualificationTypeId": "00000000000000000071", "Comparator": "In", "LocaleValues": codes}
    found = [(problem.severity, verdict(problem).service) for problem in requirement_problems([required])]
    assert found == [("warning", "accepts"), ("error", "refuses")]


def test_one_name_for_a_number_out_of_range() -> None:
    """In a parameter, in a requirement and in an answer it is the same name; the service took it in an answer."""
    form = QuestionForm(Question("q", "?", FreeTextAnswer(IsNumeric(1, 5)), required=True))
    required = {"QualificationTypeId": "000000000000000000L0", "Comparator": "EqualTo", "IntegerValues": [101]}
    found = [
        *hit_problems(form, **FIELDS | {"duration": 1}),  # type: ignore[arg-type]
        *requirement_problems([required]),
        *form.iter_answer_problems(Answers(Answer("q", text="6"))),
    ]
    assert {problem.rule for problem in found} == {"number-out-of-range"}
    assert [verdict(problem).service for problem in found] == ["refuses", "refuses", "accepts"]


def test_a_problem_is_changed_and_keeps_its_case() -> None:
    """`dataclasses.replace` and pickling keep what the verdict depends on; comparing and showing leave it out."""
    problem = make_problem("unknown-country", "m", case="withdrawn")
    moved = replace(problem, path="there", line=3)
    assert (moved.case, moved.path, moved.severity) == ("withdrawn", "there", "warning")
    assert replace(moved, path="", line=None) == Problem(rule="unknown-country", severity="warning", message="m")
    assert Problem(rule="unknown-country", message="m", case="withdrawn").case == "withdrawn"
    assert pickle.loads(pickle.dumps(moved)).case == "withdrawn"
    assert "case" not in repr(moved)
    assert "case" not in as_dict(moved)


def test_kinds() -> None:
    """A name may be of documents and of calls, or of calls and of answers."""
    assert "too-large" in names_for("document") & names_for("call")
    assert "number-out-of-range" in names_for("answer") & names_for("call")
    assert names_for("document") & names_for("answer") == set()


def test_the_rows_cost_nothing_at_the_import(tmp_path: Path) -> None:
    """`import questionforms` does not load them."""
    code = "import questionforms, sys; print('questionforms.codes' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "False"
