"""Real documents that nobody here wrote: each is handled as the index says, and the valid ones survive a round trip.

`python -m tests.test_corpus` writes anew what the rules find in them; read the difference before you commit it.
"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from questionforms import Answers, InvalidDocument, iter_problems, parse, parse_answers
from questionforms.checks.validate import check
from questionforms.codes import CODES
from questionforms.namespaces import VERSIONS
from questionforms.xml.load import LIMIT, load
from tests.documents import SHARED, corpus, needs_shared

pytestmark = needs_shared

#: Values whose lexical form may change: numbers and booleans.
NUMBERS = {
    *("MinSelectionCount", "MaxSelectionCount", "NumberOfLinesSuggestion", "FrameHeight", "AnswerScore"),
    *("DefaultScore", "MaximumSummedScore", "SummedScoreMultiplier", "InclusiveLowerBound", "InclusiveUpperBound"),
    *("QualificationValue", "OutOfRangeQualificationValue", "MaxFileSizeInBytes", "MinFileSizeInBytes"),
    *("UploadedFileSizeInBytes",),
}
#: What the rules find: a document, a rule, and in how many places.
FINDINGS = Path(__file__).parent / "files" / "corpus.tsv"
ADDRESSES = {"DataURL", "FlashMovieURL", "AppletPath", "ExternalURL"}


def name(path: Path) -> str:
    """How a document is called in pytest's output."""
    return f"{path.parent.name}/{path.name}"


def index() -> dict[str, dict[str, str]]:
    """The index of the corpus, by path."""
    with (SHARED / "corpus" / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def is_called_valid(path: Path) -> bool:
    """Whether the index calls the document valid."""
    row = index()[name(path)]
    return row["well_formed"] == "yes" and "XSD: valid" in row["notes"]


def canonical(xml: bytes) -> bytes:
    """C14N, but for what a rewriting may change: prefixes, comments, blanks between elements, forms of values."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    root = etree.fromstring(xml, parser)
    copied = etree.Element(root.tag, nsmap={None: etree.QName(root).namespace or ""})
    _copy(root, copied)
    return etree.tostring(copied, method="c14n")


def _copy(source: etree._Element, target: etree._Element) -> None:
    local = etree.QName(source).localname
    text = source.text or ""
    if len(source) or (local not in ADDRESSES | NUMBERS and not text.strip() and _holds_elements(local)):
        text = ""
    elif local in NUMBERS:
        text = str(Decimal(text.strip()).normalize())
    elif local == "IsRequired":
        text = {"1": "true", "0": "false"}.get(text.strip(), text.strip())
    elif local in ADDRESSES:
        text = " ".join(text.split())
    target.text = text
    for key, value in source.attrib.items():
        target.set(key, value.strip().lstrip("+") if local in {"IsNumeric", "Length"} else value)
    for child in source:
        _copy(child, etree.SubElement(target, child.tag))


def _holds_elements(local: str) -> bool:
    return local in {"FreeTextAnswer", "OtherSelection", "Constraints", "QuestionFormAnswers"}


@pytest.mark.parametrize("path", corpus(), ids=name)
def test_the_verdict_is_the_index_own(path: Path) -> None:
    """What the index calls valid fits its schema; all problems have a rule, a place and words."""
    try:
        fits = check(load(path)).root is not None
    except InvalidDocument:
        fits = False
    problems = list(iter_problems(path))
    assert is_called_valid(path) == fits
    assert fits or problems
    for problem in problems:
        code = CODES[problem.rule]
        case = code.case(problem.case)
        assert problem.severity == ((case and case.severity) or code.severity)
        assert problem.message
        assert problem.file == str(path)
        assert (problem.line or 0) >= 1
        assert (problem.column or 0) >= 1
        assert "{http" not in str(problem)
        assert problem.rule == "not-well-formed" or problem.path.startswith("/") or problem.rule == "wrong-encoding"


def findings() -> str:
    """The rules that find something in each document, as the lines of the record."""
    lines = []
    for path in corpus():
        counts = Counter((problem.severity, problem.rule) for problem in iter_problems(path))
        lines += [f"{name(path)}\t{severity}\t{rule}\t{count}\n" for (severity, rule), count in sorted(counts.items())]
    return "".join(lines)


def test_the_rules_find_what_they_found_before() -> None:
    """What the rules find in the corpus, each error judged by a person, is what is recorded."""
    assert findings() == FINDINGS.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in corpus() if is_called_valid(path)], ids=name)
def test_valid_documents_survive_a_round_trip(path: Path) -> None:
    """Each valid document is read, and written canonically equal; what is written is read equal."""
    document = parse(path)
    assert document.tag in VERSIONS
    assert canonical(load(path).data) == canonical(document.to_bytes())
    assert canonical(load(path).data) == canonical(document.to_xml(indent=True).encode())
    assert parse(document.to_xml()) == document
    assert parse(path.read_text(encoding="utf-8")) == document
    assert document.size == len(document.to_bytes()) <= max(LIMIT, path.stat().st_size)


@pytest.mark.parametrize("path", [path for path in corpus() if not is_called_valid(path)], ids=name)
def test_invalid_documents_are_refused(path: Path) -> None:
    """Each of the others raises InvalidDocument, with the same problems, and nothing else."""
    with pytest.raises(InvalidDocument) as caught:
        parse(path)
    assert list(caught.value.problems) == list(iter_problems(path))


@pytest.mark.parametrize("path", corpus("answers"), ids=name)
def test_answers_are_read_or_refused_with_a_reason(path: Path) -> None:
    """Every answers document gives answers, or says in which line it is broken."""
    try:
        answers = parse_answers(path.read_bytes())
    except InvalidDocument as error:
        if index()[name(path)]["well_formed"] == "yes" or not error.problems[0].line:
            pytest.fail(str(error))
    else:
        assert isinstance(answers, Answers)
        texts = [text for text in etree.fromstring(answers.to_xml()).itertext() if text.strip()]
        source = load(path).text
        assert len(texts) >= source.count("<QuestionIdentifier>") - source.count("<QuestionIdentifier></")


if __name__ == "__main__":
    FINDINGS.write_text(findings(), encoding="utf-8")
