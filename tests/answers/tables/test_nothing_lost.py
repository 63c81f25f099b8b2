"""That nothing a worker sent is lost: answers come back equal through tables, and each character is counted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers
from questionforms.answers import table
from questionforms.namespaces import namespace
from tests.answers.tables.test_rows import documents, entries, from_long, texts
from tests.answers.written import in_lines, on_one_line
from tests.documents import corpus, generated, needs_shared

pytest.importorskip("pyarrow")

#: Identifiers as workers' forms have them: names, sentences, addresses, anything.
identifiers = texts | st.sampled_from(["How old are you?", "http://example.org/?a=1&b=2", "taskAnswers", "q|1"])
anything = st.lists(
    entries
    | st.builds(Answer, identifiers)
    | st.builds(lambda name, text: Answer(name, text=text), identifiers, texts),
    max_size=5,
).map(lambda found: Answers(*found))
written = st.sampled_from([on_one_line, in_lines])


def from_wide(row: dict[str, Any]) -> Answers:
    """The answers that a wide row without a form was made of; by question, and then those in `rest`."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in list(row.items())[12:-1]:
        if value is not None:
            question, role = re.fullmatch(r"(?:Answer\.)?(.*?)(?:\.(\w+))?", name).groups()  # type: ignore[union-attr]
            found.setdefault(question, {})[role or ("selections" if isinstance(value, list) else "text")] = value
    entries = []
    for question, values in found.items():
        if "upload_size" in values and "text" in values:
            values["upload_key"] = values.pop("text")
        entries.append(Answer(question, **values))
    return Answers(*entries, *from_long(row["rest"] or []).entries)


def counted(text: str) -> Counter[str]:
    """The characters of a text, but for blanks."""
    return Counter("".join(text.split()))


def held(rows: list[dict[str, Any]]) -> Counter[str]:
    """The characters in the rows of one document in the long layout: each value, and once the question of an answer."""
    questions = {row["answer"]: row["question"] for row in rows if row["answer"] is not None}
    return counted("".join([*questions.values(), *(row["value"] or "" for row in rows)]))


def by_document(sources: list[str] | list[bytes]) -> list[list[dict[str, Any]]]:
    """The rows of each document in the long layout, all in one table."""
    found: list[list[dict[str, Any]]] = [[] for _ in sources]
    pairs = [(str(number), source) for number, source in enumerate(sources)]
    for row in table(pairs, layout="long", infer=False, expand=False).to_pylist():
        found[int(row["AssignmentId"])].append(row)
    return found


@given(st.lists(st.tuples(anything, written), max_size=4))
def test_answers_come_back_from_the_long_layout(sent: list[tuple[Answers, Any]]) -> None:
    """Whatever answers the service writes, in either way, come back equal through a long table of them all.

    Each character that stands between the tags, as another parser finds them, is in it once.
    """
    sources = [write(answers) for answers, write in sent]
    found = by_document(sources)
    assert [from_long(rows) for rows in found] == [answers for answers, _ in sent]
    for source, rows in zip(sources, found, strict=True):
        assert counted("".join(ElementTree.fromstring(source).itertext())) == held(rows)


@given(st.lists(st.tuples(documents, written), max_size=4))
def test_answers_come_back_from_the_wide_layout(sent: list[tuple[Answers, Any]]) -> None:
    """The same through a wide table; its columns are not in the order of the answers."""
    found = table([write(answers) for answers, write in sent], infer=False).to_pylist()
    for row, (answers, _) in zip(found, sent, strict=True):
        assert sorted(map(repr, from_wide(row).entries)) == sorted(map(repr, answers.entries))


def test_each_character_of_documents_that_break_the_schema() -> None:
    """Of documents with other elements, in other orders, or repeated, each character is in the table nevertheless."""
    sources = list(generated(namespace("QuestionFormAnswers"), 400))
    for source, rows in zip(sources, by_document(sources), strict=True):
        root = ElementTree.fromstring(source)
        for size in root.iter(f"{{{namespace('QuestionFormAnswers')}}}UploadedFileSizeInBytes"):
            size.text = re.sub(r"^\s*\+?0*(?=[0-9])", "", size.text or "")  # a size is a number, and `+05` is 5
        assert not counted("".join(root.itertext())) - held(rows), source


@needs_shared
@pytest.mark.parametrize("path", corpus("answers"), ids=lambda path: path.stem)
def test_each_character_of_real_documents(path: Path) -> None:
    """Each character of a real document is in the table: between the tags, or the whole of it where it is no XML."""
    source = path.read_text(encoding="utf-8")
    (rows,) = by_document([source])
    try:
        expected = "".join(ElementTree.fromstring(source).itertext())
    except ElementTree.ParseError:
        expected = source
    assert counted(expected) == held(rows)
