"""
Blocking twins of async methods, one line each, with the signatures and docstrings of the originals.

::

    class Users(BlockingResource[async_users.Users]):
        retrieve_user = calls(async_users.Users.retrieve_user)
        iter_users = reads(async_users.Users.iter_users)
"""

import functools
from collections.abc import Callable, Coroutine
from types import MethodType
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from opentoclose_async._blocking.caller import Caller
from opentoclose_async._blocking.pager import Pager
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.lists import pager as pages
from opentoclose_async._runtime.stays_here import StaysHere

__all__ = ["BlockingResource", "Twin", "arguments_of", "calls", "reads"]

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class BlockingResource(StaysHere, Generic[A_co]):
    """
    The blocking face of a group of methods of an async client.

    Args:
        caller: What makes calls.
        find: Find the async group in the async client of the process.
    """

    def __init__(self, caller: Caller[Any], find: Callable[[Any], A_co]) -> None:
        self._caller = caller
        self._find = find

    def _original(self) -> A_co:
        return self._find(self._caller.client)


class Twin(Generic[A, P, R]):
    """
    A method made of another one.

    Args:
        original: The method that its name, signature and docstring are taken from.
        function: What it does.
    """

    def __init__(self, original: Callable[..., Any], function: Callable[..., R]) -> None:
        self._function = functools.update_wrapper(function, original)

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[Concatenate[Any, P], R]: ...

    @overload
    def __get__(self, instance: BlockingResource[A], owner: type) -> Callable[P, R]: ...

    def __get__(self, instance: BlockingResource[A] | None, owner: type) -> Callable[..., R]:
        """Bind it, as Python does with functions."""
        return self._function if instance is None else MethodType(self._function, instance)


def calls(method: Callable[Concatenate[A, P], Coroutine[Any, Any, R]]) -> Twin[A, P, R]:
    """Make the twin of a coroutine method: it waits for what the original gives."""

    def call(self: BlockingResource[A], *args: P.args, **kwargs: P.kwargs) -> R:
        return self._caller.call(method, self._original(), *args, **kwargs)

    return Twin(method, call)


def reads(method: Callable[Concatenate[A, P], pages.Pager[T]]) -> Twin[A, P, Pager[T]]:
    """Make the twin of a method that opens a list: it gives a blocking Pager."""

    def read(self: BlockingResource[A], *args: P.args, **kwargs: P.kwargs) -> Pager[T]:
        return Pager(self._caller, lambda: method(self._original(), *args, **kwargs))

    return Twin(method, read)


def arguments_of(
    original: Callable[P, object],
) -> Callable[[Callable[..., None]], Callable[Concatenate[Any, P], None]]:
    """Give a constructor the arguments and the docstring of another class."""

    def decorate(constructor: Callable[..., None]) -> Callable[Concatenate[Any, P], None]:
        return functools.update_wrapper(forgets_arguments(constructor), original.__init__)

    return decorate
