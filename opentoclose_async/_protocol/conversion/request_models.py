"""
Models as bodies of requests: what is not set is left out, and None is sent as null.

The two mean different things to a server: leave a field alone, and empty it.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, Final, get_args, get_type_hints

import attrs
from attrs import frozen

from opentoclose_async._protocol.arguments import body_object, cut, entry_of, refuse
from opentoclose_async._protocol.conversion.converter import Model, camel_case
from opentoclose_async.exceptions import ValidationError

__all__ = ["UNSET", "RequestModel", "body_of"]


class _Unset(Enum):
    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Final[Any] = _Unset.UNSET
"""
What a field of a request is until somebody sets it.

It is Any to type checkers, so that a model which is both sent and received says of its fields what
holds for those received: there, an absent field reads as None.
"""


@frozen(kw_only=True)
class RequestModel:
    """What every model that is only ever sent has in common."""


def body_of(name: str, value: object, model: type) -> bytes:
    """
    Check the body of a request, and encode it.

    Args:
        name: The argument, for the error.
        value: An instance of the model, or a mapping by the names of the API.
        model: What describes the body.

    Raises:
        ValidationError: Unless it is one of both with at least one field, that JSON can hold; or
            for a key that is a Python name where the API has another.
    """
    if isinstance(value, model):
        return body_object(name, _json_value(value))
    if not isinstance(value, Mapping):
        raise refuse(name, value, f"a mapping with at least one field, or a {model.__name__}")
    _refuse_python_names(name, value, model)
    return body_object(name, _json_value(value))


def _refuse_python_names(name: str, value: Mapping[Any, Any], model: type) -> None:
    """Refuse the keys of a mapping that are a model's names for them: the server ignores those."""
    fields = _fields_of(model)
    for key, item in value.items():
        if not isinstance(key, str):
            continue
        if key not in fields and camel_case(key) in fields:
            problem = f"is called {camel_case(key)!r} by the API"
            raise ValidationError(
                f"{entry_of(name, key)} {problem}; Python's names are for {model.__name__}(...). "
                "Nothing was sent.",
                field_errors={cut(key): [problem]},
            )
        inner = fields.get(key)
        if inner is not None and isinstance(item, Mapping):
            _refuse_python_names(entry_of(name, key), item, inner)


@cache
def _fields_of(model: type) -> dict[str, type | None]:
    """Give the wire names of a model's fields, each with the model that its value is of, if any."""
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
        return value  # which JSON cannot say either


def _wire_value(value: Any) -> Any:
    """Turn models, dates and what holds them into what JSON has."""
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
