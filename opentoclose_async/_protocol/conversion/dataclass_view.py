"""Describe a model as a dataclass, for libraries that know those."""

import dataclasses
from functools import cache
from typing import Any, get_type_hints

import attrs

__all__ = ["view_of"]


@cache
def view_of(model: type) -> Any:
    """
    Return a dataclass with the fields of a model, except ``raw``.

    Args:
        model: A model class.
    """
    hints = get_type_hints(model)
    fields = [
        (field.name, hints[field.name], _field(field.default))
        for field in attrs.fields(model)
        if field.name != "raw"
    ]
    return dataclasses.make_dataclass(model.__name__, fields, frozen=True, kw_only=True, repr=False)


def _field(default: Any) -> Any:
    if default is attrs.NOTHING:
        return dataclasses.field()
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # typed as a function
        return dataclasses.field(default_factory=default.factory)
    return dataclasses.field(default=default)
