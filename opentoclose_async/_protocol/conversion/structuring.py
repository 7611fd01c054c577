"""
From a type to what reads JSON into it: one walk over the hints of the models, for all modes.

A hint says which classes of JSON values are taken as they are, and of which class something is
made. What becomes of all others is the mode's: they are kept, or refused.
"""

import logging
import types
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import define, field

from opentoclose_async._protocol.conversion.converter import Model
from opentoclose_async._protocol.conversion.filling import FilledSlot, filling_function
from opentoclose_async._protocol.conversion.readers import Kept, MismatchError, Odd, Reader, Refused
from opentoclose_async._protocol.conversion.request_models import UNSET
from opentoclose_async._protocol.conversion.wrapped import WRAPPER, open_record, open_row
from opentoclose_async.exceptions import DataFormatError

__all__ = ["Structuring"]

M = TypeVar("M", bound=Model)
T = TypeVar("T")

logger = logging.getLogger("opentoclose_async")

_WORDS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    datetime: "a date and time",
    list: "a list",
    dict: "an object",
}

OddFor = Callable[[str, str, bool], Odd]
"""Makes what takes a value of another kind, of its place, what is expected, and if objects are."""


class Structuring:
    """
    Turn decoded JSON into models.

    Threads share it without locks: readers are there when they are whole, and which of two equal
    ones is used does not matter.

    Args:
        wire_name: What the API calls an attribute.
        told: The odd values that were logged; None to refuse values of another kind than the
            models'.
    """

    def __init__(
        self, wire_name: Callable[[str], str], told: dict[tuple[str, str], object] | None
    ) -> None:
        self._wire_name = wire_name
        self._odd_for: OddFor = _refused if told is None else partial(Kept, told)
        self._readers: dict[Any, Reader] = {}
        self._models: dict[Any, _ModelReading] = {}

    def structure(self, value: Any, kind: type[T], path: str = "") -> T:
        """
        Convert a JSON value.

        Args:
            value: The decoded JSON value.
            kind: A model class, or ``list[...]`` of one. An answer of any other kind is refused,
                and so is one with a row that is no object.
            path: Where the value stands in the answer, for the error.

        Raises:
            DataFormatError: With the path of the first value that is refused.
        """
        reader = self._reader(kind)
        try:
            made: T = reader(value)
        except MismatchError as error:
            path, problem = _locate(reader, value, path, error)
        except RecursionError:
            problem = "it is nested too deeply for Python"
        else:
            return made
        raise DataFormatError(
            f"the answer does not fit {_name_of(kind)} at {path or 'its top'}: {problem}.",
            path=path or None,
        )

    def record(self, value: Any, kind: type[M]) -> M:
        """
        Convert an answer that is one record, bare or wrapped in ``data``.

        Raises:
            DataFormatError: If it is none.
        """
        fields = self._wire_names(kind)
        record = open_record(value, fields)
        model = self.structure(record, kind)
        if fields and fields.isdisjoint(record):
            logger.warning(
                "An answer has none of the fields of %s: all attributes are None. raw has it.",
                kind.__name__,
            )
        return model

    def rows(self, rows: list[dict[str, Any]], kind: type[M], path: str = "") -> list[M]:
        """
        Convert the rows of a list, each bare or wrapped in ``data``.

        Raises:
            DataFormatError: If one is no object.
        """
        if any(isinstance(row, dict) and WRAPPER in row for row in rows):
            fields = self._wire_names(kind)
            rows = [open_row(row, fields) for row in rows]
        many: Any = list[kind]  # type: ignore[valid-type]  # made at run time
        models: list[M] = self.structure(rows, many, path)
        return models

    def _wire_names(self, kind: type[Model]) -> frozenset[str]:
        self._reader(kind)
        return frozenset(slot.wire_name for slot in self._models[kind].slots)

    def _reader(self, kind: Any) -> Reader:
        if kind not in self._readers:
            making = _Making(self._wire_name, self._odd_for, dict(self._models))
            reader = making.reader(kind, _refused, "")
            self._models.update(making.models)
            self._readers[kind] = reader
        return self._readers[kind]


@define
class _ModelReading:
    """How objects become models of one class; there before it is complete, for models in models."""

    slots: list[FilledSlot] = field(factory=list)
    fill: Callable[[dict[str, Any]], Any] | None = None

    @property
    def make(self) -> Callable[[dict[str, Any]], Any]:
        return self.fill or self._fill_later

    def parts(self, value: dict[str, Any]) -> Iterable[tuple[str, Any, Reader]]:
        for slot in self.slots:
            yield slot.wire_name, value.get(slot.wire_name, slot.default), slot.reader

    def _fill_later(self, value: dict[str, Any]) -> Any:
        assert self.fill is not None
        return self.fill(value)


@define
class _Making:
    """
    The making of one reader and of those within it.

    Attributes:
        wire_name: What the API calls an attribute.
        odd_for: Make what takes a value that is odd, where one may be.
        models: How objects become models, by class.
    """

    wire_name: Callable[[str], str]
    odd_for: OddFor
    models: dict[Any, _ModelReading]

    def reader(self, hint: Any, odd_for: OddFor, place: str) -> Reader:
        """Make what reads the values of a hint."""
        alternatives = _alternatives(hint)
        bases = {_base(part) for part in alternatives}
        told = bases - {int} if float in bases else bases  # a whole number is a number
        expected = " or ".join(word for base, word in _WORDS.items() if base in told)
        odd = odd_for(place, expected, dict in bases)
        if Any in alternatives:
            return Reader(None, odd)
        plain = {base for base in bases if base not in (list, datetime)}
        if float in plain:
            plain.add(int)  # JSON has one kind of number; 5000000 is as good an amount as 0.7
        for part in alternatives:  # one of them, at most, takes more than a look
            if _is_model(part):
                plain.discard(dict)
                reading = self._model(part)
                return Reader(frozenset(plain), odd, dict, reading.make, reading.parts)
            if get_origin(part) is list:
                element = self.reader(get_args(part)[0], odd_for, f"{place}[]")
                make, parts = _list_maker(element), _parts_of_list(element)
                return Reader(frozenset(plain), odd, list, make, parts)
            if _is_enum(part):
                return Reader(frozenset(plain), odd, str, _Choices(part).__getitem__)
            if part is datetime:
                return Reader(frozenset(plain), odd, str, _moment_maker(odd))
        return Reader(frozenset(plain), odd)

    def _model(self, kind: Any) -> _ModelReading:
        if kind not in self.models:
            reading = self.models[kind] = _ModelReading()
            hints = get_type_hints(kind)
            for attribute in attrs.fields(kind):
                if attribute.name != "raw":
                    reading.slots.append(self._slot(kind, attribute, hints[attribute.name]))
            reading.fill = filling_function(kind, reading.slots)
        return self.models[kind]

    def _slot(self, kind: Any, attribute: "attrs.Attribute[Any]", hint: Any) -> FilledSlot:
        # What has no default is what the answer is about, as the rows of a list are.
        odd_for = _refused if attribute.default is attrs.NOTHING else self.odd_for
        return FilledSlot(
            attribute.name,
            self.wire_name(attribute.name),
            None if attribute.default is UNSET else attribute.default,
            self.reader(hint, odd_for, f"{kind.__name__}.{attribute.name}"),
        )


def _refused(_: str, expected: str, __: bool) -> Odd:
    return Refused(expected)


def _alternatives(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _base(kind: Any) -> Any:
    """Give the class of the JSON values that a type is about."""
    if _is_model(kind):
        return dict
    return str if _is_enum(kind) else get_origin(kind) or kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


class _Choices(dict[str, str]):
    """The members of an open enum by their values; any other text stays as it is."""

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__({member.value: member for member in enum})

    def __missing__(self, text: str) -> str:
        return text


def _list_maker(element: Reader) -> Callable[[list[Any]], list[Any]]:
    # As the filling functions do it, in place: a call for each element costs as much as the rest.
    plain, odd, made, make = element.plain, element.odd, element.made, element.make
    if plain is None:
        return list

    def read(values: list[Any]) -> list[Any]:
        return [
            make(value)
            if value.__class__ is made
            else value
            if value.__class__ in plain
            else odd(value)
            for value in values
        ]

    return read


def _parts_of_list(element: Reader) -> Callable[[list[Any]], Iterable[tuple[str, Any, Reader]]]:
    def parts(values: list[Any]) -> Iterable[tuple[str, Any, Reader]]:
        for index, value in enumerate(values):
            yield f"[{index}]", value, element

    return parts


def _moment_maker(odd: Odd) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        """Read a date and time; one without an offset is UTC, as DocuSign says of its own."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return odd(text)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)

    return read


def _name_of(kind: Any) -> str:
    return f"list[{_name_of(get_args(kind)[0])}]" if get_args(kind) else str(kind.__name__)


def _locate(reader: Reader, value: Any, path: str, error: MismatchError) -> tuple[str, str]:
    """
    Find the first value that is refused.

    Args:
        reader: What reads a value, and refuses something in it.
        value: The value.
        path: Where it stands in the answer.
        error: What reading it raises.

    Returns:
        Where the refused one stands, in wire names, and what is wrong with it.
    """
    parts = reader.parts(value) if value.__class__ is reader.made else ()
    for step, part, inner in parts:
        try:
            inner(part)
        except MismatchError as narrower:
            dot = "." if path and not step.startswith("[") else ""
            return _locate(inner, part, f"{path}{dot}{step}", narrower)
    return path, str(error)
