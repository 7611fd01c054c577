"""Read JSON as leniently as Rooms does, judging by the vendor's samples."""

import re
from typing import Any, Final

import orjson

from opentoclose_async.sandbox.http.routing import parse_integer

INT32: Final = range(-(2**31), 2**31)
"""The range of ids and positions (official description)."""

_BOOLEANS: Final = {"true": True, "false": False}
_TEXT_OR_LAST_COMMA: Final = re.compile(rb'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')


def read_json(body: bytes) -> Any:
    """
    Decode a body; a trailing comma, as in the shell samples, is accepted.

    Raises:
        ValueError: The body is not JSON.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return orjson.loads(_TEXT_OR_LAST_COMMA.sub(lambda found: found[1] or b"", body))


def as_integer(value: Any) -> int | None:
    """Read a 32-bit integer, which may be a string; None if the value is not one."""
    # Compare the type, since bool is a subclass of int.
    number = parse_integer(value.strip()) if isinstance(value, str) else value
    return number if type(number) is int and number in INT32 else None


def as_boolean(value: Any) -> bool | None:
    """Read a boolean, which may be a string in any case; None if the value is not one."""
    if isinstance(value, str):
        return _BOOLEANS.get(value.strip().lower())
    return value if isinstance(value, bool) else None
