"""
A file that grows under its name with ``.part`` behind it, and can be cut back and gone on with.

What has been appended is on the disk when ``append`` returns. One process at a time may hold it,
where the system can lock files; the lock ends with the process, however that ends.
"""

import os
import sys
from pathlib import Path

from opentoclose_async.exceptions import ValidationError

if sys.platform != "win32":
    import fcntl

__all__ = ["PartFile", "part_path", "refuse_path"]


class PartFile:
    """
    Hold the part file of an export.

    Args:
        target: The export's name.

    Raises:
        ValidationError: If it cannot be made, or is in use.
    """

    def __init__(self, target: Path) -> None:
        self.path = part_path(target)
        self.size = 0
        try:
            if not target.parent.is_dir():
                raise refuse_path(target.parent, "is no folder; make it first")
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            self._descriptor: int | None = os.open(self.path, flags, 0o666)
        except OSError as error:
            raise refuse_path(self.path, f"cannot be made: {error.strerror}") from error
        try:
            self._lock(self._descriptor)
        except BaseException:
            self.close()
            raise

    def keep(self, size: int) -> None:
        """
        Keep so many bytes of what an earlier run has written, and cut off what is behind them.

        Raises:
            ValidationError: If there are fewer.
        """
        descriptor = self._opened()
        if os.fstat(descriptor).st_size < size:
            raise refuse_path(
                self.path, "is shorter than its checkpoint says; begin anew with overwrite"
            )
        os.ftruncate(descriptor, size)
        os.lseek(descriptor, size, os.SEEK_SET)
        self.size = size

    def append(self, data: bytes) -> None:
        """
        Append bytes and put them on the disk.

        Raises:
            OSError: If they cannot be written, as on a full disk; what was there before stays.
        """
        descriptor = self._opened()
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
        self.size += len(data)

    def is_in_place(self) -> bool:
        """Tell whether the name still leads to the file that we hold."""
        try:
            return self._descriptor is not None and os.path.samestat(
                os.fstat(self._descriptor), self.path.lstat()
            )
        except FileNotFoundError:
            return False

    def close(self) -> None:
        """Let go of it."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def remove(self) -> None:
        """Remove it."""
        if self.is_in_place():
            self.path.unlink()

    def _opened(self) -> int:
        if self._descriptor is None:
            raise ValueError(f"{self.path} was closed.")
        return self._descriptor

    def _lock(self, descriptor: int) -> None:
        if sys.platform == "win32":
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise refuse_path(self.path, "is being written by another export") from error
        except OSError:
            return  # a file system without locks


def part_path(target: Path) -> Path:
    """Give the name under which an export of this name grows."""
    return Path(f"{target}.part")


def refuse_path(path: Path, problem: str) -> ValidationError:
    """Make the error for a file that cannot be used."""
    return ValidationError(f"{path} {problem}. Nothing was sent.", field_errors={"path": [problem]})
