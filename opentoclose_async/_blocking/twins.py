"""
Blocking twins of async methods, one line each, with the originals' signatures and docstrings.

::

    class BlockingUsers(BlockingResource[Users]):
        retrieve_user = calls(Users.retrieve_user)
        iter_users = reads(Users.iter_users)

Modules of the async clients import this one, so it must not load what runs the blocking clients.
"""

import functools
import inspect
from collections.abc import Callable, Coroutine
from types import MethodType
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.uncopyable import Uncopyable

if TYPE_CHECKING:
    from opentoclose_async._blocking.caller import Caller
    from opentoclose_async._blocking.pager import Pager
    from opentoclose_async._runtime.lists.pager import Pager as AsyncPager

__all__ = ["BlockingResource", "Twin", "arguments_of", "calls", "reads", "takes_arguments_of"]

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)
F = TypeVar("F")
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class BlockingResource(Uncopyable, Generic[A_co]):
    """
    Base class of a resource's blocking twin.

    Args:
        caller: Makes the calls.
        find: Return the async resource of an async client.
    """

    def __init__(self, caller: "Caller[Any]", find: Callable[[Any], A_co]) -> None:
        self._caller = caller
        self._find = find

    def _original(self) -> A_co:
        return self._find(self._caller.client)


class Twin(Generic[A, P, R]):
    """
    A method with the name, signature and docstring of another.

    Args:
        original: The method to look like.
        function: The method to run.
    """

    def __init__(self, original: Callable[..., Any], function: Callable[..., R]) -> None:
        self._function = functools.update_wrapper(function, original)

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[Concatenate[Any, P], R]: ...

    @overload
    def __get__(self, instance: BlockingResource[A], owner: type) -> Callable[P, R]: ...

    def __get__(self, instance: BlockingResource[A] | None, owner: type) -> Callable[..., R]:
        """Bind the function to the instance, as Python does with functions."""
        return self._function if instance is None else MethodType(self._function, instance)


def calls(method: Callable[Concatenate[A, P], Coroutine[Any, Any, R]]) -> Twin[A, P, R]:
    """Make the twin of a coroutine method, which waits for the result."""

    def call(self: BlockingResource[A], *args: P.args, **kwargs: P.kwargs) -> R:
        return self._caller.call(method, self._original(), *args, **kwargs)

    return Twin(method, call)


def reads(method: "Callable[Concatenate[A, P], AsyncPager[T]]") -> "Twin[A, P, Pager[T]]":
    """Make the twin of a method that returns a Pager, which returns a blocking Pager."""

    def read(self: BlockingResource[A], *args: P.args, **kwargs: P.kwargs) -> "Pager[T]":
        from opentoclose_async._blocking.pager import Pager

        return Pager(self._caller, lambda: method(self._original(), *args, **kwargs))

    return Twin(method, read)


def arguments_of(
    original: Callable[P, object],
) -> Callable[[Callable[..., None]], Callable[Concatenate[Any, P], None]]:
    """Decorate a constructor with the signature and docstring of another class's constructor."""

    def decorate(constructor: Callable[..., None]) -> Callable[Concatenate[Any, P], None]:
        return functools.update_wrapper(forgets_arguments(constructor), original.__init__)

    return decorate


def takes_arguments_of(
    original: Callable[Concatenate[Any, P], object],
) -> Callable[[Callable[Concatenate[F, ...], R]], Callable[Concatenate[F, P], R]]:
    """Copy the signature of an async function, except for the first argument and the result."""

    def decorate(function: Callable[Concatenate[F, ...], R]) -> Callable[Concatenate[F, P], R]:
        own = inspect.signature(function)
        first = next(iter(own.parameters.values()))
        others = list(inspect.signature(original).parameters.values())[1:]
        signature = own.replace(parameters=[first, *others])
        function.__signature__ = signature  # type: ignore[attr-defined]  # inspect reads it
        return function

    return decorate
