"""Run an export: page after page into a file that gets its name when the last one is written."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

import anyio
import anyio.to_thread

from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._runtime.lists.pager import ListDescription, Pager
from opentoclose_async._runtime.lists.verified import VerifiedStream
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.export.arguments import check_arguments, check_pager, check_path
from opentoclose_async.export.files.checkpoint import Checkpoint, fingerprint_of
from opentoclose_async.export.files.job import ExportJob
from opentoclose_async.export.formats.choice import make_sink
from opentoclose_async.export.formats.layout import layout_of
from opentoclose_async.export.report import ExportReport, Progress

__all__ = ["export", "miscounted", "open_rows"]

BATCH_ROWS = 1_000
BATCH_SECONDS = 1.0
"""A batch is written when it has so many rows, or when the last was written so long ago."""

_IN_THE_PART_FILE = "They are in the part file. Begin anew with overwrite"


async def export(
    pager: Pager[Any],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the documented name
    columns: Sequence[str] | None = None,
    excel: bool = False,
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
        format: "jsonl", "json", "csv", each of them with or without ".gz", or "parquet"; told by
            the file's suffix if not given.
        columns: The fields to write, in this order, by the names that they have in the first line
            of a CSV file (``extra`` for all that the model does not know). All if not given.
        excel: Write CSV for Excel: with a byte order mark and its line ends; and no apostrophe
            goes before a text that is a plain number or phone number.
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
        DataFormatError: If the list was at rest, and the server's own count of its rows is not the
            number of those that were read. They stay in the ``.part`` file.
        OSError: If the disk does not take the rows.
    """
    check_pager(pager, Pager, "an async client")
    target = check_path(path)
    check_arguments(
        format=format, resume=resume, verify=verify, overwrite=overwrite, progress=progress
    )
    layout = layout_of(target, pager.description.kind, format=format, columns=columns, excel=excel)
    # Parquet's library takes a while to load.
    sink = await anyio.to_thread.run_sync(make_sink, layout)
    description = await pager.description.completed()
    fingerprint = fingerprint_of(description, layout, verify=verify)
    began = anyio.current_time()
    requests, retries = pager.counters.requests, pager.counters.retries
    job = ExportJob(target, sink, fingerprint, resume=resume, overwrite=overwrite)
    try:
        await anyio.to_thread.run_sync(job.open)
        earlier = job.checkpoint.rows
        if job.already_whole:
            earlier = await anyio.to_thread.run_sync(job.count)
        else:
            if not job.checkpoint.complete:
                await _write_rows(pager, job, verify=verify, progress=progress)
            await anyio.to_thread.run_sync(job.finish)
        digest = await anyio.to_thread.run_sync(job.sha256)
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
        total=job.checkpoint.total,
    )


class _Rows(Protocol):
    """A reading of a list that can tell how to go on with it."""

    @property
    def seams(self) -> int: ...

    @property
    def position(self) -> int: ...

    @property
    def total(self) -> int | None: ...

    @property
    def trusted_total(self) -> int | None: ...

    def take_record(self) -> bytes: ...

    async def next_pages(self, most: int) -> list[Page[VerbatimRow]]: ...

    async def aclose(self) -> None: ...


class _UnverifiedRows:
    """Pages as they come, with what a verified reading tells of itself."""

    seams = 0

    def __init__(self, pages: PageStream[VerbatimRow]) -> None:
        self._pages = pages
        self.next_pages = pages.next_pages
        self.aclose = pages.aclose

    @property
    def position(self) -> int:
        return self._pages.position

    @property
    def total(self) -> int | None:
        return self._pages.total

    @property
    def trusted_total(self) -> int | None:
        return self._pages.trusted_total

    def take_record(self) -> bytes:
        return b""


async def _write_rows(
    pager: Pager[Any],
    job: ExportJob,
    *,
    verify: bool,
    progress: Callable[[Progress], None] | None,
) -> None:
    """Read the list from where the job stands, and write it batch by batch."""
    checkpoint = job.checkpoint
    rows = open_rows(pager, checkpoint, job.record, verify=verify)
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
            record=rows.take_record(),
            total=checkpoint.total if rows.total is None else rows.total,
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
    problem = miscounted(pager.description, checkpoint, rows, total_rows, _IN_THE_PART_FILE)
    await flush(complete=problem is None)
    if problem is not None:
        raise problem


def miscounted(
    description: ListDescription, begun: Checkpoint, rows: _Rows, count: int, advice: str
) -> DataFormatError | None:
    """
    Hold the server's own count against the rows of a list at rest.

    Args:
        description: What was read.
        begun: Where this run began; what happened to the list before is known by the total only.
        rows: The reading, at its end.
        count: Rows that were written.
        advice: Where they are, and how to begin anew.
    """
    total = rows.trusted_total
    if total is None or (begun.rows and begun.total != total):
        return None
    expected = max(0, total - description.start)
    if description.max_items is not None:
        expected = min(expected, description.max_items)
    if count == expected:
        return None
    return DataFormatError(
        f"{description.request}: the server says that the list has {total} rows, which makes "
        f"{expected} to export, and {count} came, although nothing moved. {advice}, and if the "
        "numbers differ again, tell the provider.",
        method=description.request.method,
        endpoint=description.path,
        start=rows.position,
    )


def open_rows(pager: Pager[Any], checkpoint: Checkpoint, record: bytes, *, verify: bool) -> _Rows:
    """
    Open a list where an export of it stands.

    Args:
        pager: The list.
        checkpoint: How far the export is.
        record: What it has recorded of the rows that it has delivered.
        verify: Make sure that no row is lost or doubled.
    """
    description = pager.description
    left = None if description.max_items is None else description.max_items - checkpoint.rows
    position = checkpoint.position if checkpoint.rows else description.start
    verbatim = pager.verbatim()
    if verify:
        stream: VerifiedStream[VerbatimRow] = verbatim.verified(
            position=position, record=record, max_items=left
        )
        return stream
    return _UnverifiedRows(verbatim.pages(position=position, max_items=left))
