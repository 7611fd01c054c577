"""Read JSON as leniently as Rooms does, by what the vendor's own samples send."""

import re
from typing import Any, Final

import orjson

from opentoclose_async.sandbox.http.routing import parse_integer

INT32: Final = range(-(2**31), 2**31)
"""The numbers that ids and positions may be (official description)."""

_BOOLEANS: Final = {"true": True, "false": False}
_TEXT_OR_LAST_COMMA: Final = re.compile(rb'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')


def read_json(body: bytes) -> Any:
    """
    Decode a body; a comma behind the last item, as shell samples have it, does no harm.

    Raises:
        ValueError: It is not JSON.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return orjson.loads(_TEXT_OR_LAST_COMMA.sub(lambda found: found[1] or b"", body))


def as_integer(value: Any) -> int | None:
    """Read a 32-bit integer, which may be written as a text; None if it is none."""
    # By its type: true and false are no numbers here.
    number = parse_integer(value.strip()) if isinstance(value, str) else value
    return number if type(number) is int and number in INT32 else None


def as_boolean(value: Any) -> bool | None:
    """Read true or false, which may be written as a text in any case; None if it is neither."""
    if isinstance(value, str):
        return _BOOLEANS.get(value.strip().lower())
    return value if isinstance(value, bool) else None
