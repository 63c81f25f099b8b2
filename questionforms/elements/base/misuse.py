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
    from types import FunctionType
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., object])

#: What a caller can cause: an argument that is not accepted, or a file that cannot be read.
MISUSE = (QuestionFormsError, OSError)

_ended: Generator[None, None, None] = (None for _ in ())
next(_ended, None)
_failures: dict[type, type] = {}
_CO_VARARGS = 4
#: The default of an argument that is required.
_MISSING = object()


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


def compile_new(name: str, init: FunctionType) -> Callable[..., Any]:
    """A class's `__new__`, with the parameters of its `__init__`, which it calls.

    It is compiled, since collecting arguments and passing them on would make building a form half as slow again. What
    is not passed, and what is one too many, arrives here, so that `mismatch` can say what is expected.
    """
    code, defaults, by_keyword = init.__code__, init.__defaults__ or (), init.__kwdefaults__ or {}
    names, count = code.co_varnames[1:], code.co_argcount - 1
    positional, keywords = names[:count], names[count : count + code.co_kwonlyargcount]
    rest = names[count + len(keywords)] if code.co_flags & _CO_VARARGS else ""
    required = [*positional[: count - len(defaults)], *[each for each in keywords if each not in by_keyword]]
    wrong = ["_unknown", *([] if rest else ["_more"]), *[f"{each} is _missing" for each in required]]
    source = (
        f"def new({', '.join(['cls', *positional, '*' + (rest or '_more'), *keywords, '**_unknown'])}):\n"
        f"    if {' or '.join(wrong)}:\n"
        f"        given = {{{', '.join([f'{each!r}: {each}' for each in required])}}}\n"
        f"        given = {{name: value for name, value in given.items() if value is not _missing}}\n"
        f"        more = {'()' if rest else f'(None,) * {count} + _more if _more else ()'}\n"
        "        return failure(cls, mismatch(cls, more, _unknown if more else given | _unknown))\n"
        "    element = create(cls)\n"
        "    try:\n"
        f"        init({', '.join(['element', *positional, *keywords, *([rest] if rest else [])])})\n"
        "    except MISUSE as error:\n"
        "        return failure(cls, error)\n"
        "    return element\n"
    )
    made: dict[str, Any] = {"create": object.__new__, "init": _by_position(init), "MISUSE": MISUSE}
    made |= {"failure": failure, "mismatch": mismatch, "_missing": _MISSING}
    exec(source, made)
    new: Any = made["new"]
    new.__defaults__ = (_MISSING,) * (count - len(defaults)) + defaults
    new.__kwdefaults__ = dict.fromkeys(keywords, _MISSING) | by_keyword
    new.__qualname__ = name
    return new  # type: ignore[no-any-return]


def _by_position(init: FunctionType) -> FunctionType:
    """The same function with all arguments by position, those by keyword and then a tuple of the others last.

    CPython calls a function by position without a new stack frame in C, which takes half the time.
    """
    code = init.__code__
    others = 1 if code.co_flags & _CO_VARARGS else 0
    plain = code.replace(
        co_argcount=code.co_argcount + code.co_kwonlyargcount + others,
        co_kwonlyargcount=0,
        co_flags=code.co_flags & ~_CO_VARARGS,
    )
    return type(init)(plain, init.__globals__, init.__name__, None, init.__closure__)


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
