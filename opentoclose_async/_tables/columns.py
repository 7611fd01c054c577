"""
Derive a table's columns from a model.

The columns do not depend on the rows: they are the model's fields by wire name, in model order,
followed by one column for everything that the model does not know.
"""

import json
import re
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import orjson
from attrs import Factory, evolve, field, frozen

from opentoclose_async._protocol.argument_names import named
from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._protocol.conversion.column_kind import Kind
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._protocol.suggestions import known_or_meant
from opentoclose_async.exceptions import ConfigurationError, DataFormatError, ValidationError

__all__ = [
    "EXTRA",
    "Column",
    "Kind",
    "ListOf",
    "Objects",
    "check_names",
    "columns_of",
    "compact_json",
    "respell",
    "table_names",
    "unknown_fields",
]

EXTRA = "extra"
"""Name of the last column: a JSON object of everything without a column."""


@frozen
class Objects:
    """
    What a column of JSON objects holds, as far as the model knows.

    Attributes:
        members: The members of each object.
    """

    members: tuple["Column", ...]


@frozen
class ListOf:
    """
    What a column of JSON lists holds, as far as the model knows.

    Attributes:
        item: What each item is.
    """

    item: "Column"


@frozen
class Column:
    """
    A column of a table.

    Attributes:
        name: The field's name on the wire.
        kind: The type of its values.
        nested: What is in its JSON values; None if the model does not say.
        python_name: The name of the model's attribute.
    """

    name: str
    kind: Kind
    # Not compared: names and kinds are what makes two tables alike.
    nested: Objects | ListOf | None = field(default=None, eq=False)
    python_name: str = field(default=Factory(lambda self: self.name, takes_self=True), eq=False)


_KINDS: dict[frozenset[Any], Kind] = {
    frozenset({int}): Kind.WHOLE,
    frozenset({float}): Kind.NUMBER,
    frozenset({int, float}): Kind.NUMBER,
    frozenset({bool}): Kind.FLAG,
    frozenset({str}): Kind.TEXT,
    frozenset({datetime}): Kind.MOMENT,
}


def columns_of(model: type[Model], wire_name: Callable[[str], str] = str) -> tuple[Column, ...]:
    """
    Return the columns for a model's fields, in order.

    Args:
        model: The rows' model.
        wire_name: Maps an attribute to its name in the API: unchanged for Open To Close,
            ``camel_case`` for Rooms.

    Raises:
        ConfigurationError: If a field has the name of the column for unknown fields.
    """
    columns = _members_of(model, wire_name, ())
    if any(column.name == EXTRA for column in columns):
        raise ConfigurationError(
            f"{model.__name__} has a field {EXTRA!r}, the name of the column for unknown fields."
        )
    return columns


def _members_of(
    model: type[Model], wire_name: Callable[[str], str], within: tuple[type, ...]
) -> tuple[Column, ...]:
    """Return a column for each field; ``within`` are the models that hold this one."""
    hints = get_type_hints(model)
    kinds = model._column_kinds  # noqa: SLF001 - for this package
    return tuple(
        evolve(
            Column(wire_name(each.name), kinds[each.name])
            if each.name in kinds
            else _column(wire_name(each.name), hints[each.name], wire_name, (*within, model)),
            python_name=each.name,
        )
        for each in attrs.fields(model)
        if each.name != "raw"
    )


def _column(
    name: str, hint: Any, wire_name: Callable[[str], str], within: tuple[type, ...]
) -> Column:
    alternatives = _alternatives(hint)
    kind = _KINDS.get(frozenset(alternatives), Kind.JSON)
    if kind is not Kind.JSON or len(alternatives) != 1:
        return Column(name, kind)
    (part,) = alternatives
    nested: Objects | ListOf | None = None
    if isinstance(part, type) and issubclass(part, Model):
        # A model within itself would have no end. Parquet has no objects without members.
        members = () if part in within else _members_of(part, wire_name, within)
        nested = Objects(members) if members else None
    elif get_origin(part) is list:
        (item,) = get_args(part)
        nested = ListOf(_column("item", item, wire_name, within))
    return Column(name, kind, nested)


def table_names(columns: Iterable[Column], names: Sequence[str] | None = None) -> tuple[str, ...]:
    """
    Return the names of a table's columns, in order.

    Args:
        columns: All columns of the rows.
        names: The selected columns. If None, all of them, followed by the one for unknown fields.
    """
    if names is not None:
        return tuple(names)
    return (*(column.name for column in columns), EXTRA)


def check_names(
    name: str, names: object, columns: Iterable[Column], effect: str = "Nothing was sent."
) -> tuple[str, ...] | None:
    """
    Check a selection of columns.

    Args:
        name: The argument's name.
        names: The value that was passed.
        columns: All columns of the rows.
        effect: What an error says about requests.

    Raises:
        ValidationError: If it is not a non-empty list of distinct column names. For an unknown
            name, the error suggests the closest one.
    """
    if names is None:
        return None
    if not isinstance(names, (list, tuple)) or not names:
        raise refuse(name, names, "a list of column names, or None")
    known = table_names(columns)
    for position, each in enumerate(names):
        if not isinstance(each, str):
            raise refuse(name, names, "a list of column names, each of them a string")
        if each not in known:
            hint = known_or_meant(each, known, "columns")
            problem = f"{shorten(each)} is not a column of this list; {hint}"
        elif each in names[:position]:
            problem = f"{shorten(each)} is named twice."
        else:
            continue
        raise ValidationError(f"{named(name)}: {problem} {effect}", field_errors={name: [problem]})
    return tuple(names)


def unknown_fields(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[Column]
) -> list[dict[str, Any]]:
    """Return, for each row, its fields without a column, including null ones."""
    known = {column.name for column in columns}
    return [{name: value for name, value in row.items() if name not in known} for row in rows]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Not floats: orjson spells some differently, and infinity as null.
_PLAIN = frozenset({str, int, bool, types.NoneType})
_STRING_OR_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|Infinity|NaN')


def compact_json(value: Any) -> str:
    """
    Encode a decoded JSON value as JSON again, without spaces and valid as UTF-8.

    ``json.loads`` returns the same value for it. A number too large for a double, which was read as
    infinity, becomes 1e999, because JSON has no infinity. Lone surrogates, which UTF-8 cannot
    encode, stay escaped. NaN is written as it came, because JSON has no equivalent.

    Raises:
        DataFormatError: If it is nested too deeply for Python to write.
    """
    if _is_plain(value):
        try:
            return orjson.dumps(value).decode()
        except TypeError:  # an integer beyond 64 bits, or a lone surrogate
            pass
    try:
        text = _encode(value)
    except RecursionError as error:
        raise DataFormatError("a value is nested too deeply to be written as JSON.") from error
    return respell(text, {"Infinity": "1e999"}).encode("utf-8", "backslashreplace").decode()


def _is_plain(value: Any) -> bool:
    """Return whether orjson, which takes a fifth of the time, writes a value as ``json`` does."""
    if value.__class__ is list:
        return _PLAIN.issuperset(map(type, value))
    return value.__class__ is dict and _PLAIN.issuperset(map(type, value.values()))


def respell(text: str, spelt: Mapping[str, str]) -> str:
    """
    Replace the words that Python reads and writes but JSON does not have.

    Args:
        text: JSON except for such words.
        spelt: Replacements for ``Infinity`` and ``NaN``; a word without one stays.
    """
    if not any(word in text for word in spelt):
        return text
    return _STRING_OR_WORD.sub(lambda found: spelt.get(found[0], found[0]), text)


def _alternatives(hint: Any) -> set[Any]:
    """Return the types that a hint allows besides None; an enum of strings is a string."""
    union = get_origin(hint) in (Union, types.UnionType)
    alternatives = get_args(hint) if union else (hint,)
    return {str if _is_enum(part) else part for part in alternatives} - {type(None)}


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)
