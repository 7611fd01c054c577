"""
The checkpoint of an export: how far it got, in a file that is always complete.

It is written after the rows that it counts, so the files may hold more than it says, never less. It
contains digests of them and of itself. It is read strictly: every member must be present and of its
type, and there must be no others.
"""

import contextlib
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import asdict, fields, frozen

from opentoclose_async._protocol.argument_names import passed
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.finishing import sync_folder
from opentoclose_async.export.files.growing_file import EMPTY_SHA256
from opentoclose_async.export.files.side_files import (
    checkpoint_path,
    create_fresh,
    open_plain,
    refuse_path,
    replacement_path,
)

__all__ = ["Checkpoint"]

VERSION = 2
LARGEST = 1 << 20
"""Bytes; a checkpoint is much smaller."""
LARGEST_COUNT = 2**63 - 1
_HEXADECIMAL = frozenset("0123456789abcdef")


@frozen
class Checkpoint:
    """
    Where to resume.

    Attributes:
        fingerprint: What identifies the export, by name.
        position: The presumed position of the next row in the list.
        rows: Rows in the part file so far.
        pages: Pages they came in.
        size: Bytes of the part file that hold them.
        sha256: Their digest.
        record_size: Bytes of the record of delivered rows that describe them.
        record_sha256: Their digest.
        seams: Seams stitched so far.
        total: Rows in the list, as the server last reported.
        complete: Whether all rows are in the file, and only its final name is missing.
    """

    fingerprint: dict[str, Any]
    position: int = 0
    rows: int = 0
    pages: int = 0
    size: int = 0
    sha256: str = EMPTY_SHA256
    record_size: int = 0
    record_sha256: str = EMPTY_SHA256
    seams: int = 0
    total: int | None = None
    complete: bool = False

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to resume."""
        return self.rows > 0 or self.record_size > 0 or self.complete

    def write(self, target: Path) -> None:
        """
        Write it next to the export and wait for the disk.

        Raises:
            ValidationError: If something other than a plain file has a name that it needs.
            OSError: If it cannot be written; the previous checkpoint stays.
        """
        content = {"version": VERSION, **asdict(self, recurse=False)}
        new = replacement_path(target)
        descriptor = create_fresh(new)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_text({**content, "digest": _digest(content)}))
                file.flush()
                os.fsync(file.fileno())
            new.replace(checkpoint_path(target))
        except BaseException:
            with contextlib.suppress(OSError):
                new.unlink()
            raise
        sync_folder(target.parent)

    @classmethod
    def read(cls, target: Path) -> "Checkpoint | None":
        """
        Read the checkpoint of an export; None if there is none.

        Raises:
            ValidationError: If it cannot be read, or is not as it was written.
        """
        path = checkpoint_path(target)
        try:
            text = _content_of(path)
            content = _parse(text)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unreadable(path, error.strerror or str(error)) from error
        except (ValueError, TypeError, RecursionError, MemoryError) as error:
            raise _unreadable(path, f"it is damaged ({type(error).__name__})") from error
        problem = _problem_in(content, text)
        if problem is not None:
            raise _unreadable(path, problem)
        return cls(**{name: content[name] for name in _MEMBERS})


def _text(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")


def _digest(content: dict[str, Any]) -> str:
    return sha256(_text(content)).hexdigest()


def _content_of(path: Path) -> bytes:
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _unreadable(path, "it is too large")
    return content


def _parse(content: bytes) -> dict[str, Any]:
    """Parse a JSON object, and check that it can be serialized again, for the digest."""
    parsed = json.loads(content.decode("ascii"))
    if not isinstance(parsed, dict):
        raise TypeError("not a JSON object")
    _text(parsed)
    return parsed


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_COUNT


def _is_digest(value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) == len(EMPTY_SHA256)
        and _HEXADECIMAL.issuperset(value)
    )


_MEMBERS: dict[str, Callable[[Any], bool]] = {
    "fingerprint": lambda value: isinstance(value, dict),
    "position": _is_count,
    "rows": _is_count,
    "pages": _is_count,
    "size": _is_count,
    "sha256": _is_digest,
    "record_size": _is_count,
    "record_sha256": _is_digest,
    "seams": _is_count,
    "total": lambda value: value is None or _is_count(value),
    "complete": lambda value: isinstance(value, bool),
}
"""The check of each member."""
assert set(_MEMBERS) == {each.name for each in fields(Checkpoint)}


def _problem_in(content: dict[str, Any], text: bytes) -> str | None:
    """Return why this is not a checkpoint that we wrote; None if it is."""
    version = content.get("version")
    if type(version) is int and version != VERSION:
        return "it was written by another version"
    as_written = _text(content) == text  # no other spaces, no duplicate members
    digest = content.pop("digest", None)
    if not as_written or digest != _digest(content) or type(version) is not int:
        return "it is not as it was written"
    if set(content) != {"version", *_MEMBERS}:
        return "it does not have the expected members"
    for name, fits in _MEMBERS.items():
        if not fits(content[name]):
            return f"its {name} is invalid"
    if content["rows"] and not (content["pages"] and content["size"]):
        return "it counts rows but no pages or bytes"
    return None


def _unreadable(path: Path, problem: str) -> ValidationError:
    return refuse_path(
        path, f"cannot be read: {problem}. Start over with {passed('overwrite')}. Nothing was sent."
    )
