"""
Read JSON and keep, for each row of a list, the exact text that the server sent.

Python values do not preserve every spelling of a number, such as ``1.10``. An archive of what the
server sent needs the original text.

Nearly every page is an array of objects, alone or as a member of an object, with the same
separator between any two. Such a page is split at the separators, and orjson reads the pieces and
what is around them. If all are valid, so is the page, and the pieces are its rows: JSON has one
reading. Any other page is read value by value, which takes three times as long.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import orjson

from opentoclose_async._protocol.responses.json_reader import (
    NotJSONError,
    may_hold_a_long_number,
    reason_of,
    text_of,
)

__all__ = ["VerbatimRow", "loads", "past_space"]


class VerbatimRow(dict[str, Any]):
    """
    A row as a plain dict, with its own JSON text.

    Attributes:
        utf8: The JSON the server sent for it, from brace to brace, in UTF-8. Lone surrogates that
            were sent unescaped, which UTF-8 cannot encode, are escaped.
    """

    __slots__ = ("utf8",)
    utf8: bytes

    @property
    def text(self) -> str:
        """The JSON as a string."""
        return self.utf8.decode()

    @text.setter
    def text(self, text: str) -> None:
        # Lone surrogates only occur within strings, where their escapes mean the same.
        self.utf8 = text.encode("utf-8", "backslashreplace")

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickle protocols 0 and 1 do not support slots by themselves.
        return _restore, (dict(self), self.text)


def _restore(members: dict[str, Any], text: str) -> VerbatimRow:
    row = VerbatimRow(members)
    row.text = text
    return row


_SPACE = b" \t\r\n"
_first_bracket = re.compile(rb"\[[ \t\r\n]*(?=\{)").search
_first_separator = re.compile(rb"\}[ \t\r\n]*,[ \t\r\n]*\{").search
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
    if not may_hold_a_long_number(body):  # orjson would round it
        try:
            return _split(body)
        except _NotSplitError:
            pass
    try:
        return _whole(text_of(body))
    except (ValueError, RecursionError) as error:
        reason = reason_of(error)
    raise NotJSONError(reason)


class _NotSplitError(Exception):
    """Raised for a page that cannot be split, though it may be valid."""


def _split(body: bytes) -> Any:
    """
    Read a page by splitting it into rows.

    Raises:
        _NotSplitError: If it must be read value by value.
    """
    bracket = _first_bracket(body)
    end = body.rfind(b"]")
    if bracket is None or end < bracket.end():
        raise _NotSplitError
    rows = _split_rows(body[bracket.end() : end].rstrip(_SPACE))
    return _put_back(body[: bracket.start()], rows, body[end + 1 :])


def _split_rows(text: bytes) -> list[VerbatimRow]:
    """Read what is between the brackets of an array of objects."""
    if not text.endswith(b"}"):
        raise _NotSplitError
    found = _first_separator(text)
    separator = b"},{" if found is None else found[0]
    pieces = text[1:-1].split(separator)  # it ends and begins with the rows' braces
    texts = [b"{%b}" % piece for piece in pieces]
    try:
        rows = list(map(VerbatimRow, map(orjson.loads, texts)))
    except orjson.JSONDecodeError:
        texts = list(_rejoined(pieces, separator))
        try:
            rows = list(map(VerbatimRow, map(orjson.loads, texts)))
        except orjson.JSONDecodeError:
            raise _NotSplitError from None
    for row, each in zip(rows, texts, strict=True):
        row.utf8 = each
    return rows


def _rejoined(pieces: Sequence[bytes], separator: bytes) -> Iterator[bytes]:
    """Join the pieces of rows that hold arrays of objects, as far as counting braces shows."""
    row: list[bytes] = []
    depth = 0
    for piece in pieces:
        row.append(piece)
        depth += piece.count(b"{") - piece.count(b"}")
        if depth == 0:
            yield b"{%b}" % separator.join(row)
            row.clear()
    if row:
        raise _NotSplitError


def _put_back(before: bytes, rows: list[VerbatimRow], after: bytes) -> Any:
    """Return the value that has these rows between two texts."""
    if not before.strip(_SPACE) and not after.strip(_SPACE):
        return rows
    try:
        # Two readings show where the array is: in them, only its value differs.
        members, others = (orjson.loads(b"%b %d %b" % (before, each, after)) for each in (0, 1))
    except orjson.JSONDecodeError:
        raise _NotSplitError from None
    # It is an object: an array would end with the last bracket.
    if any(isinstance(value, list) and value for value in members.values()):
        raise _NotSplitError  # its objects would be rows too
    for name, value in members.items():
        if value == 0 and others[name] == 1:
            members[name] = rows
            return members
    raise _NotSplitError  # the array is deeper, or another member has the same name


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
            row.text = text[at:end]
            value = row
        rows.append(value)
        at = past_space(text, end)
        if text[at : at + 1] == "]":
            return rows, at + 1
        at = _expect(",", text, at)


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
