"""Raise the errors of misuse on the caller's line, with no frame of this library in the traceback.

A traceback has a line for each Python function that the error leaves, so C code that the caller called must raise it.
That C code is the call of a class: it calls `__new__`, then the `__init__` of what `__new__` returned. Here, `__new__`
returns a failure instead of raising, and the `__init__` of a failure consists of C functions only: they call `throw` of
a generator that has ended, which raises what it is given.
"""

from __future__ import annotations

from functools import partial, update_wrapper
from operator import methodcaller

from questionforms.exceptions import QuestionFormsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., object])

#: What a caller can cause: an argument that is not accepted, or a file that cannot be read.
MISUSE = (QuestionFormsError, OSError)

_ended: Generator[None, None, None] = (None for _ in ())
next(_ended, None)
_failures: dict[type, type] = {}


def failure(cls: type, error: BaseException) -> Any:
    """An object that `__new__` of the class can return, so that the call of the class raises the error."""
    kind = _failures.get(cls)
    if kind is None:
        body = {"__slots__": ("_raise",), "__init__": property(methodcaller("_raise"))}
        kind = _failures[cls] = type.__new__(type(cls), cls.__name__, (cls,), body)
    failed: Any = object.__new__(kind)
    failed._raise = partial(_ended.throw, error.with_traceback(None))
    return failed


def is_of_call(error: BaseException) -> bool:
    """Whether the function that caught the error made a call whose arguments do not match the parameters."""
    return error.__traceback__ is not None and error.__traceback__.tb_next is None


def mismatch(function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> TypeError:
    """The error of a call whose arguments do not match, with the parameters, and the one that was probably meant."""
    from inspect import signature

    from questionforms.words import did_you_mean, nearest

    expected, name = signature(function), function.__qualname__
    parameters = [
        each.replace(annotation=each.empty) for key, each in expected.parameters.items() if key not in ("self", "cls")
    ]
    names = [each.name for each in parameters if each.kind is not each.VAR_POSITIONAL]
    unknown = next((each for each in kwargs if each not in names), None)
    if unknown is not None:
        message = f"got an unexpected keyword argument {unknown!r}"
    else:
        message = "the arguments do not match"
        try:
            expected.bind(*args, **kwargs)
        except TypeError as error:
            message = str(error)
    meant = None if unknown is None else nearest(unknown, names)
    shown = expected.replace(parameters=parameters, return_annotation=expected.empty)
    return TypeError(f"{name}: {message}; expected {name}{shown}{did_you_mean(meant)}")


class _Function(partial):  # type: ignore[type-arg]
    """A function, or a method, whose errors of misuse are raised on the caller's line."""

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        from types import MethodType

        return self if instance is None else MethodType(self, instance)

    def __reduce__(self) -> str:
        return str(self.__qualname__)  # type: ignore[attr-defined]


def on_callers_line(function: F) -> F:
    """The function, with its errors of misuse raised on the line that calls it."""

    class Call:
        __slots__ = ("__weakref__",)

        def __new__(cls, /, *args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            except MISUSE as error:
                return failure(cls, error)
            except TypeError as error:
                if is_of_call(error):
                    return failure(cls, mismatch(function, args, kwargs))
                raise

    return update_wrapper(_Function(Call), function)  # type: ignore[return-value]
