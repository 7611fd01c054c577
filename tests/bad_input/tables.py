"""
The rows for each argument of a method, found by its name or else by its kind, and calls with them.

A new method needs nothing here, unless it has an argument of a new kind.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from tests.bad_input.refusals import Bad, attempt, complaints
from tests.bad_input.surface import Argument, Method
from tests.bad_input.values import (
    ANY_SCALAR,
    BODIES,
    EXTRA_HEADERS,
    EXTRA_QUERIES,
    FLAGS,
    IDS,
    LONG,
    MAPPINGS,
    NAN,
    RETRIES,
    TEXTS,
    TIMEOUTS,
    TOTAL_TIMEOUTS,
    Unshowable,
    each,
    numbers,
)
from tests.thoroughness import scaled

__all__ = [
    "CALL_OPTIONS",
    "LIST_ARGUMENTS",
    "REQUEST",
    "TABLE_ARGUMENTS",
    "bad_calls",
    "complaints_about",
    "good_arguments",
    "rows_of",
]

CALL_OPTIONS = {
    "timeout": TIMEOUTS,
    "total_timeout": TOTAL_TIMEOUTS,
    "retry": RETRIES,
    "extra_query": EXTRA_QUERIES,
    "extra_headers": EXTRA_HEADERS,
}

LIST_ARGUMENTS = {
    "params": [
        *MAPPINGS,
        *(Bad({"role": bad.value}, bad.allowed, "['role'] must be") for bad in ANY_SCALAR),
        Bad({LONG: "a"}, "at most 16,000 bytes", "xxxx"),
    ],
    "page_size": numbers("a whole number from 1 to 100", 0, -1, 101),
    "max_items": numbers("a whole number, at least 0", -1),
    "limit": numbers("a whole number, at least 0", -1),
    "concurrency": numbers("a whole number, at least 1", 0, -1),
    "start": numbers("a whole number, at least 0", -1, None),
    "confirm_end": FLAGS,
    "strict_filters": FLAGS,
    "offset": numbers("a whole number, at least 0", -1),
    "start_position": numbers("a whole number, at least 0", -1),
    "count": numbers("a whole number from 1 to 100", 0, -1, 101),
}

TABLE_ARGUMENTS = {
    "fields": [
        *each(
            "a list of keys of fields, or 'all'", 5, "closing_date", "", "ALL", True, NAN, [], ()
        ),
        *each("a list of keys of fields, or 'all'", {}, {"a"}, b"all", LONG, Unshowable()),
        Bad(["a", 5], "each of them a string", "5"),
        Bad(["a", "b", "a"], "'a' is named twice", ""),
    ],
    "field_layout": [
        *each("one of: flat, nested", 5, "", "FLAT", "wide", True, [], {}, b"flat", LONG),
        Bad("nested", "is for the columns of fields", ""),
    ],
    "nested": each("one of: struct, json", 5, "", "Struct", "text", True, [], {}, b"json", LONG),
    "names": each("one of: wire, python", 5, None, "", "Python", True, [], {}, b"wire", LONG),
}

FILES = each(
    "a file that can be read", None, 5, "no/such/file.pdf", [], {"a": 1}, ANY_SCALAR[0].value
)
"""Values that are not files, and one file without a name, which is refused too."""

REQUEST = {
    "method": each("one of DELETE, GET", "", "GOT", "GET ", "GET\n", LONG, None, 5, b"GET", []),
    "path": [
        *each('a path that starts with "/"', "", "users", "https://evil.test/", None, 5, b"/x", []),
        *each('a path that starts with "/"', "/\n", "/\0", "/\ud800", "/x\r\nHost: evil.test"),
        *each("an escaped path", "/..", "/../x", "/a/./b", "/%2e%2E/x", "/.%2e", "/a?b=1", "/a#b"),
        *each("an escaped path", "/a b", "/a\\..\\b"),
        *each("at most 2,000 bytes", f"/{LONG}", f"/{'ü' * 1_000}"),
    ],
    "query": EXTRA_QUERIES,
    "body": [
        bad
        for bad in BODIES
        if bad.allowed != "a mapping with at least one field"
        and bad.allowed != "whose keys are strings"
    ],
}

OF_DROP_IN_REQUESTS = {
    "endpoint": [
        *each(
            'a path such as "/users"', "", "/", " ", None, 5, b"/x", [], "/..", "../x", "/%2e%2E/x"
        ),
        *each('a path such as "/users"', "/\ud800", f"/{LONG}"),
    ],
    "json_data": each("a dict or a list", "x", "", 5, True, b"x", ("x",)),
    "data": each("None, because only JSON is sent", {"a": "b"}, "x", b"x", [], 0),
    "files": each("None, because only JSON is sent", {"file": b"x"}, "x", [], 0),
}
"""Arguments of the direct requests that the drop-in's groups have."""


def rows_of(method: Method, argument: Argument) -> list[Bad] | None:
    """Return the rows of an argument; None if its kind is unknown."""
    name = argument.name
    if method.group == "" and name in REQUEST:
        return REQUEST[name]
    if method.api == "legacy" and name in OF_DROP_IN_REQUESTS:
        return OF_DROP_IN_REQUESTS[name]
    by_name = {**CALL_OPTIONS, **LIST_ARGUMENTS}.get(name)
    if name == "page_size" and method.group == "properties":
        by_name = numbers("a whole number from 1 to 50", 0, -1, 51)
    rows = by_name if by_name is not None else _rows_by_kind(method, argument)
    if rows is not None and method.api == "legacy":
        # The drop-in accepts numbers as strings.
        rows = [bad for bad in rows if bad.value != "5"]
    return rows


def _rows_by_kind(method: Method, argument: Argument) -> list[Bad] | None:
    name, types = argument.name, argument.types
    if name == "file":
        return FILES
    if method.name == "validate_property_data":
        return MAPPINGS
    if method.name == "create_property" and name == "property_data":
        # A title or a mapping, whose amounts may be decimals.
        texts_and_decimals = ("x", LONG, Decimal(1))
        return [
            bad
            for bad in BODIES
            if not any(value in texts_and_decimals for value in (bad.value, *_values(bad.value)))
        ]
    if Mapping in {getattr(each, "__origin__", each) for each in types}:
        return [bad for bad in BODIES if argument.required or bad.value is not None]
    of_property = argument.required and name.endswith("_id")
    if method.api != "rooms" and method.opens_list and not of_property:
        return ANY_SCALAR
    if types == {int} and name.endswith("_id"):
        return [bad for bad in IDS if argument.required or bad.value is not None]
    if types == {bool}:
        return FLAGS
    if Sequence in {getattr(each, "__origin__", each) for each in types}:
        return [bad for bad in TEXTS if bad.value != ["x"]]
    return TEXTS if str in types else None


def _values(value: object) -> list[object]:
    return list(value.values()) if isinstance(value, dict) else []


def good_arguments(method: Method) -> dict[str, Any]:
    """Return values for the arguments that a method requires."""
    known = {
        "method": "GET",
        "path": "/events",
        "endpoint": "/events",
        "contact_data": {"first_name": "x", "contact_id": 5},
        "note_data": {"description": "x"},
        "task_data": {"title": "x"},
        "file": b"content",
        "name": "a.pdf",
    }
    return {
        each.name: known.get(each.name, _good_value(each))
        for each in method.arguments
        if each.required or each.name == "name"  # required to upload bytes
    }


def _good_value(argument: Argument) -> Any:
    return {frozenset({int}): 5, frozenset({str}): "id"}.get(argument.types, {"name": "x"})


def bad_calls(method: Method) -> Iterator[tuple[Argument, Bad, dict[str, Any]]]:
    """
    Yield the arguments of a call for each row of each argument.

    Methods of groups share most rows, so everyday runs try half of them for each method.
    """
    every = scaled(2 if method.group else 1, 1)
    for number, argument in enumerate(method.arguments, len(method.name)):
        for bad in (rows_of(method, argument) or ())[number % every :: every]:
            yield argument, bad, {**good_arguments(method), argument.name: bad.value}


async def complaints_about(method: Method, client: object) -> list[str]:
    """Return how the refusals of a method differ from the requirements."""
    found = []
    call = method.on(client)
    for argument, bad, arguments in bad_calls(method):
        error = await attempt(partial(call, **arguments))
        found += complaints(error, argument.name, bad)
    return [f"{method}: {each}" for each in found]
