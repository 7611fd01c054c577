"""
What a file format must be able to do.

A sink turns rows into bytes and keeps none of them itself, so that who writes the file may cut it
off behind any batch and go on from there.
"""

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async.export.files.beside import open_plain, ordinary_mode

__all__ = ["Sink", "digest_of", "is_finished", "put_in_place", "sync_folder"]


class Sink(Protocol):
    """One format: what to append to the part file, and how that becomes the target."""

    @property
    def converts(self) -> bool:
        """Whether the target has other bytes than the part file."""
        ...

    def begin(self) -> bytes:
        """Give what the part file starts with, before the first batch."""
        ...

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Give the bytes of a batch, which goes behind so many rows and is complete in itself."""
        ...

    def end(self, rows: int) -> bytes:
        """Give what the part file ends with, behind the last of so many rows."""
        ...

    def finish(self, part: Path, target: Path) -> None:
        """
        Make the target of a part file that is whole and on the disk; the part file goes away.

        May be called again after it was killed at any moment, or after it had succeeded.

        Raises:
            OSError: If the disk does not let it.
        """
        ...

    def count(self, path: Path) -> int:
        """
        Count the rows in a finished target.

        Raises:
            OSError: If it cannot be read.
            ValueError: If it is no file of this format, as far as that shows.
        """
        ...


def is_finished(part: Path, target: Path) -> bool:
    """Tell whether an earlier call has made the target, of which nothing is left to do then."""
    return target.exists() and not part.exists()


def put_in_place(whole: Path, target: Path) -> None:
    """
    Give a file that is whole and on the disk its final name, replacing what has that name.

    With it goes the mode of any other file; until then it is for its owner only. A link of the
    final name is replaced, not followed.

    Raises:
        ValidationError: If it is not a plain file.
        OSError: If it is not there, or cannot be renamed.
    """
    descriptor = open_plain(whole, os.O_RDONLY)
    try:
        if sys.platform != "win32":
            mode = ordinary_mode(target)
            # Some file systems give all files one mode, and refuse to change it.
            if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
                os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)
    whole.replace(target)
    sync_folder(target.parent)


def digest_of(path: Path) -> str:
    """
    Compute the SHA-256 of a whole file, in hexadecimal digits.

    Raises:
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system has a way to."""
    if os.name != "posix":
        return
    # Not every network file system has one; the files have their names all the same.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
