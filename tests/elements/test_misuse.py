"""Errors of misuse are raised on the caller's line: no line of this library is in their traceback."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import questionforms as q
from questionforms.elements.base.element import Element

FREE = q.FreeTextAnswer()
FORM = q.QuestionForm(q.Question("q", "?", FREE))
wrong: Any = 5

MISTAKES: list[Callable[[], Any]] = [
    lambda: q.Title(wrong),
    lambda: q.Question("q", "?", wrong),
    lambda: q.Question("q", [wrong], FREE),
    lambda: q.SelectionAnswer({"a": "A"}, style=wrong),
    lambda: q.SelectionAnswer([wrong, [wrong]]),
    lambda: q.QuestionForm(wrong),
    lambda: q.Binary("a.png", "image", "a"),
    lambda: q.Image("a.png", "a"),
    lambda: q.likert("q", "?", points=wrong + 100),
    lambda: q.likert("q", "?", labels=[wrong] * 5),
    lambda: q.ExternalQuestion("http://example.org"),
    lambda: q.HTMLQuestion(Path("there is no such file.html")),
    lambda: q.HTMLQuestion.from_template("${a}"),
    lambda: q.AnswerKey.for_form(FORM, {"r": "a"}),
    lambda: FORM["r"],
    lambda: FORM[wrong],
    lambda: q.Answer("q", selections=wrong),
    lambda: q.Title(*()),  # type: ignore[call-arg]
    lambda: q.Title("a", "b"),  # type: ignore[call-arg]
    lambda: q.Question("q", "?", FREE, requird=True),  # type: ignore[call-overload]
    lambda: q.Image("https://example.org/a.png"),  # type: ignore[call-arg]
    lambda: q.likert("q"),  # type: ignore[call-arg]
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: inspect.getsource(mistake).strip()[8:40])
def test_the_last_line_of_a_traceback_is_the_callers(mistake: Callable[[], Any]) -> None:
    """Each error, the first time and later, ends on the line that made the mistake."""
    for _ in range(2):
        with pytest.raises((q.QuestionFormsError, OSError, TypeError)) as caught:
            mistake()
        frames = traceback.extract_tb(caught.value.__traceback__)
        assert [frame.filename for frame in frames] == [__file__, __file__]
        assert frames[-1].lineno == mistake.__code__.co_firstlineno


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: q.HTMLQuestion("<p>", height=450),  # type: ignore[call-arg]
            "HTMLQuestion: got an unexpected keyword argument 'height'; "
            "expected HTMLQuestion(html, frame_height=0); did you mean `frame_height`?",
        ),
        (
            lambda: q.Question(id="age", text="How old are you?", answer=FREE),  # type: ignore[call-overload]
            "Question: got an unexpected keyword argument 'id'; expected Question(identifier, *content_and_answer, "
            "display_name=None, required=None, content=None, answer=None)",
        ),
        (
            lambda: q.SelectionAnswer("Yes", "No"),  # type: ignore[call-arg, arg-type]
            "SelectionAnswer: too many positional arguments; "
            "expected SelectionAnswer(selections, *, min=None, max=None, style=None, other=None)",
        ),
        (
            lambda: q.FileUploadAnswer(1000),  # type: ignore[call-arg]
            "FileUploadAnswer: too many positional arguments; expected FileUploadAnswer(*, max_bytes, min_bytes=1)",
        ),
        (
            lambda: q.AnswerOption("cat"),  # type: ignore[call-arg]
            "AnswerOption: missing a required argument: 'score'; expected AnswerOption(*selections, score)",
        ),
        (
            lambda: q.Binary(*()),  # type: ignore[call-arg]
            "Binary: missing a required argument: 'url'; expected Binary(url, mime_type, alt_text)",
        ),
        (
            lambda: q.likert("q", "?", scale=7),  # type: ignore[call-arg]
            "likert: got an unexpected keyword argument 'scale'; "
            "expected likert(identifier, text, *, points=5, labels=None, required=None)",
        ),
        (
            lambda: q.Image("https://example.org/a.png", alt="a"),  # type: ignore[call-arg]
            "Image: got an unexpected keyword argument 'alt'; expected Image(url, alt_text); did you mean `alt_text`?",
        ),
    ],
)
def test_a_wrong_call_gets_the_parameters(call: Callable[[], Any], message: str) -> None:
    """An argument that does not exist, is one too many or is missing: the error has the parameters to use."""
    for _ in range(2):
        with pytest.raises(TypeError) as caught:
            call()
        assert str(caught.value) == message


def test_a_program_shows_only_its_own_lines(tmp_path: Path) -> None:
    """What Python prints about an error has the program's file, its line, and the message."""
    program = tmp_path / "survey.py"
    program.write_text(
        "from questionforms import Question, SelectionAnswer\n"
        "\n"
        "Question(\n"
        "    'mood',\n"
        "    'How are you?',\n"
        "    SelectionAnswer(['Good', 'Bad'], style='radio'),\n"
        ")\n",
        encoding="utf-8",
    )
    root = Path(q.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, program.name],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stderr.splitlines()
    assert [line.strip() for line in lines if line.startswith("  File")] == [f'File "{program}", line 6, in <module>']
    assert "'radio' is not valid" in lines[-1]


def test_errors_of_other_code_keep_their_lines() -> None:
    """An error in code that an element calls is not misuse, and its traceback shows that code."""

    class Broken:
        def __html__(self) -> str:
            raise ZeroDivisionError("in here")

    with pytest.raises(ZeroDivisionError) as caught:
        q.Overview(Broken())
    assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "__html__"


def test_the_context_of_an_error_is_kept() -> None:
    """An error that is raised while another one is handled has it as its context."""

    def fail() -> None:
        try:
            FORM["r"]
        except q.QuestionNotFound:
            q.Title(wrong)

    with pytest.raises(q.WrongType) as caught:
        fail()
    assert isinstance(caught.value.__context__, q.QuestionNotFound)


def test_threads_raise_their_own_errors() -> None:
    """Errors in several threads do not mix."""
    seen: list[str] = []

    def fail(name: str) -> None:
        for _ in range(200):
            try:
                q.SelectionAnswer({"a": "A"}, style=name)  # type: ignore[arg-type]
            except q.InvalidArgument as error:
                if name not in str(error):
                    seen.append(str(error))

    threads = [threading.Thread(target=fail, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == []


@pytest.mark.parametrize("name", [name for name in q.__all__ if isinstance(getattr(q, name), type)])
def test_constructors_keep_their_signatures(name: str) -> None:
    """`inspect.signature` and `help` show the parameters of an element's constructor."""
    cls = getattr(q, name)
    if issubclass(cls, Element):
        assert "args" not in inspect.signature(cls).parameters


def test_functions_keep_their_names() -> None:
    """A function whose errors are raised on the caller's line has its signature and docstring, and can be pickled."""
    for function in (q.Image, q.likert):
        assert pickle.loads(pickle.dumps(function)) is function
        assert function.__doc__
    assert list(inspect.signature(q.Image).parameters) == ["url", "alt_text"]
    assert list(inspect.signature(q.HTMLQuestion.from_template).parameters)[:2] == ["template", "frame_height"]
    assert list(inspect.signature(FORM.__getitem__).parameters) == ["identifier"]
