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
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Protocol,
    TypeAlias,
    TypeVar,
    overload,
)

from opentoclose_async._blocking.borrowed_arguments import described_arguments
from opentoclose_async._blocking.short_tracebacks import shortened
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.caller_line import at_caller_line
from opentoclose_async._runtime.uncopyable import Uncopyable
from opentoclose_async.exceptions import OpenToCloseAPIError

if TYPE_CHECKING:
    from opentoclose_async._blocking.caller import Caller
    from opentoclose_async._blocking.pager import Pager
    from opentoclose_async._runtime.lists.pager import Pager as AsyncPager

__all__ = [
    "AsyncMethod",
    "BlockingMethod",
    "BlockingResource",
    "arguments_of",
    "calls",
    "reads",
]

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)
A_contra = TypeVar("A_contra", contravariant=True)
P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
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

    def _repr_html_(self) -> str | None:
        """Return a table of its methods, for notebooks; None if the client cannot be made."""
        try:
            original: Any = self._original()
        except OpenToCloseAPIError:
            return None
        html: str = original._repr_html_()
        return html


class Twin(Protocol[A_contra, P, R_co]):
    """The type of a function in a class, which not every type checker binds to instances."""

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[Concatenate[Any, P], R_co]: ...

    @overload
    def __get__(self, instance: BlockingResource[A_contra], owner: type) -> Callable[P, R_co]: ...


# Aliases, because jedi, which completes in Jupyter and many editors, does not know Concatenate. It
# does not follow aliases in strings, and reads what the functions below return instead.
AsyncMethod: TypeAlias = "Callable[Concatenate[A, P], Coroutine[Any, Any, R]]"
AsyncPagerMethod: TypeAlias = "Callable[Concatenate[A, P], AsyncPager[T]]"
BlockingMethod: TypeAlias = "Twin[A, P, R]"

AsyncClass: TypeAlias = "Callable[P, T]"
Constructor: TypeAlias = (
    "Callable[[Callable[[Any, Callable[[], T]], None]], Callable[Concatenate[Any, P], None]]"
)


def calls(method: "AsyncMethod[A, P, R]") -> "BlockingMethod[A, P, R]":
    """Make the twin of a coroutine method, which waits for the result."""
    reads_list = method.__name__.startswith(("get_", "list_"))

    # jedi treats typed *args as one argument, and would not show the first of the method.
    def call(self: Any, /, *args, **kwargs: Any) -> Any:  # type: ignore[no-untyped-def]  # noqa: ANN002
        """Call the async method of this name and return its result."""
        original = self._original()

        def function() -> Any:
            return method(original, *args, **kwargs)

        return self._caller.call(at_caller_line(function) if reads_list else function)

    functools.update_wrapper(call, method)
    return call  # pyright: ignore[reportReturnType]  # functions have __get__


def reads(method: "AsyncPagerMethod[A, P, T]") -> "BlockingMethod[A, P, Pager[T]]":
    """Make the twin of a method that returns a Pager, which returns a blocking Pager."""

    def read(self: Any, /, *args, **kwargs: Any) -> Any:  # type: ignore[no-untyped-def]  # noqa: ANN002
        """Call the async method of this name and return a Pager of what it reads."""
        from opentoclose_async._blocking.pager import open_pager

        return open_pager(self._caller, lambda: method(self._original(), *args, **kwargs))

    functools.update_wrapper(read, method)
    return read  # pyright: ignore[reportReturnType]  # as above


def arguments_of(original: "AsyncClass[P, T]") -> "Constructor[T, P]":
    """
    Decorate a constructor that takes a function, to take the arguments of another class instead.

    The function creates an object of that class with the arguments.
    """

    def decorate(constructor: Any) -> Any:
        # Without types as above.
        @forgets_arguments
        def construct(self: Any, /, *args, **kwargs: Any) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN002
            try:
                constructor(self, forgets_arguments(lambda: original(*args, **kwargs)))
            except Exception as error:  # noqa: BLE001 - raised again
                if isinstance(error, TypeError):  # Python's, which names the class
                    text = str(error).replace(original.__name__, type(self).__name__, 1)
                    error.args = (text,)
                raise shortened(error)  # noqa: B904 - it is the same error

        functools.update_wrapper(construct, original.__init__)
        construct.__doc__ = described_arguments(original)
        return construct

    return decorate
