"""Run an export: page after page into a file that gets its name when the last one is written."""

import os
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Protocol

import anyio
import anyio.to_thread

from opentoclose_async.export.arguments import check_arguments, check_pager, check_path
from opentoclose_async.export.checkpoint import fingerprint_of
from opentoclose_async.export.job import ExportJob
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.sinks import make_sink
from opentoclose_async.protocol.columns import columns_of
from opentoclose_async.protocol.paging import Page
from opentoclose_async.protocol.verbatim import VerbatimRow
from opentoclose_async.runtime.pages import Pager, PageStream
from opentoclose_async.runtime.verified import VerifiedStream

__all__ = ["export"]

BATCH_ROWS = 1_000
BATCH_SECONDS = 1.0
"""A batch is written when it has so many rows, or when the last was written so long ago."""
LAST_KEYS = 1_000
"""Keys of rows in a checkpoint: how far back a list may have moved until it is gone on with."""


async def export(
    pager: Pager[Any],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the documented name
    resume: bool = False,
    verify: bool = True,
    overwrite: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> ExportReport:
    """
    Write the whole list that a pager reads into a file.

    A file of that name is a whole export: until the last row is on the disk, the file has
    ``.part`` behind its name, and beside it a ``.checkpoint`` tells how far it is. An export that
    fails, is cancelled or killed can be gone on with by the same call and ``resume=True``.

    Args:
        pager: The list, as ``rooms.users.iter_users()``.
        path: The file.
        format: "jsonl", "jsonl.gz", "csv" or "parquet"; told by the file's suffix if not given.
        resume: Go on with what an earlier run has left; begin anew if it has left nothing. A file
            that is whole already is left as it is.
        verify: Make sure that no row is lost or doubled where the list changes while it is read,
            see ``Pager.verified``.
        overwrite: Replace a file that is there, and what an earlier run has left.
        progress: Called after each page that is read.

    Returns:
        What was done.

    Raises:
        ValidationError: If an argument or the file is not acceptable, or if what was left is of
            another export; nothing was sent then.
        OpenToCloseAPIError: If a page could not be had; ``start`` is its position in rows.
        OSError: If the disk does not take the rows.
    """
    check_pager(pager, Pager, "an async client")
    target = check_path(path)
    check_arguments(
        format=format, resume=resume, verify=verify, overwrite=overwrite, progress=progress
    )
    description = await pager.description.completed()
    columns = columns_of(description.kind.model, description.kind.wire_name)
    # Parquet's library takes a while to load.
    sink = await anyio.to_thread.run_sync(make_sink, target, format, columns)
    fingerprint = fingerprint_of(description, columns, type(sink).__name__, verify=verify)
    began = anyio.current_time()
    requests, retries = pager.counters.requests, pager.counters.retries
    job = await anyio.to_thread.run_sync(
        partial(ExportJob, target, sink, fingerprint, resume=resume, overwrite=overwrite)
    )
    earlier = job.checkpoint.rows
    try:
        if job.already_whole:
            earlier = await anyio.to_thread.run_sync(job.count)
        else:
            if not job.checkpoint.complete:
                await _write_rows(pager, job, verify=verify, progress=progress)
            await anyio.to_thread.run_sync(job.finish)
        digest = await anyio.to_thread.run_sync(job.sha256)
        job.clear()
    finally:
        job.close()
    return ExportReport(
        path=target,
        rows=earlier if job.already_whole else job.checkpoint.rows,
        pages=job.checkpoint.pages,
        requests=pager.counters.requests - requests,
        retries=pager.counters.retries - retries,
        seams=job.checkpoint.seams,
        resumed=earlier,
        seconds=anyio.current_time() - began,
        sha256=digest,
    )


class _Rows(Protocol):
    """A reading of a list that can tell how to go on with it."""

    @property
    def seams(self) -> int: ...

    @property
    def position(self) -> int: ...

    def last_keys(self, count: int) -> list[Hashable]: ...

    async def next_pages(self, most: int) -> list[Page[VerbatimRow]]: ...

    async def aclose(self) -> None: ...


class _UnverifiedRows:
    """Pages as they come, with what a verified reading tells of itself."""

    seams = 0

    def __init__(self, pages: PageStream[VerbatimRow], position: int) -> None:
        self._pages = pages
        self.position = position

    def last_keys(self, count: int) -> list[Hashable]:
        return []

    async def next_pages(self, most: int) -> list[Page[VerbatimRow]]:
        pages = await self._pages.next_pages(1)
        for page in pages:
            self.position = page.start + len(page.items)
        return pages

    async def aclose(self) -> None:
        await self._pages.aclose()


async def _write_rows(
    pager: Pager[Any],
    job: ExportJob,
    *,
    verify: bool,
    progress: Callable[[Progress], None] | None,
) -> None:
    """Read the list from where the job stands, and write it batch by batch."""
    checkpoint = job.checkpoint
    rows = _open_rows(pager, job, verify=verify)
    seams = checkpoint.seams
    batch: list[VerbatimRow] = []
    batch_pages = 0
    total_rows, total_pages = checkpoint.rows, checkpoint.pages
    written_at = anyio.current_time()

    async def flush(*, complete: bool = False) -> None:
        nonlocal batch, batch_pages, written_at
        write = partial(
            job.write,
            batch,
            position=rows.position,
            pages=batch_pages,
            seams=seams + rows.seams,
            last_keys=rows.last_keys(LAST_KEYS),
            complete=complete,
        )
        # Nobody may write it twice, whatever interrupts the writing.
        batch, batch_pages = [], 0
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(write)
        written_at = anyio.current_time()

    try:
        while pages := await rows.next_pages(1):
            for page in pages:
                batch += page.items
                batch_pages += 1
                total_rows += len(page.items)
                total_pages += 1
                if progress is not None:
                    progress(Progress(total_rows, total_pages, page.total))
            late = anyio.current_time() - written_at >= BATCH_SECONDS
            if late or len(batch) >= BATCH_ROWS:
                await flush()
    except BaseException:
        if batch:
            await flush()  # what has been read is kept, also when the export is being cancelled
        raise
    finally:
        with anyio.CancelScope(shield=True):
            await rows.aclose()
    await flush(complete=True)


def _open_rows(pager: Pager[Any], job: ExportJob, *, verify: bool) -> _Rows:
    """Open the list where the job stands."""
    checkpoint = job.checkpoint
    description = pager.description
    left = None if description.max_items is None else description.max_items - checkpoint.rows
    position = checkpoint.position if checkpoint.rows else description.start
    verbatim = pager.verbatim()
    if verify:
        stream: VerifiedStream[VerbatimRow] = verbatim.verified(
            position=position, last_keys=checkpoint.last_keys, max_items=left
        )
        return stream
    return _UnverifiedRows(verbatim.pages(position=position, max_items=left), position)
