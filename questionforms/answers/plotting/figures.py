"""The figure that `plot` returns: matplotlib's own, which also shows itself in a notebook.

Only `plot` imports this module, once matplotlib is known to be there.
"""

from __future__ import annotations

from io import BytesIO

from matplotlib.figure import Figure

#: Dots per inch in a notebook.
_DOTS = 100


class NotebookFigure(Figure):
    """A matplotlib Figure that a notebook shows as a picture, without `%matplotlib inline`."""

    def _repr_png_(self) -> bytes:
        file = BytesIO()
        self.savefig(file, format="png", dpi=_DOTS)
        return file.getvalue()
