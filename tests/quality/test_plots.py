"""Plots of quality figures: what is drawn, on axes that start at zero. Artists are looked at, not dots."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms import InvalidArgument, WrongType
from questionforms.quality import agreement, plot_agreement, plot_workers, workers
from tests.quality.crowds import crowd

pytest.importorskip("matplotlib", reason="needs matplotlib, from the extra `plot`")
pytest.importorskip("krippendorff", reason="needs krippendorff, from the extra `quality`")
import pyarrow as pa  # type: ignore[import-untyped]

DISAGREED = pa.table({"HITId": ["H", "H", "I", "I"], "WorkerId": ["W", "V"] * 2, "q": ["a", "b", "a", "b"]})
EQUAL = pa.table({"HITId": ["H", "H"], "WorkerId": ["W", "V"], "all $equal$": ["a", "a"]})


def test_panels_share_their_scale(tmp_path: Path) -> None:
    """Alpha and the share of equal pairs are bars on one scale, below zero too; a reason replaces a missing bar."""
    found = [agreement(pa.table(crowd(1).columns()), "animal"), agreement(DISAGREED, "q")]
    found.append(agreement(EQUAL, "all $equal$"))
    figure = plot_agreement(found, path=tmp_path / "agreement.svg")
    alpha, percent = figure.axes
    assert alpha.get_xlim() == percent.get_xlim()
    assert alpha.get_xlim()[0] < (found[1].alpha or 0) < 0
    widths = [patch.get_width() for patch in alpha.patches]  # type: ignore[attr-defined]
    assert widths == [found[0].alpha, found[1].alpha, 0]
    assert [patch.get_width() for patch in percent.patches] == [one.percent for one in found]  # type: ignore[attr-defined]
    assert [label.get_text() for label in alpha.get_yticklabels()] == ["animal", "q", "all $equal$"]
    assert any("undefined: all answers" in text.get_text() for text in alpha.texts)


def test_workers_are_dots_from_zero(tmp_path: Path) -> None:
    """Each worker with a time and an agreement is a dot; the others are counted."""
    columns = crowd(1).columns()
    seconds = [
        None if worker == "W00" else 20 + len(unit) for unit, worker in zip(*list(columns.values())[:2], strict=True)
    ]
    table = pa.table({**columns, "WorkTimeInSeconds": seconds})
    figure = plot_workers(workers(table, "animal"), path=tmp_path / "workers.png")
    (axes,) = figure.axes
    assert axes.get_xlim()[0] == 0
    assert axes.get_ylim() == (0, 1)
    assert len(axes.collections[0].get_offsets()) == 11  # type: ignore[arg-type]
    assert "1 without a time or an agreement not shown" in axes.texts[0].get_text()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_workers_of_a_data_frame(library: str) -> None:
    """Any data frame of the figures is drawn, and the title names the question."""
    frame = pytest.importorskip(library, reason=f"needs {library}, from the extra `test`")
    table = workers(DISAGREED, "q")
    same = table.to_pandas() if library == "pandas" else frame.from_arrow(table)
    titles = [
        figure.axes[0].get_title(loc="left")
        for figure in (plot_workers(table), plot_workers(same, question="r"), plot_workers(same, question="a " * 100))
    ]
    start = "Agreement with the majority of the others"
    assert titles[:2] == [f"{start}: q", f"{start}: r"]
    assert "\n" not in titles[2]


def test_equal_times_are_inside() -> None:
    """Where all times are equal, the dots are in the middle."""
    table = pa.table({**DISAGREED.to_pydict(), "WorkTimeInSeconds": [30] * 4})
    (axes,) = plot_workers(workers(table, "q")).axes
    assert axes.get_xlim() == (0, 60)


def test_misuse_is_refused(tmp_path: Path) -> None:
    """Other values than agreements and workers' tables, and paths that are no pictures, are errors."""
    with pytest.raises(InvalidArgument, match="expected at least one Agreement"):
        plot_agreement([])
    with pytest.raises(WrongType, match="expected an Agreement"):
        plot_agreement([1])  # type: ignore[list-item]
    for wrong in ("animal", 5):
        with pytest.raises(WrongType, match=r"is (a str|an int); expected an Agreement, which `agreement` returns"):
            plot_agreement(wrong)  # type: ignore[arg-type]
    for table in (DISAGREED, "animal"):
        with pytest.raises(WrongType, match="expected a table that `workers` returned"):
            plot_workers(table)
    with pytest.raises(WrongType, match="expected the identifier of a question"):
        plot_workers(workers(DISAGREED, "q"), question=1)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match=r"plot_agreement: .*does not have an image suffix"):
        plot_agreement(agreement(DISAGREED, "q"), path=tmp_path / "a.txt")
