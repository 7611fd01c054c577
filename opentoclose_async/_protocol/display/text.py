"""Short texts of values, on one line."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import Enum
from itertools import islice
from pathlib import PurePath

from opentoclose_async._protocol.shortening import shorten

__all__ = ["call_text", "value_text"]

LONGEST_TEXT = 40
"""Maximum number of characters of a text."""
LONGEST_VALUE = 60
"""Maximum number of characters of any other value."""
LONGEST_REPR = 200
"""Number of characters after which no more fields are shown."""
MOST_ELEMENTS = 3
"""Maximum number of elements of a list or an object."""


def call_text(name: str, fields: Iterable[tuple[str, object]]) -> str:
    """
    Return the text of an object with fields, such as ``User(id=7, name='Ana')``.

    Once the text is long, further fields are only counted.

    Args:
        name: The object's class.
        fields: Its fields and their values.
    """
    parts: list[str] = []
    length = len(name)
    left_out = 0
    for field, value in fields:
        part = "" if left_out else f"{field}={value_text(value)}"
        if left_out or (parts and length + len(part) > LONGEST_REPR):
            left_out += 1
            continue
        parts.append(part)
        length += len(part) + 2
    if left_out:
        parts.append(f"… {left_out} more")
    return f"{name}({', '.join(parts)})"


def value_text(value: object, longest: int = LONGEST_VALUE) -> str:
    """
    Return the text of a value, shortened.

    The query of a URL is never shown, because that of a signed URL lets its reader in.

    Args:
        value: The value.
        longest: Maximum number of characters unless it is a text.
    """
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, PurePath):
        value = str(value)
    if isinstance(value, str):
        return shorten(without_query(value), min(longest, LONGEST_TEXT))
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        first = islice(value.items(), MOST_ELEMENTS)
        items = (f"{value_text(key, longest)}: {value_text(item, longest)}" for key, item in first)
        return f"{{{_joined(items, len(value), longest)}}}"
    if isinstance(value, (list, tuple)):
        left, right = "[]" if isinstance(value, list) else "()"
        items = (value_text(item, longest) for item in value[:MOST_ELEMENTS])
        return f"{left}{_joined(items, len(value), longest)}{right}"
    return shorten(value, longest)


def without_query(text: str) -> str:
    """Return a URL without its query and fragment; any other text as it is."""
    if not text.startswith(("https://", "http://")):
        return text
    for mark in "?#":
        address, found, _ = text.partition(mark)
        text = f"{address}{mark}…" if found else text
    return text


def _joined(items: Iterable[str], count: int, longest: int) -> str:
    """Join the first of some elements, and say how many there are besides."""
    shown: list[str] = []
    for item in items:
        if sum(map(len, shown)) + len(item) > longest:
            break
        shown.append(item)
    if count > len(shown):
        shown.append(f"… {count - len(shown)} more" if shown else f"… {count} in all")
    return ", ".join(shown)
