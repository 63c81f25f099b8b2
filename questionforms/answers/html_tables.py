"""Small HTML tables for notebooks, which look right in light and dark themes; all text in them is escaped.

`read`, `summaries` and what is above them import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from questionforms.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from questionforms.answers.read.answers import Answer

#: The most characters of a text in a cell.
MOST_CHARACTERS = 500
#: The most rows of a table.
MOST_ROWS = 200
# Colours are those of the notebook's theme: text has its colour, and anything else is see-through.
_TABLE = "border-collapse:collapse;font-size:90%;color:inherit"
_CELL = "text-align:left;vertical-align:top;padding:3px 12px 3px 0;border-top:1px solid rgba(128,128,128,.35)"
_TRACK = "display:inline-block;width:10em;height:.75em;margin-right:.6em;background:rgba(128,128,128,.18)"
_BAR = "display:block;height:100%;background:#5b8cbf"


def html_table(head: str, names: Sequence[str], rows: Iterable[Sequence[str]], *, more: int = 0) -> str:
    """A table with a line above it, a header row, and a line below it if there are `more` rows.

    Cells are escaped, unless they are Markup.
    """
    body = Markup().join([_row("td", row) for row in rows])
    below = Markup("<div>and {} more</div>").format(f"{more:,}") if more else ""
    return str(
        Markup('<div>{}</div><table style="{}"><thead>{}</thead><tbody>{}</tbody></table>{}').format(
            _safe(head), _TABLE, _row("th", names), body, below
        )
    )


def html_bar(share: float) -> Markup:
    """A bar for a share from 0 to 1."""
    bar = Markup('<span style="{};width:{}%"></span>').format(_BAR, f"{100 * min(share, 1):.1f}")
    return Markup('<span style="{}">{}</span>').format(_TRACK, bar)


def lines_of(items: Iterable[str]) -> Markup:
    """Lines of a cell, each escaped unless it is Markup."""
    return Markup().join(
        [
            Markup('<div dir="auto" style="white-space:pre-wrap;line-height:1.4">{}</div>').format(_safe(item))
            for item in items
        ]
    )


def answers_table(entries: Sequence[Answer]) -> str:
    """The answers of one worker, a row for each."""
    rows = [(entry.identifier, entry.kind.replace("_", " "), lines_of(_values(entry))) for entry in entries[:MOST_ROWS]]
    count = len(entries)
    head = f"{count:,} answer{'' if count == 1 else 's'}"
    return html_table(head, ("question", "kind", "value"), rows, more=max(0, count - MOST_ROWS))


def _values(answer: Answer) -> list[str]:
    """Each value of an answer, a line each; a text has as many as the worker wrote."""
    found = [] if answer.text is None else shortened(answer.text, MOST_CHARACTERS).splitlines()
    found += answer.selections
    if answer.other_text is not None:
        found.append(f"other text: {answer.other_text}")
    if answer.upload_key is not None or answer.upload_size is not None:
        found.append(f"{answer.upload_key or ''} ({answer.upload_size or 0:,} bytes)")
    return [*found, *[f"{name}: {text}" for name, text in answer.extras]]


def _row(kind: str, cells: Sequence[str]) -> Markup:
    return Markup("<tr>{}</tr>").format(
        Markup().join(
            [Markup('<{0} style="{1}" dir="auto">{2}</{0}>').format(kind, _CELL, _safe(cell)) for cell in cells]
        )
    )


def _safe(text: str) -> str:
    """A text cut short, without characters that UTF-8 cannot encode; Markup as it is."""
    if isinstance(text, Markup):
        return text
    return shortened(text, MOST_CHARACTERS).encode("utf-8", "backslashreplace").decode()
