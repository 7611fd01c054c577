"""
The record of delivered rows: bytes that tell which rows are in the part file.

It grows with the part file, and what its bytes mean is not known here. Where a list moves while it
is read, a position does not tell which rows have been delivered already; the record does. An export
that keeps none has no such file. Who holds the part file holds this one too: it needs no lock.
"""

import os
from pathlib import Path

from opentoclose_async.export.files.beside import make_anew, open_plain, record_path, refuse_path
from opentoclose_async.export.files.growing import NOTHING, GrowingFile

__all__ = ["Record"]


class Record:
    """
    Hold the record beside an export, of which nothing counts yet.

    Args:
        target: The export's name.
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
        """The SHA-256 of what counts, in hexadecimal digits."""
        return NOTHING if self._file is None else self._file.sha256

    def keep(self, size: int, sha256: str) -> bytes:
        """
        Keep so many bytes of what an earlier run has written.

        Returns:
            These bytes.

        Raises:
            ValidationError: If they are not there any more as they were.
            OSError: If they cannot be read.
        """
        if size == 0:
            return b""  # what is there never counted, and goes with the first bytes that do
        try:
            descriptor = open_plain(self.path, os.O_RDWR)
        except FileNotFoundError:
            raise refuse_path(
                self.path, "is gone. Begin anew with overwrite. Nothing was sent."
            ) from None
        self._file = GrowingFile(self.path, descriptor, is_new=False)
        self._file.keep(size, sha256)
        return self._file.read()

    def append(self, data: bytes) -> None:
        """
        Append bytes and put them on the disk; the first ones make the file.

        Raises:
            ValidationError: If something that is not ours has its name.
            OSError: If they cannot be written; what counted before still does.
        """
        if not data:
            return
        if self._file is None:
            self._file = GrowingFile(self.path, make_anew(self.path), is_new=True)
        self._file.append(data)

    def is_in_place(self) -> bool:
        """Tell whether the name still leads to the file that we hold, if we hold one."""
        return self._file is None or self._file.is_in_place()

    def close(self) -> None:
        """Let go of it."""
        if self._file is not None:
            self._file.close()
            self._file = None
