"""Blocking twins of async methods that return plain dicts, as in the ``open_to_close`` package."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeAlias, TypeVar

from opentoclose_async._blocking.twins import AsyncMethod, BlockingMethod
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._runtime.lists.pager import Pager

__all__ = ["Dict", "returns_dict", "returns_dicts"]

A = TypeVar("A")
F = TypeVar("F", bound=Callable[..., Any])
P = ParamSpec("P")

Dict = dict[str, Any]
Iteration: TypeAlias = "Callable[..., Pager[Any]]"

MOST_DIGITS = 100
"""Digits of a number in a string: far more than any id has, and few enough for ``int``."""


def returns_dict(method: "AsyncMethod[A, P, Model | Dict]") -> "BlockingMethod[A, P, Dict]":
    """Return a method that returns the server's own object and accepts ids as strings."""
    names = _positional(method)

    # Without types for jedi, as in ``_blocking.twins``.
    def call(self: Any, /, *args, **kwargs: Any) -> Any:  # type: ignore[no-untyped-def]  # noqa: ANN002
        """Return the server's own object; ids may be strings."""
        original = self._original()
        lenient = _accepting_strings(method, names, self._options())
        return _plain(self._caller.call(lambda: lenient(original, *args, **kwargs)))

    functools.update_wrapper(call, method)
    return call  # pyright: ignore[reportReturnType]  # functions have __get__


def returns_dicts(
    listing: "AsyncMethod[A, P, Any]", iteration: "Iteration"
) -> "BlockingMethod[A, P, list[Dict]]":
    """
    Return a method that returns all rows of a list as the server's own objects.

    Args:
        listing: The method that returns models; provides the name, signature and docstring.
        iteration: The method with the same arguments that opens the list.
    """
    names = _positional(iteration)

    def call(self: Any, /, *args, **kwargs: Any) -> Any:  # type: ignore[no-untyped-def]  # noqa: ANN002
        """Return all rows as the server's own objects; ids may be strings."""
        lenient = _accepting_strings(iteration, names, self._options())
        pager = lenient(self._original(), *args, **kwargs)
        return self._caller.call(pager.raw().collect)

    functools.update_wrapper(call, listing)
    return call  # pyright: ignore[reportReturnType]  # functions have __get__


def _plain(result: Model | Dict) -> Dict:
    return result.raw if isinstance(result, Model) else result


def _positional(method: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(method).parameters)[1:]


def _accepting_strings(method: F, names: list[str], options: Mapping[str, Any]) -> F:
    """Return a method with default options, whose ids and row counts may be strings of digits."""

    def call(original: Any, *args: Any, **kwargs: Any) -> Any:
        by_position = [_lenient(*each) for each in zip(names, args, strict=False)]
        rest = args[len(by_position) :]
        by_name = {name: _lenient(name, value) for name, value in {**options, **kwargs}.items()}
        return method(original, *by_position, *rest, **by_name)

    lenient: Any = call
    return lenient  # type: ignore[no-any-return]  # takes the method's arguments


def _lenient(name: object, value: Any) -> Any:
    """Convert an id or row count given as a string of digits, as the original package does."""
    if name == "params" and isinstance(value, Mapping):
        return {each: _lenient(each, inner) for each, inner in value.items()}
    counts = isinstance(name, str) and (name.endswith("_id") or name in ("limit", "offset"))
    digits = isinstance(value, str) and value.isascii() and value.isdecimal()
    return int(value) if counts and digits and len(value) <= MOST_DIGITS else value
