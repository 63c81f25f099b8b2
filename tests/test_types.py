"""What type checkers say about programs that use the builder: nothing if they are right, else the line and the word.

Mypy runs in strict mode. Pyright runs as basedpyright, which comes with its own Node, in pyright's standard mode.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

import questionforms

pytestmark = pytest.mark.slow

ROOT = Path(questionforms.__file__).parents[1]

HEAD = """
from pathlib import Path
from typing import assert_type
from markupsafe import Markup
from questionforms import *

free = FreeTextAnswer()
picture = Image("https://example.org/a.png", "a")
items = [Title("a"), Text("b"), picture]
form = QuestionForm(Question("q", "?", free))
"""

RIGHT = """
Question("q", "?", free, required=True, display_name="One")
Question("q", picture, "What is it?", Markup("<b>Now.</b>"), free)
Question("q", ["Look.", Title("Then"), picture], SelectionAnswer({"a": "A"}))
Question("q", content=(text for text in ["a", "b"]), answer=free)
Question("q", "Say it.", answer=free)
Question("q", *items, free)
Question("q", items, free)
Overview("a", *items, FormattedContent(Path("rules.html")))
SelectionAnswer(["Yes", "No"], style="radiobutton")
SelectionAnswer(("Yes", "No"), min=0, max=2, style="checkbox", other=True)
SelectionAnswer([("y", "Yes"), ("n", picture), (3, Markup("<b>3</b>"))])
SelectionAnswer([["y", "Yes"], ["n", "No"]])
SelectionAnswer({1: "Bad", 2: "Good"}, style="dropdown")
SelectionAnswer({"a": "A", "b": picture, "c": FormattedContent("<b>C</b>")}, other=FreeTextAnswer(Length(1)))
SelectionAnswer([Selection(1, "One"), Selection("two", picture)])
SelectionAnswer(range(1, 6))
SelectionAnswer(str(number) for number in range(5))
SelectionAnswer({f"s{number}": f"Step {number}" for number in range(5)})
SelectionAnswer(zip(["a", "b"], ["A", "B"]))
SelectionAnswer({"a": "A"}.items())
QuestionForm(Overview("a"), likert("a", "?", points=7), likert("b", ["?", picture], labels=["Bad", "Good"]))
QuestionForm(Question("q", "?", FileUploadAnswer(max_bytes=9)), version="2005-10-01")
assert_type(form["q"], Question)
assert_type("q" in form, bool)
assert_type(parse("<x/>", kind=QuestionForm), QuestionForm)
assert_type(parse(Path("key.xml"), kind=AnswerKey).mapping is None, bool)
assert_type(picture, Binary)
assert_type([question.display_name for question in form.questions], list[str | None])
likert("q", "?", points=3, labels=["Bad", picture, Markup("<b>Good</b>")])
HTMLQuestion(Path("page.html"), 400)
HTMLQuestion.from_template(Path("page.html"), 400, colour="red")
AnswerFormatRegex("^a", flags="i")
"""

#: Each mistake is followed by the word that both checkers show, or by two if mypy's differs from pyright's.
WRONG = """
Question(1, "?", free)  # W: int identifier
Question("q", "?", "free")  # W: str AnswerSpecification
Question("q", "?")  # W: Question __init__
Question("q", free)  # W: FreeTextAnswer
Question("q", free, "?")  # W: FreeTextAnswer
Question("q", "?", free, free)  # W: FreeTextAnswer
Question("q", 5, free)  # W: int 5
Question("q", "?", free, requird=True)  # W: requird
Question("q", "?", free, required="yes")  # W: str yes
SelectionAnswer("Yes")  # W: str Yes
SelectionAnswer({"a": 1})  # W: int
SelectionAnswer([("a", 1)])  # W: int
SelectionAnswer([1.5])  # W: float
SelectionAnswer({"a": "A"}, style="radio")  # W: radio
SelectionAnswer({"a": "A"}, stile="list")  # W: stile
SelectionAnswer({"a": "A"}, max="2")  # W: max
Selection("a", 5)  # W: int 5
QuestionForm([Question("q", "?", free)])  # W: list
QuestionForm(Question("q", "?", free), version="2017")  # W: 2017
Overview(5)  # W: int 5
Title(Path("a"))  # W: Path
List(["a", "b"])  # W: list
FreeTextAnswer("a")  # W: str a
AnswerFormatRegex("a", flags="g")  # W: Literal['g']
Image("https://example.org/a.png")  # W: alt_text
likert("q", "?", lables=["a", "b"])  # W: lables
likert("q", "?", labels="Bad")  # W: str Bad
likert("q", "?", points="5")  # W: points
HTMLQuestion(5)  # W: int 5
parse("<x/>", kind=Question)  # W: Question
form[0]  # W: int 0
form["q"].identifer  # W: identifer
form["q"].required = True  # W: required
list(form)  # W: QuestionForm
"""


class Message(NamedTuple):
    """One error of a type checker."""

    file: str
    line: int
    text: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the right and the wrong programs."""
    folder = tmp_path_factory.mktemp("programs")
    for name, lines in (("right", RIGHT), ("wrong", WRONG)):
        (folder / f"{name}.py").write_text(HEAD + lines, encoding="utf-8")
    environment = {"venvPath": str(Path(sys.prefix).parent), "venv": Path(sys.prefix).name}
    settings = {"typeCheckingMode": "standard", "pythonVersion": "3.11", "extraPaths": [str(ROOT)], **environment}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


Checker = Callable[[Path], Iterator[Message]]


def mypy(folder: Path) -> Iterator[Message]:
    """The errors of mypy."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(folder / "cache")]
    done = subprocess.run(
        [*command, "right.py", "wrong.py"],
        cwd=folder,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout or not done.stderr, done.stderr
    for line in done.stdout.splitlines():
        if at := re.match(r"(\w+\.py):(\d+): (?:error|note): (.*)", line):
            yield Message(at[1], int(at[2]), at[3])


def pyright(folder: Path) -> Iterator[Message]:
    """The errors of pyright."""
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "right.py", "wrong.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    for found in json.loads(done.stdout)["generalDiagnostics"]:
        if found["severity"] == "error":
            yield Message(Path(found["file"]).name, found["range"]["start"]["line"] + 1, found["message"])


CHECKERS = [
    pytest.param(mypy, marks=pytest.mark.skipif(find_spec("mypy") is None, reason="needs mypy, from the extra `lint`")),
    pytest.param(
        pyright,
        marks=pytest.mark.skipif(find_spec("basedpyright") is None, reason="needs basedpyright, from the extra `lint`"),
    ),
]


@pytest.mark.parametrize("checker", CHECKERS)
def test_right_programs_are_accepted_and_wrong_ones_are_not(checker: Checker, folder: Path) -> None:
    """A checker has no error in the right program, and in the wrong one an error with the word on each of its lines."""
    messages = list(checker(folder))
    assert [message for message in messages if message.file == "right.py"] == []
    lines = (folder / "wrong.py").read_text(encoding="utf-8").splitlines()
    mistakes = {number: line.split("# W: ")[1].split() for number, line in enumerate(lines, 1) if "# W: " in line}
    found = {number: "\n".join(text for _, line, text in messages if line == number) for number in mistakes}
    assert {message.line for message in messages if message.file == "wrong.py"} == set(mistakes)
    missed = {
        number: found[number] for number, words in mistakes.items() if not any(word in found[number] for word in words)
    }
    assert missed == {}


def test_the_programs_run_as_they_are_checked() -> None:
    """What the checkers accept is accepted at run time, apart from files that are not there."""
    names: dict[str, object] = {}
    exec(HEAD.replace("from typing import assert_type", "assert_type = lambda value, kind: value"), names)
    for line in RIGHT.strip().splitlines():
        if "Path(" not in line and "<x/>" not in line:
            exec(line, names)


@pytest.mark.parametrize(
    "line", [line for line in WRONG.strip().splitlines() if not line.startswith('form["q"].required')]
)
def test_mistakes_are_refused_at_run_time(line: str) -> None:
    """Each mistake that the checkers find raises an error, too."""
    names: dict[str, object] = {}
    exec(HEAD, names)
    with pytest.raises((TypeError, ValueError, LookupError, AttributeError)):
        exec(line, names)
