"""
The one reader of what servers send as JSON: what Python's own ``json`` reads, with the same values.

orjson takes half the time, and is asked first. What it refuses is read by ``json``: halves of
surrogate pairs, byte order marks, UTF-16, ``NaN``, 1e999. The one thing that it reads as another
value is an integer of more than 64 bits, which becomes a rounded float; a text that may hold one is
not given to it.
"""

import json
import re
from typing import Any

import orjson

__all__ = ["NotJSONError", "read_json", "reason_of", "text_of"]

_DIGITS_AS_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_LONG = b"0" * len(str(2**63))
_EVERY = 4
"""Of so many bytes, one is looked at first; of three, dates would look as long numbers do."""
_LONG_IN_PART = b"0" * (len(_LONG) // _EVERY)
_zeros = re.compile(rb"0+").match


class NotJSONError(ValueError):
    """
    Raise for a text that is no JSON, and say why.

    It is raised from nothing, and quotes nothing: the errors of the readers hold the whole text,
    which may hold a secret.
    """


def read_json(body: bytes) -> Any:
    """
    Read a JSON text as ``json.loads`` does.

    Raises:
        NotJSONError: If it is none, or nested too deeply for Python.
    """
    if not _may_hold_a_long_number(body):
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            pass  # the other one may read it, and says better what is wrong
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        reason = reason_of(error)
    raise NotJSONError(reason)


def text_of(body: bytes) -> str:
    """
    Decode a JSON text as ``json.loads`` does: by its byte order mark, or else as it looks.

    Raises:
        UnicodeDecodeError: If it is not of that encoding.
    """
    return body.decode(json.detect_encoding(body), "surrogatepass")


def reason_of(error: ValueError | RecursionError) -> str:
    """Say what kept a text from being read, with nothing of it."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return f"it is no text in {error.encoding} from byte {error.start} on"
    return str(error)


def _may_hold_a_long_number(body: bytes) -> bool:
    """Tell whether there are as many digits in a row as a whole number beyond 64 bits has."""
    # Among so many digits, each fourth byte is one too, and few other texts have that. Searching
    # by a regular expression takes longer than reading the whole text.
    if _LONG_IN_PART not in body[::_EVERY].translate(_DIGITS_AS_ZEROS):
        return False
    digits = body.translate(_DIGITS_AS_ZEROS)
    at = digits.find(_LONG)
    while at >= 0 and body[at - 1 : at] == b".":  # those of a fraction
        run = _zeros(digits, at)
        at = -1 if run is None else digits.find(_LONG, run.end())
    return at >= 0
