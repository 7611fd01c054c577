"""Which columns identify a row, and the text by which rows of one key are brought together."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from opentoclose_async._protocol.shortening import cut, shorten
from opentoclose_async.diff.canonical import canonical
from opentoclose_async.exceptions import ValidationError

__all__ = ["check_key", "choose_key", "key_text"]

KEYS = (
    *("id", "documentId", "taskId", "taskListId", "userId", "roomId", "officeId"),
    *("roomTemplateId", "taskListTemplateId", "formGroupId", "formsLibraryId", "libraryFormId"),
    *("formId", "roleId", "regionId"),
)
"""
The keys of the lists of both APIs.

Rows also refer to others: an office has a regionId, a user a roleId. No list has a column that
precedes its own key here.
"""
ROOM = "roomId"
USER = "userId"
"""Users may be in several rooms, so a file of the users of several rooms needs both as its key."""

MOST_NAMES = 20
"""Columns that an error lists."""
LONGEST_TEXT = 200


def check_key(key: object) -> tuple[str, ...] | None:
    """
    Check the argument ``key``: a column's name, or several.

    Raises:
        ValidationError: If it is neither.
    """
    if key is None:
        return None
    names = (key,) if isinstance(key, str) else key
    if not isinstance(names, (list, tuple)) or not names:
        raise _no_key(f"must be the name of a column or a list of them, not {shorten(key)}.")
    for position, name in enumerate(names):
        if not isinstance(name, str) or not name or name in names[:position]:
            raise _no_key(f"must name columns, each once, not {shorten(name)}.")
    return tuple(names)


def choose_key(
    key: tuple[str, ...] | None, files: Iterable[tuple[str, Mapping[str, None]]]
) -> tuple[str, ...]:
    """
    Return the columns that identify a row.

    Args:
        key: Those that the caller chose; None to infer them.
        files: The names of the files, and their columns; a file of JSON without rows has none.

    Raises:
        ValidationError: If a file lacks one, or they cannot be inferred.
    """
    known = [(file, columns) for file, columns in files if columns]
    for name in key or ():
        for file, columns in known:
            if name not in columns:
                raise _no_key(
                    f"is wrong: {file} has no column {shorten(name)}; it has {_listed(columns)}."
                )
    if key is not None or not known:
        return key or ()
    common = [name for name in known[0][1] if all(name in columns for _, columns in known)]
    own = next((name for name in KEYS if name in common), None)
    if own is None:
        raise _no_key(
            "cannot be inferred: pass key (--key) with the columns that identify a row, of "
            f"{_listed(common) or 'which the files have none in common'}."
        )
    return (ROOM, USER) if own == USER and ROOM in common else (own,)


def key_text(row: Mapping[str, Any], key: Iterable[str]) -> str:
    """
    Return the text that identifies a row; empty if one of its key's columns has no value.

    Whole numbers sort by their value.
    """
    parts = []
    for name in key:
        value = row.get(name)
        if value is None:
            return ""
        text = canonical(value)
        if len(text) > LONGEST_TEXT:
            text = f"~{hashlib.blake2b(text.encode()).hexdigest()}"
        elif text.strip('"').isdigit():
            text = f"{len(text):03}{text}"
        parts.append(text)
    return " ".join(parts)


def _no_key(problem: str) -> ValidationError:
    return ValidationError(f"key {problem}", field_errors={"key": [problem]})


def _listed(columns: Iterable[str]) -> str:
    names = [cut(name) for name in columns]
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
