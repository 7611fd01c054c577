"""
One export on the disk: the part file, its checkpoint, and the name in the end.

A file with the final name is a whole export. Whatever kills the process, at whatever moment: the
checkpoint tells how many bytes of the part file count, and where in the list to go on.
"""

import hashlib
import os
import sys
import threading
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.checkpoint import Checkpoint, checkpoint_path
from opentoclose_async.export.partfile import PartFile, part_path, refuse_path
from opentoclose_async.export.sink import Sink
from opentoclose_async.protocol.verbatim import VerbatimRow

__all__ = ["ExportJob"]


class ExportJob:
    """
    Hold one export from its beginning, or from where an earlier run left it.

    Args:
        target: The final name.
        sink: The format.
        fingerprint: What is exported, and how.
        resume: Go on with what an earlier run has left, if it has left something.
        overwrite: Replace a file of the final name, and what an earlier run has left.

    Raises:
        ValidationError: If the file may not be made or replaced, or if what was left is of another
            export.
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
        self._sink = sink
        self._overwrite = overwrite
        self.checkpoint = Checkpoint(fingerprint)
        self.already_whole = False
        """The file is there, under its final name, and nothing is left to do."""
        self._part: PartFile | None = None
        # Writing runs in a thread, and asyncio's own cancelling does not wait for threads.
        self._busy = threading.Lock()
        found = Checkpoint.read(target) if resume else None
        if found is not None:
            _refuse_others(target, found.fingerprint, fingerprint)
            self.checkpoint = found
        self._open(resume=resume)

    def _open(self, *, resume: bool) -> None:
        target, part = self.target, part_path(self.target)
        found = self.checkpoint
        there = os.path.lexists(target)
        if there and not target.is_file():
            # Replacing a device or a folder would do harm, whoever allowed it.
            raise refuse_path(target, "is there and is no file; choose another name")
        if found.complete and there and not part.exists():
            self.already_whole = True  # killed between the last two steps
            return
        if there and found.complete and self._is_ours():
            self._overwrite = True  # killed while the name was being given
        if there and not self._overwrite:
            if resume and found.rows == 0 and not part.exists():
                self.already_whole = True
                return
            raise refuse_path(target, "is there already; choose another name or overwrite")
        if not (resume or self._overwrite) and (part.exists() or _has_checkpoint(target)):
            raise refuse_path(
                part,
                "is there: an export was stopped, or is still being written; go on with it "
                "(resume) or begin anew (overwrite)",
            )
        self._part = PartFile(target)
        try:
            if found.rows == 0 and not found.complete:
                checkpoint_path(target).unlink(missing_ok=True)
                self._part.keep(0)
                self._part.append(self._sink.begin())
            else:
                self._part.keep(found.size)
        except BaseException:
            self._part.close()
            raise

    def write(
        self,
        rows: Sequence[VerbatimRow],
        *,
        position: int,
        pages: int,
        seams: int,
        last_keys: Sequence[Hashable],
        complete: bool = False,
    ) -> None:
        """
        Put a batch of rows on the disk, and then how far that is.

        Raises:
            OSError: If the disk does not take them; the checkpoint before them stays good.
        """
        with self._busy:
            part, before = self._held(), self.checkpoint
            self._check_place(part)
            try:
                if rows:
                    part.append(self._sink.encode(rows))
                after = evolve(
                    before,
                    position=position,
                    rows=before.rows + len(rows),
                    pages=before.pages + pages,
                    size=part.size,
                    seams=seams,
                    last_keys=list(last_keys),
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

    def finish(self) -> None:
        """
        Give the file its final name.

        Raises:
            FileExistsError: If another file got that name meanwhile and must stay.
            OSError: If somebody took its place, or the disk does not take it.
        """
        with self._busy:
            part = self._held()
            self._check_place(part)
            if not self._overwrite and os.path.lexists(self.target):
                raise FileExistsError(f"{self.target} was made by somebody else meanwhile.")
            if sys.platform == "win32":
                part.close()  # an open file cannot be renamed there
            self._sink.finish(part.path, self.target)

    def clear(self) -> None:
        """Remove the checkpoint of an export that is whole."""
        checkpoint_path(self.target).unlink(missing_ok=True)

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
                self.target, f"is there already and is another file: {error}"
            ) from error

    def sha256(self) -> str:
        """Compute the SHA-256 of the whole file, in hexadecimal digits."""
        with self.target.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def close(self) -> None:
        """Let go of the file; if it holds no row yet, remove it."""
        with self._busy:
            part, self._part = self._part, None
            if part is None:
                return
            if not _has_checkpoint(self.target):
                part.remove()
            part.close()

    def _is_ours(self) -> bool:
        """Tell whether the file under the final name holds the rows that the checkpoint counts."""
        try:
            return self._sink.count(self.target) == self.checkpoint.rows
        except (OSError, ValueError):
            return False

    def _check_place(self, part: PartFile) -> None:
        if not part.is_in_place():
            # What has the name now must not be taken for what the checkpoint speaks of.
            self.clear()
            raise OSError(f"{part.path} was removed or replaced while it was being written.")

    def _held(self) -> PartFile:
        if self._part is None:
            raise ValueError(f"The export of {self.target} was ended.")
        return self._part


def _has_checkpoint(target: Path) -> bool:
    return checkpoint_path(target).exists()


def _refuse_others(target: Path, found: dict[str, Any], asked: dict[str, Any]) -> None:
    differing = [name for name in asked if found.get(name) != asked[name]]
    if differing:
        raise ValidationError(
            f"{part_path(target)} is of another export: it differs in {', '.join(differing)}. "
            "Resume with the same arguments, choose another name, or begin anew with overwrite. "
            "Nothing was sent.",
            field_errors={"resume": [f"differs in {name}" for name in differing]},
        )
