"""HITs beside assignments: their columns are added by HITId, wherever they are in the source."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from questionforms.answers.archives.sources import iter_assignments, iter_blocks
from questionforms.exceptions import InvalidArgument

HIT = {
    "HITId": "H1",
    "HITTypeId": "T1",
    "CreationTime": "2020-01-01T00:00:00Z",
    "Title": "Fruit",
    "Question": "<QuestionForm/>",
    "MaxAssignments": 3,
    "Reward": "0.05",
    "QualificationRequirements": [{"Comparator": "Exists"}],
    "Expiration": "soon",
}
ASSIGNMENTS = [
    {"AssignmentId": "A1", "HITId": "H1", "Answer": ""},
    {"AssignmentId": "A2", "HITId": "H2", "Answer": ""},
    {"AssignmentId": "A3", "HITId": "H1", "Title": "Its own", "Reward": None, "Answer": ""},
]
JOINED = {
    "HITTypeId": "T1",
    "CreationTime": datetime(2020, 1, 1, tzinfo=UTC),
    "Title": "Fruit",
    "Question": "<QuestionForm/>",
    "MaxAssignments": 3,
    "Reward": "0.05",
    "Expiration": "soon",
    "QualificationRequirements": '[{"Comparator": "Exists"}]',
}
EXPECTED = [JOINED, {}, JOINED | {"Title": "Its own"}]
PAGE = {"NumResults": 1, "HITs": [HIT]}


@pytest.mark.parametrize("hits", [PAGE, {"HIT": HIT}, HIT, [HIT], [PAGE], [{"HITs": []}, PAGE]])
@pytest.mark.parametrize("first", [True, False], ids=["before", "behind"])
def test_in_memory(hits: Any, first: bool) -> None:
    """Pages, responses, HITs and lists of them can be before or behind the assignments."""
    for assignments in (ASSIGNMENTS, {"Assignments": ASSIGNMENTS}, [{"Assignment": one} for one in ASSIGNMENTS]):
        source = [hits, assignments] if first else [assignments, hits]
        assert [one.others for one in iter_assignments(source)] == EXPECTED
        found = [block.assignment(at).others for block in iter_blocks(source, 2) for at in range(len(block.xml))]
        assert found == EXPECTED


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(PAGE, indent=1),
        json.dumps({"HIT": HIT}),
        json.dumps([HIT]),
        json.dumps(HIT) + "\n",
        json.dumps({"HITs": []}) + json.dumps(PAGE),
        json.dumps({"ResponseMetadata": {"RequestId": "x"}, **PAGE}, sort_keys=True),
    ],
)
def test_in_files(content: str, tmp_path: Path) -> None:
    """A file of HITs is found whatever its name, and its place among the others."""
    for number, name in enumerate(("0.json", "9.json")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).write_text(content)
        (folder / "5.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in ASSIGNMENTS))
        assert [one.others for one in iter_assignments(folder)] == EXPECTED
        for order in itertools.permutations(sorted(folder.iterdir())):
            assert [one.others for one in iter_assignments(list(order))] == EXPECTED
        assert [one.others for one in iter_assignments([folder / "5.jsonl", PAGE])] == EXPECTED


def test_behind_the_assignments_in_one_file(tmp_path: Path) -> None:
    """HITs at the end of a long file are found, too."""
    path = tmp_path / "all.json"
    many = [{"AssignmentId": f"A{number}", "HITId": "H1", "Answer": " " * 1_000} for number in range(3_000)]
    path.write_text(json.dumps({"Assignments": many}) + json.dumps(PAGE))
    assert all(one.others == JOINED for one in iter_assignments(path))


def test_responses_with_their_hit() -> None:
    """The response of `get_assignment` has the HIT of its assignment."""
    (found,) = iter_assignments({"Assignment": ASSIGNMENTS[0], "HIT": HIT})
    assert found.others == JOINED


def test_hits_alone(tmp_path: Path) -> None:
    """HITs without assignments are refused, in memory and in a file."""
    path = tmp_path / "hits.json"
    path.write_text(json.dumps(PAGE))
    sources: list[Any] = [PAGE, [HIT], path, {"HITs": []}]
    for source in sources:
        with pytest.raises(InvalidArgument, match=r"it has [01] HITs? but no assignments; pass them as well"):
            list(iter_assignments(source))
        with pytest.raises(InvalidArgument, match="but no assignments"):
            list(iter_blocks(source, 5))
    with pytest.raises(InvalidArgument, match="but no assignments"):
        list(iter_assignments(iter([HIT])))
