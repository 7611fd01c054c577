"""
Read JSON and keep, for each row of a list, the exact text that the server sent.

Python values do not preserve every spelling of a number, such as ``1.10``. An archive of what the
server sent needs the original text.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from opentoclose_async._protocol.responses.json_reader import NotJSONError, reason_of, text_of

__all__ = ["VerbatimRow", "loads", "past_space"]


class VerbatimRow(dict[str, Any]):
    """
    A row as a plain dict, with its own JSON text.

    Attributes:
        text: The JSON the server sent for it, from brace to brace. Lone surrogates that were sent
            unescaped, which UTF-8 cannot encode, are escaped.
    """

    __slots__ = ("text",)
    text: str

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickle protocols 0 and 1 do not support slots by themselves.
        return _restore, (dict(self), self.text)


def _restore(members: dict[str, Any], text: str) -> VerbatimRow:
    row = VerbatimRow(members)
    row.text = text
    return row


_decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().raw_decode
_skip_space = re.compile(r"[ \t\n\r]*").match


def loads(body: bytes) -> Any:
    """
    Read a JSON text.

    Objects in the outermost array, or in an array that is a member of the outermost object, become
    ``VerbatimRow``. Everything else is as ``read_json`` returns it.

    Raises:
        NotJSONError: If the body is not valid JSON, or nested too deeply for Python.
    """
    try:
        return _whole(text_of(body))
    except (ValueError, RecursionError) as error:
        reason = reason_of(error)
    raise NotJSONError(reason)


def _whole(text: str) -> Any:
    """Read a text that holds one value and nothing else."""
    value, end = _outermost(text, past_space(text, 0))
    end = past_space(text, end)
    if end != len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


def _outermost(text: str, at: int) -> tuple[Any, int]:
    """Read the outermost value at a position, and return where it ends."""
    readers = {"[": _rows, "{": _members}
    return readers.get(text[at : at + 1], _decode)(text, at)


def _members(text: str, at: int) -> tuple[dict[str, Any], int]:
    """Read the outermost object."""
    members: dict[str, Any] = {}
    at = past_space(text, at + 1)
    if text[at : at + 1] == "}":
        return members, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a property name in double quotes", text, at)
        name, at = _decode(text, at)
        at = _expect(":", text, at)
        read = _rows if text[at : at + 1] == "[" else _decode
        members[name], at = read(text, at)
        at = past_space(text, at)
        if text[at : at + 1] == "}":
            return members, at + 1
        at = _expect(",", text, at)


def _rows(text: str, at: int) -> tuple[list[Any], int]:
    """Read an array, keeping the text of each object in it."""
    rows: list[Any] = []
    at = past_space(text, at + 1)
    if text[at : at + 1] == "]":
        return rows, at + 1
    while True:
        value, end = _decode(text, at)
        if isinstance(value, dict):
            row = VerbatimRow(value)
            row.text = _encodable(text[at:end])
            value = row
        rows.append(value)
        at = past_space(text, end)
        if text[at : at + 1] == "]":
            return rows, at + 1
        at = _expect(",", text, at)


def _encodable(text: str) -> str:
    # Lone surrogates only occur within strings, where their escapes mean the same.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def past_space(text: str, at: int) -> int:
    """Return the position after any white space at a position."""
    match = _skip_space(text, at)
    return at if match is None else match.end()


def _expect(mark: str, text: str, at: int) -> int:
    """Skip a mark and the white space around it."""
    at = past_space(text, at)
    if text[at : at + 1] != mark:
        raise json.JSONDecodeError(f"Expecting {mark!r}", text, at)
    return past_space(text, at + 1)
