"""How errors name the arguments that callers pass: as in Python, or as options of the command."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

__all__ = ["in_python", "named", "naming_options", "passed"]

_names_options: ContextVar[bool] = ContextVar("names_options", default=False)


@contextlib.contextmanager
def naming_options(applies: bool = True) -> Iterator[None]:
    """Within this context, errors name options of the command; arguments if it does not apply."""
    token = _names_options.set(applies)
    try:
        yield
    finally:
        _names_options.reset(token)


def named(argument: str) -> str:
    """Return the name of an argument, such as ``field_layout``."""
    return f"--{argument.replace('_', '-')}" if _names_options.get() else argument


def in_python(advice: str) -> str:
    """Return advice on an argument that no option stands for; nothing for the command."""
    return "" if _names_options.get() else advice


def passed(argument: str, value: object = True) -> str:
    """Return an argument with a value, such as ``overwrite=True``."""
    if not _names_options.get():
        return f"{argument}={value!r}"
    return named(argument) if value is True else f"{named(argument)} {value}"
