"""Functions that take the arguments of another one."""

import inspect
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

__all__ = ["described_arguments", "takes_arguments_of"]

F = TypeVar("F")
P = ParamSpec("P")
R = TypeVar("R")


# An alias in a string, and Any below, because jedi does not know Concatenate: it does not follow
# them, and reads the functions instead.
Decorator: TypeAlias = (
    "Callable[[Callable[Concatenate[F, ...], R]], Callable[Concatenate[F, P], R]]"
)


def takes_arguments_of(
    original: Callable[Concatenate[Any, P], object],
) -> "Decorator[F, R, P]":
    """
    Copy the signature of an async function, except for the first argument and the result.

    What its docstring says from the arguments on is added to the function's own.
    """

    def decorate(function: Any) -> Any:
        own = inspect.signature(function)
        first = next(iter(own.parameters.values()))
        others = list(inspect.signature(original).parameters.values())[1:]
        signature = own.replace(parameters=[first, *others])
        function.__signature__ = signature
        if described := described_arguments(original):
            function.__doc__ = f"{inspect.getdoc(function)}\n\n{described}"
        return function

    return decorate


def described_arguments(original: object) -> str:
    """Return a docstring from its arguments on; empty if it describes none."""
    _, heading, described = (inspect.getdoc(original) or "").partition("\nArgs:\n")
    return f"Args:\n{described}" if heading else ""
