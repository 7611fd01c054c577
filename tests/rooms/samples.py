"""Values that fit the official description of Rooms, and what they become in Python."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from types import MappingProxyType
from typing import Any

from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async.rooms import models
from tests.rooms.description import Operation, fields_of, reference_in, snake_case

__all__ = [
    "MOMENTS",
    "Samples",
    "check_reading",
    "ids_for",
    "model_named",
    "nothing_in",
    "query_for",
    "request_of",
]

MOMENTS = MappingProxyType(
    {
        "2019-07-17T17:45:42.783Z": datetime(2019, 7, 17, 17, 45, 42, 783000, UTC),
        "2019-07-31T17:13:29.697": datetime(2019, 7, 31, 17, 13, 29, 697000, UTC),
        "2019-11-11T17:15:14.82": datetime(2019, 11, 11, 17, 15, 14, 820000, UTC),
        "2019-11-11T17:15:14": datetime(2019, 11, 11, 17, 15, 14, tzinfo=UTC),
        "2019-12-24T01:00:00+02:00": datetime(2019, 12, 23, 23, tzinfo=UTC),
    }
)
"""Dates and times as servers write them. Without an offset they are in UTC."""

TEXTS = {
    "uuid": "4aef602b-0000-4000-8000-{:012}",
    "uri": "https://example.com/{}",
}


def model_named(name: str) -> Any:
    """Return the model of a definition."""
    return getattr(models, name)


class Samples:
    """
    Makes values that are all different, so that mixed-up fields are noticed.

    Args:
        moments: The dates and times to use, in turn.
        unknown_choices: Whether to use values that no enum has.
    """

    def __init__(self, moments: list[str] | None = None, *, unknown_choices: bool = False) -> None:
        self._moments = moments or ["2026-03-01T07:05:07Z"]
        self._unknown_choices = unknown_choices
        self._numbers = count(1)

    def of(self, name: str, within: tuple[str, ...] = ()) -> dict[str, Any]:
        """Make an object with every field of a definition, nested in itself at most once."""
        return {
            field: self.value(schema, field, (*within, name))
            for field, schema in fields_of(name).items()
            if within.count(reference_in(schema.get("items"))) < 1
        }

    def value(self, schema: Mapping[str, Any], name: str, within: tuple[str, ...] = ()) -> Any:
        """Make a value of a schema for a field or an argument."""
        if other := reference_in(dict(schema)):
            return self.of(other, within)
        if "enum" in schema:
            return "NewToAll" if self._unknown_choices else schema["enum"][-1]
        number = next(self._numbers)
        if (kind := schema.get("type")) == "array":
            return [self.value(schema["items"], name, within) for _ in range(2)]
        if kind == "string":
            return self._text(schema.get("format"), name, number)
        large = 2**40 if schema.get("format") == "int64" else 100
        made = {
            "integer": large + number,
            "number": number + 0.25,
            "boolean": number % 2 == 0,
            "object": {"address1": f"{number} Main", "inner_part": {"list": [number, None]}},
        }
        return made[kind] if kind else f"{name} {number}"

    def _text(self, form: str | None, name: str, number: int) -> str:
        if form == "date-time":
            return self._moments[number % len(self._moments)]
        return TEXTS[form].format(number) if form else f"{name} {number} ü&=/?+"


def nothing_in(name: str, array: str) -> dict[str, Any]:
    """Make an object whose fields are null, except the array of a list, which is empty."""
    return {field: [] if field == array else None for field in fields_of(name)}


def ids_for(operation: Operation, *, awkward: bool = False) -> list[int | str]:
    """
    Make the IDs of an operation's path, in order.

    Args:
        operation: The operation.
        awkward: Whether to use strings that must be escaped instead of GUIDs.
    """
    samples = Samples()
    text = {"type": "string"}
    return [
        samples.value(text if awkward and schema["type"] == "string" else schema, name)
        for name, schema in operation.ids.items()
    ]


def query_for(operation: Operation, *, flags: bool = True) -> dict[str, tuple[Any, str]]:
    """
    Make the query of an operation.

    Args:
        operation: The operation.
        flags: The value of all booleans.

    Returns:
        By parameter, the value to pass, and its text in the URL.
    """
    samples = Samples()
    made: dict[str, tuple[Any, str]] = {}
    for name, schema in operation.query.items():
        if name.endswith("Date"):
            moment = datetime.fromisoformat("2026-03-01T01:05:07+02:00")
            made[name] = (moment, "2026-02-28 23:05:07")
        elif schema.get("type") == "boolean":
            made[name] = (flags, str(flags).lower())
        elif name == "count":
            made[name] = (17, "17")
        else:
            value = samples.value(schema, name)
            made[name] = (value, ",".join(value) if isinstance(value, list) else str(value))
    return made


def request_of(name: str, value: Mapping[str, Any]) -> Any:
    """Convert JSON to the model of a definition, and to those inside it."""
    schemas = fields_of(name)
    return model_named(name)(
        **{snake_case(field): _attribute(schemas[field], each) for field, each in value.items()}
    )


def _attribute(schema: Mapping[str, Any], value: Any) -> Any:
    if value is None:
        return None
    if other := reference_in(dict(schema)):
        return request_of(other, value)
    if schema.get("type") == "array":
        return [_attribute(schema["items"], each) for each in value]
    if schema.get("format") == "date-time":
        return datetime.fromisoformat(value)
    return value


def check_reading(value: Any, given: Any, schema: Mapping[str, Any]) -> None:
    """
    Check that JSON was converted to a value as the description says.

    Args:
        value: The value.
        given: The JSON.
        schema: The schema of the JSON.
    """
    other = reference_in(dict(schema))
    if given is None:
        assert value is None
    elif other:
        assert type(value) is model_named(other)
        assert isinstance(value, Model)
        assert value.raw is given
        for field, its in fields_of(other).items():
            check_reading(getattr(value, snake_case(field)), given.get(field), its)
    elif schema.get("type") == "array":
        assert type(value) is list
        assert len(value) == len(given)
        for each, of in zip(value, given, strict=True):
            check_reading(each, of, schema["items"])
    elif schema.get("format") == "date-time":
        assert type(value) is datetime
        assert value.utcoffset() is not None
        assert value == _moment(given)
    else:
        assert value == given
        known = given in schema.get("enum", ())
        assert isinstance(value, StrEnum) if known else type(value) is type(given)


def _moment(text: str) -> datetime:
    moment = MOMENTS.get(text) or datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
