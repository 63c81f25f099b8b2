"""Plans of faults: which calls fail, always the same ones, and what a wrong plan is refused with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.marketplace import Fault, FaultPlan
from questionforms.marketplace.faults.fault_plan import operations

if TYPE_CHECKING:
    from pathlib import Path


def struck(plan: FaultPlan, operation: str = "CreateHIT", calls: int = 1000) -> list[int]:
    """The numbers of the calls that fail."""
    return [call for call in range(1, calls + 1) if plan.fault(operation, call) is not None]


def test_numbers() -> None:
    """`at` names calls of each operation, alone or in a list."""
    assert struck(FaultPlan([Fault("error", "CreateHIT", at=[3, 7])])) == [3, 7]
    assert struck(FaultPlan([Fault("error", at=2)]), "GetHIT") == [2]
    assert struck(FaultPlan([Fault("error", "CreateHIT", at=2)]), "GetHIT") == []


def test_always() -> None:
    """Without `at` and `rate` every call fails, and by a rate of 0 none."""
    assert struck(FaultPlan([Fault("error")]), calls=3) == [1, 2, 3]
    assert struck(FaultPlan([Fault("error", rate=0)])) == []


def test_rate() -> None:
    """About the share of `rate` fails, and always the same calls for one seed; operations do not disturb each other."""
    found = struck(FaultPlan([Fault("error", rate=0.2)], seed=1))
    assert 150 < len(found) < 250
    assert struck(FaultPlan([Fault("error", rate=0.2)], seed=1)) == found
    assert struck(FaultPlan([Fault("error", rate=0.2)], seed=2)) != found
    assert struck(FaultPlan([Fault("error", rate=0.2)], seed=1), "GetHIT") != found


def test_first() -> None:
    """Of several faults for one call, the first in the plan happens."""
    plan = FaultPlan([Fault("throttle", at=1), Fault("error")])
    assert [found[0].kind for call in (1, 2) if (found := plan.fault("CreateHIT", call))] == ["throttle", "error"]


def test_operations() -> None:
    """A plan can name the operations of both APIs."""
    assert {"CreateHIT", "SendBonus", "worker.accept", "worker.submit_form"} <= {*operations()}


@pytest.mark.parametrize(
    ("given", "argument", "words"),
    [
        ({"kind": "cut-befor"}, "kind", "did you mean `cut-before`?"),
        ({"kind": "error", "operations": "CreateHit"}, "operations", "did you mean `CreateHIT`?"),
        ({"kind": "error", "operations": ["worker.acept"]}, "operations", "did you mean `worker.accept`?"),
        ({"kind": "error", "at": 0}, "at", "counted from 1"),
        ({"kind": "error", "at": 1, "rate": 0.5}, "rate", "leave out one"),
        ({"kind": "error", "rate": 20}, "rate", "a share from 0 to 1"),
        ({"kind": "error", "byte": 3}, "byte", "it belongs to `cut-response`"),
        ({"kind": "delay"}, "seconds", "it is missing"),
        ({"kind": "delay", "seconds": -1}, "seconds", "expected 0 to 3600"),
        ({"kind": "error", "seconds": 1}, "seconds", "only `delay` or `slow` take it"),
    ],
)
def test_wrong_values(given: dict[str, Any], argument: str, words: str) -> None:
    """A fault that makes no sense is refused, with what was probably meant."""
    with pytest.raises(InvalidArgument) as caught:
        Fault(**given)
    assert caught.value.argument == argument
    assert words in caught.value.message


@pytest.mark.parametrize(
    "given", [{"at": 1.5}, {"at": [True]}, {"rate": "0.2"}, {"byte": 1.0, "kind": "cut-response"}, {"operations": 3}]
)
def test_wrong_types(given: dict[str, Any]) -> None:
    """A value of another type is refused."""
    with pytest.raises(WrongType):
        Fault(**{"kind": "error", **given})


def test_wrong_plans() -> None:
    """A plan holds faults, and its seed is a number."""
    with pytest.raises(WrongType, match="expected a Fault"):
        FaultPlan(["error"])  # type: ignore[list-item]
    with pytest.raises(WrongType, match="expected an int"):
        FaultPlan([], seed="1")  # type: ignore[arg-type]


def test_file(tmp_path: Path) -> None:
    """A plan is read from TOML."""
    file = tmp_path / "plan.toml"
    file.write_text(
        'seed = 7\n[[fault]]\nkind = "error"\noperations = "GetHIT"\n'
        '[[fault]]\nkind = "cut-response"\nrate = 0.5\nbyte = -1\n'
    )
    assert FaultPlan.read(file) == FaultPlan(
        [Fault("error", "GetHIT"), Fault("cut-response", rate=0.5, byte=-1)], seed=7
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seed = 1\n[[fault]\n", "not valid TOML"),
        ("sed = 1\n", "line 1: argument `sed`: there is no such key; did you mean `seed`?"),
        ("\nseed = true\n", "line 2: argument `seed`: True is a bool"),
        ('[[faults]]\nkind = "error"\n', "line 1: argument `faults`: there is no such key; did you mean `fault`?"),
        ('[fault]\nkind = "error"\n', "line 1: argument `fault`: expected tables"),
        ('[[fault]]\nkind = "error"\n\n[[fault]]\nrate = 1\n', "line 4: argument `kind`: it is missing"),
        ('[[fault]]\nkind = "error"\n[[fault]]\nkind = "eror"\n', "line 4: argument `kind`: there is no kind `eror`"),
        (
            '[[fault]]\nkind = "error"\nrates = 1\n',
            "line 3: argument `rates`: there is no such key; did you mean `rate`?",
        ),
        ('[[fault]]\nkind = "error"\nrate = "1"\n', "line 3: argument `rate`: '1' is a str"),
        ('fault = [{kind = "eror"}]\n', "line 1: argument `kind`: there is no kind `eror`"),
    ],
)
def test_wrong_files(tmp_path: Path, text: str, words: str) -> None:
    """A wrong plan in a file is refused with the line and what was meant."""
    file = tmp_path / "plan.toml"
    file.write_text(text)
    with pytest.raises(InvalidArgument) as caught:
        FaultPlan.read(file)
    assert words in str(caught.value)
