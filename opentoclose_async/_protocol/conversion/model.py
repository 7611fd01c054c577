"""The base classes of models, and the naming of their fields."""

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, ClassVar

from attrs import field, frozen

from opentoclose_async._protocol.conversion.column_kind import Kind
from opentoclose_async._protocol.conversion.naming import camel_case, names_of
from opentoclose_async._protocol.conversion.unset import UNSET
from opentoclose_async._protocol.display.shown import Shown, keep_inherited

__all__ = ["BaseModel", "CamelCaseModel", "Model", "camel_case"]


class BaseModel(Shown):
    """Base class of all models."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        keep_inherited(cls, "__hash__")

    def __hash__(self) -> int:
        kind: Any = type(self)
        return hash((kind, *(_hash(getattr(self, name)) for name, _ in names_of(kind)[0])))

    @staticmethod
    def _wire_name(name: str) -> str:
        """Return the API's name of a field."""
        return name

    def to_dict(self, *, by_alias: bool = False) -> dict[str, Any]:
        """
        Return the model as a dict of plain Python values.

        Models within it become dicts and enums their strings; dates and times stay as they are.
        Fields that the server sent and the model does not know follow under the API's names.
        Fields of a request that were not set are left out.

        Args:
            by_alias: Use the API's names instead of Python's, such as ``userId`` for ``user_id``.
        """
        kind: Any = type(self)
        names, known = names_of(kind)
        found = {
            wire_name if by_alias else name: _plain(value, by_alias=by_alias)
            for name, wire_name in names
            if (value := getattr(self, name)) is not UNSET
        }
        for name, value in self._received().items():
            if name not in known and name not in found:
                found[name] = _plain(value, by_alias=by_alias)
        return found

    def _received(self) -> Mapping[str, Any]:
        """Return the JSON object that the model was read from."""
        return {}

    def _set_fields(self) -> Iterator[tuple[str, object]]:
        kind: Any = type(self)
        for name, _ in names_of(kind)[0]:
            if (value := getattr(self, name)) is not UNSET:
                yield name, value

    def _shown_fields(self) -> Iterator[tuple[str, object]]:
        return ((name, value) for name, value in self._set_fields() if value is not None)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Describe the model to pydantic, and so to FastAPI."""
        from opentoclose_async._protocol.conversion.pydantic_schema import core_schema_of

        return core_schema_of(cls, handler, BaseModel)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        """Describe the model's JSON to pydantic, and so in the OpenAPI of FastAPI."""
        from opentoclose_async._protocol.conversion.pydantic_schema import json_schema_of

        return json_schema_of(cls, core_schema, handler)


@frozen(kw_only=True)
class Model(BaseModel):
    """
    Base class of all response models.

    Attributes:
        raw: The decoded JSON object, with everything the server sent.
    """

    _column_kinds: ClassVar[Mapping[str, Kind]] = MappingProxyType({})
    """What tables hold for fields whose type does not say it, such as dates in strings."""

    raw: dict[str, Any] = field(factory=dict, repr=False, eq=False)

    def _received(self) -> Mapping[str, Any]:
        return self.raw if isinstance(self.raw, Mapping) else {}


@frozen(kw_only=True)
class CamelCaseModel(Model):
    """Base class of response models whose fields have names in camel case in the API."""

    _wire_name = staticmethod(camel_case)


_ATOMS = frozenset({str, int, float, bool, type(None)})


def _hash(value: object) -> int:
    """Return a value's hash; 0 for lists and objects, so that a model has one whatever it holds."""
    try:
        return hash(value)
    except TypeError:
        return 0


def _plain(value: Any, *, by_alias: bool) -> Any:
    """Convert the models and enums in a value, however nested."""
    if value.__class__ in _ATOMS:
        return value
    if isinstance(value, BaseModel):
        return value.to_dict(by_alias=by_alias)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(item, by_alias=by_alias) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, by_alias=by_alias) for item in value]
    return value
