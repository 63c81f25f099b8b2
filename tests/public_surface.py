"""The public surface: each name of each public package, with its signature and its public members.

`python -m tests.public_surface` records it in tests/files/public_surface.txt. A change to that file is a change that
users see, and belongs in CHANGELOG.md.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

#: The public packages and modules: what their `__all__` names is public, and nothing else is.
PACKAGES = (
    "questionforms",
    "questionforms.answers",
    "questionforms.conversion",
    "questionforms.marketplace",
    "questionforms.mturk",
    "questionforms.mturk.qualifications",
    "questionforms.mturk.review_policies",
    "questionforms.quality",
    "questionforms.scoring",
    "questionforms.service_errors",
    "questionforms.testing",
    "questionforms.testing.strategies",
)
RECORD = Path(__file__).parent / "files" / "public_surface.txt"


def surface() -> str:
    """The record of the surface: a block for each package, a line for each name and for each member of a class."""
    return "\n".join(block for package in PACKAGES for block in _block(package))


def _block(package: str) -> Iterator[str]:
    module = import_module(package)
    yield f"[{package}]"
    for name in sorted(module.__all__):
        yield from _lines(name, getattr(module, name))
    yield ""


def _lines(name: str, value: object) -> Iterator[str]:
    if isinstance(value, ModuleType):
        yield f"{name}: module"
    elif inspect.isclass(value):
        bases = ", ".join(base.__name__ for base in value.__mro__[1:-1])
        yield f"class {name}({bases}){_signature(value)}"
        for member in sorted(vars(value).keys() | {part for base in value.__mro__[1:-1] for part in vars(base)}):
            if not member.startswith("_") and _is_ours(value, member):
                yield f"    {_member(value, member)}"
    else:
        yield f"{name}{_signature(value)}" if callable(value) else f"{name}: {type(value).__name__}"


def _is_ours(owner: type, member: str) -> bool:
    return any(member in vars(base) and base.__module__.startswith("questionforms") for base in owner.__mro__)


def _member(owner: type, member: str) -> str:
    value = inspect.getattr_static(owner, member)
    if isinstance(value, classmethod | staticmethod):
        return f"{type(value).__name__} {member}{_signature(value.__func__)}"
    if inspect.isfunction(value):
        return f"{member}{_signature(value)}"
    return f"{member}: {'property' if isinstance(value, property) else 'attribute'}"


def _signature(value: object) -> str:
    try:
        text = str(inspect.signature(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    return re.sub(r" at 0x[0-9a-f]+|questionforms\.[a-z_.]+\.(?=[A-Z])", "", text)


if __name__ == "__main__":
    RECORD.write_text(surface(), encoding="utf-8")
