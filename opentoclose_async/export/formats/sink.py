"""
The interface of a file format.

A sink turns rows into bytes and keeps no rows, so the file can be truncated after any batch and
continued from there.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from opentoclose_async._protocol.responses.verbatim import VerbatimRow

__all__ = ["Sink"]


class Sink(Protocol):
    """One format: what to append to the part file, and how that becomes the target."""

    @property
    def converts(self) -> bool:
        """Whether the target has other bytes than the part file."""
        ...

    def begin(self) -> bytes:
        """Return the first bytes of the part file, before any batch."""
        ...

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Encode rows that follow ``before`` others."""
        ...

    def seal(self, data: bytes) -> bytes:
        """Return encoded rows as a batch to append to the part file, complete in itself."""
        ...

    def end(self, rows: int) -> bytes:
        """Return the last bytes of a part file with this many rows."""
        ...

    def finish(self, part: Path, target: Path) -> None:
        """
        Turn a complete part file, already on the disk, into the target, and remove the part file.

        May be called again after being killed at any moment, or after success.

        Raises:
            OSError: If the disk refuses.
        """
        ...

    def count(self, path: Path) -> int:
        """
        Count the rows in a finished target.

        Raises:
            OSError: If it cannot be read.
            ValueError: If it is detectably not a file of this format.
        """
        ...
