"""
Read JSON responses with the same results as Python's own ``json``.

orjson takes half the time and is tried first. ``json`` reads what it refuses: lone surrogates, byte
order marks, UTF-16, ``NaN``, 1e999. orjson reads only one thing differently: an integer of
more than 64 bits becomes a rounded float, so text that may hold one is not passed to it.
"""

import json
import re
from typing import Any

import orjson

__all__ = ["NotJSONError", "may_hold_a_long_number", "read_json", "reason_of", "text_of"]

_DIGITS_AS_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_LONG = b"0" * len(str(2**63))
_EVERY = 4
"""Stride of the first look. With 3, dates would look like long numbers."""
_LONG_IN_PART = b"0" * (len(_LONG) // _EVERY)
_zeros = re.compile(rb"0+").match


class NotJSONError(ValueError):
    """
    Raised for text that is not valid JSON.

    Raise it without a cause: the JSON readers' errors hold the whole text, which may contain a
    secret.
    """


def read_json(body: bytes) -> Any:
    """
    Read a JSON text as ``json.loads`` does.

    Raises:
        NotJSONError: If it is not valid JSON, or nested too deeply for Python.
    """
    if not may_hold_a_long_number(body):
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            pass  # json may read it, and has the better error messages
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        reason = reason_of(error)
    raise NotJSONError(reason)


def text_of(body: bytes) -> str:
    """
    Decode a JSON text as ``json.loads`` does: by its byte order mark, or else by its first bytes.

    Raises:
        UnicodeDecodeError: If it is not valid in that encoding.
    """
    return body.decode(json.detect_encoding(body), "surrogatepass")


def reason_of(error: ValueError | RecursionError) -> str:
    """Return why a text could not be read, without quoting it."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return f"it is not valid {error.encoding} at byte {error.start}"
    return str(error)


def may_hold_a_long_number(body: bytes) -> bool:
    """Return whether there is a run of digits as long as an integer beyond 64 bits."""
    # In such a run every fourth byte is a digit too, which is rare in other text. A regular
    # expression search takes longer than parsing the whole text.
    if _LONG_IN_PART not in body[::_EVERY].translate(_DIGITS_AS_ZEROS):
        return False
    digits = body.translate(_DIGITS_AS_ZEROS)
    at = digits.find(_LONG)
    while at >= 0 and body[at - 1 : at] == b".":  # the digits of a fraction
        run = _zeros(digits, at)
        at = -1 if run is None else digits.find(_LONG, run.end())
    return at >= 0
