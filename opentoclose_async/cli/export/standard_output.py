"""``--output -``: write rows to standard output as they arrive."""

import os
import select
import stat
import sys
from typing import Any

import anyio
import anyio.to_thread

from opentoclose_async import Pager
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.progress.display import Display
from opentoclose_async.cli.signals import ReaderLeftError
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.export import ExportReport, Progress
from opentoclose_async.export.options import ExportOptions
from opentoclose_async.export.sources import RowSource
from opentoclose_async.export.streaming import stream

__all__ = ["StandardOutput", "stream_and_show"]

_AT_ONCE: int = getattr(select, "PIPE_BUF", 1 << 16)
"""Bytes that can be written without blocking if there is any room."""


class StandardOutput:
    """
    Standard output for rows: unlike messages, no row may be lost.

    Attributes:
        rows: Rows written.
        written: Bytes written.

    Raises:
        ConfigurationError: If it is closed.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.written = 0
        if sys.stdout is None:
            raise ConfigurationError("Standard output is closed. Nothing was sent.")
        try:
            self._number: int | None = sys.stdout.fileno()
        except (OSError, ValueError):
            self._number = None  # inside another program that replaced it
        self._buffer = sys.stdout.buffer
        sys.stdout.flush()

    @property
    def is_terminal(self) -> bool:
        """Whether standard output is a terminal."""
        return self._number is not None and os.isatty(self._number)

    async def write(self, data: bytes) -> None:
        """
        Write bytes; waiting for the reader to make room can be cancelled.

        Raises:
            ReaderLeftError: If the reader has closed the pipe.
            OSError: If they cannot be written.
        """
        left = memoryview(data)
        try:
            while left:
                written = await self._write_some(left)
                self.written += written
                left = left[written:]
        except BrokenPipeError as error:
            raise ReaderLeftError from error
        except OSError as error:
            raise OSError(
                error.errno, f"Standard output could not be written: {error.strerror}"
            ) from error

    async def wait_until_nobody_reads(self) -> None:
        """Wait until the reader of a pipe leaves; wait forever if it is not a pipe."""
        if self._number is not None and sys.platform != "win32":
            if stat.S_ISFIFO(os.fstat(self._number).st_mode):
                # The write end of a pipe becomes readable only when the reader closes its end.
                await anyio.wait_readable(self._number)
                return
        await anyio.sleep_forever()

    async def _write_some(self, data: memoryview) -> int:
        if self._number is None:
            self._buffer.write(data)
            self._buffer.flush()
            return len(data)
        if sys.platform == "win32":
            return await anyio.to_thread.run_sync(os.write, self._number, data[:_AT_ONCE])
        if not select.select([], [self._number], [], 0)[1]:
            await anyio.wait_writable(self._number)
        try:
            return os.write(self._number, data[:_AT_ONCE])
        except BlockingIOError:  # non-blocking, and another writer filled it first
            return 0


async def stream_and_show(
    display: Display,
    name: str,
    client: BaseClient,
    rows: Pager[Any] | RowSource,
    out: StandardOutput,
    options: ExportOptions,
) -> ExportReport:
    """
    Write a list to standard output and show the progress.

    Args:
        display: Where to show it.
        name: What is written, for the user.
        client: The client that sends the requests.
        rows: The list, or another source.
        out: Standard output.
        options: The options of the export.

    Raises:
        ReaderLeftError: If the reader has closed the pipe; no more requests are sent then.
    """
    entry = display.add(name, client)

    def advance(progress: Progress) -> None:
        out.rows = progress.rows
        entry.advance(progress)

    result: ExportReport | Exception = ReaderLeftError()
    async with anyio.create_task_group() as group:

        async def stop_when_nobody_reads() -> None:
            await out.wait_until_nobody_reads()
            group.cancel_scope.cancel()

        group.start_soon(stop_when_nobody_reads)
        try:
            result = await stream(rows, out.write, options, advance)
        except Exception as error:  # noqa: BLE001 - raised again outside the group, unwrapped
            result = error
        group.cancel_scope.cancel()
    if isinstance(result, Exception):
        entry.fail()
        raise result
    entry.complete(result)
    return result
