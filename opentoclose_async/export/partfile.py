"""
A file that gets its name when it is whole, and goes away when it does not get so far.

It grows under its name with ``.part`` behind it. The ``.part`` is made, never opened: so two
exports cannot write into the same one. One that a killed process left behind has to be removed, or
overwritten on purpose.
"""

import hashlib
import os
import threading
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from opentoclose_async.exceptions import ValidationError

__all__ = ["PartFile"]

BUFFER = 1 << 18
"""Bytes; some pages' worth of rows."""


class PartFile:
    """
    Write a file beside its final name; leaving the context without ``commit`` removes it.

    Args:
        path: The final name.
        overwrite: Whether a file of this name, or of this name and ``.part``, may go.

    Raises:
        ValidationError: If there is such a file and it must stay, or if none can be made there.
    """

    def __init__(self, path: Path, *, overwrite: bool = False) -> None:
        self._path = path
        self._part = Path(f"{path}.part")
        self._overwrite = overwrite
        self._digest = hashlib.sha256()
        # commit runs in a thread, and asyncio's own cancelling does not wait for threads.
        self._ending = threading.Lock()
        self._ended = False
        self._file = self._make()

    @property
    def sha256(self) -> str:
        """SHA-256 of what was written so far, in hexadecimal digits."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> int:
        """
        Append bytes.

        Raises:
            OSError: If they cannot be written, as on a full disk.
        """
        self._digest.update(data)
        return self._file.write(data)

    def commit(self) -> None:
        """
        Give the file its final name once all of it is on the disk.

        Raises:
            FileExistsError: If another file got that name meanwhile and must stay.
            OSError: If the disk does not take it, or somebody else took its place.
        """
        with self._ending:
            if self._ended:
                return
            self._file.flush()
            os.fsync(self._file.fileno())
            if not self._is_ours():
                raise OSError(f"{self._part} was removed or replaced while it was being written.")
            if not self._overwrite and os.path.lexists(self._path):
                raise FileExistsError(f"{self._path} was made by somebody else meanwhile.")
            self._file.close()
            self._part.replace(self._path)
            self._ended = True

    def discard(self) -> None:
        """Remove the file unless it has its final name."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            ours = self._is_ours()
            try:
                self._file.close()
            finally:
                # Closing writes what is buffered, which a full disk refuses once more.
                if ours:
                    self._part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self.discard()
        except OSError:
            if exc_value is None:
                raise

    def _make(self) -> BinaryIO:
        folder = self._path.parent
        try:
            if not folder.is_dir():
                raise _refusal(folder, "is no folder; make it first")
            if os.path.lexists(self._path):
                # Replacing a device or a folder would do harm, whoever allowed it.
                if not self._path.is_file():
                    raise _refusal(self._path, "is there and is no file; choose another name")
                if not self._overwrite:
                    raise _refusal(self._path, "is there already; choose another name or overwrite")
            if self._overwrite:
                self._part.unlink(missing_ok=True)
            return self._part.open("xb", buffering=BUFFER)
        except FileExistsError as error:
            raise _refusal(
                self._part,
                "is there: another export is writing it, or was killed; wait for it or overwrite",
            ) from error
        except OSError as error:
            raise _refusal(self._part, f"cannot be made: {error.strerror}") from error

    def _is_ours(self) -> bool:
        """Tell whether the name still leads to the file that we write."""
        if self._file.closed:
            return True
        try:
            return os.path.samestat(os.fstat(self._file.fileno()), self._part.lstat())
        except FileNotFoundError:
            return False


def _refusal(path: Path, problem: str) -> ValidationError:
    return ValidationError(f"{path} {problem}. Nothing was sent.", field_errors={"path": [problem]})
