"""Format values, names and texts for messages."""

from __future__ import annotations


def shown(value: object, length: int = 60) -> str:
    """A value for a message: its truncated repr, or its type if the repr fails, as for an int of 5,000 digits."""
    try:
        text = repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    return text if len(text) <= length else text[: length - 3] + "..."


def found(value: object) -> str:
    """The start of a message about a wrong type: the value, and its type."""
    return "it is None" if value is None else f"{shown(value)} is {type_of(value)}"


def type_of(value: object) -> str:
    """The type of a value with an article, such as `an int`."""
    name = "class" if isinstance(value, type) else type(value).__name__
    return "None" if value is None else f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
