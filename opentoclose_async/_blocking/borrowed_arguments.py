"""Functions that take the arguments of another one."""

import inspect
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

__all__ = ["takes_arguments_of"]

F = TypeVar("F")
P = ParamSpec("P")
R = TypeVar("R")


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
