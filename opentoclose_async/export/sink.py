"""
What a file format must be able to do.

A sink turns rows into bytes and keeps none of them itself, so that who writes the file may cut it
off behind any batch and go on from there.
"""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from opentoclose_async.protocol.verbatim import VerbatimRow

__all__ = ["Sink", "is_finished", "put_in_place", "sync_folder"]


class Sink(Protocol):
    """One format: what to append to the part file, and how that becomes the target."""

    def begin(self) -> bytes:
        """Give what the part file starts with, before the first batch."""
        ...

    def encode(self, rows: Sequence[VerbatimRow]) -> bytes:
        """Give the bytes of a batch, which is complete in itself."""
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
    Rename a file that is whole and on the disk, replacing what has that name.

    Raises:
        OSError: If it cannot be renamed.
    """
    whole.replace(target)
    sync_folder(target.parent)


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
