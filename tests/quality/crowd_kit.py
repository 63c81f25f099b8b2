"""Records what crowd-kit's DawidSkene makes of five generated crowds, in tests/files/quality/crowd_kit.json.

No test needs crowd-kit. To record again, from this repository's folder:

    python3 -m venv /tmp/crowd-kit && /tmp/crowd-kit/bin/pip install crowd-kit==1.4.2 lxml markupsafe
    PYTHONPATH=. /tmp/crowd-kit/bin/python -m tests.quality.crowd_kit
"""

from __future__ import annotations

import json
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.quality.crowds import Crowd, crowd

RECORD = Path(__file__).parents[1] / "files" / "quality" / "crowd_kit.json"
SEEDS = (1, 2, 3, 4, 5)
#: crowd-kit runs all of these steps; nothing changes after the first 60.
STEPS = 300


def gold(made: Crowd) -> dict[str, str]:
    """The right labels of a tenth of the units."""
    return dict(list(made.truth.items())[::10])


def _probabilities(made: Crowd, known: dict[str, str] | None) -> dict[str, dict[str, float]]:
    pandas, kit = import_module("pandas"), import_module("crowdkit.aggregation")
    data = pandas.DataFrame(made.answers, columns=["task", "worker", "label"])
    labels = None if known is None else pandas.Series(known)
    found: Any = kit.DawidSkene(n_iter=STEPS, tol=float("-inf")).fit_predict_proba(data, labels)
    return {unit: row.to_dict() for unit, row in found.sort_index().iterrows()}


def main() -> None:
    """Record the probabilities of each crowd, without and with gold labels."""
    found = {}
    for seed in SEEDS:
        made = crowd(seed)
        found[str(seed)] = {"plain": _probabilities(made, None), "gold": _probabilities(made, gold(made))}
        print(f"seed {seed}: done")
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    record = {"crowd-kit": version("crowd-kit"), "steps": STEPS, "probabilities": found}
    RECORD.write_text(f"{json.dumps(record, indent=1)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
