"""A few rows of the collections of which only the fields are known."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from opentoclose_async.sandbox.otc.resource import (
    Check,
    Resource,
    is_anything,
    is_email,
    is_integer,
    is_list,
    is_number,
    is_object,
    is_text,
    is_texts,
)

_ROWS: Final = 3
_PROPERTIES_WITH_ROWS: Final = 2


def plain_rows(resource: Resource, properties: int) -> list[dict[str, Any]]:
    """
    Make the rows of a collection, which are the same for every seed.

    Args:
        resource: Declares the collection.
        properties: How many properties there are, with ids from 1.
    """
    owners = [None] if resource.owner is None else range(1, properties + 1)[:_PROPERTIES_WITH_ROWS]
    rows: list[dict[str, Any]] = []
    for owner in owners:
        for _ in range(_ROWS):
            number = len(rows) + 1
            values = {name: _MAKE[check](name, number) for name, check in resource.fields.items()}
            rows.append(
                {"id": number, **({resource.owner: owner} if resource.owner else {}), **values}
            )
    return rows


def _text(name: str, number: int) -> str:
    if name.endswith(("_at", "date")):
        return f"2026-01-{number:02d} 09:00:00"
    return f"{name.replace('_', ' ').capitalize()} {number}"


_MAKE: Final[Mapping[Check, Callable[[str, int], Any]]] = {
    is_anything: lambda name, number: None,
    is_email: lambda name, number: f"{name}{number}@example.com",
    is_integer: lambda name, number: number,
    is_list: lambda name, number: [],
    is_number: lambda name, number: number + 0.5,
    is_object: lambda name, number: {},
    is_text: _text,
    is_texts: lambda name, number: [_text(name, number)],
}
