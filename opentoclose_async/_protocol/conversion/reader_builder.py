"""
Build readers from type hints.

A hint says which classes of JSON values are accepted unchanged and which class is converted. What
happens to all other values, keep or refuse, depends on the fallback.
"""

import types
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from itertools import repeat
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import define, field

from opentoclose_async._protocol.conversion.filling import (
    Fill,
    Slot,
    compile_filler,
    draft_class,
)
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.conversion.readers import Fallback, Reader, Refuse
from opentoclose_async._protocol.conversion.request_models import UNSET

__all__ = ["FallbackFor", "ModelReader", "ReaderBuilder", "refuse_others"]

_new = object.__new__

_WORDS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    datetime: "a date and time",
    list: "a list",
    dict: "an object",
}

FallbackFor = Callable[[str, str, bool], Fallback]
"""Makes a fallback from a place, what is expected there, and whether that includes objects."""


def refuse_others(_: str, expected: str, __: bool) -> Fallback:
    """Make a fallback that refuses the value."""
    return Refuse(expected)


@define
class ModelReader:
    """Reads objects into one model class. Created before it is complete, for recursive models."""

    draft: Any
    slots: list[Slot] = field(factory=list)
    wire_names: frozenset[str] = frozenset()
    fill: Fill | None = None

    def convert(self, value: dict[str, Any]) -> Any:
        """Convert one object."""
        model = _new(self.draft)
        assert self.fill is not None
        self.fill((model,), (value,))
        return model

    def convert_all(self, values: list[dict[str, Any]]) -> list[Any]:
        """Convert many objects."""
        models = [*map(_new, repeat(self.draft, len(values)))]
        assert self.fill is not None
        self.fill(models, values)
        return models

    def children(self, value: dict[str, Any]) -> Iterable[tuple[str, Any, Reader]]:
        for slot in self.slots:
            yield slot.wire_name, value.get(slot.wire_name, slot.default), slot.reader


@define
class ReaderBuilder:
    """
    Builds one reader and the readers within it.

    Attributes:
        wire_name: Maps an attribute to its name in the API.
        fallback_for: Makes the fallback of optional fields.
        models: The model readers built so far, by class.
    """

    wire_name: Callable[[str], str]
    fallback_for: FallbackFor
    models: dict[Any, ModelReader]

    def reader(self, hint: Any, fallback_for: FallbackFor, place: str) -> Reader:
        """Build the reader of a hint's values."""
        alternatives = _alternatives(hint)
        bases = {_json_class(each) for each in alternatives}
        named = bases - {int} if float in bases else bases  # "a number" includes whole numbers
        expected = " or ".join(word for base, word in _WORDS.items() if base in named)
        fallback = fallback_for(place, expected, dict in bases)
        if Any in alternatives:
            return Reader(None, fallback)
        accepted = {base for base in bases if base not in (list, datetime)}
        if float in accepted:
            accepted.add(int)  # JSON has one kind of number: an amount may be 5000000 or 0.7
        for each in alternatives:  # at most one of them needs converting
            if _is_model(each):
                accepted.discard(dict)
                model = self._model(each)
                return Reader(
                    frozenset(accepted),
                    fallback,
                    dict,
                    model.convert,
                    model.children,
                    convert_all=model.convert_all,
                )
            if get_origin(each) is list:
                element = self.reader(get_args(each)[0], fallback_for, f"{place}[]")
                return Reader(
                    frozenset(accepted),
                    fallback,
                    list,
                    _list_converter(element),
                    _children_of_list(element),
                    elements=element.accepted if element.convertible is None else None,
                )
            if _is_enum(each):
                choices = {member.value: member for member in each}
                convert = partial(_choose, choices)
                return Reader(frozenset(accepted), fallback, str, convert, choices=choices)
            if each is datetime:
                return Reader(frozenset(accepted), fallback, str, _datetime_converter(fallback))
        return Reader(frozenset(accepted), fallback)

    def _model(self, kind: Any) -> ModelReader:
        if kind not in self.models:
            model = self.models[kind] = ModelReader(draft_class(kind))
            hints = get_type_hints(kind)
            for attribute in attrs.fields(kind):
                if attribute.name != "raw":
                    model.slots.append(self._slot(kind, attribute, hints[attribute.name]))
            model.wire_names = frozenset(slot.wire_name for slot in model.slots)
            model.fill = compile_filler(kind, model.slots)
        return self.models[kind]

    def _slot(self, kind: Any, attribute: "attrs.Attribute[Any]", hint: Any) -> Slot:
        # An attribute without a default is essential to the response, such as the rows of a list.
        required = attribute.default is attrs.NOTHING
        return Slot(
            attribute.name,
            self.wire_name(attribute.name),
            None if attribute.default is UNSET else attribute.default,
            self.reader(
                hint,
                refuse_others if required else self.fallback_for,
                f"{kind.__name__}.{attribute.name}",
            ),
        )


def _alternatives(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _json_class(kind: Any) -> Any:
    """Return the class of the JSON values that stand for a type."""
    if _is_model(kind):
        return dict
    return str if _is_enum(kind) else get_origin(kind) or kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _choose(choices: dict[str, str], text: str) -> str:
    """Return the member of an open enum; any other text is unchanged."""
    return choices.get(text, text)


def _list_converter(element: Reader) -> Callable[[list[Any]], list[Any]]:
    # Inlined, as in the compiled fillers: a call per element costs as much as all the rest.
    accepted, fallback = element.accepted, element.fallback
    convertible, convert = element.convertible, element.convert
    convert_all = element.convert_all
    if accepted is None:
        return list

    def convert_each(values: list[Any]) -> list[Any]:
        return [
            convert(value)
            if value.__class__ is convertible
            else value
            if value.__class__ in accepted
            else fallback(value)
            for value in values
        ]

    if convert_all is None:
        return convert_each

    def convert_list(values: list[Any]) -> list[Any]:
        for value in values:
            if value.__class__ is not convertible:
                return convert_each(values)
        return convert_all(values)

    return convert_list


def _children_of_list(element: Reader) -> Callable[[list[Any]], Iterable[tuple[str, Any, Reader]]]:
    def children(values: list[Any]) -> Iterable[tuple[str, Any, Reader]]:
        for index, value in enumerate(values):
            yield f"[{index}]", value, element

    return children


def _datetime_converter(fallback: Fallback) -> Callable[[str], Any]:
    def convert(text: str) -> Any:
        """Parse a date and time. One without an offset is UTC, as DocuSign documents."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return fallback(text)
        return moment if moment.tzinfo is not None else _in_utc(text, moment)

    return convert


def _in_utc(text: str, moment: datetime) -> datetime:
    """Return the moment that a text without an offset was parsed to, in UTC."""
    try:
        return datetime.fromisoformat(f"{text}Z")  # until Python 3.13, a fifth of replace()'s time
    except ValueError:  # a date alone
        return moment.replace(tzinfo=UTC)
