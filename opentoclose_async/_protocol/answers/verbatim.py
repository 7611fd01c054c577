"""
JSON read in a way that keeps, for each row of a list, the very text that the server sent.

A number may be written in ways that no Python value remembers, as ``1.10`` or an integer of thirty
digits; who archives what the server said wants the server's words.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from opentoclose_async._protocol.answers.json_reader import NotJSONError, reason_of, text_of

__all__ = ["VerbatimRow", "loads", "past_space"]


class VerbatimRow(dict[str, Any]):
    """
    A row as a plain dict, and its own JSON text.

    Attributes:
        text: What the server sent for it, from brace to brace. Halves of surrogate pairs that were
            sent as they are, for which UTF-8 has no bytes, are escaped.
    """

    __slots__ = ("text",)
    text: str

    def __reduce__(self) -> tuple[Any, ...]:
        # By itself, a class with slots does not pickle by the first two protocols.
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

    The objects in the outermost array, or in an array that is a member of the outermost object,
    become ``VerbatimRow``; all else is as ``read_json`` gives it.

    Raises:
        NotJSONError: If the body is no JSON, or nested too deeply for Python.
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
    """Read the outermost value, which starts at a position, and give where it ends."""
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
    """Read an array, each object in it with its text."""
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
    # Such halves can only be within strings, where their escapes mean the same.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def past_space(text: str, at: int) -> int:
    """Give the position of what comes behind the space at a position, if there is any."""
    match = _skip_space(text, at)
    return at if match is None else match.end()


def _expect(mark: str, text: str, at: int) -> int:
    """Pass a mark and the space around it."""
    at = past_space(text, at)
    if text[at : at + 1] != mark:
        raise json.JSONDecodeError(f"Expecting {mark!r}", text, at)
    return past_space(text, at + 1)
