"""The base class of objects with fields that show themselves in terminals and notebooks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from opentoclose_async._protocol.display.text import call_text

__all__ = ["Shown", "fields_of"]


class Shown:
    """Base class of attrs classes with a short repr, and a table in notebooks."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "__repr__" not in vars(cls):
            kind: Any = cls
            inherited = kind.__repr__

            # attrs writes no repr for a class that has its own. Before attrs 24, the function of
            # the base class was not enough.
            def own(self: Any) -> Any:
                return inherited(self)

            kind.__repr__ = own

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


def fields_of(row: object) -> Iterable[tuple[str, object]]:
    """Return the fields to show of a row, which is a model, a dict or something else."""
    if isinstance(row, Shown):
        return row._shown_fields()  # noqa: SLF001 - its own module
    if isinstance(row, Mapping):
        return [(str(name), value) for name, value in row.items()]
    return [("", row)]
