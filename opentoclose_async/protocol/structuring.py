"""
The cattrs converters behind ``convert``: a fast one, and one that tells where a value does not fit.

cattrs' own hooks for scalars coerce (``"no"`` becomes True, 5 becomes ``"5"``); these do not.
"""

import types
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
import cattrs
from cattrs.cols import list_structure_factory
from cattrs.errors import ClassValidationError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, override

from opentoclose_async.protocol.convert import Model, shorten
from opentoclose_async.protocol.filling import FilledSlot, filling_function
from opentoclose_async.protocol.request_models import UNSET

__all__ = ["Structuring"]

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]

_SCALAR_NAMES: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


class _MismatchError(TypeError):
    """A JSON value is not of the kind that the model promises."""


def _mismatch(value: Any) -> _MismatchError:
    return _MismatchError(f"does not fit: {shorten(value)}")


class Structuring:
    """
    Turn decoded JSON into models, or say what does not fit.

    Args:
        wire_name: What the API calls an attribute.
    """

    def __init__(self, wire_name: Callable[[str], str]) -> None:
        self._wire_name = wire_name
        self._fast = self._build(detailed=False)
        self._detailed = self._build(detailed=True)

    def structure(self, value: Any, kind: type[T]) -> T:
        """
        Convert a JSON value.

        Raises:
            Exception: Of any kind, where it does not fit.
        """
        return self._fast.structure(value, kind)

    def explain(
        self, value: Any, kind: Any, path: str, error: Exception
    ) -> tuple[str, BaseException]:
        """Give the path of the first value that does not fit, in wire names, and what is wrong."""
        try:
            self._detailed.structure(value, kind)
        except Exception as detailed:  # noqa: BLE001 - whatever it is, it is what we explain
            return self._locate(detailed, path)
        return path, error

    def _locate(self, error: BaseException, path: str) -> tuple[str, BaseException]:
        """Walk cattrs' error groups down to the first fault, gathering the path in wire names."""
        if isinstance(error, ClassValidationError):
            for fault, note in error.group_exceptions()[0]:
                step = self._wire_name(note.name)
                return self._locate(fault, f"{path}.{step}" if path else step)
        if isinstance(error, IterableValidationError):
            for element_fault, element_note in error.group_exceptions()[0]:
                return self._locate(element_fault, f"{path}[{element_note.index}]")
        return path, error

    def _build(self, *, detailed: bool) -> cattrs.Converter:
        converter = cattrs.Converter(detailed_validation=detailed)
        for scalar in _SCALAR_NAMES:
            # cattrs holds hooks of its own for these, which come before those found by a predicate.
            converter.register_structure_hook(scalar, _scalar_hook(scalar))
        converter.register_structure_hook(datetime, _structure_moment)
        converter.register_structure_hook_factory(_is_scalar, _scalar_hook)
        converter.register_structure_hook_factory(_is_list, _strict_list_hook)
        converter.register_structure_hook_func(_is_dict, _structure_object)
        converter.register_structure_hook_factory(
            _is_model, self._detailed_model_hook if detailed else self._fast_model_hook
        )
        return converter

    def _fast_model_hook(self, kind: Any, converter: cattrs.Converter) -> Hook:
        attributes = [each for each in attrs.fields(kind) if each.name != "raw"]
        if any(isinstance(each.default, attrs.Factory) for each in attributes):  # type: ignore[arg-type]  # typed as a function
            return self._detailed_model_hook(kind, converter)
        hints = get_type_hints(kind)
        slots = []
        for attribute in attributes:
            hint = hints[attribute.name]
            scalar = _is_scalar(hint)
            slots.append(
                FilledSlot(
                    attribute.name,
                    self._wire_name(attribute.name),
                    # attrs.NOTHING is of no class that JSON has.
                    None if attribute.default is UNSET else attribute.default,
                    _classes(hint) if scalar else frozenset(),
                    _members(hint) if scalar else {},
                    None if scalar else converter.get_structure_hook(hint),
                    hint,
                )
            )
        return filling_function(kind, slots, _mismatch)

    def _detailed_model_hook(self, kind: Any, converter: cattrs.Converter) -> Hook:
        overrides: dict[str, Any] = {
            name: override(rename=self._wire_name(name))
            for name in attrs.fields_dict(kind)
            if name != "raw"
        }
        generated = make_dict_structure_fn(kind, converter, raw=override(omit=True), **overrides)
        set_raw = kind.raw.__set__

        def structure(value: Any, _: Any) -> Any:
            if value.__class__ is not dict:
                raise _MismatchError(f"expected an object, got {shorten(value)}")
            model = generated(value, kind)
            set_raw(model, value)
            return model

        return structure


def _alternatives(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is list


def _is_dict(kind: Any) -> bool:
    return get_origin(kind) is dict


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _is_scalar(kind: Any) -> bool:
    return all(part in _SCALAR_NAMES or _is_enum(part) for part in _alternatives(kind))


def _members(kind: Any) -> dict[Any, StrEnum]:
    """Map the known values of an open enum to its members; any other text stays as it is."""
    return {
        member.value: member for part in _alternatives(kind) if _is_enum(part) for member in part
    }


def _classes(kind: Any) -> frozenset[type]:
    """Tell which classes of JSON values a scalar type, or a union of such, accepts."""
    classes = {str if _is_enum(part) else part for part in _alternatives(kind)}
    if float in classes:
        classes.add(int)  # JSON has one kind of number; 5000000 is as good an amount as 0.7
    return frozenset(classes)


def _scalar_hook(kind: Any) -> Hook:
    classes = _classes(kind)
    members = _members(kind)
    wanted = {str if _is_enum(part) else part for part in _alternatives(kind)}
    expected = " or ".join(name for part, name in _SCALAR_NAMES.items() if part in wanted)

    def structure(value: Any, _: Any) -> Any:
        if value.__class__ in classes:
            return members.get(value, value) if members else value
        raise _MismatchError(f"expected {expected}, got {shorten(value)}")

    return structure


def _strict_list_hook(kind: Any, converter: cattrs.Converter) -> Hook:
    inner: Hook = list_structure_factory(kind, converter)

    def structure(value: Any, _: Any) -> Any:
        if value.__class__ is not list:
            raise _MismatchError(f"expected a list, got {shorten(value)}")
        return inner(value, kind)

    return structure


def _structure_object(value: Any, _: Any) -> Any:
    if value.__class__ is not dict:
        raise _MismatchError(f"expected an object, got {shorten(value)}")
    return value


def _structure_moment(value: Any, _: Any) -> datetime:
    """Read a date and time; one without an offset is UTC, as DocuSign says of its own."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _MismatchError(f"expected a date and time, got {shorten(value)}") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
