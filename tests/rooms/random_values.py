"""Random JSON that fits a definition of Rooms, with missing, null and unknown fields."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tests.rooms.description import array_of, definition, fields_of, reference_in

__all__ = ["requests_of", "responses_of"]

Objects = st.SearchStrategy[dict[str, Any]]

MOMENTS = st.datetimes().map(lambda moment: moment.isoformat())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
NEW_FIELDS = st.dictionaries(st.sampled_from(["addedLater", "x-y", ""]), JSON, max_size=2)


def responses_of(name: str, within: tuple[str, ...] = ()) -> Objects:
    """Make objects as a server may send them: only the array of a list is required."""
    array = array_of(name)
    known = {
        field: _values(schema, (*within, name), responses_of, nullable=field != array)
        for field, schema in fields_of(name).items()
    }
    sure = {array: known.pop(array)} if array else {}
    objects = st.fixed_dictionaries(sure, optional=known)
    return st.builds(lambda new, whole: {**new, **whole}, NEW_FIELDS, objects)


def requests_of(name: str, within: tuple[str, ...] = ()) -> Objects:
    """Make objects as a caller may send them: with required fields, and never empty."""
    required = set(definition(name).get("required", ()))
    known = {
        field: _values(schema, (*within, name), requests_of, nullable=field not in required)
        for field, schema in fields_of(name).items()
    }
    sure = {field: known.pop(field) for field in required}
    return st.fixed_dictionaries(sure, optional=known).filter(bool)


def _values(
    schema: Mapping[str, Any], within: tuple[str, ...], objects: Any, *, nullable: bool
) -> st.SearchStrategy[Any]:
    values = _present(schema, within, objects)
    return st.none() | values if nullable else values


def _present(
    schema: Mapping[str, Any], within: tuple[str, ...], objects: Any
) -> st.SearchStrategy[Any]:
    if other := reference_in(dict(schema)):
        made: st.SearchStrategy[Any] = objects(other, within)
        return made
    kind = schema.get("type")
    if kind == "array":
        # A definition may contain a list of itself; stop at the second level.
        if within.count(reference_in(schema["items"])) > 1:
            return st.just([])
        return st.lists(_present(schema["items"], within, objects), max_size=2)
    if kind == "string":
        texts = st.text(max_size=8)
        if schema.get("format") == "date-time":
            return MOMENTS.map(lambda text: f"{text}Z") if objects is requests_of else _moments()
        return texts | st.sampled_from(schema["enum"]) if "enum" in schema else texts
    bits = 63 if schema.get("format") == "int64" else 31
    return {
        "integer": st.integers(-(2**bits), 2**bits - 1),
        "number": st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**31), 2**31),
        "boolean": st.booleans(),
        "object": st.dictionaries(st.text(max_size=5), JSON, max_size=2),
    }.get(str(kind), JSON)


def _moments() -> st.SearchStrategy[str]:
    return st.tuples(MOMENTS, st.sampled_from(["", "Z", "+02:00"])).map("".join)
