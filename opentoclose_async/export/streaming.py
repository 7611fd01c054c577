"""
Rows of a list to where nothing can be taken back: a pipe, say.

The bytes are those that a file would get. There is nothing to go on with afterwards, and who reads
them cannot see whether they are all: who calls has to say it.
"""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread

from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.formats.choice import make_sink
from opentoclose_async.export.formats.layout import layout_of
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.runner import miscounted, open_rows

__all__ = ["stream"]

NOWHERE = Path("-")
"""What a report has in the place of a path."""


async def stream(
    pager: Pager[Any],
    write: Callable[[bytes], Awaitable[None]],
    *,
    format: str = "jsonl",  # noqa: A002 - as in an export
    columns: Sequence[str] | None = None,
    excel: bool = False,
    verify: bool = True,
    progress: Callable[[Progress], None] | None = None,
) -> ExportReport:
    """
    Write the whole list that a pager reads, each page as soon as it is there.

    Args:
        pager: The list.
        write: Takes bytes, and returns when there is room for more.
        format: The name of a format that needs no whole file.
        columns: As for ``export``.
        excel: As for ``export``.
        verify: Make sure that no row is lost or doubled.
        progress: Called after each page that was written.

    Returns:
        What was done.

    Raises:
        ValidationError: If an argument is not acceptable; nothing was sent then.
        OpenToCloseAPIError: If a page could not be had.
        DataFormatError: If the list was at rest, and the server's own count of its rows is not the
            number of those that were written.
    """
    layout = layout_of(NOWHERE, pager.description.kind, format=format, columns=columns, excel=excel)
    sink = await anyio.to_thread.run_sync(make_sink, layout)
    if sink.converts:
        raise refuse("format", format, "one that can be written row by row, as jsonl and csv")
    description = await pager.description.completed()
    nothing = Checkpoint({})
    began = anyio.current_time()
    requests, retries = pager.counters.requests, pager.counters.retries
    digest = hashlib.sha256()
    rows = open_rows(pager, nothing, b"", verify=verify)
    count = pages = 0

    async def put(data: bytes) -> None:
        digest.update(data)
        await write(data)

    # With the first page: what fails before it writes nothing at all.
    begin = sink.begin()
    try:
        while taken := await rows.next_pages(1):
            for page in taken:
                await put(begin + sink.encode(page.items, count))
                begin = b""
                count += len(page.items)
                pages += 1
                if progress is not None:
                    progress(Progress(count, pages, page.total))
    finally:
        with anyio.CancelScope(shield=True):
            await rows.aclose()
    problem = miscounted(description, nothing, rows, count, "All of them were written. Begin anew")
    if problem is not None:
        raise problem
    await put(begin + sink.end(count))
    return ExportReport(
        path=NOWHERE,
        rows=count,
        pages=pages,
        requests=pager.counters.requests - requests,
        retries=pager.counters.retries - retries,
        seams=rows.seams,
        resumed=0,
        seconds=anyio.current_time() - began,
        sha256=digest.hexdigest(),
        total=rows.total,
    )
