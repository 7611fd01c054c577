"""The API's names of a model's fields."""

import re
from functools import cache
from typing import Any

import attrs

__all__ = ["camel_case", "names_of", "snake_case"]


def camel_case(name: str) -> str:
    """Convert ``default_office_id`` to ``defaultOfficeId``, the spelling that Rooms uses."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def snake_case(name: str) -> str:
    """Convert ``defaultOfficeId`` to ``default_office_id``, the spelling of attributes."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


@cache
def names_of(model: Any) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """
    Return a model's fields, each with its name in the API, and the set of those names.

    Args:
        model: A model class.
    """
    wire_name = model._wire_name  # noqa: SLF001 - for this package
    fields = [field.name for field in attrs.fields(model) if field.name != "raw"]
    names = tuple((name, wire_name(name)) for name in fields)
    return names, frozenset(wire_name for _, wire_name in names)
