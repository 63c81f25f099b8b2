"""Real answers that nobody here wrote: what must come out of each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from questionforms import InvalidDocument, parse_answers
from questionforms.answers.read.fast import split
from tests.documents import corpus, needs_shared

pytestmark = needs_shared

#: Document -> how many answers of which kinds, with the rules of its problems; or why it is refused, and where.
OUTCOMES: dict[str, str] = {
    "002-surveyman-example": "3 free_text",
    "003-goamz-responses-test": "4 free_text",
    "006-kbp-online-turk": "9 free_text",
    "007-mturk-poster-processor-process-answer": "4 free_text",
    "008-conversnitch-mturk": "1 free_text",
    "018-nodemturk-getassignmentsforhitresponse-1": "2 free_text, 1 selection, 1 upload",
    "026-hello-mturk-vanilla": "1 free_text",
    "027-plausibility": "1 free_text",
    "028-not-much": "1 free_text",
    "029-recognized-face": "1 free_text",
    "030-node-tags": "3 free_text",
    "031-node-tags-no-namespace": "3 free_text, wrong-namespace",
    "032-dialog-eval-big": "23 free_text",
    "033-kbp-output": "7 free_text",
    "034-breadboard-space-in-decl": "not-well-formed in 1:3",
    "035-annotator-polygon": "1 free_text",
    "036-annotator-two-fields": "2 free_text",
    "037-annotator-bad-json": "1 free_text",
    "038-annotator-malformed": "not-well-formed in 1:40",
    "039-annotator-no-namespace": "1 free_text, wrong-namespace",
    "040-annotator-empty-fields": "2 free_text, wrong-namespace",
    "041-mturk-bridge": "7 free_text, wrong-namespace",
    "042-rails-placeholder-ns": "1 free_text, 2 selection, wrong-namespace",
    "043-cloudsort": "2 free_text",
    "045-pplib-padded-id-2": "1 free_text, 1 selection, wrong-namespace",
    "046-goamz-hasevents": "1 free_text",
    "047-botocore-1167-closed": "6 free_text",
    "048-botocore-1167-truncated": "not-well-formed in 28:31",
    "049-awsdocs-form": "2 free_text",
    "050-awsdocs-crowd-form": "1 free_text",
    "052-automan-checkbox": "3 selection",
    "053-automan-radio": "1 selection",
    "054-automan-estimation": "1 free_text",
    "055-automan-checkbox-none": "nothing",
    "056-surveyman-pipe": "2 free_text",
    "057-surveyman-unescaped": "not-well-formed in 1:252",
    "060-dialmturk-dummy": "1 free_text",
    "061-dialmturk-two": "2 free_text",
    "075-amti-taskanswers-nested": "1 free_text",
}


def outcome(path: Path) -> str:
    """What comes out of a document, in the words of the table."""
    try:
        answers = parse_answers(path.read_bytes())
    except InvalidDocument as error:
        problem = error.problems[0]
        return f"{problem.rule} in {problem.line}:{problem.column}"
    kinds = Counter([entry.kind for entry in answers.entries])
    counts = [f"{count} {kind}" for kind, count in kinds.items()] or ["nothing"]
    return ", ".join([*counts, *[problem.rule for problem in answers.problems]])


@pytest.mark.parametrize("path", corpus("answers"), ids=lambda path: path.stem)
def test_each_document_gives_what_is_recorded(path: Path) -> None:
    """Each document is read or refused as the table says."""
    assert OUTCOMES[path.stem] == outcome(path)


def test_the_table_is_of_the_whole_corpus() -> None:
    """Each document has its line in the table."""
    assert sorted(OUTCOMES) == [path.stem for path in corpus("answers")]


@pytest.mark.parametrize("path", corpus("answers"), ids=lambda path: path.stem)
def test_another_parser_finds_the_same(path: Path) -> None:
    """Each value in each answer, in order, is what ElementTree finds; what it refuses is refused."""
    text = path.read_text(encoding="utf-8").strip()
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        with pytest.raises(InvalidDocument):
            parse_answers(text)
        return
    expected = [[(child.tag.rpartition("}")[2], child.text or "") for child in entry] for entry in root]
    found = []
    for entry in parse_answers(text).entries:
        values = [("QuestionIdentifier", entry.identifier), ("FreeText", entry.text)]
        values += [("SelectionIdentifier", selection) for selection in entry.selections]
        values += [("OtherSelectionText", entry.other_text)]
        values += [("UploadedFileSizeInBytes", None if entry.upload_size is None else str(entry.upload_size))]
        found.append(
            [(name, value) for name, value in [*values, ("UploadedFileKey", entry.upload_key)] if value is not None]
        )
    assert expected == found


def test_most_are_read_the_quick_way() -> None:
    """What the service wrote is read without the parser: 28 of 39 documents."""
    assert sum(split(path.read_text(encoding="utf-8")) is not None for path in corpus("answers")) == 28
