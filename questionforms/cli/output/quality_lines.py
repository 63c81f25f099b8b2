"""Quality figures as lines for a terminal: the agreement, the consensus, and the workers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from questionforms.answers.summaries.descriptions import Bar
from questionforms.answers.summaries.text_bars import bar_lines, blocks, cut, cut_inside, line_width
from questionforms.quality.alpha import figures
from questionforms.quality.labels import shown_label
from questionforms.words import columns, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.quality.alpha import Agreement

#: The most labels, doubtful units and workers to show.
_MOST_LABELS, _MOST_UNITS, _MOST_WORKERS = 20, 5, 15
#: A unit is doubtful if the confidence in its label is less than this.
_DOUBTFUL = 0.8
#: The width of a bar in a table, and the most columns of a text there.
_BAR, _TEXT = 12, 30
#: The blanks between columns, and the least columns of a unit, however narrow the terminal is.
_GAP, _LEAST = 2, 12


class _Column(NamedTuple):
    """A column of a table: its name, and its cells from the rows."""

    name: str
    cell: Callable[[dict[str, Any]], str]
    right: bool = True
    #: The share to draw as a bar behind the cell.
    share: Callable[[dict[str, Any]], float | None] | None = None


def agreement_lines(found: Sequence[Agreement]) -> Iterator[str]:
    """Yield the figures of one question, or a line for each of several."""
    if len(found) == 1:
        yield _bold(f"agreement on {cut(found[0].question, line_width() - 13)}")
        widest = max(len(name) for name, _ in figures(found[0]))
        for name, value in figures(found[0]):
            yield f"  {name:<{widest}}  {value}"
        if found[0].repeated:
            yield f"  {counted(found[0].repeated, 'answer')} of the same worker to the same unit left out"
        return
    yield _bold("agreement")
    yield from _table(
        [
            _Column("question", lambda row: cut(row["question"], _TEXT), right=False),
            _Column("alpha", lambda row: _number(row["alpha"]), share=lambda row: row["alpha"]),
            _Column("equal pairs", lambda row: _percent(row["percent"])),
            _Column("units", lambda row: f"{row['units']:,}"),
            _Column("workers", lambda row: f"{row['raters']:,}"),
            _Column("metric", lambda row: str(row["metric"]), right=False),
        ],
        [{name: getattr(one, name) for name in one.__slots__} for one in found],
    )
    for one in found:
        if one.reason:
            yield f"  {cut(one.question, _TEXT)}: alpha is undefined: {one.reason}"


def consensus_lines(table: pa.Table, question: str, method: str) -> Iterator[str]:
    """Yield a bar for each label, and the units with the lowest confidence."""
    rows = [row for row in table.to_pylist() if row["votes"]]
    yield _bold(f"consensus on {cut(question, line_width() - 30)} ({method})")
    yield f"  {_head(table, rows)}"
    yield from _label_lines(rows)
    doubtful = sorted((row for row in rows if row["confidence"] < _DOUBTFUL), key=lambda row: row["confidence"])
    if doubtful:
        yield ""
        yield _bold("most doubtful units")
        yield from _unit_lines(table.column_names[:-4], doubtful[:_MOST_UNITS])
        if len(doubtful) > _MOST_UNITS:
            yield f"  and {counted(len(doubtful) - _MOST_UNITS, 'more unit')} with a confidence below {_DOUBTFUL:.0%}"


def _label_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a bar for each label, and one for the units whose labels are tied."""
    counts = Counter(shown_label(row["label"]) for row in rows if not row["tie"])
    often = sorted(counts.items(), key=lambda item: -item[1])
    bars = [Bar(name or "(none selected)", count, count / len(rows)) for name, count in often[:_MOST_LABELS]]
    tied = sum(row["tie"] for row in rows)
    yield from bar_lines([*bars, *([Bar("(tied)", tied, tied / len(rows))] if tied else [])], line_width(), _styled)
    if len(often) > _MOST_LABELS:
        yield f"  and {counted(len(often) - _MOST_LABELS, 'more label')}"


def _unit_lines(names: Sequence[str], rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each unit, whose columns use the room that the others leave."""
    others = [
        _Column("label", lambda row: cut(shown_label(row["label"]), _TEXT), right=False),
        _Column("confidence", lambda row: _percent(row["confidence"]), share=lambda row: row["confidence"]),
        _Column("votes", lambda row: f"{row['votes']:,}"),
        _Column("", lambda row: "tie" if row["tie"] else "", right=False),
    ]
    taken = sum(_GAP + _width(column, [column.cell(row) for row in rows]) for column in others)
    room = (line_width() - taken) // len(names) - _GAP
    units = [
        _Column(cut_inside(name, max(room, _LEAST)), _cell_of(name, max(room, _LEAST)), right=False) for name in names
    ]
    yield from _table([*units, *others], rows)


def worker_lines(table: pa.Table) -> Iterator[str]:
    """Yield a line for each of the workers with the most assignments."""
    rows = sorted(table.to_pylist(), key=lambda row: -row["assignments"])
    yield _bold(f"{counted(len(rows), 'worker')}, those with the most assignments first")
    optional = {
        "fast_share": _Column("very fast", _share_of("fast_share")),
        "gold_accuracy": _Column("gold", _gold),
        "commonest_share": _Column("most common", _share_of("commonest_share")),
    }
    there = {name for name in optional if table.column(name).null_count < len(table)}
    yield from _table(
        [
            _Column("worker", lambda row: cut(str(row["WorkerId"]), _TEXT), right=False),
            _Column("assignments", lambda row: f"{row['assignments']:,}"),
            _Column("agreement", lambda row: _percent(row["agreement"]), share=lambda row: row["agreement"]),
            _Column("median s", lambda row: "-" if row["median_seconds"] is None else f"{row['median_seconds']:,.0f}"),
            *[column for name, column in optional.items() if name in there],
            _Column("rejected", lambda row: "-" if row["rejected"] is None else f"{row['rejected']:,}"),
        ],
        rows[:_MOST_WORKERS],
    )
    if len(rows) > _MOST_WORKERS:
        yield f"  and {len(rows) - _MOST_WORKERS:,} more; use -o FILE --table workers to write them all"


def _head(table: pa.Table, rows: list[dict[str, Any]]) -> str:
    """How many units there are, their mean confidence, and how many are tied or have no answer."""
    found = [counted(len(rows), "unit")]
    if rows:
        found.append(f"mean confidence {sum(row['confidence'] for row in rows) / len(rows):.1%}")
    ties = sum(row["tie"] for row in rows)
    found += [counted(ties, "tie")] if ties else []
    silent = len(table) - len(rows)
    return "; ".join([*found, *([f"{counted(silent, 'more unit')} without an answer"] if silent else [])])


def _table(columns_: Sequence[_Column], rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield a header and the rows, in columns."""
    cells = [[column.cell(row) for row in rows] for column in columns_]
    widths = [_width(column, own) for column, own in zip(columns_, cells, strict=True)]
    blanks = " " * _GAP
    heads = [
        _padded(column.name, width, right=column.right and not column.share)
        for column, width in zip(columns_, widths, strict=True)
    ]
    yield f"{blanks}{blanks.join(heads)}".rstrip()
    for index, row in enumerate(rows):
        parts = []
        for column, own, width in zip(columns_, cells, widths, strict=True):
            if column.share is None:
                parts.append(_padded(own[index], width, right=column.right))
            else:
                text = _padded(own[index], width - _BAR - 1, right=column.right)
                parts.append(f"{_bar(column.share(row))} {text}")
        yield f"{blanks}{blanks.join(parts)}".rstrip()


def _width(column: _Column, cells: Sequence[str]) -> int:
    """The width of a column with these cells, and of the bar in it."""
    widest = max(map(columns, [column.name, *cells]))
    return widest if column.share is None else widest + _BAR + 1


def _bar(share: float | None) -> str:
    drawn = blocks(min(max(share or 0.0, 0.0), 1.0), _BAR)
    return _styled(drawn, "bar") + " " * (_BAR - len(drawn))


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks


def _cell_of(name: str, width: int) -> Callable[[dict[str, Any]], str]:
    return lambda row: cut_inside(str(row[name]), width)


def _share_of(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: _percent(row[name])


def _gold(row: dict[str, Any]) -> str:
    """The share of right answers to gold units, with the two numbers that it is made of."""
    if row["gold_accuracy"] is None:
        return "-"
    right = round(row["gold_accuracy"] * row["gold_answers"])
    return f"{_percent(row['gold_accuracy'])} ({right:,} of {row['gold_answers']:,})"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _styled(text: str, part: Literal["heading", "bar"]) -> str:
    return click.style(text, bold=True) if part == "heading" else click.style(text, fg="cyan")
