"""
Blocking twins of async methods, one line each, with the originals' signatures and docstrings.

::

    class BlockingUsers(BlockingResource[Users]):
        retrieve_user = calls(Users.retrieve_user)
        iter_users = reads(Users.iter_users)

Modules of the async clients import this one, so it must not load what runs the blocking clients.
"""

import functools
from collections.abc import Callable, Coroutine
from types import MethodType
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.uncopyable import Uncopyable
from opentoclose_async.exceptions import OpenToCloseAPIError

if TYPE_CHECKING:
    from opentoclose_async._blocking.caller import Caller
    from opentoclose_async._blocking.pager import Pager
    from opentoclose_async._runtime.lists.pager import Pager as AsyncPager

__all__ = ["BlockingResource", "Twin", "arguments_of", "calls", "reads"]

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)
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

    def __repr__(self) -> str:
        try:
            return repr(self._original())
        except OpenToCloseAPIError:  # the client is made late, and a repr must not fail
            return f"<{type(self).__name__} of a client that cannot be made>"

    def _repr_html_(self) -> str:
        """Return a table of its methods, for notebooks."""
        html: str = self._original()._repr_html_()  # type: ignore[attr-defined]  # a Resource
        return html


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
