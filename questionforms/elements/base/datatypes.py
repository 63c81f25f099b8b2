"""The simple types of the schemas: how their values are written and read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


#: The only NaN that is stored, so that reading a document twice gives equal elements.
NAN = float("nan")


#: XML's whitespace, which xs:token replaces with spaces.
_BLANKS = {ord(blank): " " for blank in "\t\n\r"}


class Datatype:
    """A simple type of the schemas: how its values are written (as source of a Python expression) and read."""

    __slots__ = ("read", "source")

    def __init__(self, source: str, read: Callable[[str], Any]) -> None:
        self.source = source
        self.read = read


STRING = Datatype("{}", str)
TOKEN = Datatype("{}", lambda text: " ".join(filter(None, text.translate(_BLANKS).split(" "))))
BOOLEAN = Datatype("'true' if {} else 'false'", lambda text: text.strip() in ("true", "1"))
INTEGER = Datatype("str({})", int)
DOUBLE = Datatype("double({})", lambda text: NAN if text.strip() == "NaN" else float(text))
