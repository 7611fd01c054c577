"""Check callers' arguments before anything is sent. Every error names the argument."""

import math
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeGuard
from urllib.parse import quote

import orjson

from opentoclose_async._protocol.shortening import cut, shorten
from opentoclose_async.exceptions import ConfigurationError, ValidationError

__all__ = [
    "LARGEST_ID",
    "body_object",
    "encode_json",
    "entry_of",
    "flag",
    "is_number",
    "misconfigured",
    "path_with",
    "plain_text",
    "positive_id",
    "query_texts",
    "refuse",
    "text_keyed",
    "whole_number",
]

LARGEST_ID = 2**63 - 1
LONGEST_PART = 500
LONGEST_TEXT = 8_000
LONGEST_QUERY = 16_000
"""Escaped bytes: of a path segment, a query value, a whole query. Servers accept hardly more."""

CREDENTIALS = frozenset({"access_token", "api_token"})
"""Query parameters that hold credentials. Passed as filters, they would end up in logs."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def refuse(name: str, value: object, allowed: str) -> ValidationError:
    """Make the error for an invalid argument."""
    problem = f"must be {allowed}, not {shorten(value)}"
    return ValidationError(f"{name} {problem}. Nothing was sent.", field_errors={name: [problem]})


def misconfigured(name: str, value: object, allowed: str) -> ConfigurationError:
    """Make the error for an invalid setting."""
    return ConfigurationError(f"{name} must be {allowed}, not {shorten(value)}.")


def entry_of(name: str, key: object) -> str:
    """Name an entry of an argument, e.g. ``user_data['name']``; deep inside, only its container."""
    return name if len(name) > 100 else f"{name}[{shorten(key, 40)}]"


def positive_id(name: str, value: object) -> int:
    """
    Check the id of a record.

    Raises:
        ValidationError: If it is not a positive whole number (True and "5" are not).
    """
    if type(value) is not int or not 0 < value <= LARGEST_ID:
        raise refuse(name, value, "a positive whole number")
    return value


def whole_number(name: str, value: object, lowest: int, highest: int | None = None) -> int:
    """
    Check a count or a position.

    Raises:
        ValidationError: If it is not a whole number within the bounds.
    """
    top = LARGEST_ID if highest is None else highest
    if type(value) is not int or not lowest <= value <= top:
        span = f", at least {lowest}" if highest is None else f" from {lowest} to {highest}"
        raise refuse(name, value, f"a whole number{span}")
    return value


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a usable number: not a bool, not NaN, not too large for a float."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return not math.isnan(value)
    except OverflowError:
        return False


def flag(name: str, value: object) -> bool:
    """
    Check a switch.

    Raises:
        ValidationError: If it is not True or False.
    """
    if not isinstance(value, bool):
        raise refuse(name, value, "True or False")
    return value


def plain_text(name: str, value: object) -> str:
    """
    Check a string that goes into a query.

    Raises:
        ValidationError: If it is not a string, is empty, cannot be encoded, or contains control
            characters (often a line end left over from reading a file).
    """
    if not isinstance(value, str) or not value or _CONTROLS.search(value):
        raise refuse(name, value, "a non-empty string without control characters")
    _escaped_length(name, value)
    return value


def text_keyed(name: str, value: object) -> Mapping[str, Any]:
    """
    Check a mapping whose keys are names defined by the server.

    Raises:
        ValidationError: If it is not a mapping whose keys are non-empty strings.
    """
    if not isinstance(value, Mapping):
        raise refuse(name, value, "a mapping whose keys are strings")
    for key in value:
        if not isinstance(key, str) or not key or _CONTROLS.search(key) or not _is_encodable(key):
            allowed = "a mapping whose keys are strings, not empty and without control characters"
            raise refuse(name, key, allowed)
    return value


def body_object(name: str, value: object) -> bytes:
    """
    Check and encode the body of a create or an update.

    Raises:
        ValidationError: If it is not a mapping with at least one entry and string keys, or cannot
            be encoded as JSON.
    """
    if not isinstance(value, Mapping) or not value:
        allowed = "a mapping with at least one field"
        # Of a model from a response, None may be null or absent, so the caller has to choose.
        hint = ", such as a part of its to_dict()" if hasattr(value, "to_dict") else ""
        raise refuse(name, value, allowed + hint)
    for key in value:
        if not isinstance(key, str):
            raise refuse(name, key, "a mapping whose keys are strings")
    return encode_json(name, value)


def encode_json(name: str, value: Any) -> bytes:
    """
    Encode a body as JSON.

    Raises:
        ValidationError: If it holds something that JSON cannot represent, such as NaN or infinity.
    """
    try:
        _refuse_non_finite(name, value)
        return _dumps(value)
    except (TypeError, RecursionError) as error:
        place, culprit, reason = _find_culprit(name, value, error)
        raise refuse(place, culprit, f"representable in JSON ({cut(reason)})") from error


def _dumps(value: Any) -> bytes:
    # Dataclasses are refused: orjson would write NaN inside them as null.
    return orjson.dumps(
        dict(value) if isinstance(value, Mapping) else value,
        option=orjson.OPT_PASSTHROUGH_DATACLASS,
    )


def _find_culprit(name: str, value: Any, error: Exception) -> tuple[str, Any, str]:
    """Find what JSON cannot represent: its name, the value and the reason. Limited in depth."""
    for _ in range(10):
        inside = value.items() if isinstance(value, dict) else ()
        for key, item in enumerate(value) if isinstance(value, (list, tuple)) else inside:
            try:
                _dumps(item)
            except (TypeError, RecursionError) as deeper:
                name, value, error = entry_of(name, key), item, deeper
                break
        else:
            break
    return name, value, str(error)


def _refuse_non_finite(name: str, value: Any) -> None:
    # orjson writes NaN as null, which would silently empty a field on the server.
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise refuse(name, value, "a finite number")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _refuse_non_finite(entry_of(name, key), item)
    elif isinstance(value, (list, tuple)):
        for position, item in enumerate(value):
            _refuse_non_finite(entry_of(name, position), item)


def query_texts(query: Mapping[str, Any], within: str = "") -> dict[str, str]:
    """
    Convert query parameters to strings, omitting None values.

    Args:
        query: The parameters by wire name.
        within: The argument that held them, if they are not arguments themselves.

    Raises:
        ValidationError: For a value that is not a string, number or boolean, or that contains
            control characters, or if the query is too long for a URL.
    """
    texts: dict[str, str] = {}
    room = LONGEST_QUERY
    for key, value in query.items():
        if value is None:
            continue
        name = entry_of(within, key) if within else cut(key)
        if key.lower() in CREDENTIALS:
            problem = "must be left out: the client sends its own credential"
            raise ValidationError(f"{name} {problem}.", field_errors={name: [problem]})
        text = texts[key] = _query_text(name, value)
        room -= _escaped_length(name, text) + len(quote(key, safe="")) + 2
        if room < 0:
            raise refuse(
                name, value, f"part of a query of at most {LONGEST_QUERY:,} bytes in total"
            )
    return texts


def _query_text(name: str, value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and not _CONTROLS.search(value):
        return value
    if isinstance(value, (int, float)) and is_number(value) and math.isfinite(value):
        return str(value)
    raise refuse(name, value, "a string without control characters, a finite number or a boolean")


def path_with(template: str, **parts: str | int) -> str:
    """
    Fill a path template, escaping each part so that it stays one path segment.

    Raises:
        ValidationError: For a part that escaping cannot make safe: "", "." and "..".
    """
    texts: dict[str, str] = {}
    for name, part in parts.items():
        number = type(part) is int and 0 <= part <= LARGEST_ID
        if not (number or isinstance(part, str)) or part in ("", ".", ".."):
            raise refuse(name, part, "a name that is valid in a path")
        text = str(part)
        _escaped_length(name, text, LONGEST_PART)
        texts[name] = quote(text, safe="")
    return template.format(**texts)


def _escaped_length(name: str, text: str, most: int = LONGEST_TEXT) -> int:
    """Return the bytes that a text takes in a URL; refuse one that is too long or not encodable."""
    if not _is_encodable(text):
        raise refuse(name, text, "text without lone surrogates")
    length = len(quote(text, safe="")) if len(text) <= most else len(text)
    if length > most:
        raise refuse(name, text, f"at most {most:,} bytes long when escaped for a URL")
    return length


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
