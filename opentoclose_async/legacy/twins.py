"""Blocking twins of async methods that return plain dicts, as in the ``open_to_close`` package."""

import inspect
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar

from opentoclose_async._blocking.twins import Twin
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.legacy.base_client import BaseClient

__all__ = ["Dict", "returns_dict", "returns_dicts"]

A = TypeVar("A")
P = ParamSpec("P")

Dict = dict[str, Any]

MOST_DIGITS = 100
"""Digits of a number in a string: far more than any id has, and few enough for ``int``."""


def returns_dict(
    method: Callable[Concatenate[A, P], Coroutine[Any, Any, Model | Dict]],
) -> Twin[A, P, Dict]:
    """Return a method that returns the server's own object and accepts ids as strings."""
    names = list(inspect.signature(method).parameters)[1:]

    def call(self: BaseClient[A], *args: P.args, **kwargs: P.kwargs) -> Dict:
        by_position = tuple(_lenient(*each) for each in zip(names, args, strict=False))
        given = {**self._options(), **kwargs}
        by_name = {name: _lenient(name, value) for name, value in given.items()}
        rest = args[len(by_position) :]
        result = self._caller.call(method, self._original(), *by_position, *rest, **by_name)
        return result.raw if isinstance(result, Model) else result

    return Twin(method, call)


def returns_dicts(
    listing: Callable[Concatenate[A, P], Coroutine[Any, Any, Any]],
    iteration: Callable[..., Pager[Any]],
) -> Twin[A, P, list[Dict]]:
    """
    Return a method that returns all rows of a list as the server's own objects.

    Args:
        listing: The method that returns models; provides the name, signature and docstring.
        iteration: The method with the same arguments that opens the list.
    """

    def call(self: BaseClient[A], *args: Any, **kwargs: Any) -> list[Dict]:
        given = [_lenient("params", value) for value in args]
        keywords = {**self._options(), **kwargs}
        named = {name: _lenient(name, value) for name, value in keywords.items()}
        pager = iteration(self._original(), *given, **named)
        return self._caller.call(pager.raw().collect)

    return Twin(listing, call)


def _lenient(name: object, value: Any) -> Any:
    """Convert an id or row count given as a string of digits, as the original package does."""
    if name == "params" and isinstance(value, Mapping):
        return {each: _lenient(each, inner) for each, inner in value.items()}
    counts = isinstance(name, str) and (name.endswith("_id") or name in ("limit", "offset"))
    digits = isinstance(value, str) and value.isascii() and value.isdecimal()
    return int(value) if counts and digits and len(value) <= MOST_DIGITS else value
