"""``--output -``: rows to standard output, as they come."""

import os
import select
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread

from opentoclose_async import Pager
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.progress.tracking import Display
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.export import ExportReport, Progress
from opentoclose_async.export.streaming import stream

__all__ = ["DASH", "READER_LEFT", "ReaderLeftError", "StandardOutput", "stream_and_show"]

READER_LEFT = 128 + 13
"""What shells report for a process that SIGPIPE ended, as it ends others that nobody reads."""

DASH = Path("-")
"""What stands for standard output in the place of a file."""

_AT_ONCE: int = getattr(select, "PIPE_BUF", 1 << 16)
"""Bytes that never have to wait where there is room at all."""


class ReaderLeftError(Exception):
    """Raise when nobody reads standard output any more."""


class StandardOutput:
    """
    Standard output as a place for rows: unlike what a command tells, none of them may be lost.

    Attributes:
        rows: Rows that went out.
        written: Bytes that went out.

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
            self._number = None  # within another program, which has put something else there
        self._buffer = sys.stdout.buffer
        sys.stdout.flush()

    @property
    def is_terminal(self) -> bool:
        """Whether people see the rows."""
        return self._number is not None and os.isatty(self._number)

    async def write(self, data: bytes) -> None:
        """
        Write bytes; what waits for the reader to make room can be cancelled.

        Raises:
            ReaderLeftError: If there is no reader any more.
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
        """Wait until the reader of a pipe leaves; anywhere else, for ever."""
        if self._number is not None and sys.platform != "win32":
            if stat.S_ISFIFO(os.fstat(self._number).st_mode):
                # The end that is written to never has anything to read, but for this news.
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
        except BlockingIOError:  # somebody was faster to fill it, and has told it not to block
            return 0


async def stream_and_show(
    display: Display,
    name: str,
    client: BaseClient,
    pager: Pager[Any],
    out: StandardOutput,
    *,
    format_name: str = "jsonl",
    columns: Sequence[str] | None = None,
    excel: bool = False,
    verify: bool = True,
) -> ExportReport:
    """
    Write a list to standard output and show how far it is.

    Args:
        display: Where to show it.
        name: What is written, for the reader.
        client: The pager's client.
        pager: The list.
        out: Standard output.
        format_name: The format of the rows.
        columns: Which fields; all if not given.
        excel: Whether they are for Excel.
        verify: Whether to make sure that no row is lost or doubled.

    Raises:
        ReaderLeftError: If nobody reads it any more; the server is not asked for more then.
    """
    track = display.add(name, client)

    def advance(progress: Progress) -> None:
        out.rows = progress.rows
        track.advance(progress)

    result: ExportReport | Exception = ReaderLeftError()
    async with anyio.create_task_group() as group:

        async def stop_when_nobody_reads() -> None:
            await out.wait_until_nobody_reads()
            group.cancel_scope.cancel()

        group.start_soon(stop_when_nobody_reads)
        try:
            result = await stream(
                pager,
                out.write,
                format=format_name,
                columns=columns,
                excel=excel,
                verify=verify,
                progress=advance,
            )
        except Exception as error:  # noqa: BLE001 - raised again as it is, outside of the group
            result = error
        group.cancel_scope.cancel()
    if isinstance(result, Exception):
        track.give_up()
        raise result
    track.complete(result)
    return result
