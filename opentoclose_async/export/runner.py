"""Export one list: write it page by page to a file that gets its name after the last one."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import anyio
import anyio.to_thread

from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._runtime.lists.pager import ListDescription, Pager
from opentoclose_async._runtime.lists.verified_stream import VerifiedStream
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.export.files.checkpoint import Checkpoint, fingerprint_of
from opentoclose_async.export.files.export_job import ExportJob
from opentoclose_async.export.options import (
    ExportOptions,
    check_pager,
    check_path,
    check_progress,
)
from opentoclose_async.export.report import ExportReport, Progress

__all__ = ["count_mismatch", "export", "open_rows", "run_export"]

BATCH_ROWS = 1_000
BATCH_SECONDS = 1.0
"""A batch is written when it has this many rows, or this long after the previous one."""

_IN_THE_PART_FILE = "They are in the part file. Start over with overwrite=True"


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
    Write the whole list of a pager to a file.

    A file with that name is a complete export: until the last row is on the disk, ``.part`` is
    appended to the name, and a ``.checkpoint`` next to it records the progress. An export that
    fails, is cancelled or killed is resumed by the same call with ``resume=True``.

    Args:
        pager: The list, such as ``rooms.users.iter_users()``.
        path: The file.
        format: "jsonl", "json" or "csv", each also with ".gz", or "parquet"; by default inferred
            from the file's suffix.
        columns: The fields to write, in this order, by their names in the header of a CSV file
            (``extra`` for fields that the model does not know). All by default.
        excel: Write CSV for Excel: with a byte order mark and Windows line ends, and without an
            apostrophe before texts that are plain numbers or phone numbers.
        resume: Resume what an earlier run left; start from scratch if it left nothing. A complete
            file is left as it is.
        verify: Make sure that no row is lost or duplicated if the list changes while it is read,
            see ``Pager.verified``.
        overwrite: Replace an existing file, and what an earlier run left.
        progress: Called after each page.

    Returns:
        A report of the export.

    Raises:
        ValidationError: If an argument or the file is invalid, or if what an earlier run left
            belongs to another export; nothing was sent.
        OpenToCloseAPIError: If a page failed; ``start`` is its position in rows.
        DataFormatError: If the list did not change, yet the server's count of its rows differs from
            the number of rows read. They stay in the ``.part`` file.
        OSError: If the rows cannot be written.
    """
    check_pager(pager, Pager, "an async client")
    target = check_path(path)
    options = ExportOptions(
        format=format,
        columns=columns,
        excel=excel,
        resume=resume,
        verify=verify,
        overwrite=overwrite,
    )
    check_progress(progress)
    return await run_export(pager, target, options, progress)


async def run_export(
    pager: Pager[Any],
    target: Path,
    options: ExportOptions,
    progress: Callable[[Progress], None] | None = None,
) -> ExportReport:
    """Export a list with validated arguments; see ``export``."""
    layout = options.layout(target, pager.description.kind)
    # pyarrow takes a while to import.
    sink = await anyio.to_thread.run_sync(layout.make_sink)
    description = await pager.description.completed()
    fingerprint = fingerprint_of(description, layout, verify=options.verify)
    started = anyio.current_time()
    requests, retries = pager.counters.requests, pager.counters.retries
    job = ExportJob(target, sink, fingerprint, resume=options.resume, overwrite=options.overwrite)
    try:
        await anyio.to_thread.run_sync(job.open)
        earlier = job.checkpoint.rows
        if job.already_whole:
            earlier = await anyio.to_thread.run_sync(job.count)
        else:
            if not job.checkpoint.complete:
                await _write_rows(pager, job, verify=options.verify, progress=progress)
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
        seconds=anyio.current_time() - started,
        sha256=digest,
        total=job.checkpoint.total,
    )


class _RowReader(Protocol):
    """Reads the pages of a list, and knows how to resume after each."""

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
    """Pages as they come, with the interface of a verified stream."""

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
    """Read the list from the job's checkpoint on, and write it in batches."""
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
        # Cleared first: it must not be written twice, whatever interrupts the writing.
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
            await flush()  # keep what was read, even when cancelled
        raise
    finally:
        with anyio.CancelScope(shield=True):
            await rows.aclose()
    problem = count_mismatch(pager.description, checkpoint, rows, total_rows, _IN_THE_PART_FILE)
    await flush(complete=problem is None)
    if problem is not None:
        raise problem


def count_mismatch(
    description: ListDescription, before: Checkpoint, rows: _RowReader, count: int, advice: str
) -> DataFormatError | None:
    """
    Compare the server's row count with the rows of a list that did not change.

    Args:
        description: The list.
        before: The checkpoint this run started from; only its total shows changes before this run.
        rows: The reader, at its end.
        count: Rows written.
        advice: Where they are, and how to start over.

    Returns:
        The error if the counts differ, or None.
    """
    total = rows.trusted_total
    if total is None or (before.rows and before.total != total):
        return None
    expected = max(0, total - description.start)
    if description.max_items is not None:
        expected = min(expected, description.max_items)
    if count == expected:
        return None
    return DataFormatError(
        f"{description.request}: the server reports {total} rows in the list, so {expected} to "
        f"export, but returned {count}, although the list did not change. {advice}; if the numbers "
        "differ again, report it to the vendor.",
        method=description.request.method,
        endpoint=description.path,
        start=rows.position,
    )


def open_rows(
    pager: Pager[Any], checkpoint: Checkpoint, record: bytes, *, verify: bool
) -> _RowReader:
    """
    Open a list at the checkpoint of its export.

    Args:
        pager: The list.
        checkpoint: How far the export is.
        record: Its record of delivered rows.
        verify: Make sure that no row is lost or duplicated.
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
