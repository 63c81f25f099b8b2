"""Generate the source of a function that writes one class of elements, from the declaration of its fields.

The function appends strings to a list, markup and text alternating, so that all texts can be escaped together at the
end.
"""

from __future__ import annotations

from contextlib import contextmanager

from questionforms.xml.escape import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


def double(value: float) -> str:
    """A number as xs:double writes it: `1.5`, `INF`, `NaN`."""
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(text := repr(value), text)


class Statements:
    """The statements of one function; markup is collected until a text or a statement follows it."""

    def __init__(self, head: str) -> None:
        self._lines = [f"def {head}:"]
        self._depth = 1
        self._markup: list[str] = []
        self._turns: list[str] = []

    def markup(self, text: str) -> None:
        """Add constant markup."""
        if text and self._markup and self._markup[-1][0] == "'":
            self._markup[-1] = self._markup[-1][:-1] + repr(text)[1:]
        elif text:
            self._markup.append(repr(text))

    def markup_value(self, expression: str) -> None:
        """Add markup that an expression returns when the function runs."""
        self._markup.append(expression)

    def text(self, expression: str) -> None:
        """Add text, not yet escaped, that an expression returns when the function runs."""
        self._turns += [" + ".join(self._markup) or "''", expression]
        self._markup.clear()

    def line(self, statement: str) -> None:
        """Add a statement."""
        self._flush()
        self._lines.append("    " * self._depth + statement)

    def _flush(self) -> None:
        if self._markup:
            self.text("''")
        if self._turns:
            self._lines.append("    " * self._depth + f"out += ({', '.join(self._turns)})")
            self._turns.clear()

    @contextmanager
    def _block(self, head: str) -> Iterator[None]:
        self.line(head)
        self._depth += 1
        before = len(self._lines)
        yield
        self._flush()
        if len(self._lines) == before:
            self._lines.append("    " * self._depth + "pass")
        self._depth -= 1

    def when(self, condition: str) -> Any:
        """A block whose statements run if the condition holds."""
        return self._block(f"if {condition}:")

    def choice(self, condition: str, yes: Callable[[], None], no: Callable[[], None]) -> None:
        """Add an if/else from two functions. Pending markup goes into both branches, to be written with their text."""
        turns, markup = self._turns, self._markup
        for head, add in ((f"if {condition}:", yes), ("else:", no)):
            self._lines.append("    " * self._depth + head)
            self._depth += 1
            self._turns, self._markup = list(turns), list(markup)
            add()
            self._flush()
            self._depth -= 1

    def unless(self, condition: str) -> Any:
        """A block whose statements run if the condition does not hold."""
        return self._block(f"if not ({condition}):")

    def each(self, names: str, values: str) -> Any:
        """A block whose statements run once for each of the values."""
        return self._block(f"for {names} in {values}:")

    def compiled(self, **names: Any) -> Any:
        """The compiled function."""
        self._flush()
        names.update(quote=quote, double=double)
        exec("\n".join(self._lines), names)
        return names["_write"]
