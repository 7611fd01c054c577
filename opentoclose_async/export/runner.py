"""Run an export: page after page into a file that gets its name when the last one is written."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread

from opentoclose_async.export.partfile import PartFile
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.sinks import sink_factory
from opentoclose_async.runtime.pages import Pager

__all__ = ["export"]


async def export(
    pager: Pager[Any],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the documented name
    overwrite: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> ExportReport:
    """
    Write the whole list that a pager reads into a file.

    A file of that name is a whole export: until the last row is on the disk, the file has
    ``.part`` behind its name, and an export that fails or is cancelled leaves neither.

    Args:
        pager: The list, as ``rooms.users.iter_users()``; its server's objects are written as they
            are, without models.
        path: The file.
        format: "jsonl" (one object a line); told by the file's suffix if not given.
        overwrite: Whether to replace a file that is there.
        progress: Called after each page that is written.

    Returns:
        What was done.

    Raises:
        ValidationError: If the format or the file is not acceptable; nothing was sent then.
        OpenToCloseAPIError: If a page could not be had; ``start`` is its position in rows.
        OSError: If the disk does not take the rows.
    """
    target = Path(path)
    make_sink = sink_factory(target, format)
    began = anyio.current_time()
    requests, retries = pager.counters.requests, pager.counters.retries
    rows = pages = 0
    with PartFile(target, overwrite=overwrite) as part:
        sink = make_sink(part)
        stream = pager.raw().pages()
        try:
            async for page in stream:
                sink.write(page.items)
                rows += len(page.items)
                pages += 1
                if progress is not None:
                    progress(Progress(rows, pages, page.total))
        finally:
            with anyio.CancelScope(shield=True):
                await stream.aclose()
        sink.finish()
        # The rows of a page go into a buffer, which is not worth a thread; this waits for the disk.
        await anyio.to_thread.run_sync(part.commit)
    return ExportReport(
        path=target,
        rows=rows,
        pages=pages,
        requests=pager.counters.requests - requests,
        retries=pager.counters.retries - retries,
        seconds=anyio.current_time() - began,
        sha256=part.sha256,
    )
