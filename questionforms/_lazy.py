"""Load a package's names on first use, so that importing the package stays cheap."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def lazily(
    package: str, names: Mapping[str, Iterable[str]], *, extra: str | None = None
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return `__getattr__` and `__dir__` for a package; `names` lists its lazy names under the module each is in.

    Names listed under the package itself are its submodules. If a module needs a library that is not installed but
    comes with `extra`, MissingExtra says so.
    """
    module_of = {name: module for module, listed in names.items() for name in listed}

    def load(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = _loaded(package, module_of[name], name, extra)
        setattr(sys.modules[package], name, value)
        return value

    def names_of_package() -> list[str]:
        return sorted({*vars(sys.modules[package]), *module_of} - {lazily.__name__})

    return load, names_of_package


def _loaded(package: str, module: str, name: str, extra: str | None) -> object:
    from importlib import import_module

    try:
        return import_module(f"{package}.{name}") if module == package else getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        if extra is None or (error.name or "").startswith("questionforms"):
            raise
        from questionforms.exceptions import MissingExtra

        message = f"`{package}` needs {error.name}; install it with `pip install 'questionforms[{extra}]'`"
        raise MissingExtra(message) from error
