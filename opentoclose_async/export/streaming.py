"""
Export a list to a stream, such as a pipe.

The bytes are the same as in a file, but nothing can be resumed, and the reader cannot see whether
the rows are complete: the caller has to report it.
"""

import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread

from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.options import ExportOptions
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.sources import RowSource, source_of

__all__ = ["stream"]

NO_PATH = Path("-")
"""The path in the report."""


async def stream(
    rows: Pager[Any] | RowSource,
    write: Callable[[bytes], Awaitable[None]],
    options: ExportOptions,
    progress: Callable[[Progress], None] | None = None,
) -> ExportReport:
    """
    Write a whole list, each page as soon as it arrives.

    Args:
        rows: The list, or another source.
        write: Takes bytes, and returns when there is room for more.
        options: As for an export to a file, with a format that is written row by row.
            ``resume`` and ``overwrite`` do not apply.
        progress: Called after each page is written.

    Returns:
        A report of the export.

    Raises:
        ValidationError: If an option is invalid; nothing was sent.
        OpenToCloseAPIError: If a page failed.
        DataFormatError: If the list did not change, yet the server's count of its rows differs from
            the number of rows written.
    """
    source = source_of(rows)
    layout = await options.layout_for(NO_PATH, source.kind, source.column, source.custom_fields)
    sink = await anyio.to_thread.run_sync(layout.make_sink)
    if sink.converts:
        raise refuse(
            "format", layout.format, "one that is written row by row, such as jsonl or csv"
        )
    started = anyio.current_time()
    requests, retries = source.counters.requests, source.counters.retries
    digest = hashlib.sha256()
    count = pages = 0

    async def emit(data: bytes) -> None:
        digest.update(data)
        await write(data)

    # Written with the first page: a failure before it writes nothing at all.
    begin = sink.begin()
    async with source.open(Checkpoint({}), b"", verify=options.verify) as reader:
        while taken := await reader.next_pages(1):
            for page in taken:
                await emit(begin + sink.seal(sink.encode(page.items, count)))
                begin = b""
                count += len(page.items)
                pages += 1
                if progress is not None:
                    progress(Progress(count, pages, page.total))
    problem = reader.problem(count, "All were written. Start over")
    if problem is not None:
        raise problem
    await emit(begin + sink.end(count))
    return ExportReport(
        path=NO_PATH,
        rows=count,
        pages=pages,
        requests=source.counters.requests - requests,
        retries=source.counters.retries - retries,
        seams=reader.seams,
        resumed=0,
        seconds=anyio.current_time() - started,
        sha256=digest.hexdigest(),
        total=reader.total,
    )
