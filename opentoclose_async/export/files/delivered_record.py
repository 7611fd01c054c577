"""
The record of delivered rows: bytes that identify the rows in the part file.

It grows with the part file; the reader of the list defines its format. If a list changes while it
is read, a position does not say which rows were delivered, but the record does. Exports that are
not verified have none. It needs no lock: the one on the part file covers it.
"""

import os
from pathlib import Path

from opentoclose_async._protocol.argument_names import passed
from opentoclose_async.export.files.growing_file import EMPTY_SHA256, GrowingFile
from opentoclose_async.export.files.side_files import (
    create_fresh,
    open_plain,
    record_path,
    refuse_path,
)

__all__ = ["DeliveredRecord"]


class DeliveredRecord:
    """
    The record next to an export; none of its bytes count yet.

    Args:
        target: The export's final name.
    """

    def __init__(self, target: Path) -> None:
        self.path = record_path(target)
        self._file: GrowingFile | None = None

    @property
    def size(self) -> int:
        """Bytes that count."""
        return 0 if self._file is None else self._file.size

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes that count, in hexadecimal digits."""
        return EMPTY_SHA256 if self._file is None else self._file.sha256

    def keep(self, size: int, sha256: str) -> bytes:
        """
        Count the first bytes, written by an earlier run.

        Returns:
            Those bytes.

        Raises:
            ValidationError: If they are missing or changed.
            OSError: If they cannot be read.
        """
        if size == 0:
            return b""  # what exists never counted, and is replaced by the first bytes that do
        try:
            descriptor = open_plain(self.path, os.O_RDWR)
        except FileNotFoundError:
            raise refuse_path(
                self.path, f"is missing. Start over with {passed('overwrite')}. Nothing was sent."
            ) from None
        self._file = GrowingFile(self.path, descriptor, is_new=False)
        self._file.keep(size, sha256)
        return self._file.read()

    def append(self, data: bytes) -> None:
        """
        Append bytes and wait for the disk; the first ones create the file.

        Raises:
            ValidationError: If something other than a plain file has its name.
            OSError: If they cannot be written; what counted before still does.
        """
        if not data:
            return
        if self._file is None:
            self._file = GrowingFile(self.path, create_fresh(self.path), is_new=True)
        self._file.append(data)

    def is_in_place(self) -> bool:
        """Return whether the name still refers to the open file, if there is one."""
        return self._file is None or self._file.is_in_place()

    def close(self) -> None:
        """Close it."""
        if self._file is not None:
            self._file.close()
            self._file = None
