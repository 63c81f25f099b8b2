"""The reader of one document: what it may raise, that its two ways agree, and that what it gives can be written."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from questionforms import Answer, Answers, InvalidDocument, parse_answers
from questionforms.answers.read.answers import as_sent
from questionforms.namespaces import XSI
from tests.answers.read.test_fast import agree
from tests.answers.written import in_lines, on_one_line
from tests.fuzz.seeds import DOCUMENTS

SEEDS = DOCUMENTS


def check(data: bytes) -> None:
    """Read an input as bytes and as text, and check what comes out."""
    text = data.decode(errors="surrogateescape")
    agree(text)
    sources: list[str | bytes] = [data, text]
    found = [_read(source) for source in sources]
    if data.isascii() and b"encoding" not in data:
        assert found[0] == found[1]
    for source, answers in zip(sources, found, strict=True):
        if answers is not None:
            _check_whole(source, answers)
            _check_fields(answers)
            _check_written(answers)


def _read(source: str | bytes) -> Answers | None:
    try:
        return parse_answers(source)
    except InvalidDocument as error:
        refused = error
    assert str(refused)
    assert refused.problems
    assert all((problem.line or 0) >= 1 and (problem.column or 0) >= 1 for problem in refused.problems)
    return None


def _check_whole(source: bytes | str, answers: Answers) -> None:
    """Whatever another parser finds, blanks aside, is in the answers, however often it is there."""
    try:
        root = ElementTree.fromstring(source)
    except (ElementTree.ParseError, ValueError, LookupError):  # it is empty, or escaped once more
        return
    assert not Counter("".join(_texts(root))) - Counter("".join(values(answers)))


def _texts(node: ElementTree.Element, dropped: str = "") -> Iterator[str]:
    """The texts in an element without blanks; within a size, without what a number may do without."""
    dropped = "+-0" if node.tag.rpartition("}")[2] == "UploadedFileSizeInBytes" else dropped
    for text in (node.text, *[child.tail for child in node]):
        yield "".join((text or "").split()).strip(dropped)
    yield from ["".join(value.split()) for name, value in node.items() if not name.startswith(f"{{{XSI}}}")]
    for child in node:
        yield from _texts(child, dropped)


def values(answers: Answers) -> Iterator[str]:
    """All texts in answers."""
    for entry in answers.entries:
        yield from (entry.identifier, entry.text or "", *entry.selections, entry.other_text or "")
        yield from (str(entry.upload_size or ""), entry.upload_key or "", *[text for _, text in entry.extras])
    yield from [text for _, text in answers.extras]


def _check_fields(answers: Answers) -> None:
    """The fields, the mapping and the problems are of the types that are documented, and agree."""
    fields = answers.expanded()
    assert answers.expanded(split=[]) == fields
    assert set(answers.expanded(split=list(fields))) == set(fields)
    json.dumps(fields)
    if "taskAnswers" not in answers:
        assert set(answers) <= set(fields)
    assert list(answers) == list(dict.fromkeys(entry.identifier for entry in answers.entries))
    assert [answers[name] for name in answers] == [answers.all(name)[0] for name in answers]
    assert all((problem.line or 0) >= 1 and problem.rule and str(problem) for problem in answers.problems)
    assert repr(answers)
    restored = pickle.loads(pickle.dumps(answers))
    assert (restored, hash(restored), restored.problems) == (answers, hash(answers), answers.problems)


def _check_written(answers: Answers) -> None:
    """What is written is read again equal; what the schema has no name for is not written."""
    plain = [_without_extras(entry) for entry in answers.entries]
    for xml in (answers.to_xml(), answers.to_xml(indent=True), answers.to_bytes()):
        assert list(parse_answers(xml).entries) == plain
    if not any(problem.severity == "error" for problem in answers.problems):
        assert Answers(*plain) == answers
        for xml in (on_one_line(answers), in_lines(answers)):
            assert parse_answers(xml) == parse_answers(xml.encode()) == answers


def _without_extras(entry: Answer) -> Answer:
    return as_sent(
        *(entry.identifier, entry.text, entry.selections),
        *(entry.other_text, entry.upload_size, entry.upload_key),
    )
