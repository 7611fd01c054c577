"""
A file that grows, can be cut back and gone on with, and knows the digest of what counts in it.

The first ``size`` bytes count, whatever is behind them. What has been appended is on the disk when
``append`` returns.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.beside import refuse_path
from opentoclose_async.export.files.locking import lock, unlock

__all__ = ["NOTHING", "GrowingFile"]

NOTHING = hashlib.sha256().hexdigest()
"""The digest of no bytes."""
CHUNK = 1 << 18
"""Bytes that are read at once."""


class GrowingFile:
    """
    Hold an open file of which nothing counts yet.

    Args:
        path: Its name.
        descriptor: Where it is open, to be read and written; it is closed by ``close``.
        is_new: Whether it was made with that, so that nobody else has it open.
    """

    def __init__(self, path: Path, descriptor: int, *, is_new: bool) -> None:
        self.path = path
        self.is_new = is_new
        self.size = 0
        self._descriptor: int | None = descriptor
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The SHA-256 of what counts, in hexadecimal digits."""
        return self._digest.hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether there are no bytes in it, those that do not count included."""
        return os.fstat(self._opened()).st_size == 0

    def keep(self, size: int, sha256: str) -> None:
        """
        Keep so many bytes of what an earlier run has written, and cut off what is behind them.

        Args:
            size: The bytes that the checkpoint speaks of.
            sha256: Their digest.

        Raises:
            ValidationError: If they are not there any more as they were; the file stays as it is.
            OSError: If they cannot be read.
        """
        descriptor = self._opened()
        if os.fstat(descriptor).st_size < size:
            gone = self.is_new
            raise self._spoilt("is gone" if gone else "is shorter than its checkpoint says")
        digest = hashlib.sha256()
        for chunk in self._chunks(size):
            digest.update(chunk)
        if digest.hexdigest() != sha256:
            raise self._spoilt("is not as it was when its checkpoint was written")
        os.ftruncate(descriptor, size)
        os.lseek(descriptor, size, os.SEEK_SET)
        self.size, self._digest = size, digest

    def append(self, data: bytes) -> None:
        """
        Append bytes and put them on the disk.

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
        Cut off all that is in it.

        Raises:
            OSError: If the disk does not let it.
        """
        os.ftruncate(self._opened(), 0)

    def read(self) -> bytes:
        """
        Read what counts.

        Raises:
            OSError: If it cannot be read.
        """
        data = b"".join(self._chunks(self.size))
        os.lseek(self._opened(), self.size, os.SEEK_SET)
        return data

    def is_in_place(self) -> bool:
        """Tell whether the name still leads to the file that we hold."""
        try:
            return self._descriptor is not None and os.path.samestat(
                os.fstat(self._descriptor), self.path.lstat()
            )
        except FileNotFoundError:
            return False

    def lock(self) -> bool:
        """Lock it until it is closed; False if somebody else has locked it."""
        return lock(self._opened())

    def close(self) -> None:
        """Let go of it, and of its lock; what was appended is on the disk already."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            unlock(descriptor)
            with contextlib.suppress(OSError):  # it is closed all the same
                os.close(descriptor)

    def remove(self) -> None:
        """
        Remove it, unless its name leads elsewhere, and let go of it.

        Raises:
            OSError: If it cannot be removed; it was let go of all the same.
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
        """Read so many bytes at the beginning; fewer if there are fewer."""
        descriptor, left = self._opened(), size
        os.lseek(descriptor, 0, os.SEEK_SET)
        while left and (chunk := os.read(descriptor, min(CHUNK, left))):
            yield chunk
            left -= len(chunk)

    def _spoilt(self, problem: str) -> ValidationError:
        return refuse_path(self.path, f"{problem}. Begin anew with overwrite. Nothing was sent.")
