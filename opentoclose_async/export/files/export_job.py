"""
One export on the disk: started, written batch by batch, and renamed at the end.

These hold whenever the process is killed:

- A file with the final name is a complete export.
- Rows reach the disk first, then their record, then the checkpoint that covers both. So the
  checkpoint never counts more than what is in the files.
- The lock is held until the job is closed or the file gets its final name.
"""

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from opentoclose_async._protocol.argument_names import passed
from opentoclose_async._protocol.plurals import counted
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.files.finishing import digest_of
from opentoclose_async.export.files.held_files import HeldFiles
from opentoclose_async.export.files.side_files import refuse_path
from opentoclose_async.export.files.starting_point import (
    JobRequest,
    StartingPoint,
    find_starting_point,
)
from opentoclose_async.export.formats.sink import Sink

__all__ = ["ExportJob"]


class ExportJob:
    """
    One export, from its start or from where an earlier run stopped.

    Nothing is read or created before ``open``. Call ``close`` whether ``open`` succeeds or not.

    Args:
        target: The final name.
        sink: The format.
        fingerprint: What identifies the export.
        resume: Continue what an earlier run left, if anything.
        overwrite: Replace a file with the final name, and what an earlier run left.
    """

    def __init__(
        self,
        target: Path,
        sink: Sink,
        fingerprint: dict[str, Any],
        *,
        resume: bool,
        overwrite: bool,
    ) -> None:
        self.target = target
        self.checkpoint = Checkpoint(fingerprint)
        self._request = JobRequest(target, sink, fingerprint, resume=resume, overwrite=overwrite)
        self._sink = sink
        self._start = StartingPoint(self.checkpoint)
        self._files = HeldFiles(target)
        self._batch: list[bytes] = []
        self._batch_rows = 0
        self._is_torn = False
        self._is_closed = False
        # Writing runs in a thread, and asyncio's cancellation does not wait for threads.
        self._busy = threading.Lock()

    @property
    def already_whole(self) -> bool:
        """Whether the file has its final name already and nothing is left to do."""
        return self._start.already_whole

    @property
    def record(self) -> bytes:
        """The record of the rows that earlier runs delivered."""
        return self._start.record

    def open(self) -> None:
        """
        Find out where the export stands, and lock its files.

        Raises:
            ValidationError: If the file may not be created or replaced, or if what an earlier run
                left is damaged or belongs to another export.
            OSError: If the disk refuses.
        """
        with self._busy:
            if self._is_closed:
                raise ValueError(f"The export to {self.target} was closed.")
            try:
                self._start = find_starting_point(self._request, self._files)
            except BaseException as error:
                self._files.release(keep=False)
                if isinstance(error, OSError):
                    raise OSError(
                        error.errno,
                        f"The export to {self.target} could not be started: {error.strerror}. "
                        "Nothing was sent",
                    ) from error
                raise
            self.checkpoint = self._start.checkpoint

    def add(self, rows: Sequence[VerbatimRow]) -> None:
        """Encode rows of the batch that is written next. Nothing reaches the disk yet."""
        self._batch.append(self._sink.encode(rows, self.checkpoint.rows + self._batch_rows))
        self._batch_rows += len(rows)

    def write(
        self,
        *,
        position: int,
        pages: int,
        seams: int,
        record: bytes = b"",
        total: int | None = None,
        complete: bool = False,
    ) -> None:
        """
        Write the rows that were added to the disk, and then a checkpoint.

        Args:
            position: The presumed position of the next row in the list.
            pages: Pages the rows came in.
            seams: Seams stitched so far.
            record: What to add to the record of delivered rows.
            total: Rows in the list, if the server reported it.
            complete: Whether this is the last batch.

        Raises:
            ValidationError: If something other than a plain file has a name that is needed.
            OSError: If the disk refuses; the previous checkpoint stays valid, and another job can
                resume from it.
        """
        with self._busy:
            part, delivered, before = self._files.part, self._files.record, self.checkpoint
            self._check()
            self._is_torn = True
            try:
                count = before.rows + self._batch_rows
                data = self._sink.seal(b"".join(self._batch))
                self._batch, self._batch_rows = [], 0
                if complete:
                    data += self._sink.end(count)
                if data:
                    part.append(data)
                delivered.append(record)
                after = evolve(
                    before,
                    position=position,
                    rows=count,
                    pages=before.pages + pages,
                    size=part.size,
                    sha256=part.sha256,
                    record_size=delivered.size,
                    record_sha256=delivered.sha256,
                    seams=seams,
                    total=total,
                    complete=complete,
                )
                after.write(self.target)
            except OSError as error:
                raise OSError(
                    error.errno,
                    f"{part.path} could not be written: {error.strerror}. "
                    f"{counted(before.rows, 'row')} {'is' if before.rows == 1 else 'are'} safe in "
                    f"it; free some space, and continue with {passed('resume')}",
                ) from error
            self.checkpoint = after
            self._is_torn = False

    def finish(self) -> None:
        """
        Move the file to its final name, and remove the files next to it.

        Raises:
            FileExistsError: If another file got that name during the export and must stay.
            OSError: If the part file was replaced, or the disk refuses.
            ValidationError: If something other than a plain file has a name that is needed.
        """
        with self._busy:
            part = self._files.part
            self._check()
            if not self._start.overwrite and os.path.lexists(self.target):
                raise FileExistsError(
                    f"{self.target} was created by another program during the export."
                )
            if sys.platform == "win32":
                part.close()  # an open file cannot be renamed there
            self._sink.finish(part.path, self.target)
            self._files.release_finished()

    def count(self) -> int:
        """
        Count the rows of the finished file.

        Raises:
            ValidationError: If it is not a file of the format.
        """
        try:
            return self._sink.count(self.target)
        except ValueError as error:
            raise refuse_path(
                self.target, f"exists already and is another file: {error}. Nothing was sent."
            ) from error

    def sha256(self) -> str:
        """Return the SHA-256 of the finished file, in hexadecimal digits."""
        if self._sink.converts or self.already_whole:
            return digest_of(self.target)
        return self.checkpoint.sha256

    def close(self) -> None:
        """Release the files; if they hold no rows yet, remove them if possible."""
        with self._busy:
            self._is_closed = True
            self._files.release(keep=self.checkpoint.has_begun)

    def _check(self) -> None:
        if self._is_torn:
            raise OSError(
                f"{self._files.part.path} could not be written before; "
                f"continue with {passed('resume')}."
            )
        self._files.check_place(self.checkpoint)
