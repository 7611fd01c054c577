"""
Rows as tables: which columns a model gives, and what goes beside them.

A table has the same columns whatever the rows hold: the model's fields by their wire names, in the
order of the model, and behind them one column for all that the model does not know.
"""

import json
import re
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._protocol.conversion.converter import Model, shorten
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
"""Name of the last column: a JSON object of what found no place in the others."""


MOST_SHOWN = 12
"""Names that an error tells."""


class Kind(StrEnum):
    """What the values of a column are."""

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
        kind: What its values are.
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
    Give the columns for a model's fields, in their order.

    Args:
        model: The rows' model.
        wire_name: What the API calls a field: as the model does for Open To Close, ``camel_case``
            for Rooms.

    Raises:
        ConfigurationError: If a field is called as the column for unknown fields is.
    """
    hints = get_type_hints(model)
    columns = tuple(
        Column(wire_name(field.name), _kind_of(hints[field.name]))
        for field in attrs.fields(model)
        if field.name != "raw"
    )
    if any(column.name == EXTRA for column in columns):
        raise ConfigurationError(
            f"{model.__name__} has a field {EXTRA!r}, which is what the column for unknown fields "
            "is called."
        )
    return columns


def table_names(columns: Iterable[Column], names: Sequence[str] | None = None) -> tuple[str, ...]:
    """
    Give the names of a table's columns, in their order.

    Args:
        columns: All columns that the rows have.
        names: Those that are wanted; if not given all, and behind them the one for other fields.
    """
    if names is not None:
        return tuple(names)
    return (*(column.name for column in columns), EXTRA)


def check_names(name: str, names: object, columns: Iterable[Column]) -> tuple[str, ...] | None:
    """
    Check the names of the columns that are wanted, if some are named.

    Args:
        name: The argument.
        names: What was passed.
        columns: All columns that the rows have.

    Raises:
        ValidationError: Unless it is a list of names of columns, at least one, each of them there
            once; for a name that is not known, with the nearest that is.
    """
    if names is None:
        return None
    if not isinstance(names, (list, tuple)) or not names:
        raise refuse(name, names, "a list of names of columns, or None")
    known = table_names(columns)
    for position, each in enumerate(names):
        if not isinstance(each, str):
            raise refuse(name, names, "a list of names of columns, each of them a text")
        if each not in known:
            problem = f"{shorten(each)} is no column of this list; {_nearest(each, known)}"
        elif each in names[:position]:
            problem = f"{shorten(each)} is named twice."
        else:
            continue
        raise ValidationError(
            f"{name}: {problem} Nothing was sent.", field_errors={name: [problem]}
        )
    return tuple(names)


def _nearest(name: str, known: Sequence[str]) -> str:
    # Only an error needs it: not every program should pay for its import.
    from difflib import get_close_matches

    looks = {_look(each): each for each in known}
    near = get_close_matches(_look(name[:60]), looks, n=1)
    if near:
        return f"did you mean {looks[near[0]]!r}?"
    others = len(known) - MOST_SHOWN
    rest = f" and {others} more" if others > 0 else ""
    return f"known are {', '.join(known[:MOST_SHOWN])}{rest}."


def _look(name: str) -> str:
    """Give what first_name and firstName have in common."""
    return name.replace("_", "").lower()


def unknown_fields(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[Column]
) -> list[dict[str, Any]]:
    """Give, for each row, its fields that have no column, null ones included."""
    known = {column.name for column in columns}
    return [{name: value for name, value in row.items() if name not in known} for row in rows]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_STRING_OR_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|Infinity|NaN')


def compact_json(value: Any) -> str:
    """
    Write a decoded JSON value as JSON again: without spaces, and fit for UTF-8.

    ``json.loads`` gives the same value for it. A number beyond what a double holds, which was read
    as infinite, becomes 1e999, since JSON has no word for infinity; half of a surrogate pair, which
    UTF-8 has no bytes for, stays an escape. NaN stays what it came as: JSON has no word for it.

    Raises:
        DataFormatError: If it nests more deeply than Python can write.
    """
    try:
        text = _encode(value)
    except RecursionError as error:
        raise DataFormatError("a value is nested too deeply to be written as JSON.") from error
    return respell(text, {"Infinity": "1e999"}).encode("utf-8", "backslashreplace").decode()


def respell(text: str, spelt: Mapping[str, str]) -> str:
    """
    Put others in the place of words that Python writes and reads, and JSON does not have.

    Args:
        text: JSON but for such words.
        spelt: What to write for ``Infinity`` and ``NaN``; one that is left out stays.
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
