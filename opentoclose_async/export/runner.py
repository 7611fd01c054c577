"""Export one list: write it page by page to a file that gets its name after the last one."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import anyio.to_thread

from opentoclose_async._protocol.argument_names import passed
from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.concurrency.loop_value import LoopValue
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.export.files.export_job import ExportJob
from opentoclose_async.export.options import (
    ExportOptions,
    check_pager,
    check_path,
    check_progress,
)
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.sources import RowReader, RowSource, source_of

__all__ = ["export", "run_export"]

BATCH_ROWS = 2_500
BATCH_SECONDS = 0.25
"""A batch is written when it has this many rows, or this long after the previous one."""
ROWS_AT_ONCE = 500
"""Rows to encode before other tasks have their turn."""

CONVERSIONS_AT_ONCE = 2
"""Files converted at the same time. They are busy threads, which delay the event loop's own."""

_conversions = LoopValue("conversions", lambda: anyio.CapacityLimiter(CONVERSIONS_AT_ONCE))


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
    fields: Sequence[str] | str | None = None,
    field_layout: str | None = None,
    nested: str | None = None,
    names: str = "wire",
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
        fields: For properties: the keys of custom fields to write, or "all". Each becomes a column
            instead of a part of ``field_values``, of the type that the account's definition says,
            which takes one more request. It is named as the field, with ``field_`` in front if
            another column has that name.
        field_layout: "flat" for a column for each field (the default), or "nested" for one column,
            ``fields``, that holds them all.
        nested: For Parquet: "struct" for objects and lists as structs and lists, as far as the
            model knows them (the default), or "json" for strings.
        names: "wire" for the API's names, or "python" for the names of the model's attributes,
            such as ``user_id`` for ``userId``, also within objects.
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
        fields=fields,
        field_layout=field_layout,
        nested=nested,
        names=names,
    )
    check_progress(progress)
    return await run_export(pager, target, options, progress)


async def run_export(
    rows: Pager[Any] | RowSource,
    target: Path,
    options: ExportOptions,
    progress: Callable[[Progress], None] | None = None,
) -> ExportReport:
    """Export a list, or another source, with validated arguments; see ``export``."""
    source = source_of(rows)
    layout = await options.layout_for(target, source.kind, source.column, source.custom_fields)
    # pyarrow takes a while to import.
    sink = await anyio.to_thread.run_sync(layout.make_sink)
    fingerprint = {**await source.identity(), **layout.identity, "verify": options.verify}
    started = anyio.current_time()
    requests, retries = source.counters.requests, source.counters.retries
    job = ExportJob(target, sink, fingerprint, resume=options.resume, overwrite=options.overwrite)
    try:
        await anyio.to_thread.run_sync(job.open)
        earlier = job.checkpoint.rows
        if job.already_whole:
            earlier = await anyio.to_thread.run_sync(job.count)
        else:
            if not job.checkpoint.complete:
                await _write_rows(source, job, verify=options.verify, progress=progress)
            limiter = _conversions.here() if sink.converts else None
            await anyio.to_thread.run_sync(job.finish, limiter=limiter)
        digest = await anyio.to_thread.run_sync(job.sha256)
    finally:
        job.close()
    return ExportReport(
        path=target,
        rows=earlier if job.already_whole else job.checkpoint.rows,
        pages=job.checkpoint.pages,
        requests=source.counters.requests - requests,
        retries=source.counters.retries - retries,
        seams=job.checkpoint.seams,
        resumed=earlier,
        seconds=anyio.current_time() - started,
        sha256=digest,
        total=job.checkpoint.total,
    )


async def _write_rows(
    source: RowSource,
    job: ExportJob,
    *,
    verify: bool,
    progress: Callable[[Progress], None] | None,
) -> None:
    """Read the rows from the job's checkpoint on, and write them in batches."""
    async with source.open(job.checkpoint, job.record, verify=verify) as rows:
        written = _Batches(rows, job)
        try:
            while pages := await rows.next_pages(1):
                for page in pages:
                    await written.add(page)
                    if progress is not None:
                        progress(Progress(written.rows, written.pages, page.total))
                if written.is_due:
                    await written.flush()
        except BaseException:
            if written.has_more:
                await written.flush()  # keep what was read, even when cancelled
            raise
    advice = f"They are in the part file. Start over with {passed('overwrite')}"
    problem = rows.problem(written.rows, advice)
    await written.flush(complete=problem is None)
    if problem is not None:
        raise problem


class _Batches:
    """
    Collects rows, and writes them in batches.

    Args:
        reader: Where they come from.
        job: Where they go.
    """

    def __init__(self, reader: RowReader, job: ExportJob) -> None:
        self.rows, self.pages = job.checkpoint.rows, job.checkpoint.pages
        self._reader = reader
        self._job = job
        self._before = job.checkpoint
        self._batch_rows = self._batch_pages = 0
        self._written_at = anyio.current_time()

    @property
    def has_more(self) -> bool:
        """Whether pages are not written yet."""
        return self._batch_pages > 0

    @property
    def is_due(self) -> bool:
        """Whether it is time to write them."""
        late = anyio.current_time() - self._written_at >= BATCH_SECONDS
        return late or self._batch_rows >= BATCH_ROWS

    async def add(self, page: Page[VerbatimRow]) -> None:
        """Encode a page, in parts if it is large, so that other tasks have their turn."""
        rows = page.items
        try:
            self._job.add(rows[:ROWS_AT_ONCE])
            for start in range(ROWS_AT_ONCE, len(rows), ROWS_AT_ONCE):
                await anyio.lowlevel.cancel_shielded_checkpoint()
                self._job.add(rows[start : start + ROWS_AT_ONCE])
        except BaseException:
            self._batch_pages = 0  # no batch ends within a page
            raise
        self._batch_rows += len(rows)
        self._batch_pages += 1
        self.rows += len(rows)
        self.pages += 1

    async def flush(self, *, complete: bool = False) -> None:
        """Write them, and the checkpoint."""
        reader, before = self._reader, self._before
        write = partial(
            self._job.write,
            position=reader.position,
            pages=self._batch_pages,
            seams=before.seams + reader.seams,
            record=reader.take_record(),
            total=before.total if reader.total is None else reader.total,
            complete=complete,
        )
        # Cleared first: it must not be written twice, whatever interrupts the writing.
        self._batch_rows = self._batch_pages = 0
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(write)
        self._written_at = anyio.current_time()
