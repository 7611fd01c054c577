"""An export of a few batches of rows to the disk, without a server."""

import contextlib
from itertools import accumulate
from pathlib import Path

from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async.export.files.export_job import ExportJob
from opentoclose_async.export.formats.layout import layout_of
from tests.protocol.responses.json_rows import Sample, read_rows

__all__ = [
    "BATCHES",
    "FINGERPRINT",
    "LENGTHS",
    "TOTAL",
    "job_at",
    "open_files",
    "record_of",
    "run",
    "write_batches",
]

FINGERPRINT = {"list": "/users", "max_items": None, "columns": ["id", "text"]}
BATCHES = [
    read_rows('{"id": 1, "text": "é"}', '{"id": 2, "text": "=1"}'),
    read_rows('{"id": 3, "new": [1.10]}'),
    read_rows('{"id": 4}', '{"id": 5}', '{"id": 6, "text": "a\\nb"}'),
]
LENGTHS = list(accumulate(map(len, BATCHES), initial=0))
"""The number of rows before the first batch, and after each."""
TOTAL = LENGTHS[-1]


def record_of(rows: int) -> bytes:
    """Return the record of this many rows."""
    return b"".join(b"row %d\n" % number for number in range(1, rows + 1))


def job_at(path: Path, *, resume: bool = False, overwrite: bool = False) -> ExportJob:
    """Make the job that exports the batches to a file."""
    sink = layout_of(path, RowKind(Sample)).make_sink()
    return ExportJob(path, sink, FINGERPRINT, resume=resume, overwrite=overwrite)


def run(
    path: Path,
    *,
    resume: bool = False,
    overwrite: bool = False,
    stop_after: int | None = None,
    finish: bool = True,
) -> ExportJob:
    """
    Export the batches to a file, or resume that.

    Args:
        path: The file.
        resume: As for ``export``.
        overwrite: As for ``export``.
        stop_after: Stop when this many batches are on the disk.
        finish: Whether to give the file its final name once all are.

    Returns:
        The job, closed.
    """
    job = job_at(path, resume=resume, overwrite=overwrite)
    try:
        job.open()
        if job.already_whole:
            return job
        rows = job.checkpoint.rows
        assert job.record == record_of(rows)
        assert job.checkpoint.total == (TOTAL if rows else None)
        write_batches(job, len(BATCHES) if stop_after is None else stop_after)
        if finish and job.checkpoint.complete:
            job.finish()
    finally:
        job.close()
    return job


def write_batches(job: ExportJob, most: int) -> None:
    """Write the missing ones of the first batches."""
    rows = job.checkpoint.rows
    for number in range(LENGTHS.index(rows), most):
        before, after = LENGTHS[number], LENGTHS[number + 1]
        job.add(BATCHES[number])
        job.write(
            position=after,
            pages=1,
            seams=0,
            record=record_of(after).removeprefix(record_of(before)),
            total=TOTAL,
            complete=after == TOTAL,
        )


def open_files() -> list[str]:
    """Return the names of the plain files that this process has open, if the system shows them."""
    folder = Path("/proc/self/fd")
    if not folder.exists():
        return []
    names = []
    for descriptor in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # the descriptor that lists them
            names.append(str(descriptor.readlink()))
    return sorted(name for name in names if name.startswith("/") and "users." in name)
