"""The base class of objects with fields that people and other libraries see."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from opentoclose_async._protocol.conversion.dataclass_view import DataclassLike
from opentoclose_async._protocol.display.text import call_text

__all__ = ["Shown", "fields_of", "keep_inherited"]


class Shown(DataclassLike):
    """Base class of attrs classes with a short repr, and a table in notebooks."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        keep_inherited(cls, "__repr__")

    def __repr__(self) -> str:
        return call_text(type(self).__name__, self._shown_fields())

    def _repr_html_(self) -> str:
        """Return a table of the fields, for notebooks."""
        from opentoclose_async._protocol.display.html import field_table  # rarely needed

        return field_table(type(self).__name__, self._shown_fields())

    def _shown_fields(self) -> Iterator[tuple[str, object]]:
        """Yield the fields to show, with their values; those that are None are left out."""
        kind: Any = type(self)
        for field in attrs.fields(kind):
            if field.repr and (value := getattr(self, field.name)) is not None:
                yield field.name, value


def keep_inherited(kind: type, name: str) -> None:
    """
    Keep attrs from writing a method for a class that inherits one.

    It writes none for a class that has its own. Before attrs 24, the function of the base class was
    not enough.

    Args:
        kind: A class that attrs has not completed yet.
        name: The method, which takes no arguments.
    """
    if name not in vars(kind):
        inherited = getattr(kind, name)

        def own(self: Any) -> Any:
            return inherited(self)

        setattr(kind, name, own)


def fields_of(row: object) -> Iterable[tuple[str, object]]:
    """Return the fields to show of a row, which is a model, a dict or something else."""
    if isinstance(row, Shown):
        return row._shown_fields()  # noqa: SLF001 - its own module
    if isinstance(row, Mapping):
        return [(str(name), value) for name, value in row.items()]
    return [("", row)]
