"""Show clients and groups of methods in terminals and notebooks."""

import inspect
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from opentoclose_async._protocol.display.html import text_table

__all__ = ["client_html", "group_html", "group_text"]

LONGEST_TEXT = 300
"""Number of characters after which no more methods are named."""
PARTS_OF_LISTS = frozenset({"count", "limit", "offset", "start_position"})
"""Keywords that say which part of a list to return."""


def group_text(name: str, group: type) -> str:
    """
    Return the repr of a group: its lists with their filters, and its other methods.

    Args:
        name: Its public name, such as ``otc.users``.
        group: Its async class.
    """
    methods = dict(_methods(group))
    lists = [method for method in methods if method.startswith("iter_")]
    nouns = {method.removeprefix("iter_") for method in lists}
    others = [method for method in methods if method.partition("_")[2] not in nouns]
    parts: list[str] = []
    for method in [*lists, *others]:
        filters = ", ".join(_keywords(methods[method])) if method in lists else ""
        part = f"{method}({filters})" if filters else method
        if sum(map(len, parts)) + len(part) > LONGEST_TEXT:
            break
        parts.append(part)
    if left_out := len(lists) + len(others) - len(parts):
        parts.append(f"… {left_out} more")
    return f"<{name}: {', '.join(parts)}>"


def group_html(name: str, group: type) -> str:
    """
    Return a table of the methods for notebooks.

    Args:
        name: Its public name, such as ``otc.users``.
        group: Its async class.
    """
    rows = [
        (method, _summary(function), ", ".join(_keywords(function)))
        for method, function in _methods(group)
    ]
    return text_table(name, ("method", "does", "filters"), rows)


def client_html(text: str, client: type) -> str:
    """
    Return a table of a client's groups for notebooks.

    Args:
        text: The client's repr.
        client: Its class.
    """
    values = {name: value for kind in client.__mro__ for name, value in vars(kind).items()}
    groups = [
        (name, _summary(value.func))
        for name, value in values.items()
        if isinstance(value, cached_property)
    ]
    return text_table(text, ("group", "does"), groups)


def _methods(group: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the public methods, in the order of their definition."""
    seen: set[str] = set()
    for kind in group.__mro__:
        for name, value in vars(kind).items():
            if inspect.isfunction(value) and not name.startswith("_") and name not in seen:
                seen.add(name)
                yield name, value


def _keywords(function: Callable[..., Any]) -> list[str]:
    """Return the keywords of a method that other methods do not have."""
    # Its signature, for editors, has those of all methods too.
    own: dict[str, object] = inspect.unwrap(function).__kwdefaults__ or {}
    return [name for name in own if name not in PARTS_OF_LISTS]


def _summary(function: Callable[..., Any]) -> str:
    return (inspect.getdoc(function) or "").partition("\n")[0]
