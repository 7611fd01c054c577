"""
The files next to an export, held by one job at a time.

Holding the lock on the part file means holding all of them: no other job changes files next to the
export. They are created and removed in an order that allows the process to be killed at any step: a
part file without a checkpoint is empty, and a checkpoint says what counts in the other files.
"""

import contextlib
from pathlib import Path

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.files.delivered_record import DeliveredRecord
from opentoclose_async.export.files.growing_file import GrowingFile
from opentoclose_async.export.files.part_file import lock_part_file, replace_part_file
from opentoclose_async.export.files.side_files import remove_side_files

__all__ = ["HeldFiles"]


class HeldFiles:
    """
    The files next to an export; none are held at first.

    Args:
        target: The export's final name.
    """

    def __init__(self, target: Path) -> None:
        self.record = DeliveredRecord(target)
        self._target = target
        self._part: GrowingFile | None = None
        self._started_here = False

    @property
    def part(self) -> GrowingFile:
        """
        The part file.

        Raises:
            ValueError: If it is not held.
        """
        if self._part is None:
            raise ValueError(f"The export to {self._target} was closed.")
        return self._part

    def hold(self) -> GrowingFile:
        """
        Lock the part file, creating it if it does not exist.

        Raises:
            ValidationError: If it is in use, is not a plain file, or cannot be created.
        """
        self._part = part = lock_part_file(self._target)
        return part

    def begin(self, checkpoint: Checkpoint, first: bytes) -> None:
        """
        Start over, replacing what an earlier run left.

        Args:
            checkpoint: A checkpoint that counts nothing yet.
            first: The first bytes of the part file.

        Raises:
            ValidationError: If something other than a plain file has a name that is needed.
            OSError: If the disk refuses.
        """
        self._started_here = True
        checkpoint.write(self._target)
        if not self.part.is_new:
            self._part = replace_part_file(self.part, self._target)
        self.part.append(first)

    def check_place(self, checkpoint: Checkpoint) -> None:
        """
        Check that the files still have their names.

        Args:
            checkpoint: The one that was written last.

        Raises:
            OSError: If they do not. Files that have these names now stay, but our checkpoint is
                removed, so that it is not applied to them.
        """
        for file in (self.part, self.record):
            if not file.is_in_place():
                with contextlib.suppress(ValidationError):
                    if Checkpoint.read(self._target) == checkpoint:
                        remove_side_files(self._target)
                raise OSError(f"{file.path} was removed or replaced while it was being written.")

    def release_finished(self) -> None:
        """
        Release a part file that got its final name, and remove the other files.

        The rename ends the lock, so another export may have started: files next to the target then
        belong to it, and stay.
        """
        self.close()
        # Whatever happens here, the export is complete; the next one tidies up.
        with contextlib.suppress(OSError, ValidationError):
            part = self.hold()
            if part.is_new and part.is_empty:
                self.clear()
        self.close()

    def discard(self) -> None:
        """Remove the files next to an export that is complete, and release them."""
        with contextlib.suppress(OSError):  # the export is complete even so
            self.clear()
        self.close()

    def clear(self) -> None:
        """
        Remove all files.

        Raises:
            ValidationError: If something other than a plain file has one of the names.
            OSError: If one cannot be removed.
        """
        part = self.part
        part.empty()
        remove_side_files(self._target)
        part.remove()

    def release(self, *, keep: bool) -> None:
        """
        Release all files and the lock, whatever happens.

        Args:
            keep: Whether there is something to resume. If not, files created here are removed if
                possible; failing that raises nothing, so as not to hide an earlier error.
        """
        try:
            with contextlib.suppress(OSError, ValidationError):
                part = self._part
                if keep or part is None or not part.is_in_place():
                    return
                if self._started_here:
                    self.clear()
                elif part.is_new and part.is_empty:
                    part.remove()
        finally:
            self.close()

    def close(self) -> None:
        """Close all files as they are."""
        part, self._part = self._part, None
        self.record.close()
        if part is not None:
            part.close()
