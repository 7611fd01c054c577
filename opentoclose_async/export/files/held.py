"""
The files beside an export, held by one job at a time.

Who holds the part file holds all of them: nothing beside an export is changed by anybody else. They
are made and removed in an order in which the process may be killed anywhere: a part file without a
checkpoint is empty, and where the checkpoint is, it says what counts in the others.
"""

import contextlib
from pathlib import Path

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.beside import remove_leftovers
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.files.growing import GrowingFile
from opentoclose_async.export.files.partfile import hold_part, hold_part_anew
from opentoclose_async.export.files.record import Record

__all__ = ["HeldFiles"]


class HeldFiles:
    """
    Hold what is beside an export; at first, nothing.

    Args:
        target: The export's name.
    """

    def __init__(self, target: Path) -> None:
        self.record = Record(target)
        self._target = target
        self._part: GrowingFile | None = None
        self._are_begun_here = False

    @property
    def part(self) -> GrowingFile:
        """
        The part file.

        Raises:
            ValueError: If it is not held.
        """
        if self._part is None:
            raise ValueError(f"The export of {self._target} was ended.")
        return self._part

    def hold(self) -> GrowingFile:
        """
        Lock the part file, and make it if it is not there.

        Raises:
            ValidationError: If that cannot be.
        """
        self._part = part = hold_part(self._target)
        return part

    def begin(self, checkpoint: Checkpoint, first: bytes) -> None:
        """
        Begin anew, in place of what an earlier run has left.

        Args:
            checkpoint: One that counts nothing yet.
            first: What the part file begins with.

        Raises:
            ValidationError: If something that is not ours has a name that is needed.
            OSError: If the disk does not let it.
        """
        self._are_begun_here = True
        checkpoint.write(self._target)
        if not self.part.is_new:
            self._part = hold_part_anew(self.part, self._target)
        self.part.append(first)

    def check_place(self, checkpoint: Checkpoint) -> None:
        """
        Make sure that the files still have their names.

        Args:
            checkpoint: The one that was written last.

        Raises:
            OSError: If they have not; what has these names now stays, without a checkpoint that it
                could be taken for what that speaks of.
        """
        for file in (self.part, self.record):
            if not file.is_in_place():
                with contextlib.suppress(ValidationError):
                    if Checkpoint.read(self._target) == checkpoint:
                        remove_leftovers(self._target)
                raise OSError(f"{file.path} was removed or replaced while it was being written.")

    def finished(self) -> None:
        """
        Let go of a part file that has got the final name, and remove what was beside it.

        With the name the lock is gone, and another export may have begun: what is beside the
        target is that one's then, and stays.
        """
        self.close()
        # Whatever happens here, the export is whole; the next one tidies up.
        with contextlib.suppress(OSError, ValidationError):
            part = self.hold()
            if part.is_new and part.is_empty:
                self.clear()
        self.close()

    def let_go_whole(self) -> None:
        """Let go of what is beside an export that is whole already, and remove it."""
        with contextlib.suppress(OSError):  # it is whole all the same
            self.clear()
        self.close()

    def clear(self) -> None:
        """
        Remove all of it.

        Raises:
            ValidationError: If something that is not ours has one of the names.
            OSError: If it cannot be removed.
        """
        part = self.part
        part.empty()
        remove_leftovers(self._target)
        part.remove()

    def let_go(self, *, keep: bool) -> None:
        """
        Let go of all of it, and of the lock, whatever happens.

        Args:
            keep: Whether there is something in it to go on with. If not, what was begun here is
                removed as far as that goes: the error that led to this is the one to be told.
        """
        try:
            with contextlib.suppress(OSError, ValidationError):
                part = self._part
                if keep or part is None or not part.is_in_place():
                    return
                if self._are_begun_here:
                    self.clear()
                elif part.is_new and part.is_empty:
                    part.remove()
        finally:
            self.close()

    def close(self) -> None:
        """Let go of all of it as it is."""
        part, self._part = self._part, None
        self.record.close()
        if part is not None:
            part.close()
