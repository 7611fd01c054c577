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
from attrs import frozen

from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.exceptions import ConfigurationError, DataFormatError, ValidationError

__all__ = [
    "EXTRA",
    "Column",
    "Kind",
    "check_names",
    "columns_of",
    "compact_json",
    "respell",
    "table_names",
    "unknown_fields",
]

EXTRA = "extra"
"""Name of the last column: a JSON object of everything without a column."""


MOST_SHOWN = 12
"""Maximum number of names that an error lists."""


class Kind(StrEnum):
    """The type of a column's values."""

    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    TEXT = "text"
    MOMENT = "point in time"
    JSON = "JSON"


@frozen
class Column:
    """
    A column of a table.

    Attributes:
        name: The field's name on the wire.
        kind: The type of its values.
    """

    name: str
    kind: Kind


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
    hints = get_type_hints(model)
    columns = tuple(
        Column(wire_name(field.name), _kind_of(hints[field.name]))
        for field in attrs.fields(model)
        if field.name != "raw"
    )
    if any(column.name == EXTRA for column in columns):
        raise ConfigurationError(
            f"{model.__name__} has a field {EXTRA!r}, the name of the column for unknown fields."
        )
    return columns


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


def check_names(name: str, names: object, columns: Iterable[Column]) -> tuple[str, ...] | None:
    """
    Check a selection of columns.

    Args:
        name: The argument's name.
        names: The value that was passed.
        columns: All columns of the rows.

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
            problem = f"{shorten(each)} is not a column of this list; {_nearest(each, known)}"
        elif each in names[:position]:
            problem = f"{shorten(each)} is named twice."
        else:
            continue
        raise ValidationError(
            f"{name}: {problem} Nothing was sent.", field_errors={name: [problem]}
        )
    return tuple(names)


def _nearest(name: str, known: Sequence[str]) -> str:
    # Only needed for errors, so not imported at startup.
    from difflib import get_close_matches

    looks = {_look(each): each for each in known}
    near = get_close_matches(_look(name[:60]), looks, n=1)
    if near:
        return f"did you mean {looks[near[0]]!r}?"
    others = len(known) - MOST_SHOWN
    rest = f" and {others} more" if others > 0 else ""
    return f"known columns are {', '.join(known[:MOST_SHOWN])}{rest}."


def _look(name: str) -> str:
    """Return what first_name and firstName have in common."""
    return name.replace("_", "").lower()


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


def _kind_of(hint: Any) -> Kind:
    union = get_origin(hint) in (Union, types.UnionType)
    alternatives = get_args(hint) if union else (hint,)
    bare = {str if _is_enum(part) else part for part in alternatives}
    return _KINDS.get(frozenset(bare - {type(None)}), Kind.JSON)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)
