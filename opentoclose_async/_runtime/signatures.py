"""
Signatures that name every keyword.

Editors that read types expand ``**options: Unpack[PageOptions]`` themselves. ``help`` and the
completion of IPython and Jupyter read ``inspect.signature``, which does not.
"""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, Unpack, get_args, get_origin, get_type_hints

from opentoclose_async._runtime.options import CallOptions

__all__ = ["name_every_keyword"]


class _SomeDefault:
    """Shown as the default of a keyword whose default is not a constant, such as the client's."""

    def __repr__(self) -> str:
        return "..."


_DEFAULT = _SomeDefault()


def name_every_keyword(function: Callable[..., Any]) -> None:
    """Let ``inspect.signature`` show the keywords in a function's TypedDict one by one."""
    signature = inspect.signature(function)
    parameters: list[inspect.Parameter] = []
    for each in signature.parameters.values():
        if get_origin(each.annotation) is Unpack:
            parameters += _parameters_of(*get_args(each.annotation))
        else:
            parameters.append(each)
    shown: Any = function
    shown.__signature__ = signature.replace(parameters=parameters)


@cache
def _parameters_of(keywords: type) -> tuple[inspect.Parameter, ...]:
    """Return the keywords in a TypedDict as parameters, those of every call last."""
    hints = get_type_hints(keywords)
    of_calls = CallOptions.__annotations__
    names = sorted(hints, key=lambda name: name in of_calls)
    return tuple(
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=_DEFAULT, annotation=hints[name]
        )
        for name in names
    )
