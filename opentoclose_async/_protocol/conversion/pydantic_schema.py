"""
Describe models to pydantic, and so to FastAPI: as bodies of requests and as responses.

Only pydantic calls this, so pydantic is installed. Values from outside are validated as pydantic
does it. A model is returned as it is, odd values included. Its fields have their Python names; the
API's names are accepted too.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from inspect import cleandoc
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import attrs
from pydantic_core import core_schema

from opentoclose_async._protocol.conversion.naming import names_of
from opentoclose_async._protocol.conversion.unset import UNSET

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core.core_schema import CoreSchema, SerSchema

__all__ = ["core_schema_of", "json_schema_of"]

_in_progress: ContextVar[frozenset[str]] = ContextVar("_in_progress", default=frozenset())
"""References to the models that are being described; one of them refers to itself."""


def core_schema_of(model: Any, handler: "GetCoreSchemaHandler", base: type) -> "CoreSchema":
    """
    Return the schema of a model.

    Args:
        model: A model class.
        handler: Returns the schemas of other types.
        base: The base class of all models.
    """
    reference = f"{model.__module__}.{model.__qualname__}:{id(model)}"
    if reference in _in_progress.get():
        return core_schema.definition_reference_schema(reference)
    hints = get_type_hints(model)
    defaults = {field.name: field.default for field in attrs.fields(model)}
    names, _ = names_of(model)
    fields = []
    with _describing(reference):
        for name, wire_name in names:
            schema = _field_schema(hints[name], handler, base)
            spellings: list[list[str | int]] = [[name], [wire_name]]
            fields.append(
                core_schema.dataclass_field(
                    name,
                    _with_default(defaults[name], schema),
                    kw_only=True,
                    validation_alias=spellings[: 1 if name == wire_name else 2],
                )
            )
    described = core_schema.dataclass_schema(
        model,
        core_schema.dataclass_args_schema(model.__name__, fields),
        [name for name, _ in names],
        frozen=True,
        slots=True,
    )
    return core_schema.no_info_wrap_validator_function(_complete, described, ref=reference)


def json_schema_of(
    model: type, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
) -> dict[str, Any]:
    """
    Return the JSON schema of a model, with what its docstring says.

    Args:
        model: A model class.
        schema: Its schema.
        handler: Returns the JSON schema of a schema.
    """
    described = handler(schema)
    definition = handler.resolve_ref_schema(described)
    summary, fields = _documented(model)
    definition["description"] = summary
    for name, content in definition.get("properties", {}).items():
        if name in fields:
            content.setdefault("description", fields[name])
    return described


@contextmanager
def _describing(reference: str) -> Iterator[None]:
    token = _in_progress.set(_in_progress.get() | {reference})
    try:
        yield
    finally:
        _in_progress.reset(token)


def _field_schema(hint: Any, handler: "GetCoreSchemaHandler", base: type) -> "CoreSchema":
    """
    Return the schema of a field.

    A value of another type, which the server sent, is written as it is and without a warning.
    """
    models = tuple(_models_in(hint, base))

    def write(value: Any, write_models: Callable[[Any], Any]) -> Any:
        values = value if isinstance(value, list) else [value]
        is_described = all(isinstance(each, (*models, NoneType)) for each in values)
        return write_models(value) if is_described else value

    serialization: SerSchema
    if models:
        serialization = core_schema.wrap_serializer_function_ser_schema(write)
    else:
        serialization = core_schema.plain_serializer_function_ser_schema(_unchanged)
    return core_schema.no_info_after_validator_function(
        _unchanged, handler.generate_schema(hint), serialization=serialization
    )


def _models_in(hint: Any, base: type) -> Iterator[type]:
    if isinstance(hint, type) and issubclass(hint, base):
        yield hint
    for part in get_args(hint):
        yield from _models_in(part, base)


def _unchanged(value: Any) -> Any:
    return value


def _with_default(default: Any, schema: "CoreSchema") -> "CoreSchema":
    if default is attrs.NOTHING:
        return schema
    if default is UNSET:  # not JSON, so it cannot be in a JSON schema
        return core_schema.with_default_schema(schema, default_factory=lambda: UNSET)
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # typed as a function
        return core_schema.with_default_schema(schema, default_factory=default.factory)
    return core_schema.with_default_schema(schema, default=default)


def _complete(value: Any, validate: Callable[[Any], Any]) -> Any:
    """Validate a value, and set the attribute of a new model that is not among its fields."""
    model = validate(value)
    if "raw" in attrs.fields_dict(type(model)) and not hasattr(model, "raw"):
        object.__setattr__(model, "raw", {})
    return model


_ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n {8}.+)*)", re.M)


def _documented(model: type) -> tuple[str, dict[str, str]]:
    """Return the summary of a model's docstring, and what it says about the fields."""
    text = cleandoc(model.__doc__ or "")
    summary, _, rest = text.partition("\n\n")
    _, _, attributes = rest.partition("Attributes:\n")
    fields = {name: " ".join(words.split()) for name, words in _ATTRIBUTE.findall(attributes)}
    return " ".join(summary.split()), fields
