"""What callers pass, checked before anything is sent: every refusal names the argument."""

import math
from collections.abc import Mapping
from enum import Enum
from typing import Any
from urllib.parse import quote

import orjson

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.protocol.convert import shorten

__all__ = ["body_object", "encode_json", "path_with", "positive_id", "query_texts", "whole_number"]

LARGEST_ID = 2**63 - 1


def refuse(name: str, value: object, allowed: str) -> ValidationError:
    """Make the error for an argument that is not acceptable."""
    problem = f"must be {allowed}, not {shorten(value)}"
    return ValidationError(f"{name} {problem}. Nothing was sent.", field_errors={name: [problem]})


def positive_id(name: str, value: object) -> int:
    """
    Check the id of a record.

    Raises:
        ValidationError: Unless it is a whole number from 1 on (True and "5" are none).
    """
    if type(value) is not int or not 0 < value <= LARGEST_ID:
        raise refuse(name, value, "a positive whole number")
    return value


def whole_number(name: str, value: object, lowest: int, highest: int | None = None) -> int:
    """
    Check a count or a position in rows.

    Raises:
        ValidationError: Unless it is a whole number within the bounds.
    """
    top = LARGEST_ID if highest is None else highest
    if type(value) is not int or not lowest <= value <= top:
        span = f"from {lowest} on" if highest is None else f"from {lowest} to {highest}"
        raise refuse(name, value, f"a whole number {span}")
    return value


def body_object(name: str, value: object) -> bytes:
    """
    Check the body of a create or an update, and encode it.

    Raises:
        ValidationError: Unless it is a mapping with at least one entry, its keys texts, that JSON
            can hold.
    """
    if not isinstance(value, Mapping) or not value:
        raise refuse(name, value, "a mapping with at least one field")
    for key in value:
        if not isinstance(key, str):
            raise refuse(name, key, "a mapping whose keys are texts; a key is")
    return encode_json(name, value)


def encode_json(name: str, value: Any) -> bytes:
    """
    Encode a body as JSON.

    Raises:
        ValidationError: Where it holds what JSON cannot say, NaN and infinity included.
    """
    try:
        _refuse_non_finite(name, value)
        # Dataclasses are refused: orjson would write NaN inside them as null.
        return orjson.dumps(
            dict(value) if isinstance(value, Mapping) else value,
            option=orjson.OPT_PASSTHROUGH_DATACLASS,
        )
    except (TypeError, RecursionError) as error:
        raise ValidationError(
            f"{name} cannot be written as JSON: {error}. Nothing was sent.",
            field_errors={name: [str(error)]},
        ) from error


def _refuse_non_finite(name: str, value: Any) -> None:
    # orjson writes NaN as null, which would silently empty a field on the server.
    if isinstance(value, float):
        if not math.isfinite(value):
            raise refuse(name, value, "made of finite numbers; a value in it is")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _refuse_non_finite(f"{name}[{key!r}]", item)
    elif isinstance(value, (list, tuple)):
        for position, item in enumerate(value):
            _refuse_non_finite(f"{name}[{position}]", item)


def query_texts(query: Mapping[str, Any]) -> dict[str, str]:
    """
    Turn query parameters into the texts that go out; None values are left out.

    Raises:
        ValidationError: For a value that is no text, number or boolean.
    """
    texts: dict[str, str] = {}
    for name, value in query.items():
        if value is not None:
            texts[name] = _query_text(name, value)
    return texts


def _query_text(name: str, value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value)):
        try:
            text = str(value)
            text.encode()
        except ValueError:  # an int of too many digits, or half a character
            pass
        else:
            return text
    raise refuse(name, value, "a text, a finite number or a boolean")


def path_with(template: str, **parts: str | int) -> str:
    """
    Fill a path template, each part escaped, so that none can leave its place in the path.

    Raises:
        ValidationError: For a part that stays special however it is escaped: "", "." and "..".
    """
    texts = {name: str(part) for name, part in parts.items()}
    for name, text in texts.items():
        if text in ("", ".", ".."):
            raise refuse(name, text, "a name that can stand in a path")
    return template.format(**{name: quote(text, safe="") for name, text in texts.items()})
