"""Standard output for differences: unlike messages, none may be lost unnoticed."""

import os
import sys

from opentoclose_async.cli.signals import ReaderLeftError
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["Output"]

AT_ONCE = 1 << 16
"""Bytes that are collected before they are written."""


class Output:
    """
    Standard output, written in blocks.

    Raises:
        ConfigurationError: If it is closed.
    """

    def __init__(self) -> None:
        if sys.stdout is None:
            raise ConfigurationError("Standard output is closed.")
        try:
            self._number: int | None = sys.stdout.fileno()
        except (OSError, ValueError):
            self._number = None  # inside another program that replaced it
        sys.stdout.flush()
        self.encoding = sys.stdout.encoding or "utf-8"
        self._buffer = bytearray()

    def write(self, data: bytes) -> None:
        """
        Write bytes, at the latest with the next ``flush``.

        Raises:
            ReaderLeftError: If the reader has closed the pipe.
            OSError: If they cannot be written.
        """
        self._buffer += data
        if len(self._buffer) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what was collected; raises the same errors."""
        left, self._buffer = memoryview(bytes(self._buffer)), bytearray()
        if self._number is None:
            sys.stdout.buffer.write(left)
            sys.stdout.buffer.flush()
            return
        try:
            while left:
                left = left[os.write(self._number, left) :]
        except BrokenPipeError as error:
            raise ReaderLeftError from error
        except OSError as error:
            raise OSError(
                error.errno, f"standard output could not be written: {error.strerror}"
            ) from error
