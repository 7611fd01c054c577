"""
Encode models as request bodies: unset fields are omitted, and None is sent as null.

To a server, omitting a field leaves it alone, and null clears it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, get_args, get_type_hints

import attrs
from attrs import frozen

from opentoclose_async._protocol.arguments import body_object, entry_of, refuse
from opentoclose_async._protocol.conversion.model import BaseModel, Model, camel_case
from opentoclose_async._protocol.conversion.unset import UNSET
from opentoclose_async._protocol.shortening import cut
from opentoclose_async.exceptions import ValidationError

__all__ = ["UNSET", "RequestModel", "body_of"]


@frozen(kw_only=True)
class RequestModel(BaseModel):
    """Base class of models that are only sent."""

    _wire_name = staticmethod(camel_case)

    def _shown_fields(self) -> Iterator[tuple[str, object]]:
        # None is sent as null.
        return self._set_fields()


def body_of(name: str, value: object, model: type) -> bytes:
    """
    Check and encode the body of a request.

    Args:
        name: The argument's name, for the error.
        value: An instance of the model, or a mapping with the API's field names.
        model: The model that describes the body.

    Raises:
        ValidationError: If it is neither, has no fields or cannot be encoded as JSON, or if a key
            is a Python name for which the API has another.
    """
    if isinstance(value, model):
        return body_object(name, _json_value(value))
    if not isinstance(value, Mapping):
        raise refuse(name, value, f"a mapping with at least one field, or a {model.__name__}")
    _refuse_python_names(name, value, model)
    return body_object(name, _json_value(value))


def _refuse_python_names(name: str, value: Mapping[Any, Any], model: type) -> None:
    """Refuse keys that are the model's attribute names: the server would ignore them."""
    fields = _fields_of(model)
    for key, item in value.items():
        if not isinstance(key, str):
            continue
        if key not in fields and camel_case(key) in fields:
            problem = f"is called {camel_case(key)!r} by the API"
            raise ValidationError(
                f"{entry_of(name, key)} {problem}; Python names are for {model.__name__}(...). "
                "Nothing was sent.",
                field_errors={cut(key): [problem]},
            )
        inner = fields.get(key)
        if inner is not None and isinstance(item, Mapping):
            _refuse_python_names(entry_of(name, key), item, inner)


@cache
def _fields_of(model: type) -> dict[str, type | None]:
    """Return a model's fields by wire name, each with the model of its value, if any."""
    hints = get_type_hints(model)
    return {
        camel_case(field.name): next(
            (part for part in get_args(hints[field.name]) if _is_model(part)), None
        )
        for field in attrs.fields(model)
        if field.name != "raw"
    }


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, (Model, RequestModel))


def _json_value(value: Any) -> Any:
    try:
        return _wire_value(value)
    except RecursionError:
        return value  # encoding it fails too, with the better error


def _wire_value(value: Any) -> Any:
    """Convert models and dates, however nested, to JSON values."""
    if isinstance(value, (Model, RequestModel)):
        return {
            camel_case(field.name): _wire_value(item)
            for field in attrs.fields(type(value))
            if field.name != "raw" and (item := getattr(value, field.name)) is not UNSET
        }
    if isinstance(value, Mapping):
        return {key: _wire_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_wire_value(item) for item in value]
    if isinstance(value, datetime):
        aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value
