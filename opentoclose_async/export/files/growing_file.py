"""
A file that is appended to, can be truncated and resumed, and knows the digest of its content.

The first ``size`` bytes count, whatever follows them. ``append`` returns once the bytes are on the
disk.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from opentoclose_async._protocol.argument_names import passed
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.file_lock import lock, unlock
from opentoclose_async.export.files.side_files import refuse_path

__all__ = ["EMPTY_SHA256", "GrowingFile"]

EMPTY_SHA256 = hashlib.sha256().hexdigest()
"""The SHA-256 of no bytes."""
CHUNK = 1 << 18
"""Bytes per read."""


class GrowingFile:
    """
    An open file; none of its bytes count yet.

    Args:
        path: Its name.
        descriptor: Open for reading and writing; closed by ``close``.
        is_new: Whether opening created it, so that nobody else has it open.
    """

    def __init__(self, path: Path, descriptor: int, *, is_new: bool) -> None:
        self.path = path
        self.is_new = is_new
        self.size = 0
        self._descriptor: int | None = descriptor
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes that count, in hexadecimal digits."""
        return self._digest.hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether it has no bytes, not even ones that do not count."""
        return os.fstat(self._opened()).st_size == 0

    def keep(self, size: int, sha256: str) -> None:
        """
        Count the first bytes, written by an earlier run, and truncate the file after them.

        Args:
            size: The number of bytes, from the checkpoint.
            sha256: Their digest.

        Raises:
            ValidationError: If they are missing or changed; the file stays as it is.
            OSError: If they cannot be read.
        """
        descriptor = self._opened()
        if os.fstat(descriptor).st_size < size:
            missing = self.is_new
            raise self._damaged("is missing" if missing else "is shorter than its checkpoint says")
        digest = hashlib.sha256()
        for chunk in self._chunks(size):
            digest.update(chunk)
        if digest.hexdigest() != sha256:
            raise self._damaged("is not as it was when its checkpoint was written")
        os.ftruncate(descriptor, size)
        os.lseek(descriptor, size, os.SEEK_SET)
        self.size, self._digest = size, digest

    def append(self, data: bytes) -> None:
        """
        Append bytes and wait for the disk.

        Raises:
            OSError: If they cannot be written, as on a full disk; what counted before still does,
                and nothing more may be appended.
        """
        descriptor = self._opened()
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
        self._digest.update(data)
        self.size += len(data)

    def empty(self) -> None:
        """
        Truncate it to no bytes.

        Raises:
            OSError: If the disk refuses.
        """
        os.ftruncate(self._opened(), 0)

    def read(self) -> bytes:
        """
        Read the bytes that count.

        Raises:
            OSError: If it cannot be read.
        """
        data = b"".join(self._chunks(self.size))
        os.lseek(self._opened(), self.size, os.SEEK_SET)
        return data

    def is_in_place(self) -> bool:
        """Return whether the name still refers to the open file."""
        try:
            return self._descriptor is not None and os.path.samestat(
                os.fstat(self._descriptor), self.path.lstat()
            )
        except FileNotFoundError:
            return False

    def lock(self) -> bool:
        """Lock it until it is closed; return False if another holds the lock."""
        return lock(self._opened())

    def close(self) -> None:
        """Close it and release its lock; appended bytes are on the disk already."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            unlock(descriptor)
            with contextlib.suppress(OSError):  # closed even so
                os.close(descriptor)

    def remove(self) -> None:
        """
        Remove it, unless its name refers to another file by now, and close it.

        Raises:
            OSError: If it cannot be removed; it is closed even so.
        """
        try:
            if self.is_in_place():
                if sys.platform == "win32":
                    self.close()  # an open file cannot be removed there
                self.path.unlink()
        finally:
            self.close()

    def _opened(self) -> int:
        if self._descriptor is None:
            raise ValueError(f"{self.path} was closed.")
        return self._descriptor

    def _chunks(self, size: int) -> Iterator[bytes]:
        """Read the first bytes, at most ``size``."""
        descriptor, left = self._opened(), size
        os.lseek(descriptor, 0, os.SEEK_SET)
        while left and (chunk := os.read(descriptor, min(CHUNK, left))):
            yield chunk
            left -= len(chunk)

    def _damaged(self, problem: str) -> ValidationError:
        return refuse_path(
            self.path, f"{problem}. Start over with {passed('overwrite')}. Nothing was sent."
        )
