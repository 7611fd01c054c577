"""
One export on the disk: it begins, grows batch by batch, and gets its name in the end.

What holds, whatever kills the process at whatever moment:

- A file with the final name is a whole export.
- The rows are on the disk first, then the record of them, then the checkpoint that speaks of both.
  So it says exactly what counts in the files, and never more.
- The lock is held until the job is closed or the name is given, and no longer.
"""

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async.export.files.beside import refuse_path
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.files.held import HeldFiles
from opentoclose_async.export.files.start import Request, Start, find_start
from opentoclose_async.export.formats.sink import Sink, digest_of

__all__ = ["ExportJob"]


class ExportJob:
    """
    Hold one export from its beginning, or from where an earlier run left it.

    Nothing is looked at or made before ``open``. Whatever becomes of that, ``close`` follows.

    Args:
        target: The final name.
        sink: The format.
        fingerprint: What is exported, and how.
        resume: Go on with what an earlier run has left, if it has left something.
        overwrite: Replace a file of the final name, and what an earlier run has left.
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
        self._request = Request(target, sink, fingerprint, resume=resume, overwrite=overwrite)
        self._sink = sink
        self._start = Start(self.checkpoint)
        self._files = HeldFiles(target)
        self._is_torn = False
        self._is_closed = False
        # Writing runs in a thread, and asyncio's own cancelling does not wait for threads.
        self._busy = threading.Lock()

    @property
    def already_whole(self) -> bool:
        """The file is there, under its final name, and nothing is left to do."""
        return self._start.already_whole

    @property
    def record(self) -> bytes:
        """What an earlier run has written of the rows that it has delivered."""
        return self._start.record

    def open(self) -> None:
        """
        Find out where the export stands, and hold it.

        Raises:
            ValidationError: If the file may not be made or replaced, or if what was left is spoilt,
                or of another export.
            OSError: If the disk does not let it.
        """
        with self._busy:
            if self._is_closed:
                raise ValueError(f"The export of {self.target} was ended.")
            try:
                self._start = find_start(self._request, self._files)
            except BaseException as error:
                self._files.let_go(keep=False)
                if isinstance(error, OSError):
                    raise OSError(
                        error.errno,
                        f"The export to {self.target} could not be begun: {error.strerror}. "
                        "Nothing was sent",
                    ) from error
                raise
            self.checkpoint = self._start.checkpoint

    def write(
        self,
        rows: Sequence[VerbatimRow],
        *,
        position: int,
        pages: int,
        seams: int,
        record: bytes = b"",
        total: int | None = None,
        complete: bool = False,
    ) -> None:
        """
        Put a batch of rows on the disk, and then how far that is.

        Args:
            rows: The batch.
            position: Where the next row is thought to stand in the list.
            pages: Pages that the batch came in.
            seams: Seams stitched so far.
            record: What to add to the record of delivered rows.
            total: Rows in the list, if the server has told.
            complete: It was the last batch.

        Raises:
            ValidationError: If something that is not ours has a name that is needed.
            OSError: If the disk does not take them; the checkpoint before them stays good, and
                another job can go on from there.
        """
        with self._busy:
            part, delivered, before = self._files.part, self._files.record, self.checkpoint
            self._check()
            self._is_torn = True
            try:
                count = before.rows + len(rows)
                data = self._sink.encode(rows, before.rows) if rows else b""
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
                    f"{part.path} could not be written: {error.strerror}. {before.rows} rows are "
                    "safe in it; make room, and go on with resume",
                ) from error
            self.checkpoint = after
            self._is_torn = False

    def finish(self) -> None:
        """
        Give the file its final name, and remove what was beside it.

        Raises:
            FileExistsError: If another file got that name meanwhile and must stay.
            OSError: If somebody took its place, or the disk does not take it.
            ValidationError: If something that is not ours has a name that is needed.
        """
        with self._busy:
            part = self._files.part
            self._check()
            if not self._start.overwrite and os.path.lexists(self.target):
                raise FileExistsError(f"{self.target} was made by somebody else meanwhile.")
            if sys.platform == "win32":
                part.close()  # an open file cannot be renamed there
            self._sink.finish(part.path, self.target)
            self._files.finished()

    def count(self) -> int:
        """
        Count the rows of the whole file.

        Raises:
            ValidationError: If it is no file of the format.
        """
        try:
            return self._sink.count(self.target)
        except ValueError as error:
            raise refuse_path(
                self.target, f"is there already and is another file: {error}. Nothing was sent."
            ) from error

    def sha256(self) -> str:
        """Compute the SHA-256 of the whole file, in hexadecimal digits."""
        return digest_of(self.target)

    def close(self) -> None:
        """Let go of the files; if there is no row in them yet, remove them as far as that goes."""
        with self._busy:
            self._is_closed = True
            self._files.let_go(keep=self.checkpoint.has_begun)

    def _check(self) -> None:
        if self._is_torn:
            raise OSError(
                f"{self._files.part.path} could not be written before; go on with resume."
            )
        self._files.check_place(self.checkpoint)
