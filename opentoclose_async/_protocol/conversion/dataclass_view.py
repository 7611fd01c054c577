"""
Make classes of attrs look like dataclasses to other libraries.

pandas, polars, FastAPI, Flask, pydantic and ``dataclasses.asdict`` know how to read dataclasses,
but not classes of attrs. orjson does not see these, because it looks only in the class itself; so
it calls ``json_default``, as ``json`` does.
"""

import dataclasses
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, get_type_hints

import attrs

__all__ = ["DataclassLike"]


class _View:
    """
    An attribute of a dataclass, computed when it is first read.

    Args:
        name: Its name.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> Any:
        if not attrs.has(owner):
            raise AttributeError(self._name)
        return getattr(_view_of(owner), self._name)


class DataclassLike:
    """Base class of attrs classes whose public fields, except ``raw``, look like a dataclass's."""

    __slots__ = ()

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]
    else:
        __dataclass_fields__ = _View("__dataclass_fields__")
        __dataclass_params__ = _View("__dataclass_params__")


@cache
def _view_of(kind: type) -> Any:
    """Return a dataclass with the public fields of a class."""
    hints = get_type_hints(kind)
    fields = [
        (field.name, hints[field.name], _field(field.default))
        for field in attrs.fields(kind)
        if field.name != "raw" and not field.name.startswith("_")
    ]
    return dataclasses.make_dataclass(kind.__name__, fields, frozen=True, kw_only=True, repr=False)


def _field(default: Any) -> Any:
    if default is attrs.NOTHING:
        return dataclasses.field()
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # typed as a function
        return dataclasses.field(default_factory=default.factory)
    return dataclasses.field(default=default)
