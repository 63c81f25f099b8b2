"""A document as Python code: it builds the document again, and a formatter has nothing to change."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    AnswerFormatRegex,
    AnswerKey,
    AnswerOption,
    Answers,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    InvalidArgument,
    KeyedQuestion,
    Overview,
    Question,
    QuestionForm,
    ScaleMapping,
    SelectionAnswer,
)
from questionforms.conversion import to_python
from questionforms.conversion.python_code import NAMES
from questionforms.conversion.refusals import iter_refusals
from questionforms.elements.base.element import Document
from tests.conversion.readable import readable
from tests.documents import needs_shared
from tests.long_runs import examples
from tests.strategies import documents

HEAD = 'xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd"'

#: Text whose width is not that of its characters.
COMBINED = "e\u0301 " * 40

#: Text as people write it: long, in several lines, with quotes, and with what cannot be seen.
long_texts = st.lists(
    st.sampled_from(
        ["lorem", "ipsum", "it's", '"so"', "\n", "é", "日本語", "\\d", "\t", " ", '"""', "\U0001f600", " \n", "\u0301"]
    ),
    min_size=5,
    max_size=60,
).map(" ".join)
long_forms = st.builds(
    lambda first, second, third: QuestionForm(
        Overview(FormattedContent(first)),
        Question(
            "q",
            [first, FormattedContent(second)],
            SelectionAnswer(
                {"a": second, "b": FormattedContent(third), "c": "C"},
                other=FreeTextAnswer(AnswerFormatRegex(first, error_text=third)),
            ),
        ),
    ),
    long_texts,
    long_texts,
    long_texts,
)


def run(code: str) -> Any:
    """The document that the code builds."""
    names: dict[str, Any] = {}
    exec(code, names)
    (found,) = [names[name] for name in set(NAMES.values()) if name in names]
    return found


@needs_shared
@pytest.mark.parametrize("document", readable())
def test_code_of_the_corpus_builds_it_again(document: Document) -> None:
    """The code of each document that can be read builds an equal one, or says what the constructors refuse."""
    code = to_python(document)
    refusals = list(iter_refusals(document))
    for refusal in refusals:
        assert f"# {refusal}\n" in code
    if refusals:
        with pytest.raises(InvalidArgument):
            run(code)
    else:
        assert run(code) == document


@examples(200)
@given(st.one_of(documents, long_forms))
def test_code_builds_an_equal_document(document: Document) -> None:
    """The code of whatever the builder makes builds it again, and nothing of it is refused."""
    assert list(iter_refusals(document)) == []
    assert run(to_python(document)) == document


@pytest.mark.slow
@needs_shared
@pytest.mark.skipif(find_spec("ruff") is None, reason="needs ruff, from the extra `lint`")
def test_a_formatter_changes_nothing(tmp_path: Path) -> None:
    """Ruff, with its own settings, leaves the code and the imports of the corpus and of long forms as they are."""
    found = [parameter.values[0] for parameter in readable()]

    @examples(150)
    @given(st.one_of(documents, long_forms))
    def add(document: Document) -> None:
        found.append(document)

    add()
    for number, document in enumerate(found):
        (tmp_path / f"document_{number}.py").write_text(to_python(document), encoding="utf-8")
    for command in (["format", "--diff"], ["check", "--select", "I,F"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", "--no-cache", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_a_form() -> None:
    """A line has 88 columns; what does not fit has an entry a line; long text is cut after blanks."""
    sentence = "Read the whole review, to its end, before you answer; it may turn round in its last words."
    form = QuestionForm(
        Question("why", sentence, FreeTextAnswer(default=sentence)),
        Question("tone", "Which?", SelectionAnswer({"good": "Good", "bad": sentence}, style="radiobutton")),
    )
    assert (
        to_python(form)
        == """\
from questionforms import FreeTextAnswer, Question, QuestionForm, SelectionAnswer

form = QuestionForm(
    Question(
        "why",
        (
            "Read the whole review, to its end, before you answer; it may turn round "
            "in its last words."
        ),
        FreeTextAnswer(
            default=(
                "Read the whole review, to its end, before you answer; it may turn "
                "round in its last words."
            ),
        ),
    ),
    Question(
        "tone",
        "Which?",
        SelectionAnswer(
            {
                "good": "Good",
                "bad": (
                    "Read the whole review, to its end, before you answer; it may turn "
                    "round in its last words."
                ),
            },
            style="radiobutton",
        ),
    ),
)
"""
    )


@pytest.mark.parametrize(
    ("document", "statement"),
    [
        (HTMLQuestion("<p>short</p>\n"), 'question = HTMLQuestion("<p>short</p>\\n")'),
        (HTMLQuestion('<p class="a">'), "question = HTMLQuestion('<p class=\"a\">')"),
        (HTMLQuestion("""<p>it's "so"</p>"""), r"""question = HTMLQuestion('<p>it\'s "so"</p>')"""),
        (HTMLQuestion("a\\b\u200b\x85"), 'question = HTMLQuestion("a\\\\b\\u200b\\x85")'),
        (
            HTMLQuestion(f"<p>{'x' * 80}</p>\n  \nend"),
            f'question = HTMLQuestion("""\\\n<p>{"x" * 80}</p>\n \\x20\nend""")',
        ),
        (
            HTMLQuestion(f'\n<p>{"x" * 80}</p>\t\n\t"""""'),
            f'question = HTMLQuestion("""\n<p>{"x" * 80}</p>\\t\n\t\\"\\"\\""\\"""")',
        ),
        (
            HTMLQuestion(f"\n{'x' * 90}", 5),
            f'question = HTMLQuestion(\n    """\n{"x" * 90}""",\n    frame_height=5,\n)',
        ),
        (
            HTMLQuestion(f"\n{'x' * 90}"),
            f'question = HTMLQuestion(\n    """\n{"x" * 90}""",\n)',
        ),
        (HTMLQuestion(COMBINED), f'question = HTMLQuestion(\n    "{COMBINED}",\n)'),
        (HTMLQuestion("x" * 90), f'question = HTMLQuestion(\n    "{"x" * 90}",\n)'),
        (
            HTMLQuestion(f"{'x' * 80} {'y' * 90}"),
            f'question = HTMLQuestion(\n    "{"x" * 80} "\n    "{"y" * 90}"\n)',
        ),
        (
            AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1)), mapping=ScaleMapping(1e300)),
            'key = AnswerKey(\n    KeyedQuestion("q", AnswerOption("a", score=1)),\n'
            "    mapping=ScaleMapping(1e300),\n)",
        ),
    ],
)
def test_texts(document: Document, statement: str) -> None:
    """Text stands between double quotes, or three of them; blanks that an editor would take are escaped."""
    assert to_python(document).partition("\n\n")[2] == f"{statement}\n"


@pytest.mark.parametrize(
    ("content", "path", "message"),
    [
        (
            "<Question><QuestionIdentifier/>{content}</Question>",
            "/QuestionForm/Question",
            "argument `identifier`: it is empty; expected a name such as 'q1', since answers refer to it",
        ),
        (
            "<Question><QuestionIdentifier>a</QuestionIdentifier>{content}</Question>" * 2,
            "/QuestionForm",
            "argument `parts`: the identifier 'a' is given twice; expected unique identifiers",
        ),
        (
            "<Overview><Text>?</Text></Overview>",
            "/QuestionForm",
            "argument `parts`: no Question is given; expected at least one",
        ),
    ],
)
def test_what_is_refused(content: str, path: str, message: str) -> None:
    """What can be read, but not built, is in the code under a comment that says where it stands and what is wrong."""
    question = (
        "<QuestionContent><Text>?</Text></QuestionContent><AnswerSpecification><FreeTextAnswer/></AnswerSpecification>"
    )
    form = QuestionForm.from_xml(f"<QuestionForm {HEAD}>{content.format(content=question)}</QuestionForm>")
    assert [tuple(refusal) for refusal in iter_refusals(form)] == [(path, message)]
    assert f"correct them before you run this code:\n# {path}: {message}\nform = QuestionForm(" in to_python(form)


def test_each_refusal_is_told_once() -> None:
    """Each element that is refused is named by its path in the XML, those inside before those around them."""
    form = QuestionForm.from_xml(
        f"""<QuestionForm {HEAD}>
        <Question><QuestionIdentifier>a</QuestionIdentifier><QuestionContent><Text>?</Text></QuestionContent>
        <AnswerSpecification><FreeTextAnswer><Constraints><IsNumeric minValue="2" maxValue="1"/>
        <AnswerFormatRegex regex="a"/><AnswerFormatRegex regex="a" flags="g"/></Constraints></FreeTextAnswer>
        </AnswerSpecification></Question>
        <Question><QuestionIdentifier>b</QuestionIdentifier><QuestionContent><Text>?</Text></QuestionContent>
        <AnswerSpecification><SelectionAnswer><MaxSelectionCount>9</MaxSelectionCount><Selections>
        <Selection><SelectionIdentifier/><Text>A</Text></Selection>
        <OtherSelection><Constraints><Length minLength="3" maxLength="2"/></Constraints></OtherSelection>
        </Selections></SelectionAnswer></AnswerSpecification></Question></QuestionForm>"""
    )
    free = "/QuestionForm/Question[1]/AnswerSpecification/FreeTextAnswer/Constraints"
    choice = "/QuestionForm/Question[2]/AnswerSpecification/SelectionAnswer"
    assert [refusal.path for refusal in iter_refusals(form)] == [
        f"{free}/IsNumeric",
        f"{free}/AnswerFormatRegex[2]",
        f"{choice}/Selections/Selection",
        f"{choice}/Selections/OtherSelection/Constraints/Length",
    ]


def test_infinity_is_refused_by_name() -> None:
    """A multiplier that is no finite number stands in the code as a float, so that its constructor refuses it."""
    key = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1)), mapping=ScaleMapping(2))
    for text in ("INF", "NaN", "-INF"):
        read = AnswerKey.from_xml(key.to_xml().replace("2.0", text))
        with pytest.raises(InvalidArgument, match="ScaleMapping: argument `multiplier`"):
            run(to_python(read))


def test_answers_are_code_as_well() -> None:
    """A worker's answers are built again under the name `answers`."""
    code = to_python(Answers(Answer("q", selections=["a", "b"])))
    assert (
        code
        == """\
from questionforms import Answer, Answers

answers = Answers(Answer("q", selections=["a", "b"]))
"""
    )
